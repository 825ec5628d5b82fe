"""Payment cards, IBANs and bank accounts."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import checksums, context
from socialdraft.services.privacy_rules.span import Span

_S = r"(?: ?[-./·_] ?| {1,2})"
_CARD = re.compile(rf"[2-6](?:{_S}?[0-9]){{11,18}}(?![0-9])")
_CARD_GROUPS = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 1), (6, 10), (8, 8), (4, 4, 5), (4, 4, 4), (6, 13)}
_CARD_KEY = re.compile(
    r"(?:\b(?:card|visa|master ?card|amex|american express|discover|diners|jcb|maestro|debit|credit|cc|unionpay)\b|บัตร(?:เครดิต|เดบิต)?|วีซ่า|มาสเตอร์การ์ด)"
    r"[^0-9]{0,40}\Z",
    re.IGNORECASE,
)
_CARD_LENGTHS = range(12, 20)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]){11,30}(?![A-Za-z0-9])", re.IGNORECASE)
_IBAN_LENGTHS = range(15, 35)
_IBAN_KEY = re.compile(r"\biban\b[^0-9]{0,16}\Z", re.IGNORECASE)

_THAI_ACCOUNT = re.compile(rf"[0-9]{{3}}(?P<sign> ?[-.] ?| )[0-9](?P=sign)[0-9]{{5}}(?P=sign)[0-9](?![0-9])")
_ACCOUNT_KEY = re.compile(
    r"(?:เลข(?:ที่)?(?:บัญชี|บช\.?)|บัญชี(?:เลขที่|ธนาคาร)?|บ/ช|บช\.|\b(?:bank )?(?:accounts?|acct|acc|a/c)\b\.?(?!ing)|\b(?:routing|aba|swift|sort code|rtn|clabe|bsb)\b"
    r"|\bpromptpay\b|พร้อมเพย์)(?P<gap>[^0-9]{0,60})(?P<value>[0-9](?:[-. /]{0,3}[0-9xX*]){5,17})(?![0-9])",
    re.IGNORECASE,
)
_BANK = re.compile(
    r"(?:กสิกร(?:ไทย)?|ไทยพาณิชย์|กรุงไทย|(?:ธนาคาร|ธ\.|แบงก์|แบงค์) ?กรุงเทพ|กรุงศรี(?:อยุธยา)?|ออมสิน|ธ\.?ก\.?ส\.?|ทหารไทย(?:ธนชาต)?|ทีทีบี|ธนชาต|ยูโอบี"
    r"|เกียรตินาคิน|ซีไอเอ็มบี|ธอส\.?|ธนาคาร|แบงก์|แบงค์|โอน(?:เงิน|เข้า|มาที่|ได้ที่)?"
    r"|\b(?:k-?bank|kasikorn(?:bank)?|scb|bbl|bangkok bank|ktb|krungthai|krungsri|bay|ttb|tmb|uob|gsb|baac|kkp|cimb|lh ?bank"
    r"|chase|wells fargo|bofa|bank of america|citibank|us bank|bank|deposit|wire|transfer)\b)"
    r"(?P<gap>[^0-9]{0,40})(?P<value>[0-9](?:[- .]{0,3}[0-9]){8,14})(?![0-9])",
    re.IGNORECASE,
)
_PHONE_WORD = re.compile(r"โทร|เบอร์|tel\b|phone|call|ติดต่อ|mobile|text|สอบถาม|พร้อมเพย์", re.IGNORECASE)
_TIME_OR_PRICE = re.compile(r"[0-9]{1,2}[.:][0-9]{2} ?[-.]|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2})(?![0-9])")
_FEWEST_KEYED = 6


def find(text: str) -> Iterator[Span]:
    """Every card, IBAN and bank account number."""
    yield from _cards(text)
    yield from _ibans(text)
    for match in _THAI_ACCOUNT.finditer(text):
        if not text[max(0, match.start() - 1) : match.start()].isdigit():
            yield Span(match.start(), match.end(), "bank")
    for pattern in (_ACCOUNT_KEY, _BANK):
        for match in pattern.finditer(text):
            if _is_account(match):
                yield Span(*match.span("value"), "bank")


def _cards(text: str) -> Iterator[Span]:
    for match in _CARD.finditer(text):
        start = match.start()
        if text[max(0, start - 1) : start].isdigit() or context.is_money(text, start):
            continue
        parts = tuple(len(part) for part in re.split(r"[^0-9]+", match.group()))
        digits = re.sub(r"[^0-9]", "", match.group())
        if len(digits) in _CARD_LENGTHS and _is_card(text, start, digits, parts):
            yield Span(start, match.end(), "card")


def _is_card(text: str, start: int, digits: str, parts: tuple[int, ...]) -> bool:
    keyed = _CARD_KEY.search(text[max(0, start - 60) : start]) is not None
    grouped = parts in _CARD_GROUPS
    if keyed:
        return grouped or len(parts) == 1 or checksums.luhn(digits)
    if context.is_code(text, start):
        return False
    if parts == (4, 4, 4, 4):
        return True
    return checksums.luhn(digits) and (grouped or (len(parts) == 1 and len(digits) > 13) or len(parts) == len(digits))


def _ibans(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        words = re.split(r"(?=[ -])", match.group())
        while words:
            compact = re.sub(r"[ -]", "", "".join(words))
            if len(compact) in _IBAN_LENGTHS and checksums.iban(compact):
                yield Span(match.start(), match.start() + len("".join(words)), "bank")
                break
            words.pop()
        else:
            if _IBAN_KEY.search(text[max(0, match.start() - 24) : match.start()]):
                yield Span(match.start(), match.end(), "bank")


def _is_account(match: re.Match[str]) -> bool:
    digits = re.sub(r"[^0-9]", "", match["value"])
    return (
        len(digits) >= _FEWEST_KEYED
        and "\n\n" not in match["gap"]
        and _PHONE_WORD.search(match["gap"]) is None
        and match["gap"][-1:] not in ("$", "฿")
        and _TIME_OR_PRICE.match(match["value"]) is None
    )
