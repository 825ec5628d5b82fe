"""Suites, floors and buildings around an American street."""

import re

from socialdraft.services.privacy_rules.lexicon import any_of, listed

_UNIT_WORDS = (
    "apartment apt suite ste unit room rm building bldg bld space spc lot trailer trlr dept department penthouse ph "
    "office ofc box slip hangar "
    "pmb mc lobby no gate loading_dock dock lbby stall booth kiosk door bay warehouse whse tower wing block blk studio "
    "file bin msc ms lb lbx mailbox mail_code m/c station locker casita hall loft cottage cabin villa pod berth "
    "cubicle barn"
)
_SPELLED = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty"
)
UNITS = listed(_UNIT_WORDS)
UNIT = re.compile(
    r"[ ,;]{0,3}(?:- )?(?:\n ?)?(?:"
    + any_of(_UNIT_WORDS)
    + r"\.?[ #:]{0,3}(?:(?=[a-z]{0,2}-?[0-9])[a-z0-9][a-z0-9/-]{0,9}|[a-z](?![a-z]))"
    r"|(?:apt|apartment|suite|ste|unit|room|number)\.? #?(?:" + _SPELLED + r")(?![a-z])|number [0-9]{1,4}(?![0-9])"
    r"|in (?:the )?(?:back|rear|front)(?=,? (?:unit|suite|ste|apt)\b)|\((?:bldg|building|unit|suite"
    r"|ste|apt|rear|back|upstairs|downstairs)\b[^)\n]{0,24}\)?"
    r"|\((?:upper|lower|rear|front|back|upstairs|downstairs)(?: unit| house| level)?\)"
    r"|(?:units|suites|stes|spaces|rooms|apts|stalls|booths) "
    r"(?:[a-z]?[0-9]{1,5}[a-z]? ?(?:&|and|-|,|to) ?[a-z]?[0-9]{1,5}[a-z]?|[a-z] ?(?:&|and|-|,|to) ?[a-z](?![a-z]))"
    r"|# ?[a-z0-9][a-z0-9-]{0,6}(?![a-z0-9])|(?<= )[a-z]-?[0-9]{1,4}(?![a-z0-9%])|[0-9]{1,2}(?:st|nd|rd|th) (?:floor"
    r"|flr|fl)\b\.?|tower(?=,? (?:ste|suite|#))|(?:clubhouse |lobby |parking |mezz )?(?:floor|flr|fl|level"
    r"|lvl)\b\.? ?[0-9]{1,3}(?![0-9])"
    r"|roof(?:top)? level\b|(?:upper|lower|rear|upstairs|downstairs)(?=[,.;)\n])"
    r"|(?:north|south|east|west) (?:tower|wing|building)\b"
    r"|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|top|main) floor\b"
    r"|(?:plaza level|lobby level|garden level"
    r"|lower level|penthouse|basement|ground floor|mezzanine|(?:upper"
    r"|lower|rear|front|back|guest) (?:unit|level|floor|house|cottage|building))\b)"
)
# The business park between a street and its unit: 1590 S Lewis St, Anaheim Commerce Ctr, Unit 9.
_PARK = re.compile(
    r", (?:[a-z0-9'&.-]{2,20} ){1,3}(?:center|centre|ctr|plaza|park|mall|building|bldg|complex|square|marketplace"
    r"|village|apartments|apts|condos|estates|commons|towers?|court|lofts)"
    r"(?=,? (?:unit|suite|ste|apt|space|spc|bldg|building|room|rm|#) ?#?[a-z0-9])"
)
_UNIT_BEFORE = re.compile(
    r"(?:" + any_of(_UNIT_WORDS) + r"\.?[ #:]{0,3}(?:[0-9][a-z0-9-]{0,9}|[a-z])"
    r"|#(?<!order #)(?<!invoice #)(?<!ticket #)(?<!estimate #) ?[0-9]{1,5}[a-z]?"
    r"|(?:pad|spot) #?[0-9]{1,3}"
    r"|(?:upstairs|downstairs|upper|lower|back|rear|front) (?:unit|house|apartment|apt|suite)"
    r")(?:[ ,]{1,3}|,? (?:at|of|in|on) )\Z"
    r"|(?:[0-9]{1,2}(?:st|nd|rd|th) (?:floor|flr?\.?)|(?:floor|level) [0-9]{1,2})[ ,]{1,3}\Z"
)
# Between a floor and a house number: 8th Floor, Q House Lumpini, 1 South Sathorn Road.
_BUILDING_BEFORE = re.compile(r"(?<=, )(?:[a-z'&-]{1,20} ){0,3}[a-z'&-]{2,20}, {1,2}\Z")


def with_units(lower: str, end: int) -> int:
    """Where an address ends with its suite, floor and building."""
    for _ in range(3):
        unit = UNIT.match(lower, end) or _PARK.match(lower, end)
        if unit is None:
            return end
        end = unit.end()
    return end


def unit_start(lower: str, start: int) -> int:
    """Where an address begins when its unit stands first: Room 405, 4th Floor, 19/8 Soi Suanplu."""
    for _ in range(3):
        unit = _UNIT_BEFORE.search(lower, max(0, start - 30), start)
        named = unit is None and lower.endswith(", ", 0, start)
        if named and (building := _BUILDING_BEFORE.search(lower, max(0, start - 48), start)):
            unit = _UNIT_BEFORE.search(lower, max(0, building.start() - 16), building.start())
        if unit is None:
            return start
        start = unit.start()
    return start
