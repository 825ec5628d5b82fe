"""American street addresses: from a house number to its street, unit and building."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from socialdraft.services.privacy_rules import orange_county as county
from socialdraft.services.privacy_rules import street_number, street_tail, street_unit
from socialdraft.services.privacy_rules import street_words as words
from socialdraft.services.privacy_rules.lexicon import any_of, tree_of
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

# 1907 N.Tustin: behind a direction's dot no blank is needed; 1065 and N. Pacificenter Dr. on the next line.
_WORD = re.compile(
    r"(,? {1,3}(?:& )?|-|\n(?<=[0-9]\n)(?=[NSEW]\.? [A-Z])"
    r"|(?<=[ .][NSEWnsew]\.))([A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9'’]{0,24})(\.?)"
)
# 1023 so sullivan st
_SHORT_DIRECTION = re.compile(
    rf" (?:so|no)\.? [A-Za-z]{{2,20}}(?: [a-z]{{2,20}})? (?i:{any_of(words.COMMON_SUFFIXES)})\b"
)
# 8307 Mile Square St, 9508 Day Ln: a word for sale may begin a road's name.
_CAPITAL_ROAD = re.compile(
    r" [A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15}){0,2} "
    r"(?:St|Street|Ave|Avenue|Blvd|Boulevard|Rd|Road|Dr|Drive|Ln|Lane|Way|Ct|Court|Pl|Pkwy|Cir"
    r"|Circle)\b(?! [A-Z][a-z]{0,15} [a-z])"
)
_BUILDING = re.compile(
    r"(?:\b(?:rents?|lives?|living|stays?|staying) at "
    r"(?P<home>(?:[A-Z][A-Za-z']{1,20} |de |del |la ){0,3}[A-Z][a-z]{2,20})"
    r"|\b[Bb]uilding(?:: | is |, )(?P<told>The [A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?)"
    r"|(?P<name>(?:[A-Z][A-Za-z'&]{0,20} ){1,4}(?:Apartments?|Apts|Condos|Condominiums|Lofts|Flats|Residences"
    r"|Townhomes|Mobile Home Park|Villas|Estates)(?: [0-9A-Z])?|(?:Villa|Bella|Casa) [A-Z][a-z]{2,15})), \Z"
)
_THE_BUILDING = re.compile(r"(?P<name>The [A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?), \Z")
_FLAT = re.compile(r"\b(?:[Aa]pt|[Aa]partment)\b")
_TOWER = re.compile(r"(?P<name>(?:[A-Z][a-z']{1,20} ){1,3}Towers?(?: [0-9A-Z])?), \Z")
_STOREY = re.compile(r"(?:st|nd|rd|th) [Ff]l|\b(?:[Ff]loor|[Uu]nit|[Aa]pt)\b")
_NAME_REACH = 60
_MOST_WORDS = 8
_REACH = 120
_SENTENCE_END = re.compile(r"[a-z]{4}\.\Z")
_GLUED = frozenset("$€£฿%/:.,0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NOT_BEFORE = re.compile(
    r"\b(?:PO|RMA|[Ss]tyle|[Pp]art|[Cc]laim|[Rr]ef|[Bb]atch|[Ii]nvoice|SKU|Orders|[Mm]odel|[Ii]tem|[Ss]erial"
    r"|[Tt]icket)(?: [Nn]o\.?)? #?\Z"
    r"|[0-9A-Za-z][,:/]\Z|[0-9A-Za-z](?<![a-z]{4})\.\Z|[$€£฿] \Z|[0-9](?:-| ?x ?)\Z|(?<![$€£฿0-9.,])[0-9]{1,2} - \Z"
    r"|\b(?:Jan|Feb"
    r"|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)[a-z]{0,6}\.? \Z"
)
_LONG_NUMBER = 3
_SHORT_NUMBER = 2
# 8 Bridge Street Blues fans: the street is part of a name.
_IS_NAME = re.compile(rf" (?!{county.TOWNS})[A-Z][a-z]{{2,15}} (?!in\b|on\b|at\b|and\b|is\b|for\b|by\b)[a-z]{{3,}}")
# We ordered 500 Court Street Candle boxes.
_COUNTED = re.compile(
    r"\b(?:order(?:ed)?|sold|sell|bought|buy|made|make|got|get|have|had|need|want|plus|than|over|about|only|received"
    r"|printed|used|lost|stock) \Z"
)
# Colours and dishes: no. 224 Malibu Sunset, no. 310 Cherry Court; and a make: 1200 Main Drive motor.
_LISTED = re.compile(r"\b[Nn]o\. [0-9]{1,4} [^\n]{1,40}, no\. \Z")
_MODEL = re.compile(
    r"[1-9][0-9]?00 (?:[A-Z][a-z]{1,15} ){1,2}(?:Drive|Court|Park|Way|Point|Place"
    r"|Track|Ridge|Trail) (?![a-z]{1,15}ed\b)"
)
_THINGS = re.compile(r" (?<!\. )[A-Z][a-z]{2,15} [a-z]{2,20}s\b")
_YEAR = re.compile(r"19[5-9][0-9]|20[0-4][0-9]")
# A list goes on: 88 Linda Isle 1 orchid.
_NEXT_COUNT = re.compile(r" [0-9]{1,3} [a-z]")
_LONGEST_NAME = 3
_CLOSING = frozenset(["", *",;:.()\n"])
_CLOSED = _CLOSING | frozenset("/|?!→—")
_INTRODUCED = re.compile(
    r"(?:\b(?:at|address(?: is| for it is)?(?: still| now)?|on|located(?: at| on)?"
    r"|visit(?: us)?(?: at)?|find us(?: at)?"
    r"|ship(?:ped)?(?: it)? to|deliver(?:ed|y|ies)?(?: it)? to|send(?: it)? to"
    r"|mail(?: it)? to|from|to|lives?(?: at)?|pick ?up(?: at)?|drop ?off(?: at)?|venue|where|location|addr|come to"
    r"|stop by|residence|home|lot|space|slip|[0-9]{1,2} ?[ap]m)[ :,-]{0,3}|📍 ?)\Z",
    re.IGNORECASE,
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
    for pattern in street_number.patterns(view) if view.words else ():
        done = 0
        for match in pattern.finditer(view.text):
            end = _street_end(view.text, match) if match.start() >= done else 0
            if end:
                done = end
                last = street_unit.with_units(view.lower, end)
                off = _OFF.match(view.text, last)
                start = _building_start(view.text, street_unit.unit_start(view.lower, match.start()), last)
                yield Span(start, off.end() if off else last, "address")


def _building_start(text: str, start: int, end: int) -> int:
    """Where the building is named that somebody lives in: Casa Del Sol Apartments, 620 W Orangewood Ave Apt 208."""
    if not text.endswith(", ", 0, start):
        return start
    named = _BUILDING.search(text, max(0, start - _NAME_REACH), start)
    if named is None and _FLAT.search(text, start, end):
        named = _THE_BUILDING.search(text, max(0, start - _NAME_REACH), start)
    if named is None and _STOREY.search(text, start, end):
        named = _TOWER.search(text, max(0, start - _NAME_REACH), start)
    return named.start(named.lastgroup or "name") if named else start


def _street_end(text: str, number: re.Match[str]) -> int:
    start, at = number.span()
    first = _WORD.match(text, at)
    # Ninety-twenty is no twenty.
    is_rest = text[start - 1 : start] == "-" and number.group().isalpha()
    glued = text[start - 1 : start] in _GLUED and not _SENTENCE_END.search(text, max(0, start - 5), start)
    if first is None or is_rest or glued:
        return 0
    if first[2].lower() in words.GOODS and first[2][0].islower() and not _SHORT_DIRECTION.match(text, at):
        return 0
    # Stop 1 710 Avocado Ave; at 8:15: 815 19 Mira Mesa.
    if first[2].isdigit() and (len(first[2]) >= _LONG_NUMBER or at - start > _SHORT_NUMBER):
        return 0
    if first[1][:1] == "," and (at - start < _LONG_NUMBER or first[2][0].isdigit()):
        return 0
    street = _walk(text, at)
    if street and first[1][:1] == "," and not street.sure:
        return 0
    if street and _is_street(text, number, street):
        end = street.end if street.sure else max(street.end, street_tail.end_at_unit(text, at))
    else:
        end = street_tail.end_of_named(text, number, first[2])
    is_none = end and (_NOT_BEFORE.search(text, max(0, start - 12), start) or _is_counted(text, start, end))
    return 0 if is_none else end


def _is_counted(text: str, start: int, end: int) -> bool:
    """Whether things follow of which somebody has or wants a number: we ordered 500 Court Street Candle boxes."""
    if _LISTED.search(text, max(0, start - 56), start) or (
        _MODEL.match(text, start) and _is_thing(text, start=start, end=end)
    ):
        return True
    return _THINGS.match(text, end) is not None and _COUNTED.search(text, max(0, start - 16), start) is not None


def _walk(text: str, at: int) -> _Street | None:
    """Go on from a house number word by word; the last suffix reached is the end of the street."""
    best: _Street | None = None
    seen: list[str] = []
    named: list[str] = []
    lower = False
    for match in _WORD.finditer(text, at, at + _REACH):
        gap, raw, dot = match.groups()
        if match.start() != at or len(seen) == _MOST_WORDS or (seen and gap[:1] == ","):
            break
        word = _plain(raw)
        lower = lower or (raw[0].islower() and word not in words.PARTICLES and not (named and word in words.ENDINGS))
        is_road = (dot or not seen) and (word in words.DIRECTIONS or (not seen and _CAPITAL_ROAD.match(text, at)))
        if word in words.GOODS and not (is_road or _may_be_named(raw, word, seen, best)):
            break
        if best and word in street_unit.UNITS:
            break
        # A new house begins: 2003, donut shop 2420 W Edinger Avenue.
        if seen and word.isdigit() and (lower or len(word) >= _LONG_NUMBER):
            break
        # 17332 santa cecilia cir fountain valley: in small letters the first sure suffix ends the street.
        if best and best.sure and lower and word not in words.ENDINGS:
            break
        # 2070 N Main St. Same street: behind the suffix's dot only a direction goes on.
        if best and text[at - 1] == "." and best.end in (at, at - 1) and word not in words.ENDINGS:
            break
        best = _ended(text, match, seen, named, best, lower=lower)
        seen.append(word)
        if word not in words.DIRECTIONS:
            named.append(word)
        at = match.end()
        ended = raw[0].islower() and word not in words.ENDINGS
        if dot and (ended or len(word) > words.LONGEST_ABBREVIATION or word.isdigit()):
            break
    return best


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else word.lower().translate(words.ACCENTS)


def _may_be_named(raw: str, word: str, seen: list[str], best: _Street | None) -> bool:
    """Whether a word for sale or a small word may stand in a street's name: Avenue of the Arts, Town and Country."""
    if raw[0].isupper():
        return bool(seen) or word in words.NAMED_GOODS or len(raw) == 1
    if word == "and":
        return seen[-1:] == ["town"]
    ways = {"avenue", "avenida", "circle", "street", "of"}
    return word in ("of", "the") and best is None and not ways.isdisjoint(seen)


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
    if _is_street_alone(word, seen, named) and (seen or not street_tail.IS_THING.match(text, match.end())):
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
    is_short = len(match[2]) <= words.LONGEST_ABBREVIATION and match[2].lower() not in words.WHOLE_SUFFIXES
    is_abbreviated = bool(match[3]) and is_short
    return match.end() if is_abbreviated and followed[:1] in (",", " ", "\n", "") else match.end(2)


