"""Signing in: a link by mail, a page that only asks, and the tap that uses the link."""

import hmac
import secrets
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from pydantic import Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from socialdraft import wiring
from socialdraft.adapters.mailbox import LocalMailbox
from socialdraft.api import cookies, networks
from socialdraft.api.deps import Body, Here, Text, Token
from socialdraft.api.problems import documented, locale_of, refused
from socialdraft.api.sheets import paragraph, sheet
from socialdraft.db import transaction
from socialdraft.errors import (
    ConfirmationMissing,
    DomainError,
    ForeignOrigin,
    Invalid,
    LinkExpired,
    MailUnavailable,
    NotFound,
    RateLimited,
)
from socialdraft.i18n import message
from socialdraft.ports import Letter
from socialdraft.schemas import View
from socialdraft.services import doors, signin
from socialdraft.services.workflows.send_link import send_link
from socialdraft.settings import settings

router = APIRouter(tags=["sign-in"])
LONGEST = 200
PAGE: dict[str, Any] = {"content": {"text/html": {}}}


class Address(Body):
    email: Text = Field(max_length=320, json_schema_extra={"format": "email"}, examples=["owner@example.com"])


class Sent(View):
    """The answer for every address, whether we know it or not."""

    status: str = "sent"


@router.post(
    "/api/auth/magic-link",
    status_code=202,
    responses=documented(RateLimited, Invalid, MailUnavailable, ForeignOrigin),
)
def ask_for_link(body: Address, request: Request, here: Here) -> Sent:
    """Send a sign-in link to the address; it works once, for 15 minutes."""
    send_link(
        here,
        email=body.email,
        locale=locale_of(request),
        origin=_origin(request),
        network=networks.network_of(request),
    )
    return Sent()


def _origin(request: Request) -> str:
    """Where the caller's cookies are: on this machine `localhost` and `127.0.0.1` are two places."""
    said = request.headers.get("origin", "")
    return said if said in settings().origins else settings().origin


@router.head("/auth/verify", include_in_schema=False)
@router.get(
    "/auth/verify",
    response_class=HTMLResponse,
    responses={200: {**PAGE, "description": "A page with a confirm button"}, **documented(LinkExpired)},
)
def ask_to_confirm(request: Request, here: Here, token: str = "") -> Response:
    """A page that says who would be signed in; changes nothing, so that a mail scanner can't use the link up."""
    try:
        with transaction() as session:
            email = signin.address_behind(session, token=token, now=here.now())
    except LinkExpired as error:
        return _told(request, error)
    nonce = request.cookies.get(cookies.confirm_name()) or secrets.token_urlsafe(32)
    page = _confirm_page(email, token=token, proof=_proof(nonce, token), locale=locale_of(request))
    cookies.give_confirm(page, nonce)
    return page


@router.post(
    "/auth/verify",
    status_code=303,
    response_class=RedirectResponse,
    responses={
        303: {"description": "Signed in; the cookie is a new one"},
        **documented(LinkExpired, ConfirmationMissing, ForeignOrigin, Invalid),
    },
)
def confirm(
    request: Request,
    here: Here,
    cookie: Token,
    token: Annotated[str, Form(min_length=1, max_length=LONGEST)],
    proof: Annotated[str, Form(max_length=LONGEST)] = "",
) -> Response:
    """Use the link: a new session for this browser, and its anonymous posts become the user's."""
    now = here.now()
    try:
        with transaction() as session:
            signin.address_behind(session, token=token, now=now)
            _require_proof(request, token=token, proof=proof)
            view, fresh = signin.sign_in(session, token=token, cookie=cookie, now=now, limits=here.policy.limits)
    except (LinkExpired, ConfirmationMissing) as error:
        return _told(request, error)
    answer = RedirectResponse("/week", status_code=303)
    cookies.give_session(answer, fresh, view=view, now=now)
    cookies.take_confirm(answer)
    return answer


def _require_proof(request: Request, *, token: str, proof: str) -> None:
    nonce = request.cookies.get(cookies.confirm_name(), "")
    if not nonce or not hmac.compare_digest(proof.encode(), _proof(nonce, token).encode()):
        raise ConfirmationMissing


def _proof(nonce: str, token: str) -> str:
    """What only the page we made for this browser and this link can send back."""
    return doors.keyed(f"confirm {nonce} {token}")


def _confirm_page(email: str, *, token: str, proof: str, locale: str) -> HTMLResponse:
    def say(key: str) -> str:
        return message(f"verify.{key}", locale)

    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in (("token", token), ("proof", proof))
    )
    body = (
        f'<section class="card stack"><div><p class="soft">{escape(say("heading"))}</p>'
        f'<h1 class="keep big">{escape(email).replace("@", "<wbr>@")}</h1></div>{paragraph(say("note"))}'
        f'<form method="post" action="/auth/verify">{hidden}'
        f'<button class="btn main wide" data-testid="confirm-sign-in">{escape(say("confirm"))}</button></form>'
        f"{paragraph(say('stranger'), 'hint')}</section>"
    )
    return sheet(body, title=say("title"), locale=locale)


def _told(request: Request, error: DomainError) -> Response:
    """A refusal as a page for a browser, as a problem document for a program."""
    if "text/html" not in request.headers.get("accept", ""):
        return refused(request, error)
    locale, minutes = locale_of(request), settings().policy.limits.link_minutes
    key = "expired" if isinstance(error, LinkExpired) else "reopen"
    body = (
        f'<section class="card stack"><h1>{escape(message(f"verify.{key}_title", locale))}</h1>'
        f"{paragraph(message(f'verify.{key}', locale, minutes=minutes), 'soft')}"
        f'<a class="btn main" href="/sign-in">{escape(message("verify.again", locale))}</a></section>'
    )
    return sheet(body, title=message("verify.title", locale), locale=locale, status=error.status)


@router.get("/auth/mailbox", include_in_schema=False)
def mailbox(request: Request) -> HTMLResponse:
    """The letters of a start without a mail server, for this machine only."""
    box = wiring.mailer()
    if not isinstance(box, LocalMailbox) or not networks.is_this_machine(request):
        raise NotFound
    locale = locale_of(request)
    letters = "".join(_letter(letter, locale=locale) for letter in box.letters())
    body = (
        f"<div><h1>{escape(message('mailbox.heading', locale))}</h1>"
        f"{paragraph(message('mailbox.note', locale), 'soft')}</div>"
        f"{letters or paragraph(message('mailbox.empty', locale))}"
    )
    return sheet(body, title=message("mailbox.title", locale), locale=locale)


def _letter(letter: Letter, *, locale: str) -> str:
    lines = [escape(line) for line in letter.text.strip().split("\n\n")]
    shown = [f'<a href="{line}">{line}</a>' if line.startswith(tuple(settings().origins)) else line for line in lines]
    text = "".join(f'<p class="keep">{line}</p>' for line in shown)
    head = f"<h2>{escape(letter.subject)}</h2>{paragraph(message('mailbox.to', locale, email=letter.to), 'small soft')}"
    return f'<article class="card stack" data-testid="letter"><div>{head}</div>{text}</article>'
