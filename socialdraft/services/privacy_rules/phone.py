"""Phone numbers written in digits: Thai, North American, and of the rest of the world."""

import re
from collections.abc import Iterator

import phonenumbers

from socialdraft.services.privacy_rules import context
from socialdraft.services.privacy_rules.lexicon import after
from socialdraft.services.privacy_rules.numbers import SIGN, Long, is_row
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_S = r"(?: {0,2}[-.·_~*=] {0,2}| {1,2})"
_END = r"(?![0-9]|,[0-9]{3}(?![0-9]))"
_EXTENSION = (
    r"(?:[ ,]{0,3}\(?(?:[eE]xt(?:ension|n)?\b\.?|[xX](?=[ .]?[0-9])|ต่อ|#)[ :.]{0,2}"
    r"[0-9]{1,6}(?![0-9]|[.-][0-9]| ?(?:บาท|ชิ้น|เพื่อ))\)?)?"
)
# The further lines of a company: 02-123-4567-9, 0-2942-8200 ถึง 45.
_LINES = r"(?:(?:[-/~]| [-~] | ?ถึง ?)[0-9]{1,4}(?![0-9.:,/-]| ?(?:บาท|฿|น\.|baht|ชิ้น|คน|am|pm)))?"
# The number on the tag is7149985127: the blank was forgotten, no code begins here.
_RUN_INTO = re.compile(r"(?<![A-Za-z0-9])(?:is|at|to|on|me|us|or)\Z|[a-z]{3}\Z")
# No phone has fewer digits, masked ones counted.
_ENOUGH = re.compile(r"[0-9xX*](?:[^0-9xX*]*[0-9xX*]){5}")
# No longer number or decimal before, and seven digits to come.
_START = re.compile(r"[0-9+(](?<![0-9][0-9])(?<![+(][0-9])(?=(?:[^0-9\n]{0,3}[0-9xX*]){6})")
_COMPACT_THAI = re.compile(rf"0[1-9][0-9]{{7,8}}{_END}{_LINES}{_EXTENSION}")
_THAI = re.compile(rf"\(?0{_S}?\)?(?:[689]|[1-7])(?:{_S}?[)/]?{_S}?[0-9]){{7,8}}{_END}{_LINES}{_EXTENSION}")
_THAI_MASKED = re.compile(r"0[689][0-9xX*]-?[0-9xX*]{3}-?[0-9xX*]{4}(?![0-9A-Za-z])")
_THAI_ABROAD = re.compile(
    rf"\(?(?:\+ ?|00)?66\)?{_S}?(?:\(0\){_S}?|0{_S}?)?[1-9](?:{_S}?\)?{_S}?[0-9]){{7,8}}{_END}{_LINES}{_EXTENSION}"
)
_AMERICAN = re.compile(
    rf"\(?(?:\+?1\)?{_S}?|001{_S}?)?\(?[1-9][0-9]{{2}}(?:\){_S}?|{_S}"
    rf"| ?/ ?)?[0-9]{{3}}(?:{_S}| ?/ ?)?(?:[0-9]{{2}}{_S}?[0-9]{{2}}|[0-9](?: [0-9]){{3}}){_END}(?!-[0-9])"
    rf"{_EXTENSION}"
)
_MOBILE = re.compile("0[689]")
_LOCAL_555 = re.compile(r"555[-. ][0-9]{4}(?![0-9-])")
_ABROAD = re.compile(rf"(?:\+ ?|011[- ]|00)[1-9][0-9]{{0,2}}(?:{_S}?[(/]?[0-9]\)?){{6,12}}{_END}{_EXTENSION}")
_NATIONAL = re.compile(r"\(?0[0-9]{1,4}\)?[- ][0-9]{3,4}[- ][0-9]{3,4}(?![0-9])")
_TOLL_FREE = re.compile(r"1[89]00[- ][0-9]{2,3}[- ][0-9]{3,4}(?![0-9])")
_SPACED_OUT = re.compile(r"\(?(?:[0-9]{3,4}(?:[ ()._-]{1,3}[0-9]){6,7}|[0-9](?:[ ()._-]{1,3}[0-9]){8,10})(?![0-9])")
_READ_OUT = re.compile(
    r"[0-9](?: [0-9]){2} - [0-9](?: [0-9]){3}(?! ?[0-9])"
    r"|[0-9](?: [0-9]){2},? [0-9](?: [0-9]){2},? [0-9](?: [0-9]){3}(?![0-9]|,? [0-9])"
)
_DIGITS = "0123456789"
# The forms in the order they are tried, with the signs each may begin with.
_GRAMMARS = (
    (_THAI, "(0"), (_COMPACT_THAI, "0"), (_THAI_ABROAD, "(+06"), (_AMERICAN, f"(+{_DIGITS}"), (_ABROAD, "+0"),
    (_NATIONAL, "(0"), (_TOLL_FREE, "1"), (_THAI_MASKED, "0"), (_LOCAL_555, "5"), (_SPACED_OUT, f"({_DIGITS}"),
    (_READ_OUT, _DIGITS),
)  # fmt: skip
_BEGUN = {sign: [grammar for grammar, begins in _GRAMMARS if sign in begins] for sign in f"(+{_DIGITS}"}

