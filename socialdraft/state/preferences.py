"""Settings: the business and its platforms, and leaving for good."""

from typing import Any
from zoneinfo import available_timezones

import reflex as rx
from sqlmodel import Session

from socialdraft.errors import NotFound
from socialdraft.i18n import dates, message
from socialdraft.schemas import BusinessView
from socialdraft.services import accounts
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.delete_owner import delete_owner
from socialdraft.settings import settings
from socialdraft.state.base import handler, locale_of, run_as_owner, utc_now, work, working
from socialdraft.state.shell import Shell


class Preferences(rx.State):
    loaded: bool = False
    business_id: str = ""
    name: str = ""
    category: str = ""
    region: str = ""
    language: str = ""
    tone: str = ""
    timezone: str = ""
    zones: list[str] = []
    platforms: list[str] = []
    asking: bool = False
    busy: bool = False

    @handler
    async def load(self) -> Any:
        self.asking = self.busy = False
        view = await run_as_owner(self, business_of)
        if view is None:
            return rx.redirect("/start", replace=True)
        self._show(view)
        self.loaded = True
        return None

    def _show(self, view: BusinessView) -> None:
        self.business_id, self.name, self.timezone = str(view.id), view.name or "", view.timezone
        self.category, self.region = view.category.value, view.region.value
        self.language, self.tone = view.default_language.value, view.tone_preset.value
        self.zones = sorted({*accounts.HOME_ZONES.values(), view.timezone, *self.zones})
        self.platforms = [row.platform_type.value for row in view.platforms]

    @rx.var
    def cities(self) -> list[tuple[str, str]]:
        return dates.cities(self.zones, locale_of(self))

    @rx.event
    def found_zone(self, zone: str) -> None:
        """The browser's own time zone joins the list."""
        if zone in available_timezones():
            self.zones = sorted({zone, *self.zones})

    @handler
    async def rename(self, name: str) -> None:
        await self._change("name", name)

    @handler
    async def choose_category(self, value: str) -> None:
        await self._change("category", value)

    @handler
    async def choose_region(self, value: str) -> None:
        await self._change("region", value)

    @handler
    async def choose_language(self, value: str) -> None:
        await self._change("default_language", value)

    @handler
    async def choose_tone(self, value: str) -> None:
        await self._change("tone_preset", value)

    @handler
    async def choose_zone(self, value: str) -> None:
        await self._change("timezone", value)

    async def _change(self, field: str, value: str) -> None:
        view = await run_as_owner(
            self,
            accounts.update_business,
            business_id=self.business_id,
            changes={field: value},
            now=utc_now(),
            limits=settings().policy.limits,
        )
        self._show(view)
        await self._tell("settings.saved")

    @handler
    async def toggle_platform(self, platform: str) -> None:
        """Add or remove; what was used this week stays counted either way."""
        removed = platform in self.platforms
        self._show(await run_as_owner(self, toggled, platform=platform))
        name = message(f"platform.{platform}", locale_of(self))
        await self._tell("settings.platform_removed" if removed else "settings.platform_added", platform=name)

    async def _tell(self, key: str, **data: Any) -> None:
        shell = await self.get_state(Shell)
        shell.toast = message(key, locale_of(self), **data)

    @rx.event
    def ask(self) -> None:
        self.asking = True

    @rx.event
    def keep(self) -> None:
        self.asking = False

    @working
    async def delete(self) -> Any:
        """Everything goes, the session too; a new document begins anew."""
        await work(self, delete_owner)
        async with self:
            shell = await self.get_state(Shell)
            shell.document = "/"


def business_of(session: Session, *, owner: Owner) -> BusinessView | None:
    business = accounts.business_of(session, owner=owner)
    return accounts.view(session, business) if business else None


def toggled(session: Session, *, owner: Owner, platform: str) -> BusinessView:
    """The business with this platform added, or removed if it was there."""
    view = business_of(session, owner=owner)
    if view is None:
        raise NotFound
    row = next((one for one in view.platforms if one.platform_type == platform), None)
    if row:
        accounts.remove_platform(session, owner=owner, business_id=view.id, platform_id=row.id)
    else:
        limits = settings().policy.limits
        accounts.add_platform(
            session, owner=owner, business_id=view.id, platform=platform, now=utc_now(), limits=limits
        )
    return business_of(session, owner=owner) or view
