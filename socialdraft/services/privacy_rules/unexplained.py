"""Long numbers that no word explains: a shop's own numbers have a name, a number without one is somebody's."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, pairwise

from socialdraft.services.privacy_rules import checksums, context
from socialdraft.services.privacy_rules.lexicon import any_of
from socialdraft.services.privacy_rules.near import NEAR
from socialdraft.services.privacy_rules.numbers import Long, digits_of
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_COUNTED = any_of(
    "baht usd dollars views followers likes people btu mah ml rpm sq บาท ฿ วิว คน ครั้ง ชิ้น ตัว กล่อง แต้ม ไลก์ ผู้ติดตาม"
)
# Eight digits or more, parted by hyphens or single blanks or solid, as Thai licences are; nine of others.
_NUMBER = re.compile(
    r"[0-9](?:(?<![A-Za-z0-9.,/$฿€+#:_=-][0-9])|(?<= is[0-9]))(?<![0-9][ -][0-9])(?<![0-9],[0-9])"
    r"(?<!\b[A-Z]{2} [0-9])(?:[ -]?[0-9]){7,16}"
    rf"(?![A-Za-z0-9%]|[.,:/_-][0-9]|[ -][0-9]| ?{_COUNTED})"
)
# A A 0 2 7 7 7 1 9, 5 4 9 2 9 1 9 7
_SINGLE = re.compile(
    r"[A-Z0-9](?<![A-Za-z0-9.,/$฿€+#:_=-][A-Z0-9])(?<![A-Z0-9] [A-Z0-9])(?: [A-Z])?(?: [0-9]){6,16}"
    r"(?![A-Za-z0-9%]|[.,:/-][0-9]| [0-9])"
)
# A 2219 4083, B 697 9872, 75 2649013, MH774103, d9936567
_PAPER = re.compile(
    r"[A-Za-z0-9](?:(?<![A-Za-z0-9.,/$฿€+#:_=-][A-Za-z0-9])|(?<=[ก-ฮ]\.[0-9]))(?<![0-9] [0-9])"
    r"(?:(?<=[A-Z]) [0-9]{3,4} [0-9]{4}|[0-9](?<=[0-9]{2}) [0-9]{7}"
    r"|[A-Z](?<=[A-Z]{2})(?<![PSW]O)(?<![PS]N) ?[0-9]{6,7}|(?<=[a-z])[0-9]{7,8}"
    r"|(?<=[A-Z])[0-9]{2}[- ][0-9]{2}[- ][0-9]{3}"
    r"|(?<=[ก-ฮ]\.[0-9])[0-9]{7})"
    rf"(?![A-Za-z0-9%-]|[.,:/ ][0-9]| ?{_COUNTED})"
)
_ZIP_PLUS_FOUR, _ZIP_LENGTH = [5, 4], 5
_LARGEST_SIZE = 3
_BAR_CODES = (12, 13)
_THAI_BAR_CODE = re.compile("885[0-9]{10}")
_FEW = 2
_FEWEST, _SOLID, _LONG, _SERIES = 6, 9, 10, 7
# Of Thai food and cosmetics: 50-2-03462-6-0017, 10-1-6700045892.
_REGISTERED = ([2, 1, 5, 1, 4], [2, 1, 10])
# How far the letters of a paper stand before its number, and what is counted behind it.
_LETTERS, _BEHIND = 4, 16
# How many numbers before and behind one may be of its series.
_BESIDE = 3
_DAY = re.compile(
    r"(?:19|20|25)[0-9]{2}-?[01]?[0-9]-?[0-3]?[0-9](?![0-9])|(?:[0-3][0-9]){2}(?:19|20|25)[0-9]{2}\Z"
    r"|(?:19|20|25)[0-9]{2}[- ](?:19|20|25)[0-9]{2}\Z|[0-3]?[0-9]-[01]?[0-9]-(?:[0-9]{2}|[0-9]{4})(?![0-9])"
)
# What is drawn, scored, sold or sent by a number says so somewhere before it; what is ordered or packed, right before.
_NAMED = re.compile(
    any_of(
        "lottery lotto powerball bowled scored model part parts replaces sku isbn issn ean upc serial barcode tracking "
        "waybill airway container pallet cert certificate "
        "รางวัล หวย สลาก ล็อตเตอรี่ ลอตเตอรี่ รุ่น อะไหล่ บาร์โค้ด พัสดุ ตู้คอนเทนเนอร์ ใบขน"
    )
)
_LABELLED = re.compile(
    any_of(
        "order orders invoice receipt memo quote estimate code codes label box boxes carton crate roll wheel entry "
        "ticket key rma control pro meter tag seal cat report authorization wifi mfg exp "
        "ไวไฟ ซีเรียล รายการ ตั๋ว แล็บ ซีล สลัก ฉลาก ซอง สต๊อก ออเดอร์ ใบสั่ง ใบเสนอ ใบกำกับ ใบแจ้ง ใบเสร็จ บิล โค้ด กล่อง ล็อต คิว"
    )
)
_SHORTLY = 30
_SENTENCE_BEGUN = re.compile(r"[.!?] [A-Zก-๎]")


def find(view: View, found: list[Span]) -> Iterator[Span]:
    """Every such number, and every letter with a number that papers have, in what the other rules leave."""
    ends = [0, *(span.end for span in found)]
    starts = [*(span.start for span in found), len(view.text)]
    for place, number in enumerate(view.numbers):
        if number.digits < _FEWEST:
            continue
        gap = bisect_right(ends, number.start) - 1
        while gap < len(starts) and ends[gap] < number.end:
            low, high = max(ends[gap], number.start - _LETTERS), min(starts[gap], number.end + _BEHIND)
            while high < starts[gap] and view.text[high - 1].isdigit():
                high += 1
            if high > number.start:
                yield from _unexplained(view, low, high, view.numbers[max(0, place - _BESIDE) : place + _BESIDE + 1])
            gap += 1


def _unexplained(view: View, low: int, high: int, beside: list[Long]) -> Iterator[Span]:
    for match in _NUMBER.finditer(view.text, low, high):
        short = match.group().isdigit() and len(match.group()) < _SOLID and not view.has_thai
        if not (
            short or _is_listed(match.group()) or _is_explained(view, match) or _is_in_series(view.text, match, beside)
        ):
            yield Span(*match.span(), "number")
    for match in chain(_PAPER.finditer(view.text, low, high), _SINGLE.finditer(view.text, low, high)):
        if not _is_explained(view, match) and not _is_counting(match.group()):
            yield Span(*match.span(), "number")


def _is_in_series(text: str, number: re.Match[str], beside: list[Long]) -> bool:
    """Whether numbers count on from one another, as nobody's papers do: coupons 0045981127 and 0045981131."""
    beginning = number.group()[:_SERIES]
    return sum(text.startswith(beginning, other.start) for other in beside) > 1


