"""Long numbers of a text, where the rules that go by a keyword look."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from socialdraft.services.privacy_rules.view import View

SIGN = r"(?: {0,2}[-.·_~*/=] {0,2}| {1,2}|\) ?| ?\()"
_LONG = re.compile(rf"[0-9](?<![0-9][0-9])(?:{SIGN}?[0-9xX*]){{4,20}}")
_REACH = 64
_NOT_DIGITS = re.compile(r"[^0-9]+")


class Long(NamedTuple):
    """A run of five digits or more, how many, and the lower-case text before it."""

    start: int
    digits: int
    before: str


def find_long(view: View) -> Iterator[Long]:
    """Every run of five digits or more with at most a sign between two of them."""
    for match in _LONG.finditer(view.text):
        start = match.start()
        opening = start - (view.text[start - 1 : start] in ("+", "("))
        before = view.lower[max(0, opening - _REACH) : opening]
        yield Long(start, len(digits_of(match.group())), before)


def digits_of(written: str) -> str:
    return _NOT_DIGITS.sub("", written)
