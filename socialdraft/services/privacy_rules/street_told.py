"""American houses on a road without a suffix, known by what leads up to them: I'm at 63 Lakeshore."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import street_words as words
from socialdraft.services.privacy_rules.lexicon import listed
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.street_unit import with_units
from socialdraft.services.privacy_rules.view import View

_WORD = r"[A-Z][a-z'’]{2,20}"
_HOUSE = re.compile(
    rf"[0-9](?<![0-9A-Za-z$€£฿.,:/#-][0-9])(?<![$€£฿] [0-9])[0-9]{{1,4}} (?P<name>{_WORD}(?: {_WORD})?)"
    r"(?=[,.;!)\n]|\Z| (?:in|near|and|by|off|for|before|around|today|tomorrow|tonight|please|pls|thanks|thx|asap|not"
    r"|unit|apt|ask|gate)\b)"
)
_TOLD = re.compile(
    r"(?:\b(?:i'?m|i am|we'?re|we are|lives?|living|located|staying|parked|he's|she's|they're|meet (?:me|us)) at"
    r"|\b(?:deliver(?:y|ed|ies)?|ship(?:ped)?|send|sent|mail(?:ed)?|drop(?:ped)?|bring|moved|pick ?ups?)"
    r"(?: [a-z]{1,12}){0,2} (?:to|at|is|from)|\b(?:my |our |the |new )?addr(?:ess)?(?: is|:)?|\bship to:) \Z",
    re.IGNORECASE,
)
_REACH = 40
# Days, months and what is counted: we're at 90 Percent.
_COUNTED = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december percent followers fans likes degrees reviews orders customers instagram"
)


def find(view: View) -> Iterator[Span]:
    """Every house that somebody says to live, wait or want something at."""
    if not view.has_digits:
        return
    for match in _HOUSE.finditer(view.text):
        named = set(match["name"].lower().split())
        before = max(0, match.start() - _REACH)
        if not named & (words.GOODS | _COUNTED) and _TOLD.search(view.text, before, match.start()):
            yield Span(match.start(), with_units(view.lower, match.end()), "address")
