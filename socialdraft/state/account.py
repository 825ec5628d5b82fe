"""Signing in by mail, and where one is signed in; part of the settings."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx
from sqlmodel import Session

from socialdraft.i18n import dates, message
from socialdraft.policy import Limits
from socialdraft.schemas import SessionEntry
from socialdraft.services import accounts, sessions, signin
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.send_link import send_link
from socialdraft.settings import settings
from socialdraft.state.base import handler, locale_of, network_of, run_as_owner, token_of, utc_now, working
from socialdraft.state.shell import Shell
from socialdraft.wiring import mailer, ports

UTC = "UTC"


@dataclass(frozen=True)
class Place:
    """A browser where the owner is signed in."""

    id: str
    current: bool
    told: str


class Account(rx.State):
    """`email` is who is signed in, `sent` the line about a link that is on its way."""

    loaded: bool = False
    email: str = ""
    sent: str = ""
    possible: bool = True
    local: bool = False
    places: list[Place] = []
    busy: bool = False

    @handler
    async def load(self) -> None:
        self.busy, self.sent = False, ""
        self.possible, self.local = mailer().ready(), not (settings().smtp_url or settings().secure)
        await self._refresh()
        self.loaded = True

    async def _refresh(self) -> None:
        token, now, limits = token_of(self), utc_now(), settings().policy.limits
        email, zone, found = await run_as_owner(self, known, token=token, now=now, limits=limits)
        self.email = email or ""
        self.places = [place_of(one, locale=locale_of(self), zone=zone) for one in found]

    @working
    async def ask(self, form: dict[str, Any]) -> None:
        """The same line for every address, whether it is known or not."""
        said, locale = str(form.get("email", "")), locale_of(self)
        asked_at = self.router.headers.origin
        origin = asked_at if asked_at in settings().origins else settings().origin
        network = network_of(self)
        await asyncio.to_thread(send_link, ports(), email=said, locale=locale, origin=origin, network=network)
        minutes = settings().policy.limits.link_minutes
        async with self:
            self.sent = message("account.sent", locale, email=said.strip(), minutes=minutes)

    @rx.event
    def again(self) -> None:
        self.sent = ""

    @handler
    async def end(self, session_id: str) -> None:
        """Sign one browser out; for this one a new document begins anew."""
        current = any(place.current and place.id == session_id for place in self.places)
        await run_as_owner(self, sessions.end, session_id=session_id, now=utc_now())
        shell = await self.get_state(Shell)
        if current:
            shell.document = "/"
            return
        await self._refresh()
        shell.toast = message("account.ended", locale_of(self))

    @handler
    async def end_all(self) -> None:
        await run_as_owner(self, sessions.end_all, now=utc_now())
        shell = await self.get_state(Shell)
        shell.document = "/"


def known(
    session: Session, *, owner: Owner, token: str | None, now: datetime, limits: Limits
) -> tuple[str | None, str, list[SessionEntry]]:
    """The owner's address, the zone of their business, and their sessions."""
    business = accounts.business_of(session, owner=owner)
    zone = accounts.zone_at(business, now=now) if business else UTC
    found = sessions.all_of(session, owner=owner, token=token, now=now, limits=limits)
    return signin.email_of(session, owner=owner), zone, found


def place_of(entry: SessionEntry, *, locale: str, zone: str) -> Place:
    since = dates.day(entry.created_at.astimezone(ZoneInfo(zone)).date(), locale)
    seen = dates.moment(entry.last_seen_at, locale, zone)
    return Place(str(entry.id), entry.current, message("account.since", locale, since=since, seen=seen))