def _is_street(text: str, number: re.Match[str], street: _Street) -> bool:
    if street.sure and not (street.lower and street.named > _LONGEST_NAME):
        return len(number.group()) > _SHORT_NUMBER or not _is_thing(text, start=number.start(), end=street.end)
    if _is_placed(text, street.end) or _is_home(text, number, street):
        return True
    end, start = street.end, number.start()
    introduced = _INTRODUCED.search(text[max(0, start - 24) : start]) is not None
    # 2026 Holiday Market is an event, 20261 Holiday Market an address.
    if _YEAR.fullmatch(number.group()) and not introduced:
        return False
    long = len(number.group()) >= _LONG_NUMBER
    if street.lower:
        return introduced and long and street.named < _LONGEST_NAME
    return introduced or (street.named <= _LONGEST_NAME and (long or _stands_alone(text, number, end)))


def _is_placed(text: str, end: int) -> bool:
    """Whether a town, a ZIP or a unit follows."""
    tails = (street_tail.CITY_TAIL, street_tail.TOWN_TAIL, street_tail.ZIP_TAIL)
    return any(tail.match(text, end) for tail in tails) or bool(street_unit.UNIT.match(text[end : end + 40].lower()))


def _is_home(text: str, number: re.Match[str], street: _Street) -> bool:
    """Whether a road's own word ends the street and no thing follows that it names: put 16 Mayapple Way on a flyer."""
    suffix = text[number.end() : street.end].rstrip(".").rpartition(" ")[2].lower()
    is_road = suffix in words.ROAD_SUFFIXES and not street.lower and street.named <= _LONGEST_NAME
    long = len(number.group()) >= _SHORT_NUMBER and not _YEAR.fullmatch(number.group())
    return is_road and long and not (street_tail.IS_THING.match(text, street.end) or _IS_NAME.match(text, street.end))


def _is_thing(text: str, *, start: int, end: int) -> bool:
    """Whether a small number counts what the street's words name: 2 Park Avenue sofas."""
    if _IS_NAME.match(text, end):
        return True
    if street_tail.LOWER_TOWN.match(text, end):
        return False
    return (
        street_tail.IS_THING.match(text, end) is not None
        and _INTRODUCED.search(text[max(0, start - 24) : start]) is None
    )


def _stands_alone(text: str, number: re.Match[str], end: int) -> bool:
    """Whether signs close the street in on both sides: Oracle Park, 24 Willie Mays Plaza, 7 pm."""
    before = text[max(0, number.start() - 2) : number.start()].rstrip(" ")[-1:]
    after = text[end : end + 2].lstrip(" ")[:1] or text[end : end + 1].strip(" ")
    if before == "(" and after == ")":
        return True
    after = "" if _NEXT_COUNT.match(text, end) else after
    return len(number.group()) > 1 and before in _CLOSING and after in _CLOSED
