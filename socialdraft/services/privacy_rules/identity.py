"""Numbers a state gives a person: Thai id, social security, passport, driving licence."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import checksums, context, near
from socialdraft.services.privacy_rules.lexicon import after, any_of, openings, words_of
from socialdraft.services.privacy_rules.numbers import digits_of
from socialdraft.services.privacy_rules.papers import PASSPORTS
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_S = r"(?: ?[-. /_] ?)"
_THAI_CUT = re.compile(rf"[0-8](?<![0-9][0-8]){_S}[0-9]{{4}}{_S}[0-9]{{5}}{_S}[0-9]{{2}}{_S}[0-9](?![0-9])")
_THIRTEEN = re.compile(rf"[0-9](?<![0-9][0-9])(?:{_S}?[0-9]){{12}}(?![0-9])")
_LINKS = (
    "no no. nr number num is was now it's id card the for of my his her our us thai uk w-9 ein state california ca "
    "เลขที่ หมายเลข เลข คือ ของ นะ ครับ ค่ะ คะ ลูกค้า หลัก บัตร ตัว"
)
_THAI_KEY = after(
    "เลขประจำตัว เลขประจำตัวประชาชน เลขประจำตัวผู้เสียภาษี เลขผู้เสียภาษี ผู้เสียภาษี ผู้เสียภาษีอากร เลขบัตร "
    "เลขที่บัตร บัตรประชาชน บัตรประจำตัวประชาชน "
    "บัตรปชช บัตรปชช. ปชช ปชช. ปปช ปปช. เลข_13_หลัก 13_หลัก พร้อมเพย์ ประชาชน ประกันสังคม id thai_id national_id citizen_id "
    "id_card "
    "identification tax_id taxpayer_id promptpay prompt_pay id_no",
    _LINKS,
)
_SSN = re.compile(
    r"[0-9](?<![0-9][0-9])[0-9]{2}(?: ?[-./_] ?[0-9]{2} ?[-./_] ?[0-9]{4}(?![0-9-])"
    r"|(?<!9[0-9]{2}) [0-9]{2} [0-9]{4}(?![0-9]))"
)
_SSN_KEY = after(
    "ssn s.s.n. ssn# social socials social_security soc_sec itin ein fein tin tax_id taxpayer_id federal_tax ss",
    _LINKS,
)
_SOCIAL = words_of("ssn social_security social")
_NINE_SOLID = re.compile(r"[0-9](?<![A-Za-z0-9.,$-][0-9])[0-9]{8}(?![A-Za-z0-9-])")
_SSN_BEHIND = re.compile(
    r"(?P<value>[0-9](?<![0-9][0-9])(?:[-. ]?[0-9]){8})"
    r"(?=,? (?:is|was|that's|thats|that is) (?:my|her|his|the|their) (?:ssn|social))"
)
_NINE = re.compile(r"[0-9](?:[-. ]{0,3}[0-9]){8}(?![0-9])")
_VALUE_GAP = rf"(?:[ :.,#()='\"/\n-]|{any_of(_LINKS + ' with id licence license permit use put enter')}){{0,10}}"
_PASSPORT = re.compile(
    rf"{any_of(PASSPORTS)}{_VALUE_GAP}"
    r"(?P<value>[a-z]{0,3}[ -]?[0-9][0-9a-z]{1,3}[ -]?[0-9]{3,7}[a-z]?)(?![0-9a-z])"
)
_LICENCE_WORDS = (
    "driver_license drivers_license driver's_license drivers'_license driving_license driver_licence "
    "driving_licence drivers_licence "
    "driver's_licence driver_lic driver's_lic drivers_lic driver's_permit dl dln cdl oln d.l. license_no "
    "license_number license_num license_id licence_no "
    "licence_number license_# license_is licence_is license: ใบขับขี่ ใบอนุญาตขับขี่ ใบอนุญาตขับรถ"
)
_LICENCE = re.compile(
    rf"(?:{any_of(_LICENCE_WORDS)}){_VALUE_GAP}"
    r"(?P<value>(?=[a-z0-9 *-]{0,14}[0-9]{3})[a-z0-9](?:[ *-]?[a-z0-9]){4,16})(?![0-9a-z])"
)
_SAID = ((openings(PASSPORTS), _PASSPORT), (openings(_LICENCE_WORDS), _LICENCE))
_ENOUGH_DIGITS = 5
_FEWEST_KEYED = 9


def find(view: View) -> Iterator[Span]:
    """Every personal number of a state, by form, check digit or the word before it."""
    if not view.has_digits:
        return
    for start, end in _by_form(view) if view.is_dense else ():
        yield Span(start, end, "id")
    for start, end in _by_key(view):
        yield Span(start, end, "id")
    if view.is_dense and ("social" in view.lower or "ssn" in view.lower):
        yield from near.spans(view, _NINE_SOLID, _SOCIAL, kind="id")
        for match in _SSN_BEHIND.finditer(view.lower):
            yield Span(*match.span("value"), "id")
    for words, pattern in _SAID:
        for match in pattern.finditer(view.lower) if view.may_say(words) else ():
            if len(digits_of(match["value"])) >= _ENOUGH_DIGITS:
                start = match.start("value")
                yield Span(start, start + len(_without_words(match["value"])), "id")


def _by_form(view: View) -> Iterator[tuple[int, int]]:
    for pattern in (_THAI_CUT, _SSN):
        for match in pattern.finditer(view.text):
            coded = pattern is _SSN and context.is_code(view.lower, match.start()) and not _is_social(view.lower, match)
            if not coded and not context.is_inside(view.text, match.start()):
                yield match.span()
    for match in _THIRTEEN.finditer(view.text):
        if _is_thai_id(match.group()) and not context.is_code(view.lower, match.start()):
            yield match.span()


def _is_social(lower: str, number: re.Match[str]) -> bool:
    """Whether its word stands earlier in the sentence: her SSN for the dependent care receipt."""
    return _SOCIAL.pattern.search(lower, max(0, number.start() - near.NEAR), number.start()) is not None


def _by_key(view: View) -> Iterator[tuple[int, int]]:
    for number in view.numbers:
        if number.digits < _FEWEST_KEYED:
            continue
        match = _THIRTEEN.match(view.text, number.start)
        if match and _is_one_number(match.group()) and _THAI_KEY.search(number.before):
            yield match.span()
        if _SSN_KEY.search(number.before) and (match := _NINE.match(view.text, number.start)):
            yield match.span()


def _is_thai_id(written: str) -> bool:
    """Check digit right, not the bar code of Thai goods (885...), and written as one number."""
    digits = digits_of(written)
    if not checksums.thai_id(digits) or (digits[0] == "8" and checksums.ean13(digits)):
        return False
    return _is_one_number(written)


def _is_one_number(written: str) -> bool:
    """Solid, or parted by one sign into the parts people use; a price list is not."""
    signs = set(re.findall(r"[^0-9]+", written))
    return not signs or (len(signs) == 1 and len(written.split(signs.pop())) in (2, 3, 4, 5, 13))


def _without_words(value: str) -> str:
    """A licence number may run into the words after it: keep up to the last part with a digit."""
    value = value.partition(" exp")[0]
    last = max(place for place, sign in enumerate(value) if sign.isdigit())
    rest = re.match(r"[a-z]{0,2}(?![a-z])", value[last + 1 :])
    return value[: last + 1 + (rest.end() if rest else 0)]
