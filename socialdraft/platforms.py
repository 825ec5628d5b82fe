"""What each platform takes: `facts(platform)`, read once from platforms.toml."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from socialdraft.policy import Platform

Size = tuple[int, int]


class Count(StrEnum):
    """How a platform counts a caption."""

    CODE_POINTS = "code_points"
    X_WEIGHTED = "x_weighted"
    UTF16 = "utf16"
    THREADS = "threads"


class Link(StrEnum):
    """What happens to an address in the text: `plain` is shown but can't be tapped."""

    CLICKABLE = "clickable"
    PLAIN = "plain"
    CTA_ONLY = "cta_only"
    FIELD = "field"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFacts:
    """One platform's limits and sizes ([width, height] pixels); None is unknown: show no number.

    `max`, `visible`, `target` are in the platform's own `count`; `max_bytes` is per picture;
    `ai_label` names an advice.
    """

    platform: Platform
    count: Count
    max: int
    target: int
    hashtags_advised: int
    images_max: int
    candidate: Size
    final: Size
    export: Size
    mime: tuple[str, ...]
    max_bytes: int
    link: Link
    source: str
    checked_on: date
    visible: int | None = None
    hashtags_max: int | None = None
    min_bytes: int | None = None
    title_max: int | None = None
    title_visible: int | None = None
    ai_label: str | None = None
    bubbles: int = 1
    media_required: bool = False
    forbid: tuple[str, ...] = ()


def facts(platform: Platform) -> PlatformFacts:
    """The platform's facts; numbers and their sources stand in platforms.toml."""
    return _table()[Platform(platform)]


@cache
def _table() -> dict[Platform, PlatformFacts]:
    text = Path(__file__).with_name("platforms.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)
    return {Platform(name): _row(Platform(name), row) for name, row in rows.items()}


def _row(platform: Platform, row: dict[str, Any]) -> PlatformFacts:
    kinds = {field.name: field.type for field in fields(PlatformFacts)}
    typed = {name: _typed(kinds[name], value) for name, value in row.items()}
    return PlatformFacts(platform=platform, **typed)


def _typed(kind: Any, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return kind(value) if kind in (Count, Link) else value
