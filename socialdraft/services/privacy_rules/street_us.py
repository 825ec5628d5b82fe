"""American street addresses: from a house number to its street, unit and building."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from socialdraft.services.privacy_rules import street_number, street_unit
from socialdraft.services.privacy_rules import street_words as words
from socialdraft.services.privacy_rules.lexicon import tree_of
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_WORD = re.compile(r"(,? {1,3}(?:& )?|-)([A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9'’]{0,24})(\.?)")
_MOST_WORDS = 8
_REACH = 120
_GLUED = frozenset("$€£฿%/:.,0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NOT_BEFORE = re.compile(
    r"\b(?:[Bb]atch|[Ii]nvoice|SKU|[Mm]odel|[Ii]tem|[Ss]erial|[Tt]icket)(?: [Nn]o\.?)? #?\Z"
    r"|[0-9A-Za-z][.,:/]\Z|[$€£฿] \Z|[0-9] ?[-x] ?\Z|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)[a-z]{0,6}\.? \Z"
)
_LONG_NUMBER = 3
_SHORT_NUMBER = 2
# 8 Bridge Street Blues fans: the street is part of a name.
_IS_NAME = re.compile(rf" (?!{words.TOWNS})[A-Z][a-z]{{2,15}} (?!in\b|on\b|at\b|and\b|is\b|for\b|by\b)[a-z]{{3,}}")
_YEAR = re.compile(r"19[5-9][0-9]|20[0-4][0-9]")
_LONGEST_NAME = 3
# 10 The Alameda, 3 Times Square.
_NAMED = frozenset(["the", "new", "times"])
_CLOSING = frozenset(["", *",;:.()\n"])
_CLOSED = _CLOSING | frozenset("/|?!→—")
_CITY = r"[A-Z][A-Za-z.'-]{1,20}"
_STATE_NAMES = (
    "Alabama|Arizona|Calif(?:ornia)?|Colorado|Florida|Georgia|Illinois|Michigan|Nevada|New York|Ohio|Oregon"
    "|Pennsylvania|Texas|Utah|Virginia|Washington"
)
_STATE = rf"(?:(?P<state>[A-Z]{{2}})|{_STATE_NAMES})\b"
CITY_TAIL = re.compile(rf"[ ,.]{{1,3}}(?:\n ?)?{_CITY}(?:[ ,]{{1,3}}{_CITY}){{0,3}}[ ,.]{{1,3}}(?:\n ?)?{_STATE}")
_ZIP = r"[0-9]{5}(?:-[0-9]{4})?(?![0-9])"
ZIP_TAIL = re.compile(rf"[ ,.]{{1,3}}(?:\n ?)?(?:[A-Za-z][A-Za-z'-]{{1,20}}\.?[ ,]{{1,3}}){{0,5}}{_ZIP}")
_TOWN = re.compile(rf"[ ,]{{1,3}}(?:\n ?)?(?:{words.TOWNS})\b")
# No suffix, but a city and a state behind it: 1200 Broadway North, Fargo, ND.
_PROPER = r"[A-Z0-9][A-Za-z0-9.'’&-]{0,24}"
_NO_SUFFIX = re.compile(
    rf",? {{1,2}}({_PROPER}(?: {_PROPER}){{0,5}})(?:,\s{{0,2}}|\n ?){_CITY}(?: {_CITY}){{0,3}},?\s{{1,2}}{_STATE}"
)
_NO_COMMA = re.compile(rf",? {{1,2}}({_PROPER}(?: {_PROPER}){{0,7}}) {_STATE}[ ,.]{{1,3}}{_ZIP}")
_NO_SUFFIX_UNIT = re.compile(
    rf" {{1,2}}({_PROPER}(?: {_PROPER}){{0,3}})(?:,? (?:Ste|Suite|Apt|Unit|Penthouse|PH|Bldg|Space|Spc|Rm|Room)\b"
    rf"| #(?=[0-9]))"
)
_LOWER_UNIT = re.compile(r",? {1,2}([a-z][a-z']{1,24}(?: [a-z][a-z']{1,24}){0,2}),? (?:ste|suite|apt|unit)\.? ?#?[0-9]")
_LOWER_TAIL = re.compile(
    rf",? {{1,2}}([a-z][a-z']{{1,24}}(?: [a-z][a-z']{{1,24}}){{0,4}}),\s{{0,2}}{_CITY}(?: "
    rf"{_CITY}){{0,3}},?\s{{1,2}}(?:{_STATE}|{_ZIP})"
)
# Signs of one of these tails: a ZIP, a unit.
_TAIL_NEAR = re.compile(r"[0-9]{5}|#|Ste|Suite|Apt|Unit|Penthouse|PH|Bldg|Sp[ac]|Rm|Room")
# 13211 Jamboree (The Market Place), 410 N Glassell to …, 320 Olive HB.
_ARTERY = re.compile(
    rf" (?:(?:[NSEWnsew]\.?|North|South|East|West) )?(?P<name>(?:(?=[A-Z0-9])|(?<= [nsew] )|(?<= [nsew]\. ))"
    rf"(?i:{tree_of(words.ARTERIES)}))"
    r"(?=[,;)\n]|\.(?:\s|\Z)| ?\(|\Z"
    r"| (?:in|to|at|near|by|and|between|for|from|is|has|was|then|if|before|after|around|on|til|until)\b"
    rf"| (?i:{words.TOWNS})\b)"
)
_NO_STREET = (
    "Class|Series|Korea|Africa|America|Coli|Heater|Blender|Microwave|Oven|Speaker|Motor|Dryer|LED|Solar|Panel|Inverter"
    "|Amp|Power|Charger|Iron|Grill|Kettle|Vacuum"
)
# 120 E Van Buren, Phoenix; 30 Santa Bella RSM.
_DIRECTED_CITY = re.compile(
    rf" ((?:[NSEW]\.? {_PROPER}(?: {_PROPER})?)(?=, [A-Z][a-z]| (?:in|near) (?i:{words.TOWNS})\b)"
    rf"|[NSEW]\.? (?!{_NO_STREET}){_PROPER}(?=[.,;!?)\n]|\Z| \(| (?:and|or|is|was|not|to|from)\b)"
    rf"|{_PROPER}(?: {_PROPER})?(?= (?:HB|RSM|CdM|CDM|DTSA)\b))"
)
_NO_SUFFIX_TOWN = re.compile(rf" ({_PROPER}(?: {_PROPER}){{0,2}}?)(?P<comma>,)? (?i:{words.TOWNS})\b")
_DIRECTED = re.compile(r"(?:[NSEW]|North|South|East|West)\b")
_INTRODUCED_NUMBER = re.compile(
    r"(?:\A|\n[-•* ]{0,3}|(?:\b(?:at|to|from|visit|address|located|is|near|live|new|old|NOT"
    r"|(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)(?:day|nesday|urday)?)"
    r"|[📍:,])[: ]{1,2})[0-9]{1,6}[A-Za-z]?\Z"
)
_INTRODUCED = re.compile(
    r"(?:\b(?:at|address(?: is| for it is)?|on|located(?: at| on)?|visit(?: us)?(?: at)?|find us(?: at)?"
    r"|ship(?:ped)?(?: it)? to|deliver(?:ed|y|ies)?(?: it)? to|send(?: it)? to"
    r"|mail(?: it)? to|from|to|lives?(?: at)?|pick ?up(?: at)?|drop ?off(?: at)?|venue|where|location|addr|come to"
    r"|stop by|residence|home|lot|space|slip)[ :,-]{0,3}|📍 ?)\Z",
    re.IGNORECASE,
)


# 17 Broadway tunes, but 17 Broadway in Anaheim.
IS_THING = re.compile(
    r" (?!(?:in|at|near|and|or|is|for|by|from|to|between|on|off|before|after|until|til|if|then|apt|suite|ste|unit|"
    r"north|south|east|west|next|across|behind|the|around|we|i|it|with|can|has|was|please|pls)\b)[a-z]{3,}"
)


# lot 12 Cañon Vista, off Trabuco Cyn Rd
_OFF = re.compile(rf",? \(?off (?:of )?(?:[A-Z][A-Za-z'.]{{1,20}} ){{1,3}}(?i:{tree_of(words.COMMON_SUFFIXES)})\b")


class _Street(NamedTuple):
    end: int
    named: int
    sure: bool
    lower: bool


def find(view: View) -> Iterator[Span]:
    """Every door of an American address; the city, the state and the ZIP stay."""
    for pattern in street_number.PATTERNS if view.has_digits else street_number.SPELLED:
        done = 0
        for match in pattern.finditer(view.text):
            end = _street_end(view.text, match) if match.start() >= done else 0
            if end:
                done = end
                last = street_unit.with_units(view.lower, end)
                off = _OFF.match(view.text, last)
                start = street_unit.unit_start(view.lower, match.start())
                yield Span(start, off.end() if off else last, "address")


def _street_end(text: str, number: re.Match[str]) -> int:
    start, at = number.span()
    first = _WORD.match(text, at)
    if first is None or text[start - 1 : start] in _GLUED:
        return 0
    if first[2].lower() in words.GOODS and first[2][0].islower():
        return 0
    # Stop 1 710 Avocado Ave.
    if at - start <= _SHORT_NUMBER and first[2].isdigit() and len(first[2]) >= _LONG_NUMBER:
        return 0
    if first[1][0] == "," and (at - start < _LONG_NUMBER or first[2][0].isdigit()):
        return 0
    street = _walk(text, at)
    if street and first[1][0] == "," and not street.sure:
        return 0
    end = street.end if street and _is_street(text, number, street) else _by_tail(text, at, first[2])
    return 0 if end and _NOT_BEFORE.search(text, max(0, start - 12), start) else end


def _by_tail(text: str, at: int, first: str) -> int:
    """A street without a suffix, known by the city and state or by the unit behind it."""
    artery = _ARTERY.match(text, at)
    if artery and text[at - 2].isdigit():
        return artery.end("name")
    if first[0].islower():
        tail = _LOWER_UNIT.match(text, at) or _LOWER_TAIL.match(text, at)
        return tail.end(1) if tail and text[at - 2].isdigit() and not words.GOODS & set(tail[1].split()) else 0
    if first.lower() in words.GOODS - _NAMED:
        return 0
    for pattern in (_NO_SUFFIX, _NO_COMMA, _NO_SUFFIX_UNIT):
        tail = pattern.match(text, at)
        if tail and (tail.groupdict().get("state") or "CA") in words.STATES:
            return tail.end(1)
    directed = _DIRECTED_CITY.match(text, at)
    if directed and text[at - 2].isdigit():
        return directed.end()
    town = _NO_SUFFIX_TOWN.match(text, at)
    placed = town and town["comma"] and (_DIRECTED.match(town[1]) or text[max(0, at - 3) : at].isdigit())
    known = placed or _is_introduced(text, at)
    return town.end(1) if town and known else 0


def _is_introduced(text: str, at: int) -> bool:
    """Whether a line or a word like "at" leads up to the house number that ends at `at`."""
    return _INTRODUCED_NUMBER.search(text, max(0, at - 32), at) is not None


def _walk(text: str, at: int) -> _Street | None:
    """Go on from a house number word by word; the last suffix reached is the end of the street."""
    best: _Street | None = None
    seen: list[str] = []
    named: list[str] = []
    lower = False
    for match in _WORD.finditer(text, at, at + _REACH):
        gap, raw, dot = match.groups()
        if match.start() != at or len(seen) == _MOST_WORDS or (seen and gap[0] == ","):
            break
        word = _plain(raw)
        lower = lower or (raw[0].islower() and word not in words.PARTICLES)
        if word in words.GOODS and not _may_be_named(raw, word, seen, best):
            break
        if best and word in street_unit.UNITS:
            break
        # 17332 santa cecilia cir fountain valley: in small letters the first sure suffix ends the street.
        if best and best.sure and lower and word not in words.DIRECTIONS | words.SUFFIXES:
            break
        # 2070 N Main St. Same street: behind the suffix's dot only a direction goes on.
        if best and text[at - 1] == "." and best.end == at and word not in words.DIRECTIONS:
            break
        best = _ended(text, match, seen, named, best, lower=lower)
        seen.append(word)
        if word not in words.DIRECTIONS:
            named.append(word)
        at = match.end()
        if dot and (len(word) > words.LONGEST_ABBREVIATION or word.isdigit()):
            break
    return best


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else word.lower().translate(words.ACCENTS)


def _may_be_named(raw: str, word: str, seen: list[str], best: _Street | None) -> bool:
    """Whether a word for sale or a small word may stand in a street's name: Avenue of the Arts."""
    if raw[0].isupper():
        return bool(seen) or word in _NAMED or len(raw) == 1
    return (
        bool(seen)
        and word in ("of", "the")
        and bool({"avenue", "avenida", "circle", "street", "of"} & set(seen))
        and best is None
    )


