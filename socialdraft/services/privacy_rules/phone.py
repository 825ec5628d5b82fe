"""Phone numbers written in digits: Thai, North American, international, and by the word before them."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import context
from socialdraft.services.privacy_rules.span import Span

_S = r"(?: {0,2}[-.·_~*] {0,2}| {1,2})"
_NO_MORE = r"(?![0-9])"
_EXTENSION = r"(?:[ ,]{0,3}(?:ext(?:ension|n)?\b\.?|x|ต่อ|#)[ :.]{0,2}[0-9]{1,6}(?![0-9]))?"
_TAIL = r"(?: ?[-/~] ?[0-9]{1,4}(?![0-9.:,/]| ?(?:บาท|฿|น\.|baht)))?"

_THAI_MOBILE = re.compile(rf"\(?0{_S}?\)?[689](?:{_S}?\)?{_S}?[0-9]){{8}}{_NO_MORE}")
_THAI_MOBILE_MASKED = re.compile(r"0[689][0-9xX*]-?[0-9xX*]{3}-?[0-9xX*]{4}(?![0-9A-Za-z])")
_THAI_LAND = re.compile(rf"\(?0{_S}?[1-9](?:{_S}?[)/]?{_S}?[0-9]){{7}}{_NO_MORE}{_TAIL}{_EXTENSION}")
_THAI_ABROAD = re.compile(
    rf"\(?(?:\+|00)?66\)?{_S}?(?:\(0\){_S}?|0{_S}?)?[2-9](?:{_S}?\)?{_S}?[0-9]){{7,8}}{_NO_MORE}{_TAIL}{_EXTENSION}"
)
_AMERICAN = re.compile(
    rf"(?:\+?1{_S}?|001{_S}?)?\(?[1-9][0-9]{{2}}(?:\){_S}?|{_S}|/)?[0-9]{{3}}{_S}?[0-9]{{4}}{_NO_MORE}{_EXTENSION}",
    re.IGNORECASE,
)
_LOCAL_555 = re.compile(r"555[-. ][0-9]{4}(?![0-9])")
_ABROAD = re.compile(
    rf"(?:\+ ?|011[- ]|00)[1-9][0-9]{{0,2}}(?:{_S}?[(/]?[0-9]\)?){{6,12}}{_NO_MORE}{_EXTENSION}", re.IGNORECASE
)
_NATIONAL = re.compile(r"\(?0[0-9]{1,4}\)?[- ][0-9]{3,4}[- ][0-9]{3,4}(?![0-9])")
_TOLL_FREE = re.compile(r"1[89]00[- ][0-9]{3}[- ][0-9]{3}(?![0-9])")

_KEY = re.compile(
    r"(?:\b(?:telephone|phone|tel|mobile|mob|cell|fax|call|text|txt|sms|ring|dial|whats ?app|viber|wechat|imessage|facetime|zelle"
    r"|venmo|promptpay|prompt pay|hotline|contact|reach|number|num|ph|tf|reservations?|bookings?)\b"
    r"|(?:เบอร์|หมายเลข)?โทร(?:ศัพท์|สาร)?|เบอร์(?:ติดต่อ|มือถือ|ร้าน|บ้าน|โทร)?|มือถือ|แฟกซ์|แฟ็กซ์|ติดต่อ|สอบถาม|พร้อมเพย์|ทรูมันนี่"
    r"|วอลเล็ท|true ?money|wallet|[☎☏✆📞📱📲📠])"
    r"(?:[ :.,#=()\[\]-]|\n|us|me|at|on|is|no|number|num|now|to|for orders|the shop|our|line|or|text|call|whatsapp|ที่|ได้|เลย|มา|เบอร์"
    r"|หมายเลข|คือ|นะ|คะ|ครับ|ค่ะ|สอบถาม|สั่ง|จอง|ร้าน|แอดมิน|โทร(?:ศัพท์)?){0,8}"
    r"(?=[+(0-9])",
    re.IGNORECASE,
)
_KEYED = re.compile(rf"\+?\(?[0-9](?:{_S}?[()/]?{_S}?[0-9xX]){{6,14}}(?![0-9xX]){_EXTENSION}", re.IGNORECASE)
_ALSO = re.compile(r" ?(?:,|/|\||หรือ|และ|or|and|&) ?(?=[+(0-9])", re.IGNORECASE)
_NOT_A_PHONE = re.compile(
    r"[0-9]{1,2}[.:][0-9]{2} ?[-~] ?[0-9]{1,2}[.:][0-9]{2}|(?:[0-9]{1,2}[-/.]){2}(?:[0-9]{4}|[0-9]{2})(?![0-9-])"
    r"|(?:19|20|25)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9](?![0-9])|[0-9]{1,4} ?- ?[0-9]{1,4}(?![0-9-])"
    r"|(?:19|20|25)[0-9]{2} ?- ?(?:19|20|25)[0-9]{2}(?![0-9])"
)
# A letter typed for a digit, read only where digits stand on one side of it.
_MISREAD = str.maketrans("OoIl|", "00111")
_MISREADABLE = re.compile(r"(?=[^\n]{0,3}[0-9])[0-9OoIl|][0-9OoIl|(). +-]{7,18}[0-9OoIl|]")
_ENOUGH_REAL = 6


def find(text: str) -> Iterator[Span]:
    """Every phone number written in digits."""
    yield from _grammars(text)
    yield from _after_key(text)
    misread = _MISREADABLE.sub(_digits, text)
    if misread != text:
        yield from _grammars(misread)
        yield from _after_key(misread)


def _grammars(text: str) -> Iterator[Span]:
    for pattern in (_THAI_MOBILE, _THAI_LAND, _THAI_ABROAD, _AMERICAN, _ABROAD, _NATIONAL, _TOLL_FREE):
        for match in pattern.finditer(text):
            if _is_phone(text, match):
                yield Span(match.start(), match.end(), "phone")
    for pattern in (_THAI_MOBILE_MASKED, _LOCAL_555):
        for match in pattern.finditer(text):
            if not _continues(text, match.start()):
                yield Span(match.start(), match.end(), "phone")


def _is_phone(text: str, match: re.Match[str]) -> bool:
    if _continues(text, match.start()) or context.is_money(text, match.start()):
        return False
    groups, signs = _shape(match.group())
    if len(groups) == 1:
        return not context.is_code(text, match.start()) and _is_compact_phone(groups[0])
    if not groups or not _evenly_cut(groups, signs):
        return False
    return match.re is not _AMERICAN or _is_american(match.group(), groups, signs)


def _continues(text: str, start: int) -> bool:
    """Whether the match began inside a longer number or a decimal."""
    before = text[max(0, start - 2) : start]
    return bool(before) and (before[-1].isdigit() or (len(before) == 2 and before[0].isdigit() and before[1] in ".,-/"))


def _shape(number: str) -> tuple[list[str], set[str]]:
    digits = re.split(r"ext|x|ต่อ|#", number, maxsplit=1, flags=re.IGNORECASE)[0]
    return re.findall(r"[0-9]+", digits), set(re.findall(r"[^0-9() ]| (?= *[0-9(])", digits))


def _is_compact_phone(digits: str) -> bool:
    if digits.startswith("0"):
        return len(digits) in (9, 10) or digits.startswith("00")
    if digits.startswith("66"):
        return len(digits) in (10, 11)
    american = digits[1:] if len(digits) == 11 else digits
    return len(american) != 10 or (american[0] in "23456789" and american[3] in "23456789")


def _evenly_cut(groups: list[str], signs: set[str]) -> bool:
    """Phones are cut into threes and fours, or evenly; times and price lists are not."""
    if "." in signs and signs - {".", " "}:
        return False
    sizes = [len(group) for group in groups]
    if max(sizes) >= 3:
        return sizes.count(1) <= 3 or len(signs) == 1
    return len(signs - {" "}) <= 1 and (len(signs) == 1)


def _is_american(number: str, groups: list[str], signs: set[str]) -> bool:
    ten = "".join(groups)[-10:]
    if signs <= {" "} and "(" not in number:
        return ten[0] in "23456789" and ten[3] in "23456789"
    return True


def _after_key(text: str) -> Iterator[Span]:
    for key in _KEY.finditer(text):
        at = key.end()
        for _ in range(4):
            match = _KEYED.match(text, at)
            match = next(filter(None, (g.match(text, at) for g in (_THAI_MOBILE, _THAI_LAND, _AMERICAN))), match)
            if match is None or _NOT_A_PHONE.match(text, at):
                break
            yield Span(match.start(), match.end(), "phone")
            also = _ALSO.match(text, match.end())
            if also is None:
                break
            at = also.end()


def _digits(match: re.Match[str]) -> str:
    typed = match.group()
    if sum(sign.isdigit() for sign in typed) < _ENOUGH_REAL:
        return typed
    return typed.translate(_MISREAD)
