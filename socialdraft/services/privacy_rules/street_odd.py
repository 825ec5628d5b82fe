"""American addresses written in their own way: the number glued to its road, or parted from it by a word."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import street_words as words
from socialdraft.services.privacy_rules.lexicon import any_of, openings, tree_of
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.street_unit import with_units
from socialdraft.services.privacy_rules.view import View

_NUMBER = re.compile(
    r"[0-9](?<![0-9A-Za-z$€£฿%/:.-][0-9])(?<![0-9],[0-9])[0-9]{0,4}(?=[A-Za-z]|,[0-9]{3} |\.5 [A-Z]|[A-Z]?,? o[nf])"
)
_SUFFIX = any_of(words.COMMON_SUFFIXES)
_MEASURE = r"(?:st|nd|rd|th|am|pm|oz|lbs?|kg|ml|ft|in|min|hrs?|pcs?|pack|days?|cm|mm|gal|hour|week|mile|year|person)"
_CAMEL = "(?:Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Drive|Dr|Lane|Ln|Way|Court|Ct|Place|Pl|Hwy|Pkwy)"
# 2651irvine ave, 1907N.Tustin St., #1420MainSt
_GLUED = re.compile(
    rf"[0-9]{{2,5}}(?:[NSEW]?(?:[A-Z][a-z]{{2,15}}){{1,3}}?{_CAMEL}(?![a-z])"
    rf"|(?!{_MEASURE}\b)(?:[NSEWnsew]\.? ?)?[A-Za-z][a-z]{{2,20}}(?: [A-Za-z][a-z]{{2,14}}){{0,2}} (?i:{_SUFFIX})\b\.?)"
)
# 1,420 Main Street, 1420.5 Main St, 1420mainave
_WRITTEN = re.compile(
    r"(?:[0-9]{1,2},[0-9]{3}"
    r"|[0-9]{3,5}\.5) (?:[NSEW]\.? )?[A-Z][a-z]{2,20} (?:Street|St|Avenue|Ave|Blvd|Road|Rd)\b\.?"
    r"(?! [a-z]{3,})|[0-9]{3,5}[a-z]{3,15}(?:street|avenue|ave|blvd|road|drive|lane)(?![a-z])"
)
_WORD = r"(?:[A-Z][A-Za-z'’.]{0,20}|[0-9]{1,3}(?:st|nd|rd|th))"
# at 44, on Rue Fontainbleau; house number 1420 on Main Street
_PARTED = re.compile(
    rf"[0-9](?P<rest>[0-9]{{0,4}}[A-Z]?,?) (?:on|off) (?:the )?"
    rf"(?:(?:{_WORD} ){{1,3}}(?i:{_SUFFIX})\b\.?"
    rf"|(?:Rue|Avenida|Calle|Camino|Paseo|Via) {_WORD}(?: {_WORD})?)"
)
_TOLD = re.compile(
    r"(?:\b(?:house|(?P<at>(?<!live )(?<!lives )(?<!located )at)|lives?(?: at)?|located at|door)"
    r"|(?P<mine>\b(?:number|no\.?|lot|pad|space|spot|stall|booth|alley|#))) ?#?\Z",
    re.IGNORECASE,
)
# At Sunset Plaza #4: a shop in a mall.
_MALLS = (
    "condominiums tower towers apartments court lofts condos residences terrace plaza center centre village mall "
    "square market marketplace"
)
_MALL_WORDS = openings(_MALLS)
_MALL = re.compile(
    r"[aiot](?<![A-Za-z][aiot])(?:(?<=a)t|(?<=i)n|(?<=o)f|(?<=t)o) (?:the )?"
    rf"(?P<shop>(?:(?:[A-Z][A-Za-z'’]{{1,20}}|de|del|la|las|los) ){{1,4}}{tree_of(_MALLS.title())})"
    r"(?=,? (?:#|[Uu]nit|[Ss]uite|[Ss]te|[Ss]pace|[Ss]hop|[Kk]iosk|[Ss]tall|[Bb]uilding|[Bb]ldg|[Aa]pt"
    r"|[Aa]partment)\.? ?#?[A-Z]?-?[0-9])"
)
_REACH = 16
_LONG = 2


def find(view: View) -> Iterator[Span]:
    """Every house whose number is no word of its own, or stands apart from its road."""
    if not (view.has_digits and view.words):
        return
    for number in _NUMBER.finditer(view.text):
        end = _end(view.text, number.start())
        if end:
            start = _told_start(view.text, number.start())
            yield Span(start, with_units(view.lower, end), "address")
    for match in _MALL.finditer(view.text) if view.may_say(_MALL_WORDS) else ():
        yield Span(match.start("shop"), with_units(view.lower, match.end()), "address")


def _end(text: str, start: int) -> int:
    written = _GLUED.match(text, start) or _WRITTEN.match(text, start)
    if written:
        return written.end()
    parted = _PARTED.match(text, start)
    told = _TOLD.search(text, max(0, start - _REACH), start) if parted else None
    # At 44, on Rue Fontainbleau; open at 6 on Tustin Street is an hour.
    return parted.end() if parted and told and not (told["at"] and len(parted["rest"]) < _LONG) else 0


def _told_start(text: str, start: int) -> int:
    """Where a house begins with the word for its kind: number 1420 on Main Street."""
    told = _TOLD.search(text, max(0, start - _REACH), start)
    return told.start("mine") if told and told["mine"] else start
