"""What counts as said by the owner, and what does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialdraft.policy import Language
from socialdraft.services.ai.grounding import told, ungrounded
from socialdraft.services.ai.language import written_in

GIVEN = [
    "ราคา 1,290 บาท เปิด 10:00-20.30 น. วันเสาร์-อาทิตย์ ลด ๒๐%",
    "Open 9-11am Sat, latte 65, www.cafe.com/menu, @cafe_th, 15 ธ.ค., $8.50",
]


@pytest.mark.parametrize(
    "said",
    [
        "1290 บาท",
        "๑,๒๙๐ บาท",
        "10.00-20:30",
        "ลด 20%",
        "ลด 20 เปอร์เซ็นต์",
        "Saturday and วันอาทิตย์",
        "from 9am to 11 am",
        "latte 65 บาท",
        "https://www.cafe.com/menu",
        "cafe.com/menu/",
        "@CAFE_TH",
        "15 December",
        "$8.5",
        "no numbers at all, maybe in May or March",
        "1️⃣ first",
    ],
)
def test_the_same_thing_in_another_spelling_is_grounded(said: str) -> None:
    assert ungrounded(said, sources=GIVEN) == []


@pytest.mark.parametrize(
    ("said", "flagged"),
    [
        ("only 1,299 baht", ["1,299 baht"]),
        ("9pm", ["9pm"]),
        ("ลด 65%", ["65%"]),
        ("8.50%", ["8.50%"]),
        ("฿8.50", ["฿8.50"]),
        ("see www.evil.com", ["www.evil.com"]),
        ("mail me@evil.com", ["me@evil.com"]),
        ("ask @evil", ["@evil"]),
        ("call 081-234-5678 now", ["081-234-5678"]),
        ("on Friday", ["Friday"]),
        ("วันจันทร์นี้", ["วันจันทร์"]),
        ("in October", ["October"]),
        ("๙๙ บาท และ 99 บาท", ["๙๙ บาท", "99 บาท"]),
    ],
)
def test_what_the_owner_never_said_is_found_as_written(said: str, flagged: list[str]) -> None:
    assert ungrounded(said, sources=GIVEN) == flagged


@settings(deadline=None)
@given(st.text(max_size=80))
def test_the_owner_own_words_are_always_grounded(words: str) -> None:
    assert ungrounded(words, sources=[words]) == []


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**7))
def test_a_number_is_grounded_in_thai_digits_and_with_commas(number: int) -> None:
    thai = str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert ungrounded(f"{number:,} {number}", sources=[thai]) == []
    assert ungrounded(f"{number + 1}", sources=[thai]) == [f"{number + 1}"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("แวะมาชิมกันนะคะ", Language.TH),
        ("Come by for a bowl", Language.EN),
        ("ร้าน Cool Cats Cafe เปิดแล้ววันนี้จ้า", Language.TH),
        ("Try our ข้าวซอย today, it warms you right up", Language.EN),
        ("🍜 50", None),
        ("#ไทย #thai", None),
    ],
)
def test_a_language_is_told_by_its_letters(text: str, language: Language | None) -> None:
    assert written_in(text) is language


def test_quoted_facts_do_not_decide_the_language() -> None:
    caption = "Now on: ก๋วยเตี๋ยวเรือ น้ำตก หมูตุ๋น 50 บาท"
    assert written_in(caption, ignoring=["ก๋วยเตี๋ยวเรือ น้ำตก หมูตุ๋น 50 บาท"]) is Language.EN


@pytest.mark.parametrize(
    ("fact", "caption", "there"),
    [
        ("Patio is dog friendly", "Dogs lie on our patio all day.", True),
        ("Patio is dog friendly", "Latte $5 today.", False),
        ("Latte $5", "For five dollars? No: $5, and it is a latte.", True),
        ("Latte $5", "Our latte is back.", False),
        ("Open Monday", "เปิดวันจันทร์", True),
        ("คั่วเมล็ดเองทุกเช้า", "เมล็ดกาแฟ เราคั่วเมล็ดเอง", True),
        ("คั่วเมล็ดเองทุกเช้า", "ลาเต้ 65 บาท", False),
        ("คั่วเมล็ดเองทุกเช้า", "We roast our beans each morning.", True),
    ],
)
def test_a_fact_is_used_as_long_as_something_of_it_is_told(fact: str, caption: str, *, there: bool) -> None:
    assert told(fact, caption) is there
