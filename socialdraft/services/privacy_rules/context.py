"""What stands just before a number: the word that says what it is."""

import re

_REACH = 28
_CODE = re.compile(
    r"(?:\b(?:sku|ean|upc|isbn|asin|gtin|barcode|bar code|part|item|model|order|orders|tracking|serial|coupon|promo|code"
    r"|voucher|ref|reference|lot|batch|invoice|receipt|ticket|booking|confirmation|po|case|style|art|article|catalog|imei"
    r"|awb|parcel|track|s/n|p/n|hs|id)"
    r"|บาร์โค้ด|รหัส(?:สินค้า|พัสดุ|คูปอง|ส่วนลด|โปร|สั่งซื้อ|ออเดอร์)?|โค้ด|เลขพัสดุ|เลขที่พัสดุ|เลขที่ออเดอร์|ออเดอร์|คูปอง|รุ่น|ล็อต"
    r"|เลขที่ใบเสร็จ|ใบเสร็จ|เลขที่ใบสั่งซื้อ|ใบสั่งซื้อ|เลขอ้างอิง|อย\.?|เลข อย\.?|ฆอ\.?|เลขที่จดแจ้ง|จดแจ้ง|เลขที่คำสั่งซื้อ|คำสั่งซื้อ)"
    r"[\s:.#=-]{0,4}(?:no|number|num|nr|is|เลขที่|คือ|หมายเลข)?[\s:.#=-]{0,4}\Z",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$฿€£¥]\s?\Z")


def is_code(text: str, at: int) -> bool:
    """Whether the word before `at` says that a stock, order or coupon code follows."""
    return _CODE.search(text[max(0, at - _REACH) : at]) is not None


def is_money(text: str, at: int) -> bool:
    """Whether a currency sign stands right before `at`."""
    return _MONEY.search(text[max(0, at - 2) : at]) is not None