_KEY = after(
    "telephone phone phones tel tél teléfono telefono tlf mobile mob cell cel celular fax call calls text txt sms "
    "ring dial "
    "whatsapp whats_app wa viber wechat imessage facetime zelle venmo promptpay prompt_pay hotline contact reach "
    "number "
    "numbers num ph tf reservations reservation bookings booking rsvp llama llámanos llamanos llame truemoney wallet "
    "โทร โทร. เบอร์ หมายเลขโทรศัพท์ โทรศัพท์ โทรสาร มือถือ แฟกซ์ แฟ็กซ์ แฟ็ก ติดต่อ สอบถาม พร้อมเพย์ ทรูมันนี่ "
    "วอลเล็ท วอเลท "
    "จองคิว จองโต๊ะ สายด่วน เบอ ☎ ☏ ✆ 📞 📱 📲 📠",
    "us me at on is no no. number num now to for orders the shop our my new line or text call whatsapp al ที่ ได้ "
    "ได้ที่ เลย มา เบอร์ หมายเลข คือ นะ "
    "คะ ครับ ค่ะ สอบถาม สั่ง จอง ร้าน แอดมิน โทร โทรศัพท์ ร้านค้า ใหม่ ค่า จ้า ช่าง ด่วน กลับ",
)
_KEYED = re.compile(rf"\+?\(?[0-9](?:{SIGN}?[0-9xX]){{6,14}}(?![0-9xX]){_EXTENSION}")
# A field of a form: Mobile: 723 813 266 is cut like no phone here and is one.
_LABEL = re.compile(r"(?:phone|mobile|cell|tel|fax|desk|office|โทร|โทรศัพท์|มือถือ)(?: ?(?:no|number)\.?)?:[ \n]{0,2}\Z")
_FEWEST_LABELLED = 8
_ALSO = re.compile(r" ?(?:,|/|\||หรือ|และ|or|and|&|\n) ?(?=[+(0-9])")
# Times, dates, years and price ranges that stand behind such a word: open 9.00-18.00.
_NOT_A_PHONE = re.compile(
    r"[0-9]{1,2}[.:][0-9]{2} ?[-~] ?[0-9]{1,2}[.:][0-9]{2}|(?:[0-9]{1,2}[-/.]){2}(?:[0-9]{4}|[0-9]{2})(?![0-9-])"
    r"|(?:19|20|25)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9](?![0-9])"
    r"|[0-9]{1,5} ?[-~] ?[0-9]{1,2}(?![0-9-])|[0-9]{1,2} ?[-~] ?[0-9]{1,5}(?![0-9-])"
    r"|(?:19|20|25)[0-9]{2}(?: ?- ?| )(?:19|20|25)[0-9]{2}(?![0-9])"
    r"|[0-9]{1,3} [0-9]{1,3}(?: [0-9]{1,3}){0,6}(?![ -]?[0-9])"
)
# A letter typed for a digit, read so only where most signs are digits.
_MISREAD = str.maketrans("OoIl", "0011")
_MISREADABLE = re.compile(
    r"[0-9OoIl](?<![A-Za-z0-9][0-9OoIl])(?!(?<=[OoIl]) )(?:[().+ -]{0,2}[0-9OoIl]){7,13}(?<![. ][OoIl])(?![A-Za-z0-9])"
)
_GAP = "[().+ -]"
# Such a letter next to a digit, searched by the digit.
_BESIDE_DIGIT = re.compile(
    rf"[0-9](?:(?<=[OoIl][0-9])|(?<=[OoIl]{_GAP}[0-9])|(?<=[OoIl]{_GAP}{_GAP}[0-9])|{_GAP}{{0,2}}[OoIl])"
)
# 555-0192 lol
_LAUGHED = re.compile(r" [OoIl]{2,}\Z")
_ENOUGH_REAL = 6
# A phone may follow a phone: 081-234-5678-081-234-5679.
_GLUE = 3
_AMERICAN_LENGTH = 10
_LARGE_PART = 3
_MOST_SINGLES = 3
_AMERICAN_CUTS = {(3, 3, 4), (3, 7), (6, 4), (3, 3, 2, 2), (1, 10), (2, 10), (3, 10)}
_FEWEST_KEYED = 7
_KEY_REACH = 40
_MOST_IN_A_ROW = 4
_WHOLE = range(9, 16)


