"""Letters as a real mail server gets them."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from socialdraft.adapters.smtp import NoMailer, SmtpMailer
from socialdraft.ports import Letter, MailFailed
from socialdraft.services.letters import sign_in_letter
from socialdraft.stack.port import free_port

LINK = "https://posts.example/auth/verify?token=abc"
NOBODY, BROKEN = "nobody@example.com", "broken@example.com"


class Office:
    """A mail server that keeps what it gets, knows one address not and chokes on another."""

    def __init__(self) -> None:
        self.got: list[tuple[Envelope, EmailMessage]] = []

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address == NOBODY:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if BROKEN in envelope.rcpt_tos:
            return "451 try again later"
        assert isinstance(envelope.content, bytes)
        self.got.append((envelope, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 kept"


def opened(office: Office, **settings: Any) -> Controller:
    controller = Controller(office, hostname="127.0.0.1", port=free_port(), ready_timeout=60, **settings)
    controller.start()
    return controller


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    controller = opened(office)
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def letter(to: str = "ann@example.com", locale: str = "en") -> Letter:
    return sign_in_letter(to=to, link=LINK, minutes=15, locale=locale)


@pytest.mark.parametrize(("locale", "word"), [("en", "Use this link"), ("th", "เปิดลิงก์นี้")])
def test_a_letter_arrives_in_the_readers_language_as_text_and_html(
    office: Office, url: str, locale: str, word: str
) -> None:
    SmtpMailer(url, site="posts.example").send(letter(locale=locale))
    [(envelope, message)] = office.got
    assert envelope.rcpt_tos == ["ann@example.com"]
    assert (message["From"], message["Auto-Submitted"]) == ("socialdraft@posts.example", "auto-generated")
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body
        text = body.get_content()
        assert word in text
        assert LINK in text
        assert "15" in text


def test_the_sender_can_be_named(office: Office, url: str) -> None:
    SmtpMailer(f"{url}?from=hello%40shop.example", site="posts.example").send(letter())
    assert office.got[0][1]["From"] == "hello@shop.example"


def test_an_address_nobody_has_looks_like_any_other(office: Office, url: str) -> None:
    SmtpMailer(url, site="posts.example").send(letter(NOBODY))
    assert office.got == []


def test_a_letter_the_server_does_not_take_is_a_failure(url: str) -> None:
    mailer = SmtpMailer(url, site="posts.example")
    with pytest.raises(MailFailed):
        mailer.send(letter(BROKEN))
    with pytest.raises(MailFailed):
        SmtpMailer(f"smtp://127.0.0.1:{free_port()}", site="posts.example").send(letter())
    with pytest.raises(MailFailed):
        NoMailer().send(letter())


def test_an_address_can_not_smuggle_headers_in(office: Office, url: str) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        SmtpMailer(url, site="posts.example").send(letter("ann@example.com\nBcc: all@example.com"))
    assert office.got == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_it_logs_in_where_it_must(office: Office) -> None:
    def known(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=data.login == b"shop" and data.password == b"p@ss")

    controller = opened(office, authenticator=known, auth_required=True, auth_require_tls=False)
    try:
        SmtpMailer(f"smtp://shop:p%40ss@127.0.0.1:{controller.port}", site="posts.example").send(letter())
        with pytest.raises(MailFailed):
            SmtpMailer(f"smtp://shop:wrong@127.0.0.1:{controller.port}", site="posts.example").send(letter())
    finally:
        controller.stop()
    assert len(office.got) == 1


def test_a_password_does_not_travel_in_the_open(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    controller = opened(office)
    monkeypatch.setattr("socialdraft.adapters.smtp.HERE", set())
    try:
        with pytest.raises(MailFailed, match="SMTPNotSupportedError"):
            SmtpMailer(f"smtp://shop:secret@127.0.0.1:{controller.port}", site="posts.example").send(letter())
    finally:
        controller.stop()
