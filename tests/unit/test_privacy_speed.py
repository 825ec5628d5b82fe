"""Inputs made to be slow: time grows with length, never with its square."""

import time

import pytest

from socialdraft.services import privacy

SIZE = 20_000
# Seconds of processor time that SIZE characters may take on a busy machine; a quadratic rule takes far more.
LIMIT = 1.5
UNITS = {
    "digits": "1",
    "digits and blanks": "4 ",
    "digits and hyphens": "7-",
    "phone prefixes": "081-",
    "phones in a row": "0812345678",
    "brackets": "(0",
    "dotted local part": "a.",
    "at signs": "a@",
    "spoken mail words": "x at y dot ",
    "dots in words": "dot ",
    "spoken digits": "one two three four five six stop ",
    "thai spoken digits": "ศูนย์แปดหนึ่งสอง",
    "house numbers": "12 North Oak Hill Park ",
    "capitalised words": "Main ",
    "thai address words": "ซอยถนนตำบลหมู่แขวง ",
    "thai address chain": "99/9 หมู่ 9 ซอยก ถนนข ",
    "iban groups": "GB82 WEST 1234 ",
    "hidden blanks": "0" + "\u200b" * 9,
    "keywords with nothing behind": "โทรเบอร์ติดต่อ call text tel ",
    "account words": "เลขบัญชี กสิกร account bank ",
    "names": "คุณอ นายก Mr. A ",
    "line words": "line id ไลน์ ",
    "birth words": "born เกิดวันที่ 1 ",
    "po boxes": "po box ",
    "units": "Suite # Apt Floor ",
    "chat stamps": "12:41 a\n",
}


@pytest.mark.parametrize("unit", list(UNITS.values()), ids=list(UNITS))
def test_a_slow_input_stays_quick(unit: str) -> None:
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    begun = time.process_time()
    privacy.redacted(text)
    assert time.process_time() - begun < LIMIT