def find(view: View) -> Iterator[Span]:
    """Every phone number written in digits."""
    if not view.has_digits or not _ENOUGH.search(view.text):
        return
    written = list(_written(view.text, view.lower))
    yield from written
    if _BESIDE_DIGIT.search(view.text):
        yield from _misread(view.text)
    ends = {span.start: span.end for span in written}
    for number in view.numbers:
        if number.digits >= _FEWEST_KEYED:
            found = list(_after_key(view, number, ends))
            yield from found or _second_opinion(view, number, ends)


def _misread(text: str) -> Iterator[Span]:
    for match in _MISREADABLE.finditer(text):
        typed = match.group()
        if not typed.isdigit() and sum(map(str.isdigit, typed)) >= _ENOUGH_REAL and not _LAUGHED.search(typed):
            number = typed.translate(_MISREAD)
            if number != typed and next(_written(number, number), None):
                yield Span(match.start(), match.end(), "phone")


def _written(text: str, lower: str) -> Iterator[Span]:
    at = 0
    for start in _START.finditer(text):
        glued = at and start.start() - at <= _GLUE
        if start.start() < at or (not glued and context.is_inside(text, start.start())):
            continue
        end = _phone_end(text, lower, start.start())
        if end:
            at = end
            yield Span(start.start(), end, "phone")


def _phone_end(text: str, lower: str, start: int) -> int:
    for grammar in _BEGUN[text[start]]:
        match = grammar.match(text, start)
        if match and _is_phone(text, lower, match):
            return match.end()
    return 0


def _is_phone(text: str, lower: str, match: re.Match[str]) -> bool:
    start = match.start()
    if context.is_money(text, start) or context.is_tracked(lower, start) or context.is_stock(lower, start):
        return False
    if is_row(match.group()) and not _MOBILE.match(match.group()):
        return False
    groups, signs = _shape(match.group())
    if len(groups) == 1:
        return _is_compact_phone(groups[0]) and not _is_labelled(lower, match.start())
    if match.re in (_THAI_MASKED, _LOCAL_555, _SPACED_OUT, _READ_OUT):
        return not _is_counting("".join(groups))
    if not _evenly_cut(groups, signs):
        return False
    return match.re is not _AMERICAN or _is_american(match.group(), groups, signs)


