"""The planned week: what could be posted, what has been written, what is left. Nothing here generates anything."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx
from sqlmodel import Session

from socialdraft.i18n import dates, message
from socialdraft.policy import Language, Platform
from socialdraft.policy import Week as PolicyWeek
from socialdraft.schemas import BusinessView, PostView, UsageView
from socialdraft.services import calendar, captions, posts, usage
from socialdraft.services.calendar import PlannedSlot, SpecialDay
from socialdraft.services.owners import Owner
from socialdraft.settings import settings
from socialdraft.state.base import handler, locale_of, run_as_owner, utc_now


@dataclass(frozen=True)
class Slot:
    """One of the week's posts: planned, or written already (then `href` opens it)."""

    platform: str
    state: str
    kind: str
    line: str
    theme: str
    href: str
    next: bool = False


@dataclass(frozen=True)
class Lane:
    """A platform with its slots and what is left of it."""

    platform: str
    used: int
    limit: int
    left: str
    slots: list[Slot]


@dataclass(frozen=True)
class Day:
    date: str
    name: str
    kind: str


class Week(rx.State):
    loaded: bool = False
    line: str = ""
    resets: str = ""
    lanes: list[Lane] = []
    days: list[Day] = []
    begun: bool = False

    @handler
    async def load(self) -> Any:
        seen = await run_as_owner(self, view, locale=locale_of(self))
        if seen is None:
            return rx.redirect("/start", replace=True)
        self.line, self.resets = seen.line, seen.resets
        self.lanes, self.days, self.loaded = next_marked(seen.lanes), seen.days, True
        self.begun = any(lane.used for lane in seen.lanes)
        return None


@dataclass(frozen=True)
class Seen:
    line: str
    resets: str
    lanes: list[Lane]
    days: list[Day]


def view(session: Session, *, owner: Owner, locale: str) -> Seen | None:
    """The week as this owner sees it; None for one who has no business yet."""
    me = usage.me(session, owner=owner, now=utc_now(), policy=settings().policy)
    if me.business is None or me.usage is None:
        return None
    week = me.usage.week
    span = dates.span(week.starts_on, week.starts_on + timedelta(days=6), locale)
    written = posts.all_of(session, owner=owner)
    return Seen(
        line=" · ".join(filter(None, [span, me.business.name])),
        resets=message("week.resets", locale, when=dates.moment(week.resets_at, locale, week.timezone)),
        lanes=lanes_of(me.business, me.usage, written, locale=locale),
        days=[day_of(special, locale=locale) for special in special_days(me.business, me.usage)],
    )


def special_days(business: BusinessView, used: UsageView) -> tuple[SpecialDay, ...]:
    return calendar.days(PolicyWeek(used.week.starts_on, used.week.timezone), business.region)


def lanes_of(business: BusinessView, used: UsageView, written: list[PostView], *, locale: str) -> list[Lane]:
    """Each platform's slots: the written ones first, in the order they were written, then what is planned."""
    week = PolicyWeek(used.week.starts_on, used.week.timezone)
    today = utc_now().astimezone(ZoneInfo(week.timezone)).date()
    plan = calendar.planned(
        platforms=[row.platform_type for row in used.platforms],
        region=business.region,
        category=business.category,
        week=week,
        posts_per_platform=max((row.limit for row in used.platforms), default=0),
        today=today,
        seed=str(business.id),
    )
    names = {
        special.key: special.names[Language(locale)]
        for special in calendar.themes(week, region=business.region, today=today)
    }
    done = _this_week(written, starts_on=week.starts_on)
    when = dates.moment(used.week.resets_at, locale, used.week.timezone)
    lanes = []
    for row in used.platforms:
        planned = [slot for slot in plan if slot.platform == row.platform_type]
        slots = [
            _slot(slot, done[row.platform_type], used=row.used, today=today, names=names, locale=locale)
            for slot in planned
        ]
        left = row.limit - row.used
        told = message("week.left", locale, count=left) if left > 0 else message("week.none_left", locale, when=when)
        lanes.append(Lane(row.platform_type.value, row.used, row.limit, told, slots))
    return lanes


def next_marked(lanes: list[Lane]) -> list[Lane]:
    """The same lanes with the first planned slot marked: what the owner would do next."""
    planned = (slot for lane in lanes for slot in lane.slots if slot.state == "planned")
    first = next(planned, None)
    return [replace(lane, slots=[replace(one, next=one is first) for one in lane.slots]) for lane in lanes]


def _this_week(written: list[PostView], *, starts_on: date) -> dict[Platform, list[PostView]]:
    found: dict[Platform, list[PostView]] = defaultdict(list)
    for post in sorted(written, key=lambda one: one.created_at):
        if post.week_start_date == starts_on:
            found[post.platform_type].append(post)
    return found


def _slot(
    slot: PlannedSlot, done: list[PostView], *, used: int, today: date, names: dict[str, str], locale: str
) -> Slot:
    platform = slot.platform.value
    if slot.slot <= len(done):
        post = done[slot.slot - 1]
        first = captions.opening(post.caption_text)
        return Slot(platform, post.status, post.post_type.value, first, "", f"/drafts/{post.id}")
    if slot.slot <= used:
        return Slot(platform, "gone", slot.post_type.value, message("week.gone", locale), "", "")
    planned = message("week.planned_for", locale, day=dates.day(slot.day, locale))
    line = planned if slot.day >= today else message("week.any_day", locale)
    href = f"/new?platform={platform}&type={slot.post_type.value}"
    return Slot(platform, "planned", slot.post_type.value, line, names.get(slot.theme_key or "", ""), href)


def day_of(special: SpecialDay, *, locale: str) -> Day:
    return Day(dates.day(special.date, locale), special.names[Language(locale)], special.kind.value)