def _ended(
    text: str, match: re.Match[str], seen: list[str], named: list[str], best: _Street | None, *, lower: bool
) -> _Street | None:
    """The street as far as this word, or as far as it was known before."""
    word = _plain(match[2])
    if word in words.HIGHWAYS and (route := words.ROUTE.match(text, match.end(2))):
        return _Street(route.end(), 1, sure=True, lower=lower)
    if named and word in words.SUFFIXES:
        sure = word in words.SURE_SUFFIXES or bool(best and best.sure)
        return _Street(_with_dot(text, match), len(named), sure=sure, lower=lower)
    if best and word in words.DIRECTIONS and best.end >= match.start() - 1:
        return best._replace(end=match.end(2))
    if _is_prefixed(named):
        is_name = word not in words.PARTICLES and not (lower and set(named[1:]) - words.PARTICLES)
        sure = not lower or named[0] in words.SURE_PREFIXES
        return _Street(match.end(2), len(named), sure=sure, lower=lower) if is_name else best
    if _is_street_alone(word, seen, named) and (seen or not IS_THING.match(text, match.end())):
        return _Street(match.end(2), 1, sure=True, lower=lower)
    return best


def _is_prefixed(named: list[str]) -> bool:
    """Avenida de la Carlota, Avenue of the Arts, Street of the Golden Lantern."""
    if named[:2] == ["street", "of"]:
        return True
    return bool(named) and named[0] in words.SPANISH_PREFIXES and len(named) <= words.LONGEST_SPANISH


