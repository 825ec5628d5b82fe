"""Numbers a state gives a person: Thai id, social security, passport, driving licence."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import checksums, context
from socialdraft.services.privacy_rules.span import Span

_S = r"(?: ?[-. /_] ?)"
_THAI_CUT = re.compile(rf"[0-8]{_S}[0-9]{{4}}{_S}[0-9]{{5}}{_S}[0-9]{{2}}{_S}[0-9](?![0-9])")
_THIRTEEN = re.compile(rf"[0-8](?:{_S}?[0-9]){{12}}(?![0-9])")
_THAI_KEY = re.compile(
    r"(?:เลข(?:ที่)?(?:ประจำตัว|บัตร|ปชช)[ก-๙]{0,24}|(?:สำเนา)?บัตร ?(?:ประจำตัว)?(?:ประชาชน|ปชช\.?)|ปชช\.?|ปปช\.?|(?:เลข)?ผู้เสียภาษี[ก-๙]{0,8}"
    r"|เลข ?13 ?หลัก|พร้อมเพย์|\b(?:thai|national|citizen|personal|tax)? ?(?:id|identification|tin)(?: card)?|tax(?:payer)? ?id|prompt ?pay)"
    r"(?:[ :.,#()=-]|no|number|num|is|เลขที่|หมายเลข|คือ|ของ|นะ|ครับ|ค่ะ|คะ){0,8}(?=[0-9])",
    re.IGNORECASE,
)
_SSN = re.compile(r"[0-9]{3} ?[-.–] ?[0-9]{2} ?[-.–] ?[0-9]{4}(?![0-9-])|[0-8][0-9]{2} [0-9]{2} [0-9]{4}(?![0-9])")
_SSN_KEY = re.compile(
    r"\b(?:ssn|s\.s\.n\.?|social(?: security)?|soc sec|itin|ein|fein|tin|tax(?:payer)? ?id|federal tax)\b"
    r"(?:[ :.,#()='\"-]|no|number|num|is|was|it's|card|id|for|the|w-?9|of){0,10}"
    r"(?P<value>[0-9](?:[-. ]{0,3}[0-9]){8}(?![0-9]))",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"(?:\bpassports?\b|พาสปอร์ต|พาสปอต|หนังสือเดินทาง)(?:[ :.,#()='\"/-]|\n|no|number|num|nr|is|was|id|with|the|my|his|her|us|thai|uk|เลขที่|เลข"
    r"|หมายเลข|คือ|ของ|ลูกค้า|นะ){0,10}(?P<value>[A-Z]{0,3}[ -]?[0-9][0-9A-Z]{1,3}[ -]?[0-9]{3,7}[A-Z]?)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"(?:\bdriv(?:er|ing|er'?s|ers)?'?s? ?(?:licen[cs]e|lic|permit)s?\b\.?|\bdln?\b|\bd\.l\.|\bcdl\b|\boln\b|\blicen[cs]e(?= (?:no|number|num|id|#)|[#:])"
    r"|ใบขับขี่|ใบอนุญาตขับ(?:ขี่|รถ)[ก-๙]{0,10})"
    r"(?:[ :.,#()='\"/-]|\n|no\b|number|num\b|id\b|is\b|was\b|the\b|my\b|state|of\b|california|\bca\b|เลขที่|เลข|หมายเลข|คือ|ของ|นะ){0,12}"
    r"(?P<value>(?=[A-Z0-9 *-]{0,14}[0-9]{3})[A-Z0-9](?:[ *-]?[A-Z0-9]){4,16})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_ENOUGH_DIGITS = 5


def find(text: str) -> Iterator[Span]:
    """Every personal number of a state, by form, check digit or the word before it."""
    yield from _thai(text)
    yield from _social_security(text)
    for pattern in (_PASSPORT, _LICENCE):
        for match in pattern.finditer(text):
            start, end = match.span("value")
            if _digits(match["value"]) >= _ENOUGH_DIGITS:
                yield Span(start, _without_words(text, start, end), "id")


def _thai(text: str) -> Iterator[Span]:
    for match in _THAI_CUT.finditer(text):
        if not _inside_number(text, match.start()):
            yield Span(match.start(), match.end(), "id")
    for key in _THAI_KEY.finditer(text):
        if match := _THIRTEEN.match(text, key.end()):
            yield Span(match.start(), match.end(), "id")
    for match in _THIRTEEN.finditer(text):
        digits = re.sub(r"[^0-9]", "", match.group())
        if (
            checksums.thai_id(digits)
            and not _inside_number(text, match.start())
            and not context.is_code(text, match.start())
            and not (digits[0] == "8" and checksums.ean13(digits))
            and _is_one_number(match.group())
        ):
            yield Span(match.start(), match.end(), "id")


def _social_security(text: str) -> Iterator[Span]:
    for match in _SSN.finditer(text):
        if not _inside_number(text, match.start()) and not context.is_code(text, match.start()):
            yield Span(match.start(), match.end(), "id")
    for match in _SSN_KEY.finditer(text):
        yield Span(*match.span("value"), "id")


def _is_one_number(written: str) -> bool:
    """A price list of thirteen digits is not one number: its signs differ or its parts are even."""
    parts = re.split(r"[^0-9]+", written)
    return len(parts) == 1 or (len(parts) in (2, 3, 4, 5, 13) and len(set(re.findall(r"[^0-9]+", written))) == 1)


def _inside_number(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    return bool(before) and (before[-1].isdigit() or (len(before) == 2 and before[0].isdigit() and before[1] in "-.,"))


def _digits(value: str) -> int:
    return sum(sign.isdigit() for sign in value)


def _without_words(text: str, start: int, end: int) -> int:
    """A licence number may run into the words after it: keep up to the last part with a digit."""
    value = text[start:end]
    last = max(place for place, sign in enumerate(value) if sign.isdigit())
    rest = re.match(r"[A-Za-z]{0,4}(?![A-Za-z])", value[last + 1 :])
    return start + last + 1 + (rest.end() if rest else 0)
