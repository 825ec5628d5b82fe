"""The planned week: which post on which day, and the days worth a post. Pure; nothing here generates anything."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any

from holidays import country_holidays

from socialdraft.policy import Category, Language, Platform, PostType, Region, Week

DAYS = 7
LOOK_AHEAD = 3
"""A day early next week is posted about this week: days."""
IN_LIEU = " (in lieu)"
OBSERVED = " (observed)"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

SHOWS_GOODS = (PostType.OFFER, PostType.STORY, PostType.BEHIND_THE_SCENES, PostType.TIP, PostType.FAQ)
GIVES_ADVICE = (PostType.TIP, PostType.OFFER, PostType.FAQ, PostType.STORY, PostType.BEHIND_THE_SCENES)
ADVISERS = frozenset(
    {
        Category.NAIL_SALON,
        Category.HAIR_SALON,
        Category.MASSAGE_SPA,
        Category.DIVE_SHOP,
        Category.GYM,
        Category.PET_CARE,
        Category.AUTO_REPAIR,
    }
)
"""Shops whose customers come for know-how start from a tip, the others from what is on the counter."""


class DayKind(StrEnum):
    """In order of what a post should rather be about."""

    HOLIDAY = "holiday"
    SEASON = "season"
    SALE = "sale"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day of the week's region; `theme` says whether a post may be about it. `names` by language."""

    date: date
    key: str
    names: Mapping[Language, str]
    kind: DayKind
    source: str
    theme: bool


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A proposal for one of the week's posts; slots count from 1, `theme_key` names a SpecialDay."""

    platform: Platform
    slot: int
    post_type: PostType
    day: date
    theme_key: str | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """One row of calendar_days.toml."""

    key: str
    regions: tuple[Region, ...]
    kind: DayKind
    names: Mapping[Language, str]
    source: str
    theme: bool = True
    library: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: str | None = None
    dates: tuple[date, ...] = field(default=())
    lasts: int = 1

    def on(self, first: date) -> SpecialDay:
        return SpecialDay(first, self.key, self.names, self.kind, self.source, self.theme)


def planned(
    *,
    platforms: Sequence[Platform],
    region: Region,
    category: Category,
    week: Week,
    posts_per_platform: int,
    today: date | None = None,
    seed: str = "",
) -> tuple[PlannedSlot, ...]:
    """The week's proposal: types rotate from week to week, days are spread, special days take one slot each.

    A special day that is over `today` takes none any more. `seed` (an owner's id) starts the rotation elsewhere for
    each owner; the same input gives the same plan.
    """
    chosen = sorted(set(platforms), key=list(Platform).index)
    rotation = GIVES_ADVICE if category in ADVISERS else SHOWS_GOODS
    start = _start(week, seed=seed, posts=len(chosen) * posts_per_platform)
    plain = [
        PlannedSlot(
            platform=platform,
            slot=slot + 1,
            post_type=rotation[(start + slot * len(chosen) + place) % len(rotation)],
            day=_spread(week, slot * len(chosen) + place, of=len(chosen) * posts_per_platform),
            theme_key=None,
        )
        for (place, platform), slot in product(enumerate(chosen), range(posts_per_platform))
    ]
    return _themed(plain, themes=themes(week, region=region, today=today))


def _start(week: Week, *, seed: str, posts: int) -> int:
    """Each week goes on where the last one stopped."""
    offset = int.from_bytes(sha256(seed.encode()).digest()[:4]) if seed else 0
    return week.starts_on.toordinal() // DAYS * posts + offset


