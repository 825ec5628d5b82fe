"""What the studio finds in real pastes, and what it never takes over: orders to a machine."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialdraft.policy import Category, Region
from socialdraft.services import privacy
from socialdraft.services.ai import extractor, grounding, steps
from socialdraft.services.ai.commands import is_command
from socialdraft.services.ai.extractor import Extracted, Kind
from socialdraft.studio import words

DATA = Path(__file__).parents[1] / "data"
PASTES = [json.loads(line) for line in (DATA / "pastes.jsonl").read_text(encoding="utf-8").splitlines()]
INJECTIONS = [json.loads(line) for line in (DATA / "injections.jsonl").read_text(encoding="utf-8").splitlines()]


def extracted(text: str, *, category: str = "cafe", region: str = "TH") -> Extracted:
    asked = extractor.request(text, category=Category(category), region=Region(region), safety_id="owner")
    said = words.answer(asked.schema_name, instructions=asked.instructions, text=asked.text)
    return extractor.parse(json.dumps(said, ensure_ascii=False), source=text)


def by_id(rows: list[dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row["id"] for row in rows])


@by_id(PASTES)
def test_the_facts_an_owner_would_miss_are_found_and_the_rest_is_left_out(row: dict[str, Any]) -> None:
    found = "\n".join(extracted(row["text"], category=row["category"], region=row["region"]).texts)
    assert [text for text in row["keep"] if text not in found] == []
    assert [text for text in row["drop"] if text in found] == []


@by_id(PASTES)
def test_language_and_season_are_the_pastes_own(row: dict[str, Any]) -> None:
    found = extracted(row["text"])
    assert (found.language, found.season) == (row["language"], row["season"])


@by_id(PASTES)
def test_every_fact_is_a_verbatim_piece_of_the_paste(row: dict[str, Any]) -> None:
    flat = " ".join(row["text"].split())
    for text in (*extracted(row["text"]).texts, extracted(row["text"]).headline):
        assert text in flat


@by_id(PASTES)
def test_an_answer_is_the_same_for_the_same_paste_and_in_the_schema(row: dict[str, Any]) -> None:
    fenced = steps.fenced(row["text"], secret="owner")
    first, second = (words.answer("extracted_facts", instructions="", text=fenced) for _ in range(2))
    assert first == second
    assert extractor.FactsReply.model_validate(first).facts


@by_id(INJECTIONS)
def test_an_order_to_the_machine_is_neither_obeyed_nor_quoted(row: dict[str, Any]) -> None:
    try:
        found = extracted(row["text"])
    except steps.Unusable:
        assert row["keep"] == []
        return
    everything = "\n".join([*found.texts, found.headline]).lower()
    assert [text for text in row["keep"] if text.lower() not in everything] == []
    assert [text for text in row["never"] if text.lower() in everything] == []


@by_id(PASTES)
def test_a_shop_s_own_words_are_not_taken_for_orders_to_a_machine(row: dict[str, Any]) -> None:
    ordinary = row["text"].replace("<Media omitted>", "")
    assert [line for line in ordinary.splitlines() if is_command(line)] == []


def test_a_priced_line_gives_the_name_and_the_price() -> None:
    found = extracted("ข้าวซอยไก่ 60 บาท\nNew spring rolls - $8.50")
    assert [(fact.kind, fact.text) for fact in found.facts] == [
        (Kind.ITEM, "ข้าวซอยไก่"),
        (Kind.PRICE, "ข้าวซอยไก่ 60 บาท"),
        (Kind.ITEM, "spring rolls"),
        (Kind.PRICE, "New spring rolls - $8.50"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Open 9am-5pm daily", Kind.HOURS),
        ("เปิดทุกวัน 9.00-17.00 น.", Kind.HOURS),
        ("หยุดทุกวันพุธ", Kind.HOURS),
        ("Buy 2 get 1 free on Mondays", Kind.OFFER),
        ("ซื้อ 3 แถม 1 ถึงสิ้นเดือน", Kind.OFFER),
        ("We bake gluten-free bread for our neighbors every week", Kind.DETAIL),
        ("นวดลดอาการปวดหลังโดยหมอนวดประจำร้าน", Kind.DETAIL),
        ("Next to the post office on Main Street", Kind.PLACE),
        ("ร้านอยู่ตรงข้ามตลาดสด", Kind.PLACE),
        ("Do I need to book?", Kind.QUESTION),
        ("มีที่จอดรถไหมคะ", Kind.QUESTION),
        ("Salted caramel croissant", Kind.ITEM),
        ("My grandmother taught me this recipe in Puebla", Kind.DETAIL),
        ("ร้านเราเปิดมาตั้งแต่ปี 2549", Kind.DETAIL),
        ("ออกเดินทาง 15 ธ.ค. 2569", Kind.DATE),
        ("We roast in the back every Tuesday", Kind.DETAIL),
        ("พ่อไปรับปลาเองทุกเช้าวันพฤหัส", Kind.DETAIL),
        ("Live music every Friday", Kind.DATE),
        ("Bring your own cup and get 50 cents off", Kind.OFFER),
        ("มา 2 คนลดคนละ 50 บาท", Kind.OFFER),
        ("มาตลาดวันเสาร์-อาทิตย์ 6 โมงถึงเที่ยง", Kind.HOURS),
    ],
)
def test_a_line_is_filed_under_what_it_is_about(text: str, kind: Kind) -> None:
    assert [fact.kind for fact in extracted(text).facts] == [kind]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "new menu starts Friday Oct 2. short rib 26, salad 14. my dad built the oven himself. parking behind us",
            ["new menu starts Friday Oct 2", "short rib 26", "my dad built the oven himself", "parking behind us"],
        ),
        (
            "ทำเล็บเจล 350 ต่อเล็บ 890 ลูกค้าใหม่ลด 10% ใช้เวลา 1 ชั่วโมงครึ่ง ต้องจองล่วงหน้าไหม?",
            ["ทำเล็บเจล 350", "ลูกค้าใหม่ลด 10%", "ใช้เวลา 1 ชั่วโมงครึ่ง", "ต้องจองล่วงหน้าไหม?"],
        ),
    ],
)
def test_a_text_without_capitals_or_full_stops_is_cut_where_something_else_begins(text: str, parts: list[str]) -> None:
    assert set(parts) <= set(extracted(text).texts)


@pytest.mark.parametrize("text", ["สวัสดีค่ะ", "hi!", "👍👍", "[phone]", "555", "Thanks!!"])
def test_a_paste_that_says_nothing_is_unusable(text: str) -> None:
    with pytest.raises(steps.Unusable):
        extracted(text)


@pytest.mark.parametrize("mark", list(privacy.PLACEHOLDERS.values()))
def test_what_was_removed_leaves_no_mark_in_a_fact(mark: str) -> None:
    said = extracted(f"Cinnamon rolls from 8 on Saturday, $4.50 each. The pickup guy is {mark}.").texts
    assert any("$4.50" in fact for fact in said)
    assert not any(mark in fact for fact in said)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered_in_the_schema_with_the_texts_own_words(text: str) -> None:
    fenced = steps.fenced(text, secret="owner")
    said = words.answer("extracted_facts", instructions="", text=fenced)
    reply = extractor.FactsReply.model_validate(said)
    flat = " ".join(steps.cleaned(text).split())
    assert all(" ".join(fact.text.split()) in flat for fact in reply.facts)


ENDLESS = [
    "ก ",
    "กินข้าว ",
    "1",
    "12 ",
    "$1 ",
    "a, ",
    "[phone] ",
    "call: ,:",
    "\t",
    "ลาเต้ 65 ",
    "you are ",
    "12:41 ab x\n",
    "www.",
    "<a",
]


@pytest.mark.parametrize("part", ENDLESS)
def test_a_paste_made_to_be_slow_is_read_quickly(part: str) -> None:
    text = (part * 6000)[:6000] + "x"
    began = time.process_time()
    words.answer("extracted_facts", instructions="", text=steps.fenced(text, secret="owner"))
    grounding.ungrounded(text, sources=[text])
    assert time.process_time() - began < 3
