"""Thai addresses, in Thai letters or Latin: a house number and the parts that lead to its door."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import street_thai_words as words
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_MOST_PARTS = 10
_NEAR = 60


def find(view: View) -> Iterator[Span]:
    """Every door of a Thai address; district, province and postal code stay."""
    text = view.text
    for match in words.BOX.finditer(text):
        yield Span(match.start(), match.end(), "address")
    for match in words.HOUSE.finditer(text):
        end = _from_house(view, match)
        if end:
            yield Span(match.start(), end, "address")
    yield from _without_house(text)


def _from_house(view: View, match: re.Match[str]) -> int:
    text, at = view.text, match.end()
    numbered = words.NUMBERED.search(view.lower[max(0, match.start() - 20) : match.start()]) is not None
    if not numbered and not _has_part_near(view.lower, at) and "/" not in match.group():
        return 0
    end, parts = _chain(text, at)
    if parts:
        return end
    bare = words.BARE.match(text, _gap_end(text, at))
    if bare:
        end, parts = _chain(text, bare.end())
        if parts:
            return end
        if ("/" in match.group() or numbered) and words.REGION.match(text, bare.end()):
            return bare.end()
    return at if numbered else 0


def _has_part_near(lower: str, at: int) -> bool:
    near = at + _NEAR
    return bool(words.HEAD.search(lower, at, near) or words.LATIN_HEAD.search(lower, at, near))


def _chain(text: str, at: int) -> tuple[int, int]:
    parts, end = 0, at
    while parts < _MOST_PARTS:
        part = words.PART.match(text, _gap_end(text, end))
        if part is None:
            break
        parts, end = parts + 1, part.end()
    return end, parts


def _gap_end(text: str, at: int) -> int:
    gap = words.GAP.match(text, at)
    return gap.end() if gap else at


def _without_house(text: str) -> Iterator[Span]:
    """A chain with no house number still leads to a door when it has two parts and a digit."""
    at = 0
    for head in words.HEAD.finditer(text):
        if head.start() < at:
            continue
        end, parts = _chain(text, head.start())
        if parts > 1 and any(sign.isdigit() for sign in text[head.start() : end]):
            yield Span(head.start(), end, "address")
        at = max(end, head.end())