def _spread(week: Week, place: int, *, of: int) -> date:
    return week.starts_on + timedelta(days=(2 * place + 1) * DAYS // (2 * of))


def themes(week: Week, *, region: Region, today: date | None = None) -> list[SpecialDay]:
    """What the rest of the week's posts may be about, the most important first; some lie early in the next week."""
    kinds, start = list(DayKind), max(week.starts_on, today or week.starts_on)
    ahead = (week.starts_on - start).days + DAYS + LOOK_AHEAD
    near = [day for day in _between(start, days=ahead, region=region) if day.theme]
    return sorted(_first_of_each(near), key=lambda day: (kinds.index(day.kind), day.date, day.key))


def _first_of_each(found: Sequence[SpecialDay]) -> list[SpecialDay]:
    return list({day.key: day for day in reversed(found)}.values())


def _themed(plain: Sequence[PlannedSlot], *, themes: Sequence[SpecialDay]) -> tuple[PlannedSlot, ...]:
    """One slot per platform becomes seasonal: the last one before the day; several days go round the platforms."""
    if not themes:
        return tuple(plain)
    platforms = list(dict.fromkeys(slot.platform for slot in plain))
    chosen = {}
    for place, platform in enumerate(platforms):
        theme = themes[place % len(themes)]
        mine = [slot for slot in plain if slot.platform == platform]
        before = [slot for slot in mine if slot.day <= theme.date]
        chosen[before[-1] if before else mine[0]] = theme
    return tuple(_seasonal(slot, theme=chosen.get(slot)) for slot in plain)


def _seasonal(slot: PlannedSlot, *, theme: SpecialDay | None) -> PlannedSlot:
    if theme is None:
        return slot
    day = min(slot.day, theme.date)
    return PlannedSlot(slot.platform, slot.slot, PostType.SEASONAL, day, theme.key)


def days(week: Week, region: Region) -> tuple[SpecialDay, ...]:
    """The week's holidays, sale days and seasons, in order of date; one that goes on stands on its Monday."""
    return tuple(_between(week.starts_on, days=DAYS, region=region))


def _between(start: date, *, days: int, region: Region) -> list[SpecialDay]:
    end = start + timedelta(days=days)
    own = [rule.on(max(first, start)) for rule, first in _own(start, region=region) if first < end]
    found = [*own, *_public(start, end, region=region)]
    order = {rule.key: place for place, rule in enumerate(_rules())}
    return sorted(found, key=lambda day: (day.date, order.get(day.key, -1)))


def _own(start: date, *, region: Region) -> Iterator[tuple[_Rule, date]]:
    """Own rules with the first day of each run that ends on or after `start`."""
    for rule in _rules():
        if rule.library is None and region in rule.regions:
            for first in _first_days(rule, around=start):
                if first + timedelta(days=rule.lasts) > start:
                    yield rule, first


def _first_days(rule: _Rule, *, around: date) -> Iterator[date]:
    yield from rule.dates
    if rule.day is None:
        return
    months = range(1, 13) if rule.month is None else [rule.month]
    for year, month in product((around.year - 1, around.year, around.year + 1), months):
        first = date(year, month, rule.day)
        late = (WEEKDAYS.index(rule.weekday) - first.weekday()) % DAYS if rule.weekday else 0
        yield first + timedelta(days=late)


def _public(start: date, end: date, *, region: Region) -> Iterator[SpecialDay]:
    rules = {rule.library: rule for rule in _rules() if rule.library and region in rule.regions}
    for year in range(start.year, end.year + 1):
        for day, names in _library(region, year).items():
            if start <= day < end:
                yield from _named(day, names.split("; "), rules=rules)


def _named(day: date, names: Sequence[str], *, rules: Mapping[str, _Rule]) -> Iterator[SpecialDay]:
    for name in names:
        plain = name.removesuffix(IN_LIEU).removesuffix(OBSERVED)
        if rule := rules.get(plain):
            yield rule.on(day) if name == plain else _substitute(rule, day=day)


def _substitute(rule: _Rule, *, day: date) -> SpecialDay:
    """The weekday off in place of a holiday: the shop may be closed, but the feast is over."""
    names = {
        Language.EN: f"{rule.names[Language.EN]} (day off)",
        Language.TH: f"วันหยุดชดเชย{rule.names[Language.TH]}",
    }
    return SpecialDay(day, f"{rule.key}_off", names, rule.kind, rule.source, theme=False)


@cache
def _library(region: Region, year: int) -> Mapping[date, str]:
    if region is Region.TH:
        return country_holidays("TH", years=year, language="en_US", categories=("public", "workday"))
    return country_holidays("US", subdiv="CA", years=year, language="en_US", categories=("public", "unofficial"))


@cache
def _rules() -> tuple[_Rule, ...]:
    path = Path(__file__).parents[1] / "calendar_days.toml"
    return tuple(_rule(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["day"])


def _rule(row: dict[str, Any]) -> _Rule:
    known = {
        "names": {Language.EN: row.pop("en"), Language.TH: row.pop("th")},
        "regions": tuple(Region(name) for name in row.pop("regions")),
        "kind": DayKind(row.pop("kind")),
        "dates": tuple(row.pop("dates", ())),
        "source": row.pop("source", f"holidays {version('holidays')}"),
    }
    return _Rule(**known, **row)
