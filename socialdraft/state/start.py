"""Onboarding: three short steps, kept while they are filled in, written at the end."""

from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

import reflex as rx
from sqlmodel import Session

from socialdraft.i18n import dates
from socialdraft.policy import Language, Limits, Region
from socialdraft.services import accounts
from socialdraft.services.owners import Owner
from socialdraft.settings import settings
from socialdraft.state.base import handler, locale_of, run_as_owner, utc_now

STEPS = 3


class Start(rx.State):
    """The answers so far; nothing is chosen for the owner that they can't see."""

    step: int = 1
    category: str = ""
    name: str = ""
    region: str = ""
    language: str = ""
    tone: str = "friendly"
    timezone: str = ""
    zones: list[str] = []
    platforms: list[str] = []
    busy: bool = False

    @handler
    async def load(self) -> Any:
        """Someone who is set up goes on; a first guess comes from the language they read."""
        me = await run_as_owner(self, accounts.business_of)
        if me is not None:
            return rx.redirect("/week", replace=True)
        if not self.region:
            self._settle_region("TH" if locale_of(self) == "th" else "OC")
        return None

    @rx.var
    def cities(self) -> list[tuple[str, str]]:
        return dates.cities(self.zones, locale_of(self))

    @rx.event
    def found_zone(self, zone: str) -> None:
        """The browser's own time zone, offered and taken until the owner says otherwise."""
        if zone not in available_timezones() or zone in self.zones:
            return
        self.zones = sorted({zone, *self.zones})
        if self.timezone in ("", *accounts.HOME_ZONES.values()):  # the region's own, which was but a guess
            self.timezone = zone

    @rx.event
    def choose_category(self, name: str) -> None:
        self.category = name

    @rx.event
    def set_shop_name(self, name: str) -> None:
        self.name = name[: Limits().shop_name_characters]

    @rx.event
    def choose_region(self, region: str) -> None:
        self._settle_region(region)

    @rx.event
    def choose_language(self, language: str) -> None:
        self.language = language
        if language == "en":
            self.tone = self.tone.split("_")[0].replace("polite", "professional")

    @rx.event
    def choose_tone(self, tone: str) -> None:
        self.tone = tone

    @rx.event
    def choose_zone(self, zone: str) -> None:
        self.timezone = zone

    @rx.event
    def toggle_platform(self, platform: str) -> None:
        if platform in self.platforms:
            self.platforms = [one for one in self.platforms if one != platform]
        elif len(self.platforms) < settings().policy.limits.platforms_per_owner:
            self.platforms = [*self.platforms, platform]

    @rx.event
    def forward(self) -> None:
        self.step = min(self.step + 1, STEPS)

    @rx.event
    def backward(self) -> None:
        self.step = max(self.step - 1, 1)

    @handler
    async def finish(self) -> Any:
        await run_as_owner(
            self,
            settle,
            answers={
                "category": self.category,
                "region": self.region,
                "default_language": self.language,
                "tone_preset": self.tone,
                "timezone": self.timezone or None,
                "name": self.name or None,
            },
            platforms=self.platforms,
            now=utc_now(),
            limits=settings().policy.limits,
        )
        self.reset()  # type: ignore[no-untyped-call]
        return rx.redirect("/week", replace=True)

    def _settle_region(self, region: str) -> None:
        home = accounts.HOME_ZONES[Region(region)]
        if not self.timezone or self.timezone in accounts.HOME_ZONES.values():
            self.timezone = home
        self.zones = sorted({*accounts.HOME_ZONES.values(), *self.zones, self.timezone})
        self.region = region
        self.language = (Language.TH if region == "TH" else Language.EN).value
        self.tone = "friendly_ka" if region == "TH" else "friendly"


def settle(
    session: Session, *, owner: Owner, answers: dict[str, Any], platforms: list[str], now: datetime, limits: Limits
) -> None:
    """Business and platforms in one transaction."""
    business = accounts.create_business(session, owner=owner, now=now, limits=limits, **answers)
    for platform in platforms:
        accounts.add_platform(session, owner=owner, business_id=business.id, platform=platform, now=now, limits=limits)
