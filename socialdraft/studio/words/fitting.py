"""Makes a caption fit: gives up the lightest lines until the platform takes it."""

from collections.abc import Iterable
from typing import Any

from socialdraft.studio.words.layouts import Line

BASIC_PLANE, COMMON_SCRIPTS = "\uffff", "\u10ff"
SLACK = 1.35
SHORT_FORM = 500
"""Platforms whose limit is this low get no room beyond it; elsewhere a good length may be passed a little."""


def fitted(lines: Iterable[Line], *, limits: dict[str, Any], hashtags: list[str]) -> str:
    """The text of the lines within the limits, hashtags counted in."""
    kept = [line for line in lines if line.text or line.weight == 0]
    room = _room(limits) - sum(weighed(tag) + 2 for tag in hashtags) - 2
    while weighed(joined(kept)) > room:
        given_up = _lightest(kept)
        if given_up is None:
            break
        kept.remove(given_up)
    return joined(kept)


def _room(limits: dict[str, Any]) -> int:
    most, target = limits["max"] or SHORT_FORM, limits["target"] or SHORT_FORM
    return min(int(most * 0.96), max(int(target * SLACK), 240))


def _lightest(lines: list[Line]) -> Line | None:
    """The line to give up next, the last of the lightest; None when only one is left."""
    texts = [line for line in lines if line.text]
    if not texts[1:]:
        return None
    least = min(line.weight for line in texts)
    return [line for line in texts if line.weight == least][-1]


def joined(lines: Iterable[Line]) -> str:
    """Lines as text: one empty line between paragraphs, none at the ends."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.text:
            paragraphs[-1].append(line.text)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\n".join(part) for part in paragraphs if part)


def weighed(text: str) -> int:
    """Length by the strictest count of any platform: signs outside the common scripts weigh two, emoji four."""
    return sum(4 if sign > BASIC_PLANE else 2 if sign > COMMON_SCRIPTS else 1 for sign in text)
