"""What stands just before a number: the word that says what it is."""

import re

from socialdraft.services.privacy_rules.lexicon import after

_REACH = 28
_CODE = after(
    "sku ean upc isbn asin gtin barcode bar_code part parts item model order order_id tracking serial coupon "
    "promo code voucher ref reference lot batch invoice receipt ticket booking confirmation po case style art article "
    "catalog imei awb parcel track ups fedex s/n p/n hs msds lic "
    "อะไหล่เบอร์ เบอร์อะไหล่ บาร์โค้ด รหัส รหัสสินค้า รหัสพัสดุ รหัสคูปอง รหัสส่วนลด รหัสโปร รหัสสั่งซื้อ รหัสออเดอร์ โค้ด โค้ดส่วนลด "
    "เลขพัสดุ เลขที่พัสดุ เลขที่โครงการ "
    "เลขที่ออเดอร์ ออเดอร์ คูปอง รุ่น ล็อต เลขที่ใบเสร็จ ใบเสร็จ เลขที่ใบสั่งซื้อ ใบสั่งซื้อ เลขอ้างอิง อย. อย "
    "เลข_อย. ฆอ. เลขที่จดแจ้ง จดแจ้ง "
    "เลขที่คำสั่งซื้อ คำสั่งซื้อ เลขจดแจ้ง ทะเบียนพาณิชย์ แทรค เลขแทรค พัสดุ",
    "no number num nr is id sku เลขที่ คือ หมายเลข เลข ที่ ผลิต",
    most=5,
)
# Never before a phone, however the number is cut; "order 714-555-0143" may be one.
_STOCK = after("sku isbn issn ean upc gtin asin barcode serial s/n p/n", "no number num nr is", most=3)
# The parking lot.\n1101700203451: the lot ends its sentence, and the number is somebody's.
_SENTENCE_END = re.compile(r"\.\s*\n")
# บอย 0802716643: no อย. number.
_IN_A_NAME = re.compile("[ก-๎]อย(?!\\.)")
# UPS: 1Z 999 AA1 01 2345 6784.
_TRACKED = re.compile(
    r"(?:1z(?<![a-z0-9]1z)[0-9a-z ]{3,14}"
    r"|(?:tracking|usps|fedex|awb)(?: (?:no\.?|number|#))?[ :#]{0,3}[0-9]{2,4}(?: [0-9]{2,4}){0,4} ?)\Z"
)
_MONEY = re.compile(r"[$฿€£¥] ?\Z")


def is_code(lower: str, at: int) -> bool:
    """Whether the word before `at` says that a stock, order or coupon code follows."""
    low = max(0, at - _REACH)
    found = _CODE.search(lower, low, at)
    if found is None or _SENTENCE_END.search(found.group()):
        return False
    return _IN_A_NAME.match(lower, found.start() - 1) is None


def is_stock(lower: str, at: int) -> bool:
    """Whether the word before `at` says that the number of a thing follows, which no phone has."""
    return _STOCK.search(lower[max(0, at - _REACH) : at]) is not None


def is_tracked(lower: str, at: int) -> bool:
    """Whether a parcel's number has begun before `at`."""
    return _TRACKED.search(lower, max(0, at - _REACH), at) is not None


def is_money(text: str, at: int) -> bool:
    """Whether a currency sign stands right before `at`."""
    return _MONEY.search(text[max(0, at - 2) : at]) is not None


def is_inside(text: str, at: int) -> bool:
    """Whether a longer number or a decimal has begun before `at`."""
    before = text[max(0, at - 2) : at]
    if not before or before[-1].isdigit():
        return bool(before)
    return len(before) > 1 and before[0].isdigit() and before[1] in ".,-/"