def _is_labelled(lower: str, at: int) -> bool:
    """Whether a code stands here: after a word for codes, or with letters in front (TH0123456789)."""
    if context.is_code(lower, at):
        return True
    if not "a" <= lower[at - 1 : at] <= "z" or _RUN_INTO.search(lower, max(0, at - 4), at):
        return False
    return _KEY.search(lower[max(0, at - 16) : at]) is None


def _shape(number: str) -> tuple[list[str], set[str]]:
    written = re.split(r"ext|x|ต่อ|#", number, maxsplit=1, flags=re.IGNORECASE)[0]
    return re.findall(r"[0-9]+", written), set(re.findall(r"[^0-9() +]| (?= *[0-9(])", written))


def _is_compact_phone(digits: str) -> bool:
    if digits.startswith("0"):
        return len(digits) in (9, 10) or digits.startswith("00")
    if digits.startswith("66") and len(digits) in (10, 11):
        return True
    american = digits.removeprefix("1")
    return len(american) != _AMERICAN_LENGTH or (american[0] in "23456789" and american[3] in "23456789")


def _evenly_cut(groups: list[str], signs: set[str]) -> bool:
    """Phones are cut into threes and fours, or evenly; times and price lists are not."""
    if "." in signs and signs - {".", " ", "/"}:
        return False
    sizes = [len(group) for group in groups]
    if max(sizes) >= _LARGE_PART:
        return sizes.count(1) <= _MOST_SINGLES or len(signs) == 1
    return len(signs) == 1


def _is_counting(digits: str) -> bool:
    return digits in "01234567890" or digits in "09876543210"


def _is_american(number: str, groups: list[str], signs: set[str]) -> bool:
    ten = "".join(groups)[-10:]
    sizes = tuple(map(len, groups))
    if not any(sizes[-parts:] in _AMERICAN_CUTS for parts in (2, 3, 4)):
        return False
    if signs <= {" "} and "(" not in number:
        return ten[0] in "23456789" and ten[3] in "23456789"
    return True


def _after_key(view: View, number: Long, ends: dict[int, int]) -> Iterator[Span]:
    """The number behind a word like "call", and those that follow it: 02-123-4567, 123-4568."""
    text = view.text
    at = number.start - (text[number.start - 1 : number.start] in ("+", "("))
    if at in ends and not _ALSO.match(text, ends[at]):
        return
    if not _KEY.search(number.before[-_KEY_REACH:]) or context.is_code(view.lower, number.start):
        return
    labelled = number.digits >= _FEWEST_LABELLED and _LABEL.search(number.before) is not None
    for _ in range(_MOST_IN_A_ROW):
        end = _phone_end(text, view.lower, at) or _keyed_end(text, at, labelled=labelled)
        if not end:
            return
        yield Span(at, end, "phone")
        also = _ALSO.match(text, end)
        if also is None:
            return
        at = also.end()


def _second_opinion(view: View, number: Long, ends: dict[int, int]) -> Iterator[Span]:
    """What the phone number library knows of a number that our grammars did not read."""
    start = number.start - (view.text[number.start - 1 : number.start] in ("+", "("))
    if number.digits not in _WHOLE or start in ends or _is_labelled(view.lower, number.start):
        return
    written = view.text[start : number.end]
    # Part numbers are cut like phones too; a phone of unknown cut opens with a sign or its trunk zero.
    if not written.startswith(("+", "(", "0")) or context.is_inside(view.text, start):
        return
    if _evenly_cut(*_shape(written)) and _is_valid(written):
        yield Span(start, number.end, "phone")


def _is_valid(written: str) -> bool:
    for region in ("TH", "US"):
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(written, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _keyed_end(text: str, at: int, *, labelled: bool) -> int:
    match = _KEYED.match(text, at)
    return match.end() if match and (labelled or not _NOT_A_PHONE.match(text, at)) else 0
