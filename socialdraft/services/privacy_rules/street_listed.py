"""American addresses of lists and of people in a hurry: told by a ZIP, a grid, a road's number, in small letters."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import street_words as words
from socialdraft.services.privacy_rules.lexicon import any_of, listed, openings
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.street_unit import unit_start, with_units
from socialdraft.services.privacy_rules.view import View

_NUMBER = re.compile(r"[0-9](?<![0-9a-z$€£฿%:/.,#-][0-9])(?<![0-9.,][ -][0-9])[0-9]{0,6}[a-z]?(?= {1,2}(?:#|[a-z0-9]))")
_DIRECTION = r"(?:n\.?e|n\.?w|s\.?e|s\.?w|n|s|e|w|so|no|north(?:east|west)?|south(?:east|west)?|east|west)\b\.?"
_SUFFIX = any_of(words.COMMON_SUFFIXES)
# Small words and things that stand in names of streets too.
_NAMED = words.NAMED_GOODS | listed("of box great park best happy a")
# 25129 the old road # 303 stevenson ranch ca 91381: a state and a ZIP leave no doubt about the number before them.
_ZIPPED = re.compile(
    rf"(?P<named>(?: {{1,2}}|, |; )(?:[a-z0-9#&.'/’-]{{1,24}}(?: {{1,2}}|, |; )){{1,11}}?)"
    rf"(?:{'|'.join(sorted(state.lower() for state in words.STATES))}),? {{1,2}}[0-9]{{5}}(?:-[0-9]{{4}})?(?![0-9])"
)
_DAYS = frozenset(("days.", "weeks.", "months."))
_ENDS_SENTENCE = re.compile(r"(?:[ap]m|[A-Za-z0-9]{5,})\.\Z", re.IGNORECASE)
# 2901 East 3300 South, 20713 2700 N Ave, 5536 West 103 Place, 13021 nw 1 st
_GRID = re.compile(
    rf" (?:{_DIRECTION} (?:[0-9]{{1,5}}|c ?r [0-9]{{1,4}}) (?:{_DIRECTION}(?: {_SUFFIX}\b\.?)?"
    rf"|{_SUFFIX}\b\.?(?: {_DIRECTION})?)"
    rf"|[0-9]{{2,4}} {_DIRECTION} {_SUFFIX}\b\.?)"
)
# 1234 West U.S. Highway 50, 9055 Spur 591, 406 North Highway 71 Business, 1200 business 190
_ROUTED = re.compile(
    rf" (?:{_DIRECTION} )?(?:(?:u\.? ?s\.?|state|county|farm to market) )?"
    r"(?:(?:highway|hwy|route|rte|rt|spur|business|interstate|c\.?r\.?|s\.?r\.?|pr|fm|county road|county rd)\b\.?"
    r" (?:no\.? ?)?#?[0-9]{1,4}[a-z]?(?![0-9a-z%]|[.:,][0-9])"
    rf"|u\.?s\.? [0-9]{{1,3}}(?: hwy\b)?|u s [0-9]{{1,3}}(?: hwy\b)?)"
    rf"(?: (?:business|bus|bypass|alt|loop)\b)?(?: {_DIRECTION})?"
)
_ROADS = "street avenue boulevard blvd drive dr lane ln court road rd parkway pkwy way place circle cir terrace"
_ROAD_WORDS, _ROAD = openings(_ROADS), any_of(_ROADS)
# 2610 sandpiper court, 4150 great america parkway, 824 new hampshire avenue northwest
_IN_SMALL_LETTERS = re.compile(
    rf" (?:{_DIRECTION} )?(?P<name>[a-z][a-z']{{2,20}}(?: [a-z][a-z']{{2,20}}){{0,2}}?|[a-z]) (?P<road>{_ROAD})\b\.?"
    rf"(?: {_DIRECTION})?"
    r"(?=[,;:!?)\n]|\.(?: |\Z)| ?\Z| (?:and|is|it|in|at|has|for|with|her|his|my|our|please|pls|thanks|thx|then|not|apt"
    r"|unit"
    r"|suite|ste|by|before|after|around|near|off|gate|ask|call|leave|today|tomorrow|tonight|on|if|when|so|but|or)\b"
    r"| ?#)"
)
_SURE = listed("street avenue boulevard blvd parkway pkwy road rd")
# 1000 ppm either way: a way, a place or a circle is a thing as often.
_HARDLY_THINGS = listed("drive dr lane ln court")
_FEWEST_DIGITS = 3
_TOLD = re.compile(
    r"(?:\b(?:at|to|from|address|addrss|adress|addr|location|house|place|office|lives?|living|live at|is|it's|on|of"
    r"|near|:)"
    r"(?: (?:is|of))?:?|\A|\n) ?\Z"
)
_REACH = 28


def find(view: View) -> Iterator[Span]:
    """Every such address, from its house number on."""
    if not (view.has_digits and view.words):
        return
    lower, done = view.lower, 0
    for number in _NUMBER.finditer(lower):
        if number.start() < done:
            continue
        end = _end(view, number)
        if end:
            done = end
            yield Span(unit_start(lower, number.start()), end, "address")


def _end(view: View, number: re.Match[str]) -> int:
    lower, at = view.lower, number.end()
    zipped = _ZIPPED.match(lower, at) if view.numbers else None
    if zipped and _is_named(view.text, zipped):
        return zipped.end()
    if len(number.group()) >= _FEWEST_DIGITS or _is_told(lower, number.start()):
        routed = _GRID.match(lower, at) or _ROUTED.match(lower, at)
        if routed:
            return with_units(lower, routed.end())
    named = _IN_SMALL_LETTERS.match(lower, at) if view.may_say(_ROAD_WORDS) else None
    return with_units(lower, named.end()) if named and _is_road(view, number, named) else 0


def _is_told(lower: str, start: int) -> bool:
    return _TOLD.search(lower, max(0, start - _REACH), start) is not None


def _is_named(text: str, zipped: re.Match[str]) -> bool:
    """Whether only names lead to the ZIP: 300 cupcakes for a school in Irvine, CA 92618 are no house."""
    named = text[zipped.start("named") : zipped.end("named")].replace(",", " ").split()
    counted = words.GOODS - _NAMED
    return not any(word in counted or _ENDS_SENTENCE.match(word) for word in named) and _DAYS.isdisjoint(named)


def _is_road(view: View, number: re.Match[str], named: re.Match[str]) -> bool:
    """Whether what follows a number is a road and nothing that is counted: 300 people drive."""
    start = number.start()
    name = named["name"].split()
    told = _is_told(view.lower, start)
    if len(number.group()) < _FEWEST_DIGITS and not told:
        return False
    counted = words.GOODS & set(name)
    if named["road"] in _SURE:
        return not counted or (counted == {name[0]} and len(name) > 1) or name == ["a"]
    is_road = named["road"] in _HARDLY_THINGS and (len(name) > 1 or view.text[named.start("road")].isupper())
    return not counted and (told or is_road)
