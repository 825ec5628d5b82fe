"""Long numbers of a text, where the rules that go by a keyword look."""

import re
from itertools import pairwise
from typing import NamedTuple

SIGN = r"(?: {0,2}[-.·_~*/=] {0,2}| {1,2}|\) ?| ?\(|\.{2,3} ?)"
_LONG = re.compile(rf"[0-9](?<![0-9][0-9])(?:{SIGN}?[0-9xX*]){{4,20}}")
_REACH = 64
_FEW_PAIRS, _PAIR = 3, 2
_NOT_DIGITS = re.compile(r"[^0-9]+")


class Long(NamedTuple):
    """A run of five digits or more, how many, and the lower-case text before it."""

    start: int
    end: int
    digits: int
    before: str


def find_long(text: str, lower: str) -> list[Long]:
    """Every run of five digits or more with at most a sign between two of them."""
    return [_long(match, lower) for match in _LONG.finditer(text)]


def _long(match: re.Match[str], lower: str) -> Long:
    start = match.start()
    opening = start - (lower[start - 1 : start] in ("+", "("))
    return Long(start, match.end(), len(digits_of(match.group())), lower[max(0, opening - _REACH) : opening])


def is_row(written: str) -> bool:
    """Whether a number is sizes or draws in a row: four pairs or more that rise, 20 22 24 26 28."""
    pairs = written.split(" ")
    rising = all(after > before for before, after in pairwise(pairs))
    return len(pairs) > _FEW_PAIRS and {len(pair) for pair in pairs} == {_PAIR} and rising


def digits_of(written: str) -> str:
    return _NOT_DIGITS.sub("", written)
