"""Picture ideas and yes-or-no answers of the studio, and the examples a new owner taps first."""

import itertools
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from socialdraft.policy import Category, Language, Platform, PostType, Region, Tone
from socialdraft.services import risk
from socialdraft.services.ai import brief, copywriter, extractor, judge
from socialdraft.services.ai.copywriter import Writing
from socialdraft.services.ai.extractor import Extracted
from socialdraft.services.ai.palettes import Style
from socialdraft.studio import words

ROOT = Path(__file__).parents[2]
PASTES = [json.loads(line) for line in (ROOT / "tests/data/pastes.jsonl").read_text(encoding="utf-8").splitlines()]
HARMLESS = [
    json.loads(line) for line in (ROOT / "tests/data/risk_harmless.jsonl").read_text(encoding="utf-8").splitlines()
]


def examples() -> list[tuple[str, str, str]]:
    """Language, trade and text of the examples in the catalogues."""
    rows = []
    for language in Language:
        catalogue = (ROOT / f"socialdraft/i18n/catalogues/{language}.toml").read_text(encoding="utf-8")
        texts = tomllib.loads(catalogue)["example"]
        rows += [(language.value, trade.value, texts[trade]) for trade in Category if trade in texts]
    return rows


def facts_in(text: str, *, category: str, region: Region) -> Extracted:
    asked = extractor.request(text, category=Category(category), region=region, safety_id="owner")
    said = words.answer(asked.schema_name, instructions="", text=asked.text)
    return extractor.parse(json.dumps(said), source=text)


def thought_up(extracted: Extracted, *, category: Category, seed: str = "batch-1", count: int = 5) -> str:
    asked = brief.request(
        extracted,
        category=category,
        tone=Tone.FRIENDLY,
        style=Style.WARM_PHOTO,
        language=Language.TH,
        shop_name="ร้านทดสอบ",
        platform=Platform.INSTAGRAM,
        count_of_concepts=count,
        safety_id="owner",
        seed=seed,
    )
    said = words.answer(asked.schema_name, instructions=asked.instructions, text=asked.text)
    return json.dumps(said, ensure_ascii=False)


@pytest.mark.parametrize("category", Category)
def test_the_ideas_of_a_batch_are_all_different_and_another_batch_has_others(category: Category) -> None:
    cake = facts_in(PASTES[0]["text"], category="cafe", region=Region.OC)
    first, second = (json.loads(thought_up(cake, category=category, seed=seed)) for seed in ("batch-1", "batch-2"))
    assert first != second
    for one, other in itertools.combinations(first["concepts"], 2):
        assert one["composition"] != other["composition"]
    assert len(first["concepts"]) == 5


def test_an_idea_shows_what_the_owner_sells() -> None:
    noodles = facts_in("ก๋วยเตี๋ยวเรือ 50 บาท", category="noodle_shop", region=Region.TH)
    assert "ก๋วยเตี๋ยวเรือ" in thought_up(noodles, category=Category.NOODLE_SHOP)


@pytest.mark.parametrize("row", PASTES[::4], ids=[row["id"] for row in PASTES[::4]])
def test_every_picture_prompt_is_short_and_complete(row: dict[str, Any]) -> None:
    category = Category(row["category"])
    extracted = facts_in(row["text"], category=row["category"], region=Region(row["region"]))
    prompts = brief.prompts(
        thought_up(extracted, category=category),
        extracted=extracted,
        category=category,
        tone=Tone.FRIENDLY,
        style=Style.PLAYFUL,
        language=Language.TH,
        shop_name="ร้านทดสอบ",
        images_per_call=4,
    )
    assert len(prompts) == 5
    for prompt in prompts:
        lines = dict(line.split(":", 1) for line in prompt.splitlines() if ":" in line)
        assert {"Business", "Name", "Subject", "Composition", "Palette", "Mood", "Season", "Language"} <= set(lines)
        assert len(prompt.replace(lines["Context"], "").encode()) <= 600


@pytest.mark.parametrize("region", Region)
def test_the_studio_as_judge_adds_no_flag_to_a_harmless_text(region: Region) -> None:
    for row in HARMLESS:
        asked = {q.id: words.decide(row["text"], q.text) for q in risk.questions(region)}
        assert [rule for rule, p in asked.items() if p >= judge.THRESHOLD] == [], row["text"]


def test_the_studio_as_judge_can_say_yes() -> None:
    asked = {q.id: words.decide("นวดแล้วรักษามะเร็ง หายขาด", q.text) for q in risk.questions(Region.TH)}
    assert asked["MED1"] >= judge.THRESHOLD


@pytest.mark.parametrize(("language", "trade", "text"), examples())
def test_hardly_a_word_of_an_example_gets_lost(language: str, trade: str, text: str) -> None:
    region = Region.TH if language == "th" else Region.OC
    extracted = facts_in(text, category=trade, region=region)
    assert len(extracted.facts) >= 2
    assert all(fact.text in text for fact in extracted.facts)
    left = text
    for fact in sorted(extracted.texts, key=len, reverse=True):
        left = left.replace(fact, "")
    assert len(left) <= 0.3 * len(text)


@pytest.mark.parametrize("post_type", PostType)
@pytest.mark.parametrize("row", PASTES[::5], ids=[row["id"] for row in PASTES[::5]])
def test_the_frame_around_the_facts_raises_no_flag_of_its_own(row: dict[str, Any], post_type: PostType) -> None:
    category, region, language = Category(row["category"]), Region(row["region"]), Language(row["language"])
    extracted = facts_in(row["text"], category=row["category"], region=region)
    owners = {
        f.rule
        for text in ("\n".join(extracted.texts), *extracted.texts)
        for f in risk.flags(text, region=region, language=language, category=category)
    }
    for platform, tone in zip(Platform, itertools.cycle(Tone), strict=False):
        writing = Writing(
            platform=platform,
            post_type=post_type,
            language=language,
            tone=tone,
            region=region,
            category=category,
            shop_name=None,
            safety_id="owner",
            seed="post-1",
        )
        asked = copywriter.request(extracted, writing)
        caption = words.answer(asked.schema_name, instructions="", text=asked.text)["caption"]
        found = {f.rule for f in risk.flags(caption, region=region, language=language, category=category)}
        assert found <= owners
