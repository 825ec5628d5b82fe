"""The courier: carries due alerts by mail and webhook, and comes back for those that did not arrive."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from socialdraft.db import transaction
from socialdraft.i18n import message as say
from socialdraft.ports import Letter, Mailer, MailFailed, Webhook, WebhookFailed
from socialdraft.services import alerts, letters
from socialdraft.services.alerts import Message

log = logging.getLogger("socialdraft.alerts")


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where alerts go; an empty place is off."""

    email: str
    webhook: str
    site: str

    @property
    def channels(self) -> tuple[str, ...]:
        return tuple(name for name, place in (("email", self.email), ("webhook", self.webhook)) if place)


@dataclass(frozen=True, slots=True)
class Courier:
    """What carrying needs of the outside."""

    mail: Mailer
    webhook: Webhook
    now: Callable[[], datetime]


def deliver(ports: Courier, *, to: Addressee) -> int:
    """Try all that is due once; how many arrived. A crash right after sending sends that one again; none is lost."""
    count = 0
    while True:
        with transaction() as session:
            message = alerts.due(session, now=ports.now())
        if message is None:
            return count
        count += _carried(ports, message, to=to)


def _carried(ports: Courier, message: Message, *, to: Addressee) -> bool:
    try:
        if message.channel == "email":
            ports.mail.send(letter(message, to=to))
        else:
            ports.webhook.send(to.webhook, body(message, site=to.site))
    except (MailFailed, WebhookFailed) as error:
        log.warning("alert.bounced rule=%s channel=%s error=%s", message.rule, message.channel, error)
        with transaction() as session:
            alerts.bounced(session, delivery_id=message.delivery_id, error=str(error))
        return False
    with transaction() as session:
        alerts.arrived(session, delivery_id=message.delivery_id, now=ports.now())
    return True


def body(message: Message, *, site: str) -> dict[str, object]:
    """What a webhook gets; `text` is what chat tools show."""
    told = {"rule": message.rule, "level": message.level, "period": message.period, "details": message.details}
    return {"text": subject(message, site=site), **told, "raised_at": message.raised_at.isoformat(), "site": site}


def subject(message: Message, *, site: str) -> str:
    return f"[{urlsplit(site).netloc}] {said(message.rule, message.level, message.details)}"


def said(rule: str, level: str, details: Mapping[str, object], *, locale: str = "en") -> str:
    """The alert in one sentence."""
    return say(f"alert.{rule}", locale, level=level, **{name: str(value) for name, value in details.items()})


def letter(message: Message, *, to: Addressee) -> Letter:
    lines = [f"{name}: {value}" for name, value in message.details.items()]
    text = "\n".join([said(message.rule, message.level, message.details), "", *lines, "", f"{to.site}/ops"])
    return letters.plain(to=to.email, subject=subject(message, site=to.site), text=text)