def _is_street_alone(word: str, seen: list[str], named: list[str]) -> bool:
    """Broadway, El Camino Real, West 7th."""
    if not named:
        return word in words.ALONE or (bool(seen) and words.ORDINAL.match(word) is not None)
    return (*named, word) in (("el", "camino"), ("el", "camino", "real"))


def _with_dot(text: str, match: re.Match[str]) -> int:
    followed = text[match.end() : match.end() + 2]
    is_abbreviated = bool(match[3]) and len(match[2]) <= words.LONGEST_ABBREVIATION
    return match.end() if is_abbreviated and followed[:1] in (",", " ", "") else match.end(2)


def _is_street(text: str, number: re.Match[str], street: _Street) -> bool:
    if street.sure and not (street.lower and street.named > _LONGEST_NAME):
        return len(number.group()) > _SHORT_NUMBER or not _is_thing(text, start=number.start(), end=street.end)
    end, start = street.end, number.start()
    if (
        CITY_TAIL.match(text, end)
        or _TOWN.match(text, end)
        or ZIP_TAIL.match(text, end)
        or street_unit.UNIT.match(text[end : end + 40].lower())
    ):
        return True
    introduced = _INTRODUCED.search(text[max(0, start - 24) : start]) is not None
    # 2026 Holiday Market is an event, 20261 Holiday Market an address.
    if _YEAR.fullmatch(number.group()) and not introduced:
        return False
    long = len(number.group()) >= _LONG_NUMBER
    if street.lower:
        return introduced and long and street.named < _LONGEST_NAME
    return introduced or (street.named <= _LONGEST_NAME and (long or _stands_alone(text, number, end)))


def _is_thing(text: str, *, start: int, end: int) -> bool:
    """Whether a small number counts what the street's words name: 2 Park Avenue sofas."""
    if _IS_NAME.match(text, end):
        return True
    return IS_THING.match(text, end) is not None and _INTRODUCED.search(text[max(0, start - 24) : start]) is None


def _stands_alone(text: str, number: re.Match[str], end: int) -> bool:
    """Whether signs close the street in on both sides: Oracle Park, 24 Willie Mays Plaza, 7 pm."""
    before = text[max(0, number.start() - 2) : number.start()].rstrip(" ")[-1:]
    after = text[end : end + 2].lstrip(" ")[:1] or text[end : end + 1].strip(" ")
    return len(number.group()) > 1 and before in _CLOSING and after in _CLOSED
