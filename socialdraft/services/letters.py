"""The e-mails we send, in the reader's language: plain text, and the same in HTML."""

from collections.abc import Callable
from html import escape

from socialdraft.i18n import message
from socialdraft.ports import Letter

INK, SOFT, PAPER, CARD, ACCENT = "#211c16", "#5b5247", "#fbf8f3", "#ffffff", "#bf3f0e"
FONT = "Anuphan,'Noto Sans Thai',Sarabun,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"


def sign_in_letter(*, to: str, link: str, minutes: int, locale: str) -> Letter:
    """The link to sign in with, and what to do if nobody asked for it."""

    def say(key: str) -> str:
        return message(f"mail.{key}", locale, minutes=minutes)

    text = "\n\n".join([say("greeting"), say("sign_in"), link, say("once"), say("not_you"), "socialdraft"])
    return Letter(to=to, subject=say("subject"), text=text + "\n", html=_html(say, link=escape(link), locale=locale))


def plain(*, to: str, subject: str, text: str) -> Letter:
    """A letter for an operator: lines, and the same lines in HTML."""
    lines = "<br>".join(escape(line) for line in text.splitlines())
    page = (
        f'<!doctype html><html lang="en"><body style="color:{INK};font:16px/1.65 {FONT}"><p>{lines}</p></body></html>'
    )
    return Letter(to=to, subject=subject, text=text + "\n", html=page)


def _html(say: Callable[[str], str], *, link: str, locale: str) -> str:
    words = {key: escape(say(key)) for key in ("greeting", "sign_in", "button", "once", "not_you", "by_hand")}
    button = (
        f"display:inline-block;padding:13px 26px;border-radius:14px;background:{ACCENT};color:#ffffff;"
        "font-weight:600;text-decoration:none"
    )
    return (
        f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8"><meta name="color-scheme" content="light">'
        f'</head><body style="margin:0;padding:28px 16px;background:{PAPER};color:{INK};'
        f'font:16px/1.65 {FONT}"><div style="max-width:460px;margin:0 auto;padding:28px;border-radius:18px;'
        f'background:{CARD}"><p style="margin:0 0 18px;font-weight:650;color:{ACCENT}">socialdraft</p>'
        f'<p style="margin:0 0 12px">{words["greeting"]}</p><p style="margin:0 0 22px">{words["sign_in"]}</p>'
        f'<p style="margin:0 0 22px"><a href="{link}" style="{button}">{words["button"]}</a></p>'
        f'<p style="margin:0 0 12px">{words["once"]}</p>'
        f'<p style="margin:0 0 18px;color:{SOFT};font-size:14px">{words["not_you"]}</p>'
        f'<p style="margin:0;color:{SOFT};font-size:13px;word-break:break-all">{words["by_hand"]}<br>{link}</p>'
        "</div></body></html>"
    )
