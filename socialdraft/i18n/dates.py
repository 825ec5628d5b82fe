"""Dates as an owner writes them: their zone, their language, and the Buddhist year in Thai."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location

BUDDHIST_ERA = 543


def day(when: date, locale: str) -> str:
    """`Mon 30 Nov` or `จ. 30 พ.ย.`."""
    return format_date(when, "EEE d MMM", locale=locale)


def short_day(when: date, locale: str) -> str:
    """`30 Nov` or `30 พ.ย.`."""
    return format_date(when, "d MMM", locale=locale)


def long_day(when: date, locale: str) -> str:
    """`30 November 2026` or `30 พฤศจิกายน 2569`."""
    return f"{format_date(when, 'd MMMM', locale=locale)} {year(when, locale)}"


def year(when: date, locale: str) -> int:
    return when.year + (BUDDHIST_ERA if locale == "th" else 0)


def moment(when: datetime, locale: str, timezone: str) -> str:
    """`Mon 30 Nov 00:00` on the clock of `timezone`."""
    local = when.astimezone(ZoneInfo(timezone))
    return f"{day(local.date(), locale)} {format_datetime(local, 'HH:mm', locale=locale)}"


def city(timezone: str, locale: str) -> str:
    """`Bangkok` or `กรุงเทพ`: a time zone as people call it."""
    return get_timezone_location(timezone, locale=locale, return_city=True)


def cities(timezones: Iterable[str], locale: str) -> list[tuple[str, str]]:
    """Time zones to choose from, each with its city, by name."""
    return sorted(((zone, city(zone, locale)) for zone in timezones), key=lambda one: one[1])


def span(first: date, last: date, locale: str) -> str:
    """`23–29 Nov 2026`, or with both months when they differ."""
    start = format_date(first, "d" if first.month == last.month else "d MMM", locale=locale)
    return f"{start}–{format_date(last, 'd MMM', locale=locale)} {year(last, locale)}"
