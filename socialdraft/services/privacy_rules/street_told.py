"""American houses on a road without a suffix, known by what is said before or behind: I'm at 63 Lakeshore."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import orange_county as county
from socialdraft.services.privacy_rules import street_words as words
from socialdraft.services.privacy_rules.lexicon import listed
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.street_unit import with_units
from socialdraft.services.privacy_rules.view import View

_WORD = r"[A-Z](?:[a-z]{1,2}\.|[A-Za-z'’]{1,20})"
_NUMBER = re.compile(r"[0-9](?<![0-9A-Za-z$€£฿.,:/#-][0-9])(?<![$€£฿] [0-9])[0-9]{0,4}[A-Za-z]? (?=[A-Z])")
_HOUSE = re.compile(
    rf"[0-9]{{1,5}}[A-Za-z]? (?P<name>{_WORD}(?: (?:(?:de|del|la|las|los|el) ){{0,2}}{_WORD}){{0,2}}?)"
    r"(?P<door>,? (?:leave|ring|knock|buzz|gate)\b|, (?:use|side|back|front) (?:the )?(?:door|gate"
    r"|desk)\b| (?:at )?[0-9]{1,2}(?::[0-9]{2})? ?[ap]m?\b)?"
    r"(?=[,.:;!?)\n\"]|\Z| ?\.\.| ?[^\x00-\x7f]| to [0-9]| [(|/→-]| (?:in|near|and|by|off|for|before"
    r"|around|on|today|tomorrow"
    r"|tonight|please|pls|thanks|thx"
    r"|asap|at|from|until|every|open|not|unit|apt|ask|gate|if|when|leave|ring|knock|with|is|are|was|has)\b"
    rf"| (?i:{county.TOWNS})\b)"
)
_SENT = (
    r"deliver(?:y|ed|ies)?|ship(?:ped)?|send|sent|mail(?:ed)?|drop(?:ped)?|bring|moved|pick ?ups?|take|go(?:es)?|come"
    r"|head(?:ed)?|drive"
)
_TOLD = re.compile(
    r"(?:\bmoved!|\b(?:i'?m|i am|we'?re|we are|lives?|living|resid(?:es?|ing)|located|staying|parked|he's|she's"
    r"|they're|meet (?:me"
    r"|us)) at"
    rf"|\b(?:{_SENT})(?: [a-z0-9]{{1,12}}){{0,4}} (?:to|at|is|from)"
    r"|\blives? on|\bresides?|\bresidence(?: is|:)?"
    r"|\b(?:old|new|our|my) place(?: is|:)?|\b(?:house|home)(?: is|:)"
    r"|\b(?:my |our |the |new |billing |shipping )?add(?:y|r|ress)?\.?(?: is|:)?|\b(?:ship to"
    r"|location|venue|where)(?::| is)"
    r"|→|📍) ?\Z",
    re.IGNORECASE,
)
# A house number of two digits or more is told by less: the guard at 24 Cape Andover.
_AT = re.compile(r"(?:\b(?<!close )(?<!closes )(?<!opens )(?<!open )(?<!starts )at|\bfrom|\bto|\bthen|\bnext:?|;) \Z")
# Pizzas - 29 Montgomery - knock twice: signs on both sides.
_PARTED = re.compile(r" [-|/] \Z")
_PARTS = re.compile(r" [-|/] ")
# A quick look before a long one.
_LEADS = re.compile(r"(?:[:;!→📍.|/-]|residence|place|at|to|is|on|from|then|next|add|addy|addr|address) \Z")
# The last sign of such a word, quicker still.
_LAST = frozenset("etosnmdyr!:;→📍.|/-")
_REACH = 48
# Days, months and what is counted: we're at 90 Percent.
_COUNTED = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december percent followers fans likes degrees reviews orders customers instagram sharp "
    "noon midnight jan feb mar apr jun jul aug sept oct nov dec mon tue tues wed thu thurs fri sat "
    "sun yelp google tiktok"
)
_NO_ROADS = words.GOODS | _COUNTED
_PLURAL = re.compile(r"[a-z](?<!s)s\Z")


def find(view: View) -> Iterator[Span]:
    """Every house that somebody says to live, wait or want something at."""
    if not (view.has_digits and view.words):
        return
    for number in _NUMBER.finditer(view.text):
        start = number.start()
        led = view.lower[start - 2 : start - 1] in _LAST and _LEADS.search(view.lower, max(0, start - 10), start)
        match = _HOUSE.match(view.text, start) if led else None
        if match is None:
            continue
        named = set(match["name"].lower().split())
        if not named & _NO_ROADS and _is_told(view.text, match):
            yield Span(match.start(), with_units(view.lower, match.end("name")), "address")


def _is_told(text: str, house: re.Match[str]) -> bool:
    start = house.start()
    if _TOLD.search(text, max(0, start - _REACH), start):
        return True
    if _PLURAL.search(house["name"]):
        return False
    if house["door"] and text.endswith((": ", "; "), 0, start):
        return True
    is_long = text[start + 1].isdigit() or " " in house["name"] or house["door"] is not None
    is_parted = _PARTED.search(text, max(0, start - 3), start) and _PARTS.match(text, house.end())
    return is_long and (is_parted is not None or _AT.search(text, max(0, start - 16), start) is not None)
