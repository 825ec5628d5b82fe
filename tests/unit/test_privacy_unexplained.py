"""A long number is cut even when no word says whose it is; a shop's own numbers stay."""

import pytest

from socialdraft.services import privacy
from socialdraft.services.privacy_rules import unexplained


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "for the armored pickup guy: 517558362, cleared yesterday",
            "for the armored pickup guy: [number], cleared yesterday",
        ),
        ("the pastry chef's: A 2219 4083. Everybody else", "the pastry chef's: [number]. Everybody else"),
        ("pay in dollars, give them 118-40-77263.", "pay in dollars, give them [number]."),
        ("เขาให้มาแค่ 75 2649013 ค่ะ", "เขาให้มาแค่ [number] ค่ะ"),
        ("ลูกน้องพม่า MH774103 เหลือแค่รูป", "ลูกน้องพม่า [number] เหลือแค่รูป"),
        ("he wrote down d9936567 only", "he wrote down [number] only"),
    ],
)
def test_a_long_number_without_a_word_goes(text: str, left: str) -> None:
    assert privacy.redacted(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Model no. 949-2207-18B, replaces 949-2207-17",
        "SKU 880417336205 scans as the big candle",
        "EAN 5901234123457, 12 per box",
        "scan 5901234123457 at the till",
        "150000000 views and counting",
        "9000-12000 BTU for 500 baht",
        "We deliver to 92701 92703 92705 and 92707",
        "Irvine CA 92618-4910",
        "sizes 36 37 38 39 40 41 42",
        "I bowled 212-187-203 last spring",
        "สลากออก 820866 119245 งวดนี้",
        "order 114394168987722 shipped",
        "open 2026-12-24 1000 to 1800",
        "made on 20261127 0930",
        "waiting for PO 7730418 of the tortillas",
        "order 114-7730952-6618243 never came",
        "fantasy five 04 11 19 28 36 tonight",
        "wire in 20 22 24 26 28 gauge",
        "Wheel no. 55104872 is the cave-aged one",
        "code on the flap 810051234567",
        "the sign came twice, 88-204417 and 88-204419",
    ],
)
def test_what_a_shop_counts_sells_or_ships_by_stays(text: str) -> None:
    assert privacy.redacted(text) == text


def test_without_the_rule_such_a_number_would_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unexplained, "find", lambda _view, _found: ())
    assert "517558362" in privacy.redacted("for the armored pickup guy: 517558362, cleared yesterday")


def test_what_another_rule_has_found_keeps_its_name() -> None:
    assert privacy.redacted("zip 12000 0812345678") == "zip 12000 [phone]"
