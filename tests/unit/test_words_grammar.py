"""The studio's own phrases: complete for every voice, and empty of anything that could be a claim."""

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from socialdraft.policy import Category, Language, Platform, PostType, Tone
from socialdraft.services.ai.extractor import Kind, Season
from socialdraft.services.ai.grounding import claims
from socialdraft.studio.words import phrases
from socialdraft.studio.words.phrases import SLOT, bank, is_frame, pick, trades, voice_of

REGISTERS = ("warm", "formal", "playful", "elegant")
SLOTS = {"item", "shop", "behind", "menu", "fact", "P", "N", "Q"}
CLAIMS = re.compile(
    r"\b(?:best|finest|famous|award|guarantee|free|fresh|homemade|authentic|cheap|lowest|limited|only today|last chance"
    r"|number one|healthy|healing|natural|organic|secret recipe)\b"
    r"|ที่สุด|อันดับ|การันตี|รับประกัน|ฟรี|แถม|ลดราคา|สดใหม่|โฮมเมด|ถูกสุด|จำกัด|เด็ดขาด|วันนี้เท่านั้น|สุขภาพ|ออร์แกนิก|เจ้าแรก|ต้นตำรับ",
    re.IGNORECASE,
)


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 — variety, not secrecy


def leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from leaves(child)


@pytest.mark.parametrize("language", Language)
def test_no_phrase_states_a_number_a_date_or_a_quality(language: Language) -> None:
    for text in (*leaves(bank(language)), *leaves(trades()[language])):
        assert list(claims(text)) == [], text
        assert not CLAIMS.search(text), text


@pytest.mark.parametrize("language", Language)
def test_every_slot_is_one_we_fill_and_brackets_match(language: Language) -> None:
    for text in leaves(bank(language)):
        assert set(SLOT.findall(text)) <= SLOTS, text
        assert text.count("[") == text.count("]") == len(re.findall(r"\[[^\[\]]*\]", text)), text


@pytest.mark.parametrize("language", Language)
def test_every_voice_has_a_phrase_for_every_moment_without_any_slot(language: Language) -> None:
    moments = [
        *(f"hook.{post_type}" for post_type in PostType),
        "hook.offer_plain",
        *(f"close.{platform}" for platform in Platform),
        *(f"season.{season}" for season in Season if season is not Season.NONE),
        *(f"action.{platform}" for platform in Platform),
        *("greet", "thanks", "lively.hook", "lively.close", "business", "story_bridge", "lead.info"),
    ]
    slots = {"behind": "x", "menu": "y"}
    for tone in Tone:
        voice = voice_of(tone, language=language, rng=dice(1))
        for moment in moments:
            assert pick(moment, voice=voice, rng=dice(2), slots=slots), (moment, tone)


@pytest.mark.parametrize("language", Language)
def test_every_kind_of_fact_has_a_hint_a_question_and_a_label(language: Language) -> None:
    kinds = set(Kind) - {Kind.QUESTION, Kind.HANDLE}
    for part in ("tip", "ask", "label"):
        assert kinds <= set(bank(language)[part]), part


def test_every_trade_has_its_words_in_both_languages() -> None:
    for language in Language:
        assert set(trades()[language]) == set(Category)
    assert set(trades()["emoji"]) == set(Category)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("post_type", PostType)
@pytest.mark.parametrize("register", REGISTERS)
def test_there_are_many_ways_to_open_a_post(language: Language, post_type: PostType, register: str) -> None:
    voice = phrases.Voice(language, register, "ค่ะ", "นะคะ", "คะ")
    slots = {"behind": "in our kitchen", "menu": "On the menu", "item": "Pad Thai"}
    opened = {pick(f"hook.{post_type}", voice=voice, rng=dice(n), slots=slots) for n in range(200)}
    assert len(opened) >= (10 if register == "warm" else 4)


@pytest.mark.parametrize("language", Language)
def test_the_studio_knows_its_own_phrases_again_and_not_an_owner_s(language: Language) -> None:
    slots = {"behind": "in our kitchen", "menu": "On the menu", "item": "Pad Thai", "shop": "Golden Hour"}
    for tone in Tone:
        voice = voice_of(tone, language=language, rng=dice(3))
        for moment in ("hook.story", "close.facebook", "lead.info", "greet", "lively.hook"):
            said = pick(moment, voice=voice, rng=dice(4), slots=slots)
            assert is_frame(said), said
    for own in ("Our dog Biscuit says hello", "น้องหมาฝากมาทักทายทุกคน", "ก๋วยเตี๋ยวเรือ 50 บาท", "Pad Thai $9"):
        assert not is_frame(own)


def test_thai_and_latin_letters_are_set_apart_where_a_name_is_filled_in() -> None:
    voice = phrases.Voice("th", "warm", "ค่ะ", "นะคะ", "คะ")
    said = {pick("hook.offer_plain", voice=voice, rng=dice(n), slots={"item": "Cortado"}) for n in range(60)}
    named = [text for text in said if "Cortado" in text]
    assert named
    assert all(re.search(r"(?:^|[^\u0e00-\u0e7f])Cortado(?:$|[^\u0e00-\u0e7f])", text) for text in named)


def test_an_english_phrase_never_begins_with_an_owner_s_small_letter() -> None:
    voice = phrases.Voice("en", "elegant")
    for n in range(80):
        said = pick("hook.offer_plain", voice=voice, rng=dice(n), slots={"item": "oat cortado"})
        assert not said.startswith("oat")
