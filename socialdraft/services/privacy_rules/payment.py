"""Payment cards, IBANs and bank accounts."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import checksums, context, near
from socialdraft.services.privacy_rules.lexicon import any_of, words_of
from socialdraft.services.privacy_rules.numbers import Long, digits_of, is_row
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_S = r"(?: ?[-./·_] ?| {1,2}|\.{2,3} ?)"
# 4400-69634997-1575 04/30
_EXPIRES = r" {1,2}(?:0[1-9]|1[0-2]) ?/ ?[0-9]{2}"
_CARD = re.compile(
    rf"[0-9](?<![0-9][0-9])(?<![0-9],[0-9])"
    rf"(?:[0-9]{{3}}(?P<fours>{_S}|\n)[0-9]{{4}}(?P=fours)[0-9]{{4}}(?P=fours)[0-9]{{1,4}}"
    rf"(?:(?P=fours)[0-9]{{3}}(?=[^0-9,.]|\Z))?|[0-9]{{3}}{_S}[0-9]{{6}}{_S}[0-9]{{4,6}}|[0-9]{{11,18}}"
    rf"|(?:(?!{_EXPIRES}){_S}?[0-9]){{11,18}})(?![0-9])"
)
_CARD_GROUPS = {
    (4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 1), (6, 10), (8, 8), (4, 4, 5), (4, 4, 4), (6, 13),
    (4, 4, 4, 3), (4, 4, 4, 2), (4, 12), (4, 6, 6),
}  # fmt: skip
_CARD_KEY = re.compile(
    any_of(
        "card cards visa mastercard master_card amex american_express discover diners jcb maestro debit credit cc "
        "unionpay tarjeta "
        "บัตร บัตรเครดิต บัตรเดบิต วีซ่า มาสเตอร์การ์ด"
    )
    + r"[^0-9]{0,40}\Z"
)
_CARD_LENGTHS = range(12, 20)
# Without a word for it a card begins as those of the large networks do; 1800 and 2131 are JCB's old ones.
_CARD_BEGINS = "23456"
_AMEX_GROUPS, _AMEX_BEGINS = (4, 6, 5), ("34", "37")
_ITF_OR_EAN = 13
_IBAN = re.compile(r"[a-z](?<![a-z0-9][a-z])[a-z][0-9]{2}(?:[ \n-]?[a-z0-9]){11,30}(?![a-z0-9])")
# Its country and its check digits, searched by the first digit: rarer than letters.
_IBAN_HEAD = re.compile("[0-9](?<=[a-z][a-z][0-9])[0-9]")
_IBAN_LENGTHS = range(15, 35)
_IBAN_KEY = re.compile(r"iban[^0-9]{0,16}\Z")

_THAI_ACCOUNT = re.compile(
    r"[0-9](?<![0-9][0-9])[0-9]{2}(?P<sign> ?[-./] ?| )[0-9](?P=sign)[0-9]{5}(?P=sign)[0-9](?![0-9])"
)
_ACCOUNT_KEY = re.compile(
    any_of(
        "เลขบัญชี เลขที่บัญชี บัญชี บัญชีเลขที่ บ/ช บช. เลขบช เลขที่บช. เลขที่บช account accounts acct acc a/c ac "
        "routing aba swift sort_code "
        "rtn clabe bsb promptpay พร้อมเพย์ acct# cuenta"
    )
    + r"[^0-9]{0,60}\Z"
)
_BANK = re.compile(
    any_of(
        "กสิกร กสิกรไทย ไทยพาณิชย์ กรุงไทย ธนาคารกรุงเทพ ธ.กรุงเทพ แบงก์กรุงเทพ กรุงศรี กรุงศรีอยุธยา ออมสิน ธ.ก.ส "
        "ธกส ทหารไทย ทีทีบี ธนชาต ยูโอบี "
        "เกียรตินาคิน ซีไอเอ็มบี ธอส ธนาคาร แบงก์ แบงค์ โอน k-bank kbank k_bank kasikorn kasikornbank scb bbl "
        "bangkok_bank ktb krungthai krungsri "
        "bay ttb tmb uob gsb baac kkp cimb lh_bank chase wells_fargo bofa bank_of_america citibank us_bank bank "
        "deposit wire transfer ach savings checking credit_union สหกรณ์"
    )
    + r"[^0-9]{0,40}\Z"
)
_NOT_AN_ACCOUNT = re.compile(
    any_of("โทร เบอร์ tel phone call ติดต่อ mobile text สอบถาม order ออเดอร์ iban") + r"|[$฿€£] ?\Z|\n\n"
)
_ACCOUNT = re.compile(r"[0-9]{9,17}(?![0-9])|[0-9](?:[-. /]{0,3}[0-9xX*]){5,17}(?![0-9]|[.,][0-9])")
_TIME_OR_DATE = re.compile(r"[0-9]{1,2}[.:][0-9]{2} ?[-.]|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2})(?![0-9])")
# 5520-118-9034 (US Bank)
_BANK_BEHIND = re.compile(
    r" ?\(?(?:at )?" + any_of("chase wells_fargo bofa bank_of_america citibank us_bank kbank scb ktb")
)
# I can read 3381 0057 94 but not the name of the bank: nine digits or more near such a word.
_LOOSE = r"[0-9](?<![A-Za-z0-9.,/$฿€+(-][0-9])(?<![0-9] [0-9])(?:[ -]?[0-9])"
_ENDS = "(?![A-Za-z0-9%]|[.,:/][0-9]|-[0-9])"
_LOOSE_ACCOUNT = re.compile(f"{_LOOSE}{{8,14}}{_ENDS}")
_NEAR_WORDS = words_of("account accounts acct bank routing wire deposit voided_check pays_to remit payee บัญชี ธนาคาร")
# 5591 0032 846 for the refund: longer than a phone.
_LONG_ACCOUNT = re.compile(f"{_LOOSE}{{10,14}}{_ENDS}(?! ?(?:บาท|฿|baht))")
_REFUND_WORDS = words_of("refund refunds โอนคืน คืนเงิน")
# ACH to 09646200: seven or eight digits that are no date, in the same sentence as an account of its own kind.
_SHORT_ACCOUNT = re.compile(
    r"[0-9](?<![A-Za-z0-9.,/$฿€+#(-][0-9])(?!(?<=1)9[0-9]{2}[01][0-9]|(?<=2)0[0-9]{2}[01][0-9])[0-9]{6,7}"
    f"{_ENDS}"
)
_SHORT_WORDS = words_of(
    "ach checking savings direct_deposit wire bank banks bank's account acct routing paid_by_check bofa navy_federal "
    "golden_1 credit_union"
)
_FEWEST_KEYED = 6
_FEWEST_AT_BANK = 9


def find(view: View) -> Iterator[Span]:
    """Every card, IBAN and bank account number."""
    if view.has_digits and _IBAN_HEAD.search(view.lower):
        yield from _ibans(view)
    if view.is_dense:
        yield from _cards(view)
        yield from near.spans(view, _LOOSE_ACCOUNT, _NEAR_WORDS, kind="bank", after=near.NEAR)
        yield from near.spans(view, _LONG_ACCOUNT, _REFUND_WORDS, kind="bank", after=near.NEAR)
        for cut in _THAI_ACCOUNT.finditer(view.text):
            yield Span(cut.start(), cut.end(), "bank")
    if view.numbers:
        yield from near.spans(view, _SHORT_ACCOUNT, _SHORT_WORDS, kind="bank", after=near.NEAR)
    for number in view.numbers:
        if number.digits < _FEWEST_KEYED:
            continue
        if _THAI_ACCOUNT.match(view.text, number.start):
            continue
        match = _ACCOUNT.match(view.text, number.start)
        if match and _is_account(number, match.group(), view.lower[match.end() : match.end() + 24]):
            yield Span(match.start(), match.end(), "bank")


def _cards(view: View) -> Iterator[Span]:
    for match in _CARD.finditer(view.text):
        digits = digits_of(match.group())
        if len(digits) in _CARD_LENGTHS and _is_card(view, match, digits):
            yield Span(match.start(), match.end(), "card")


def _is_card(view: View, match: re.Match[str], digits: str) -> bool:
    start = match.start()
    parts = tuple(len(part) for part in re.split(r"[^0-9]+", match.group()))
    if _CARD_KEY.search(view.lower[max(0, start - 60) : start]):
        if digits[0] not in _CARD_BEGINS:
            return len(parts) == 1 and not checksums.thai_id(digits)
        return parts in _CARD_GROUPS or len(parts) == 1 or checksums.luhn(digits)
    if parts == _AMEX_GROUPS and digits.startswith(_AMEX_BEGINS):  # nothing else is written so
        return True
    if digits[0] not in _CARD_BEGINS or context.is_code(view.lower, start) or context.is_money(view.text, start):
        return False
    if parts == (4, 4, 4, 4):
        return True
    solid = len(parts) == 1 and len(digits) > _ITF_OR_EAN
    evenly = set(parts) in ({1}, {2}) and not is_row(match.group())
    return (parts in _CARD_GROUPS or solid or evenly) and checksums.luhn(digits)


def _ibans(view: View) -> Iterator[Span]:
    for match in _IBAN.finditer(view.lower):
        words = re.split(r"(?=[ \n-])", match.group())
        while words:
            compact = re.sub(r"[ \n-]", "", "".join(words))
            if len(compact) in _IBAN_LENGTHS and checksums.iban(compact):
                yield Span(match.start(), match.start() + len("".join(words)), "bank")
                break
            words.pop()
        else:
            if _IBAN_KEY.search(view.lower[max(0, match.start() - 24) : match.start()]):
                yield Span(match.start(), match.end(), "bank")


def _is_account(number: Long, written: str, behind: str) -> bool:
    digits = digits_of(written)
    if len(digits) < _FEWEST_KEYED or is_row(written) or _TIME_OR_DATE.match(written):
        return False
    keyed = _ACCOUNT_KEY.search(number.before)
    if keyed is None and len(digits) >= _FEWEST_AT_BANK:
        keyed = _BANK.search(number.before)
    if keyed is None and len(digits) >= _FEWEST_AT_BANK and _BANK_BEHIND.match(behind):
        return True
    return keyed is not None and not _NOT_AN_ACCOUNT.search(keyed.group())
