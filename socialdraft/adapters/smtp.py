"""Letters by SMTP. `smtps://user:password@host:465`, or `smtp://…:587` with STARTTLS where it is offered."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, localtime, make_msgid
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from socialdraft.ports import Letter, MailFailed

PATIENCE = 10.0
"""Seconds the mail server may take for each of its answers."""
PORTS = {"smtp": 587, "smtps": 465}
HERE = {"localhost", "127.0.0.1", "::1"}


class SmtpMailer:
    """The mailer port; `?from=` in the URL is the sender, else `socialdraft@` the site's own name."""

    def __init__(self, url: str, *, site: str) -> None:
        self._url, self._site = urlsplit(url), site
        self._sender = parse_qs(self._url.query).get("from", [f"socialdraft@{site}"])[0]

    def send(self, letter: Letter) -> None:
        message = composed(letter, sender=self._sender)
        try:
            with _connected(self._url, name=self._site) as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused:
            return  # whether an address exists is nobody's business but its server's
        except (smtplib.SMTPException, OSError) as error:
            raise MailFailed(type(error).__name__) from error

    def ready(self) -> bool:
        return True


class NoMailer:
    """Without a mail server: sign-in is off, and says so."""

    def send(self, letter: Letter) -> None:
        raise MailFailed(f"no SMTP_URL for a letter of {len(letter.text)} characters")

    def ready(self) -> bool:
        return False


def composed(letter: Letter, *, sender: str) -> EmailMessage:
    """The message as it goes out; ValueError for an address that would add headers."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"], message["Message-ID"] = format_datetime(localtime()), make_msgid(domain=sender.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def _connected(url: SplitResult, *, name: str) -> smtplib.SMTP:
    """A server that has let us in; a password never goes over an open line to another machine."""
    host, port = url.hostname or "localhost", url.port or PORTS[url.scheme]
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, name, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(host, port, name, timeout=PATIENCE)
    try:
        server.ehlo()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        if url.username:
            _log_in(server, unquote(url.username), unquote(url.password or ""), host=host)
    except BaseException:
        server.close()
        raise
    return server


def _log_in(server: smtplib.SMTP, name: str, password: str, *, host: str) -> None:
    if not isinstance(server.sock, ssl.SSLSocket) and host not in HERE:
        raise smtplib.SMTPNotSupportedError("no STARTTLS")
    server.login(name, password)
