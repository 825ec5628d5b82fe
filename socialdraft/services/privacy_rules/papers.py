"""Passports and licences whose word stands somewhere near."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import context, near
from socialdraft.services.privacy_rules.lexicon import words_of
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_PASSPORT = re.compile(
    r"[A-Z0-9](?:(?<=[A-Z])(?<![A-Za-z0-9][A-Z])[A-Z]?[0-9]{6,8}(?![A-Za-z0-9])"
    r"|(?<=[0-9])(?<![A-Za-z0-9.-][0-9])[0-9]{8}(?![A-Za-z0-9-])"
    r"|(?<=[CFGHJ-NPRTV-Z])(?<![A-Za-z0-9-][A-Z])(?=(?:[A-Z]{0,6}[0-9]){2})[A-Z0-9]{8}(?![A-Za-z0-9-])"
    r"|(?<=port[A-Z])[A-Z]?[0-9]{6,8}(?![A-Za-z0-9]))"
)
# 20FH73914: a French one looks like nothing else.
_FRENCH = re.compile(r"[0-9](?<![A-Za-z0-9-][0-9])[0-9][A-Z]{2}[0-9]{5}(?![A-Za-z0-9-])")
PASSPORTS = "passport passports pasaporte พาสปอร์ต พาสปอต พาสสปอร์ต หนังสือเดินทาง"
"""What a passport is called."""
_PASSPORT_WORDS = words_of(f"{PASSPORTS} ผู้เดินทาง วีซ่า travel_document", inside="passport")
# Y3153031, A82100105: a licence of California or a passport of the States, unless a code's word stands before it.
# K2790418E: of Singapore, or a foreigner's of Spain.
_SOLID = re.compile(
    r"[A-Z](?:(?<![A-Za-z0-9#-][A-Z])|(?<=DL[A-Z])|(?<=PP-[A-Z]))(?:[0-9]{7,8}|[0-9]{7}[A-Z])(?![A-Za-z0-9-])"
)
_LICENCE = re.compile(r"[A-Za-z](?<![A-Za-z0-9][A-Za-z])(?: ?[0-9]){7}(?![A-Za-z0-9])")
# lic e5093812, but a contractor's Lic. 1023456 is in every advertisement, so the word says a code to others.
_SHORT_LICENCE = re.compile(r"lic(?<![a-z]lic)(?:en[sc]e)?\.?[ #:]{1,3}(?P<value>[a-z] ?[0-9]{7})(?![a-z0-9])")
_OLD_THAI_LICENCE = re.compile(r"[ก-ฮ]{2}\.? ?(?:[0-9]{3,5}/(?:[0-9]{4}|[0-9]{2})|[0-9]{2}-[0-9]{4,6})(?![0-9])")
_THAI_LICENCE = re.compile(
    r"[0-9](?<![0-9.,-][0-9])(?:[0-9]{7}|[0-9]-[0-9]{3}-[0-9]{4}"
    r"|[0-9] [0-9] [0-9]{5}|[0-9] [0-9]{2} [0-9]{4}|[0-9] [0-9]{3} [0-9]{3}|[0-9]-[0-9]{2}-[0-9]{6}-[0-9]{2})(?![0-9-])"
)
_THAI_LICENCE_WORDS = words_of(
    "ใบขับขี่ ขับขี่ คนขับใบอนุญาต ใบอนุญาตขับ thai_licence thai_license driving_licence driving_license"
)
# B072RRE2I55, WHITC803155J99QK
_FOREIGN_LICENCE = re.compile(r"[A-Z](?<![A-Za-z0-9-][A-Z])(?=(?:[A-Z]{0,6}[0-9]){5})[A-Z0-9]{8,17}(?![A-Za-z0-9-])")
_BEHIND, _MOST_DIGITS = 30, 8
_LICENCE_WORDS = words_of(
    "license licence licenses lic permit dl dmv id ids i.d. ใบขับ ขับขี่ คนขับใบอนุญาต ใบอนุญาตขับ ไลเซนส์ ไลเซ่น"
)
# Whatever its country, a paper's number in the same sentence has six digits or more, parted by hyphens and blanks.
_LOOSE = re.compile(
    r"(?!U[KS] )[A-Z0-9](?<![A-Za-z0-9.,$฿-][A-Z0-9])(?<![-#] [A-Z0-9])(?=[0-9]|(?<=[A-Z])[A-Z]{0,2}[ -]?[0-9])"
    r"(?=[A-Z0-9]{0,2}(?:[A-Z]{0,3}[ -]?[0-9]){5})[A-Z0-9]{0,16}(?:[ -](?=[A-Z]{0,3}[0-9])[A-Z0-9]{1,8}(?!\))){0,5}"
    r"(?![A-Za-z0-9]|[.,:/][0-9]| ?(?:บาท|฿|baht))"
)
_PAPER_WORDS = words_of(
    f"{PASSPORTS} พาส เลขเล่ม เล่มสี เล่มเดิม เล่มเขียว เล่มแดง เล่มน้ำเงิน เล่มม่วง ถือเล่ม วีซ่า "
    "license licence travel_document ใบขับ ใบอนุญาตขับ "
    "บัตรขับ ไลเซนส์ขับ ไลเซ่นขับ "
    "green_card a-number permanent_resident work_permit visa_number visa_no ead_card global_entry known_traveler "
    "medicare medi-cal member_id insurance_id military_id matricula pp_no ppt_no pink_card "
    "บัตรต่างด้าว เลขต่างด้าว บัตรชมพู รหัสบ้าน เลขวีซ่า เวิร์คเพอร์มิต เวิร์กเพอร์มิต",
    inside="passport",
)
_NO_PAPER = re.compile(r"(?:19|20|2[45])[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[- ][0-9]{1,2}[- ][0-9]{2,4}\Z")


def find(view: View) -> Iterator[Span]:
    """Every such paper."""
    if not view.has_digits:
        return
    yield from near.spans(view, _PASSPORT, _PASSPORT_WORDS, kind="id")
    if view.may_say(_LICENCE_WORDS.openings):
        yield from _licences(view)
    if view.may_say(_PAPER_WORDS.openings):
        yield from _loose(view)
    for number in view.numbers:
        if number.digits > _MOST_DIGITS:
            continue
        match = _SOLID.match(view.text, number.start - 1) or _FRENCH.match(view.text, number.start - 4)
        if match and not context.is_code(view.lower, match.start()):
            yield Span(*match.span(), "id")


def _licences(view: View) -> Iterator[Span]:
    yield from near.spans(view, _LICENCE, _LICENCE_WORDS, kind="id", after=_BEHIND)
    yield from near.spans(view, _FOREIGN_LICENCE, _LICENCE_WORDS, kind="id")
    yield from near.spans(view, _THAI_LICENCE, _THAI_LICENCE_WORDS, kind="id")
    yield from near.spans(view, _OLD_THAI_LICENCE, _LICENCE_WORDS, kind="id")
    for match in _SHORT_LICENCE.finditer(view.lower):
        yield Span(*match.span("value"), "id")


def _loose(view: View) -> Iterator[Span]:
    for word in _PAPER_WORDS.pattern.finditer(view.lower):
        if view.lower.startswith(" key", word.end()):  # a program's
            continue
        match = _LOOSE.search(view.text, word.end(), word.end() + near.NEAR)
        if match and not _NO_PAPER.match(match.group()) and not context.is_code(view.lower, match.start()):
            yield Span(*match.span(), "id")
