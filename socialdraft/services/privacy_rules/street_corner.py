"""American places without a leading house number: corners of two streets, and streets with the number behind."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import orange_county as county
from socialdraft.services.privacy_rules import street_words as words
from socialdraft.services.privacy_rules.lexicon import any_of, holds, listed, openings, tree_of
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.street_tail import IS_THING
from socialdraft.services.privacy_rules.street_unit import with_units
from socialdraft.services.privacy_rules.view import View

_WORD = (
    r"(?:[A-Z](?:[a-z]{0,2}\.|(?:lvd|kwy)\.|[A-Za-z'’]{0,20})"
    r"|[0-9]{1,3}(?:st|nd|rd|th)(?: (?:st|ave|street|avenue)\b)?)"
)
_SUFFIX = any_of(words.COMMON_SUFFIXES)
# A street's name: Main St, N Glassell, Avenida del Mar, 17th, Pacific Coast Hwy.
_NAME = rf"(?:{_WORD} ){{0,3}}{_WORD}"
_AND = re.compile(
    r"[ &@/+](?<=[A-Za-z'’.][ &@/+])(?:(?<= )(?:(?:and|at|x|near|by|off) |[&@/+] ?)|(?<! ) ?)(?:the )?(?=[A-Z0-9])"
)
_JOINTS = openings("and at x near by off")
_ONE = re.compile(
    rf"(?P<told>[Cc]orner of )?(?<![A-Za-z0-9])(?P<one>(?!(?:Between|Near|At|On|Off|From|Visit|Meet|Corner"
    rf"|In|By|The|Every|Our|We) ){_NAME})\.?\Z"
)
_TWO = re.compile(rf"(?P<two>(?:{_WORD} ){{1,3}}?(?i:{_SUFFIX})\b|{_NAME})\.?")
_REACH = 72
_CORNER = re.compile(
    r"(?:corner(?: of)?|intersection(?: of)?|cross[ -]?streets?(?: are| is|:)?|crossroads(?: of)?"
    r"|junction(?: of)?|between|betw?\.?"
    r"|off(?: of)?|meet(?: me| us)?(?: at)?|located at|find us at)[ :]{1,2}(?:the )?\Z",
    re.IGNORECASE,
)
# Between the 6th and the 9th
_SPAN = re.compile(r"\bbetw(?:een)?\.?[ :]{1,2}(?:the )?\Z", re.IGNORECASE)
_ENDS_AS_STREET = re.compile(rf"(?:\A| ){_SUFFIX}\.?\Z", re.IGNORECASE)
_IN_TOWN = re.compile(
    rf"(?:,| in|,? near)? (?:{county.TOWNS})\b|, [A-Z][A-Za-z]{{2,20}}(?: [A-Z][a-z]{{2,20}})?,? [A-Z]{{2}}\b"
)
_IN_CITY = re.compile(r", [A-Z][a-z]{2,20}")
# Use the structure at 3rd and Birch: an ordinal and a name are a corner where somebody is sent to.
_SENT_TO = re.compile(r"\b(?:at|to|on|near|by|off|of|past|from|@|visit|around|behind) (?:the )?\Z", re.IGNORECASE)
_NO_STREET = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas thanksgiving easter halloween new year years "
    "foremost best final last goal"
)
# On the 16th at Tower B is a day.
_CROSSING = re.compile(r"and|[&/+x]")
_CROSSED = re.compile(rf" on (?P<name>{tree_of(f'{county.STREETS}|{county.COMMON_STREETS}')})\b")
_ORDINAL = re.compile(r"(?:[0-9]{1,3}(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh)\Z")
_STREETS = frozenset(county.STREETS.split("|"))
_KNOWN = _STREETS | frozenset(county.COMMON_STREETS.split("|"))
_FOLLOWS = r"(?:not|by|at|before|near|for|from|in|is|and|or|until|after)\b"
_NUMBER_BEHIND = re.compile(
    r"[ ,](?<=[A-Za-z0-9.][ ,]) ?(?:(?:number|no\.?|num\.?|#) ?(?P<told>[0-9]{1,6}[A-Z]?)"
    r"|at (?P<far>[0-9]{5})|(?P<bare>[0-9]{3,5}))"
    rf"(?![0-9A-Za-z%:]|[.,-][0-9]| (?!{_FOLLOWS}|(?i:{county.TOWNS})\b)[a-z]| (?:Calendar|Menu))"
    rf"(?=,| {_FOLLOWS}| ?\n|\.? ?\Z|\. | \(| - | [NSEW]\b| (?i:{county.TOWNS})\b)"
)
_NAMED = rf"(?!(?:AT|MY|OUR|THE|AND|IN|ON|FOR|TO|FROM|IS|ARE|WE|OF|HAVE)\b){_WORD}"
_STREET = re.compile(
    rf"(?<![A-Za-z0-9])(?!(?:FROM|TO|AT|ON|IN|SHIP|From|To|At|On"
    rf"|In) )(?:(?:{_NAMED} ){{1,4}}(?i:{_SUFFIX})\b\.?(?: [NSEW]\b)?"
    rf"|(?:(?:State|US|U\.S\.|County) )?(?:Route|Highway|Hwy|Road) [0-9]{{1,4}},?|(?:Avenida|Calle|Camino"
    rf"|Paseo|Via|Caminito) (?:(?:de la|del|de|la|el|los|las) )?{_WORD}(?: {_WORD})?)\Z"
)
_STREET_WORDS = openings(f"{words.COMMON_SUFFIXES} route highway hwy road avenida calle camino paseo via caminito")
# The 400 block of N Olive St; mile marker 14.5 Ortega Hwy.
_SPOT = re.compile(
    rf"(?:[0-9](?<![0-9][0-9])[0-9]{{2,4}}(?:'s)?[- ][Bb]lo?c?k of|[Mm]ile ?(?:[Mm]arker|[Pp]ost) #?[0-9]{{1,3}}"
    rf"(?:\.[0-9])?,?(?: on| of| along)?) (?:the )?(?:[NSEW]\.? )?(?:(?:{_WORD} ){{1,3}}(?i:{_SUFFIX})\b|{_WORD})"
)
# Santiago Canyon Road, mile marker 12
_SPOT_BEHIND = re.compile(
    rf"(?:(?:{_WORD} ){{1,3}}(?i:{_SUFFIX})\b\.?|(?:(?:State )?Route|Hwy|Highway|I-"
    rf"|SR)[ -]?[0-9]{{1,3}}),? (?:at |near )?(?:[Ee]xit|[Mm]ile) ?(?:[Mm]arker"
    rf"|[Pp]ost)? ?#?[0-9]{{1,3}}(?:\.[0-9])?"
)
_SPOT_WORDS = ("block of", "mile", "exit", "blk of")
_SPOT_WORD = re.compile("|".join(_SPOT_WORDS))
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")


def find(view: View) -> Iterator[Span]:
    """Corners of two streets, and house numbers that stand behind their street."""
    text = view.text
    for match in _AND.finditer(text) if view.may_say(_JOINTS) or holds(text, "&@/+") else ():
        one = _ONE.search(text, max(0, match.start() - _REACH), match.start()) if _ends_named(text, match) else None
        two = _TWO.match(text, match.end()) if one else None
        if one and two and _is_corner(text, one, two, crossing=_CROSSING.search(match.group()) is not None):
            crossed = _CROSSED.match(view.lower, two.end())
            end = crossed.end() if crossed else with_units(view.lower, two.end())
            yield Span(one.start("one"), end, "address")
    is_spot = view.has_digits and holds(view.lower, _SPOT_WORDS)
    for word in _SPOT_WORD.finditer(view.lower) if is_spot else ():
        low, high = max(0, word.start() - _REACH), word.end() + _REACH
        spot = _SPOT.search(text, low, high) or _SPOT_BEHIND.search(text, low, high)
        if spot:
            yield Span(*spot.span(), "address")
    for match in _NUMBER_BEHIND.finditer(text) if view.has_digits and view.may_say(_STREET_WORDS) else ():
        if match["told"] or match["far"] or not _YEAR.match(match["bare"]):
            street = _STREET.search(text, max(0, match.start() - _REACH), match.start())
            if street:
                yield Span(street.start(), with_units(view.lower, match.end()), "address")


def _ends_named(text: str, joint: re.Match[str]) -> bool:
    """Whether the word before an "and" may end a street's name: a quick look before a long one."""
    word = text[max(0, joint.start() - 24) : joint.start()].rpartition(" ")[2]
    return word[:1].isupper() or word[:1].isdigit()


def _is_corner(text: str, first: re.Match[str], second: re.Match[str], *, crossing: bool) -> bool:
    one, two, end = first["one"], second["two"], second.end()
    streets = sum(_ENDS_AS_STREET.search(name) is not None for name in (one, two))
    known = sum(_plain(name) in _KNOWN for name in (one, two))
    if first["told"]:
        return True
    days = _ORDINAL.match(one) and _ORDINAL.match(two)
    if days and _SPAN.search(text, max(0, first.start() - 14), first.start()):
        return False
    if not streets and (IS_THING.match(text, end) or _NO_STREET & {*_plain(one).split(), *_plain(two).split()}):
        return False
    ordinal = _ORDINAL.match(one) or _ORDINAL.match(two)
    led = _SENT_TO if crossing and ordinal and not days else _CORNER
    if (ordinal and _IN_CITY.match(text, end)) or led.search(text, max(0, first.start() - 28), first.start()):
        return True
    if streets + known > 1:
        return (
            streets > 0 or _IN_TOWN.match(text, end) is not None or any(_plain(name) in _STREETS for name in (one, two))
        )
    return streets + known > 0 and _IN_TOWN.match(text, end) is not None


def _plain(name: str) -> str:
    return name.lower().rstrip(".")
