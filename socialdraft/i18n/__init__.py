"""Every sentence an owner reads, in English and in Thai, and the one function that looks it up."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

LOCALES = ("en", "th")
NAMES = {"en": ("EN", "English"), "th": ("ไทย", "ภาษาไทย")}
NOTICE_VERSION = "2026-11-26"
PLURAL_FORMS = {"zero", "one", "two", "few", "many", "other"}
Text = str | dict[str, str]


def message(key: str, locale: str, **data: Any) -> str:
    """The sentence for `key`, its fields filled with `data`; `count` chooses the plural form. KeyError if unknown."""
    text = catalogue(locale)[key]
    if isinstance(text, dict):
        form = Locale.parse(locale).plural_form(data["count"])
        text = text.get(form, text["other"])
    return text.format_map({name: _shown(value, locale) for name, value in data.items()})


def knows(key: str) -> bool:
    return key in catalogue("en")


def refusal(code: str, locale: str, **data: Any) -> str:
    """The sentence for a DomainError's code; an unknown code, or data that don't fit, gives the general one."""
    try:
        return message(f"errors.{code}", locale, **data)
    except (KeyError, IndexError):
        return message("errors.unexpected", locale)


def chosen(cookie: str | None, accept_language: str | None) -> str:
    """The language to show: the cookie's, else the browser's first one that we have, else English."""
    if cookie in LOCALES:
        return str(cookie)
    wanted = [part.split(";")[0].strip()[:2].lower() for part in (accept_language or "").split(",")]
    return next((language for language in wanted if language in LOCALES), "en")


@cache
def catalogue(locale: str) -> Mapping[str, Text]:
    """All sentences of one language by dotted key; a plural is a table of forms."""
    path = Path(__file__).parent / "catalogues" / f"{locale}.toml"
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Text]]:
    for name, value in table.items():
        if isinstance(value, dict) and not set(value) <= PLURAL_FORMS:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _shown(value: Any, locale: str) -> Any:
    return format_decimal(value, locale=locale) if isinstance(value, int) and not isinstance(value, bool) else value