def _is_explained(view: View, number: re.Match[str]) -> bool:
    """Whether a word before a number says what of the shop's it is, or a sign that it is money."""
    start = number.start()
    if context.is_code(view.lower, start) or context.is_tracked(view.lower, start):
        return True
    label = _LABELLED.search(view.lower, max(0, start - _SHORTLY), start)
    if label and not _SENTENCE_BEGUN.search(view.text, label.end(), start):
        return True
    named = _NAMED.search(view.lower, max(0, start - NEAR), start)
    return named is not None or context.is_money(view.text, start)


def _is_counting(written: str) -> bool:
    return digits_of(written) in "1234567890123456789"


def _is_listed(written: str) -> bool:
    """Whether a number is a day, a range, a postal code, sizes in a row, a bar code or a round sum."""
    groups = re.split("[ -]", written)
    sizes = [len(group) for group in groups]
    if _DAY.match(written) or sizes == _ZIP_PLUS_FOUR or sizes in _REGISTERED or set(sizes) == {_ZIP_LENGTH}:
        return True
    if len(groups) == 1:
        return written.endswith("000") or _is_bar_code(written)
    if len(groups) == _FEW:
        return max(sizes) <= _ZIP_LENGTH or sum(sizes) < _LONG
    rising = all(int(after) > int(before) for before, after in pairwise(groups))
    return rising or (" " in written and max(sizes) < _LARGEST_SIZE)


def _is_bar_code(written: str) -> bool:
    """By its check digit, or as Thai goods have one: 885..."""
    checked = len(written) in _BAR_CODES and checksums.ean13(written.zfill(max(_BAR_CODES)))
    return checked or _THAI_BAR_CODE.fullmatch(written) is not None
