"""American street addresses: from a house number to its street, unit and building."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from socialdraft.services.privacy_rules import context
from socialdraft.services.privacy_rules import street_words as words
from socialdraft.services.privacy_rules.span import Span

_NUMBER = re.compile(
    r"(?:[0-9]{1,6}(?:-[0-9]{1,4}(?![0-9]))?(?:[A-Za-z](?![A-Za-z]))?(?:-[A-Za-z](?![A-Za-z]))?(?: [13]/[234](?![0-9]))?|[NSEW][0-9]{1,5}[NSEW][0-9]{1,6}"
    r"|(?<![A-Za-z])(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)(?= [A-Z]))"
    r"(?=,? {1,3}(?:[0-9]{1,5}(?:st|nd|rd|th|ST|ND|RD|TH)?[ -]{1,2})?[A-Za-zÀ-ɏ]|,? {1,3}[0-9]{1,4}(?:st|nd|rd|th|ST|ND|RD|TH))"
)
_WORD = re.compile(r"(?P<gap>,? {1,3}|-)(?P<word>[A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9'’]{0,24})(?P<dot>\.?)")
_MOST_WORDS = 7
_NOT_BEFORE = re.compile(r"[0-9A-Za-z$€£฿%/:\u0e00-\u0e7f][.,:/]?\Z|[$€£฿] \Z|[0-9] ?[-x] ?\Z|[.:][0-9]{0,2}\Z")
_UNIT = re.compile(
    r"[ ,;]{0,3}(?:-\s)?(?:\n ?)?(?:(?:apartment|apt|suite|ste|unit|room|rm|building|bldg|bld|space|spc|lot|trailer|trlr|dept|penthouse|ph|office|ofc|box|slip|hangar|p\.?m\.?b\.?|no)\b\.?"
    r"[ #:]{0,3}(?=[A-Za-z]{0,2}[0-9]|[A-Z]\b)[A-Za-z0-9][A-Za-z0-9/-]{0,6}|# ?[A-Za-z0-9][A-Za-z0-9-]{0,6}"
    r"|[0-9]{1,2}(?:st|nd|rd|th) (?:floor|fl)\b\.?|(?:floor|fl|level|lvl)\b\.? ?[0-9]{1,3}|(?:penthouse|basement|upper|lower|rear|front|ground floor|mezzanine)\b)",
    re.IGNORECASE,
)
_CITY_TAIL = re.compile(
    r"[ ,.]{1,3}(?:\n ?)?(?:[A-Z][A-Za-z.'-]{1,20}[ ,.]{1,3}){1,4}(?:\n ?)?(?P<state>[A-Z]{2}|Calif(?:ornia)?|Texas|Florida|Nevada|Arizona)\b\.?(?:[ ,]{1,3}[0-9]{5}(?:-[0-9]{4})?(?![0-9]))?"
)
_ZIP_TAIL = re.compile(r"[ ,.]{1,3}(?:\n ?)?(?:[A-Za-z][A-Za-z.'-]{1,20}[ ,.]{1,3}){0,4}(?:[A-Za-z]{2}[ ,.]{1,3})?[0-9]{5}(?:-[0-9]{4})?(?![0-9])")
_NO_SUFFIX = re.compile(
    r",? {1,2}(?P<street>(?:[A-Z0-9][A-Za-z0-9.'’-]{0,24} ?){1,6}),\s{0,2}(?:[A-Z][A-Za-z.'-]{1,20} ?){1,4},?\s{1,2}(?P<state>[A-Z]{2})\b"
)
_INTRODUCED = re.compile(
    r"(?:\b(?:at|address(?: is| for it is)?|located(?: at| on)?|visit(?: us)?(?: at)?|find us(?: at)?|ship(?: it)? to|deliver(?:ed|y)? to|send(?: it)? to|mail(?: it)? to|from|to|lives? at|is"
    r"|pick ?up(?: at)?|drop ?off(?: at)?|venue|where|location|addr|come to|stop by|studio|store|shop|residence|home)[ :,-]{0,3}|📍 ?|[-:|@] ?|^|\n ?)\Z",
    re.IGNORECASE,
)
_BOXES = re.compile(
    r"(?:\b(?:p\.? ?o\.? ?(?:box|bx|drawer)|post office box|pobox|caller box|lock ?box|apartado)\b[ #:.no]{0,4}[0-9][0-9A-Z-]{0,7}"
    r"|\b(?:psc|cmr|unit|ops)\b [0-9]{1,5},? box [0-9]{1,6}|\b(?:rr|r\.r\.|rural route|hc|hcr|star route|rt|rte|route)\b\.? ?#?[0-9]{1,4},? (?:box|bx)\.? ?#?[0-9]{1,5}[A-Z]?"
    r"|\b(?:pmb|private mail ?box)\b ?#?[0-9]{1,6})",
    re.IGNORECASE,
)
_HIGHWAY = re.compile(
    r"[0-9]{1,6}[A-Z]?,? (?:(?:[NSEW]|North|South|East|West)\.? )?(?:(?:old|us|u\.s\.|state|county|county state aid|interstate|farm to market|ranch|pacific coast|sr|cr|fm|i|ca|co|st|nm|tx|csah|n|s|e|w)[ -])?"
    r"(?:highway|hwy|hiway|route|rte|rt|road|rd|interstate|i|sr|cr|fm|us|u\.s\.|state road|state route|county road)\b\.?[ -]?#?[0-9]{1,4}[A-Z]?(?: (?:north|south|east|west|n|s|e|w|bypass|business)\b)?",
    re.IGNORECASE,
)


class _Street(NamedTuple):
    end: int
    words: int
    sure: bool
    lower: bool


def find(text: str) -> Iterator[Span]:
    """Every door of an American address; the city, the state and the ZIP stay."""
    for match in _BOXES.finditer(text):
        yield Span(match.start(), _with_units(text, match.end()), "address")
    for match in _HIGHWAY.finditer(text):
        if not _NOT_BEFORE.search(text[max(0, match.start() - 3) : match.start()]):
            yield Span(match.start(), _with_units(text, match.end()), "address")
    for match in _NUMBER.finditer(text):
        start = match.start()
        if _NOT_BEFORE.search(text[max(0, start - 3) : start]) and text[start - 1 : start] != "#":
            continue
        end = _street_end(text, match)
        if end:
            yield Span(start, _with_units(text, end), "address")


def _street_end(text: str, number: re.Match[str]) -> int:
    street = _walk(text, number.end())
    if street and _is_street(text, number, street):
        return street.end
    tail = _NO_SUFFIX.match(text, number.end())
    if tail and tail["state"] in words.STATES and not _is_goods(tail["street"]):
        return tail.end("street")
    return 0


def _is_goods(street: str) -> bool:
    return street.split()[0].lower() in words.GOODS


def _walk(text: str, at: int) -> _Street | None:
    """Go on from a house number word by word; the last suffix reached is the end of the street."""
    best: _Street | None = None
    seen: list[str] = []
    lower = False
    for _ in range(_MOST_WORDS):
        match = _WORD.match(text, at)
        if match is None or (match["gap"].startswith(",") and seen):
            break
        raw, word = match["word"], match["word"].lower()
        if raw[0].islower():
            lower = True
            if word in words.GOODS and not (best is None and seen and seen[-1] in words.SPANISH):
                break
        elif word in words.GOODS and not seen and word not in ("the", "new"):
            break
        best = _ended(best, text, match, seen, lower=lower)
        seen.append(word)
        at = match.end()
        if match["dot"] and not _abbreviates(word):
            break
    return best


def _abbreviates(word: str) -> bool:
    return len(word) <= 4


def _ended(best: _Street | None, text: str, match: re.Match[str], seen: list[str], *, lower: bool) -> _Street | None:
    word = match["word"].lower()
    named = [name for name in seen if name not in words.DIRECTIONS]
    end = match.end("word") + (1 if match["dot"] and _dot_belongs(text, match) else 0)
    if named and (word in words.SURE_SUFFIXES or word in words.LOOSE_SUFFIXES):
        return _Street(end, len(named), word in words.SURE_SUFFIXES or bool(best and best.sure), lower)
    if best and word in words.DIRECTIONS and seen and (seen[-1] in words.SURE_SUFFIXES or seen[-1] in words.LOOSE_SUFFIXES):
        return best._replace(end=end)
    if word in words.ALONE and not named:
        return _Street(end, 1, True, lower)
    if named and named[0] in words.SPANISH_PREFIXES and (best is None or best.words < len(named)) and not (lower and len(named) > 2):
        return _Street(end, len(named), True, lower)
    if seen and seen[0] in words.DIRECTIONS and not named and match["word"][0].isdigit():
        return _Street(end, 1, True, lower)
    return best


def _dot_belongs(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 2]
    return after[:1] in (",", " ") and not (after[1:].isupper() and False)


def _is_street(text: str, number: re.Match[str], street: _Street) -> bool:
    if context.is_money(text, number.start()):
        return False
    if street.sure and not (street.lower and street.words > 3):
        return True
    after = bool(_CITY_TAIL.match(text, street.end) or _ZIP_TAIL.match(text, street.end) or _UNIT.match(text, street.end))
    before = _INTRODUCED.search(text[max(0, number.start() - 24) : number.start()]) is not None
    if street.lower:
        return after or (before and street.words <= 2 and len(number.group()) >= 3)
    return after or before or (len(number.group()) >= 3 and street.words <= 3)


def _with_units(text: str, end: int) -> int:
    for _ in range(3):
        unit = _UNIT.match(text, end)
        if unit is None:
            return end
        end = unit.end()
    return end
