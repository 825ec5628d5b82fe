"""What the studio's captions may say, how long they are, and that no two are alike."""

import itertools
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialdraft.platforms import facts
from socialdraft.policy import Category, Language, Platform, PostType, Region, Tone
from socialdraft.services import captions
from socialdraft.services.ai import copywriter, extractor, grounding
from socialdraft.services.ai.copywriter import Writing, Written
from socialdraft.services.ai.extractor import Extracted
from socialdraft.studio import words
from socialdraft.studio.words.phrases import EMOJI

DATA = Path(__file__).parents[1] / "data"
PASTES = [json.loads(line) for line in (DATA / "pastes.jsonl").read_text(encoding="utf-8").splitlines()]
BY_ID = {row["id"]: row for row in PASTES}
CAKE, BREAD, DIVING = (BY_ID[name] for name in ("th_cafe_orange_cake", "en_bakery_morning", "th_dive_trip"))
QUIET = (Tone.PROFESSIONAL, Tone.ELEGANT, Tone.POLITE_KA, Tone.POLITE_KRAP)


def facts_of(row: dict[str, Any]) -> Extracted:
    return facts_in(row["text"], row["category"], row["region"])


@cache
def facts_in(text: str, category: str, region: str) -> Extracted:
    said = extractor.request(text, category=Category(category), region=Region(region), safety_id="owner")
    return extractor.parse(json.dumps(words.answer(said.schema_name, instructions="", text=said.text)), source=text)


def write(row: dict[str, Any], **choices: Any) -> Written:
    chosen: dict[str, Any] = {
        "platform": Platform.FACEBOOK,
        "post_type": PostType.OFFER,
        "language": Language(row["language"]),
        "tone": Tone.FRIENDLY,
        "region": Region(row["region"]),
        "category": Category(row["category"]),
        "shop_name": None,
        "safety_id": "owner",
        "seed": "post-1",
    } | choices
    extracted = facts_of(row)
    asked = copywriter.request(extracted, Writing(**chosen))
    raw = json.dumps(words.answer(asked.schema_name, instructions=asked.instructions, text=asked.text))
    return copywriter.parse(raw, extracted=extracted, language=chosen["language"])


any_choice = st.fixed_dictionaries(
    {
        "platform": st.sampled_from(Platform),
        "post_type": st.sampled_from(PostType),
        "language": st.sampled_from(Language),
        "tone": st.sampled_from(Tone),
        "shop_name": st.sampled_from([None, "Golden Hour", "บ้านคุณแมว"]),
        "seed": st.text(max_size=6),
    }
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PASTES), any_choice)
def test_a_caption_says_nothing_the_owner_did_not(row: dict[str, Any], choices: dict[str, Any]) -> None:
    written = write(row, **choices)
    sources = [row["text"], choices["shop_name"] or ""]
    assert grounding.ungrounded(written.text, sources=sources) == []
    assert written.used_facts, "a caption without a fact is no caption"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PASTES), any_choice)
def test_a_caption_fits_its_platform_with_its_hashtags(row: dict[str, Any], choices: dict[str, Any]) -> None:
    written, platform = write(row, **choices), choices["platform"]
    counted = captions.counted(written.text, platform=platform)
    assert counted.over == 0
    assert len(written.hashtags) <= facts(platform).hashtags_advised
    assert captions.forbidden(written.text, platform=platform) == ()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PASTES), any_choice)
def test_the_frame_is_in_the_language_asked_for(row: dict[str, Any], choices: dict[str, Any]) -> None:
    assert write(row, **choices).right_language


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PASTES), any_choice)
def test_no_slot_or_choice_mark_is_left_in_a_caption(row: dict[str, Any], choices: dict[str, Any]) -> None:
    assert not re.search(r"[{}]|\[[^\]]*\|", write(row, **choices).text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PASTES), any_choice)
def test_prices_hours_and_names_stand_as_the_owner_wrote_them(row: dict[str, Any], choices: dict[str, Any]) -> None:
    extracted, written = facts_of(row), write(row, **choices)
    assert all(extracted.texts[index] in written.caption for index in written.used_facts)


def test_the_same_order_gives_the_same_caption_and_another_post_another_one() -> None:
    assert write(CAKE).text == write(CAKE).text
    assert write(CAKE).text != write(CAKE, seed="post-2").text


def frame(written: Written, row: dict[str, Any]) -> set[str]:
    """The words around the facts, as runs of five letters."""
    text = written.caption
    for fact in sorted(facts_of(row).texts, key=len, reverse=True):
        text = text.replace(fact, " ")
    letters = re.sub(r"[\W\d]+", "", EMOJI.sub("", text).lower())
    return {letters[i : i + 5] for i in range(len(letters) - 4)}


def alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


@pytest.mark.parametrize("language", Language)
def test_four_posts_of_one_owner_hardly_share_a_phrase(language: Language) -> None:
    row = CAKE if language is Language.TH else BREAD
    types = [PostType.TIP, PostType.OFFER, PostType.BEHIND_THE_SCENES, PostType.FAQ]
    platforms = [Platform.INSTAGRAM, Platform.INSTAGRAM, Platform.FACEBOOK, Platform.FACEBOOK]
    frames = [
        frame(write(row, platform=p, post_type=t, language=language, seed=f"post-{t}"), row)
        for p, t in zip(platforms, types, strict=True)
    ]
    shared = [alike(one, other) for one, other in itertools.combinations(frames, 2)]
    assert max(shared) < 0.5
    assert sum(shared) / len(shared) < 0.2


@pytest.mark.parametrize("row", [CAKE, BREAD], ids=["th", "en"])
def test_forty_owners_with_the_same_choices_do_not_read_alike(row: dict[str, Any]) -> None:
    frames = [frame(write(row, seed=f"owner-{n}"), row) for n in range(40)]
    pairs = list(itertools.combinations(frames[:20], 2))
    assert sum(alike(*pair) for pair in pairs) / len(pairs) < 0.4
    assert len({frozenset(one) for one in frames}) >= 36


@pytest.mark.parametrize("language", Language)
def test_every_post_type_opens_differently(language: Language) -> None:
    firsts = {t: write(DIVING, post_type=t, language=language).caption.split("\n")[0] for t in PostType}
    assert len(set(firsts.values())) == len(PostType)


def test_a_faq_asks_and_answers_and_an_offer_opens_with_the_offer() -> None:
    faq = write(BREAD, post_type=PostType.FAQ).caption
    assert "Q: " in faq
    assert "A: " in faq
    offer = write(BREAD, post_type=PostType.OFFER).caption.split("\n\n")
    assert offer[1] == "Buy 5 get 1 free on Thursdays"


def test_the_owners_own_question_is_answered_with_the_owners_own_answer() -> None:
    caption = write(BY_ID["en_nails_faq"], post_type=PostType.FAQ).caption
    assert "Q: Do I need an appointment?\nA: Walk-ins are welcome before noon" in caption


def test_a_story_tells_the_details_in_the_owners_order() -> None:
    caption = write(BY_ID["th_restaurant_story"], post_type=PostType.STORY).caption
    told = [caption.index(text) for text in ("ตั้งแต่ปี 2549", "รถเข็นคันเดียว", "คั่วพริกเอง")]
    assert told == sorted(told)


def test_behind_the_scenes_puts_the_making_first() -> None:
    caption = write(BY_ID["en_taqueria_pozole"], post_type=PostType.BEHIND_THE_SCENES).caption
    assert caption.index("recipe for pozole") < caption.index("tiny garage")


ORCHARD = {
    "text": "Figs $6 a basket. Picked by my uncle the day before. Let them go soft before you eat them. "
    "While supplies last.",
    "category": "market_stall",
    "region": "OC",
    "language": "en",
}


def test_what_helps_a_visitor_is_a_tip_and_no_story() -> None:
    tip, story, behind = (
        write(ORCHARD, post_type=kind).caption.split("\n\n")[1]
        for kind in (PostType.TIP, PostType.STORY, PostType.BEHIND_THE_SCENES)
    )
    assert tip == "Let them go soft before you eat them."
    assert story == behind == "Picked by my uncle the day before."


def test_a_question_fits_its_answer_or_is_not_asked() -> None:
    exchanges = write(ORCHARD, post_type=PostType.FAQ, platform=Platform.LINKEDIN).caption
    assert "A: Picked by my uncle the day before" in exchanges
    assert "A: Let them" not in exchanges
    assert "A: While supplies" not in exchanges


def test_a_seasonal_post_greets_the_season_the_owner_named() -> None:
    caption = write(BY_ID["th_bakery_songkran"], post_type=PostType.SEASONAL).caption
    assert "สงกรานต์" in caption.split("\n")[0] or "ปีใหม่ไทย" in caption.split("\n")[0]


@pytest.mark.parametrize(
    ("tone", "endings"),
    [
        (Tone.FRIENDLY_KA, ("คะ", "ค่ะ", "ค่า")),
        (Tone.FRIENDLY_KRAP, ("ครับ",)),
        (Tone.POLITE_KA, ("คะ", "ค่ะ")),
        (Tone.POLITE_KRAP, ("ครับ",)),
    ],
)
def test_thai_speaks_with_the_particle_of_the_shop_and_no_other(tone: Tone, endings: tuple[str, ...]) -> None:
    others = {"ค่ะ", "คะ", "ค่า", "ครับ", "น้า", "จ้า"} - set(endings)
    for post_type in PostType:
        spoken = frame_lines(write(CAKE, tone=tone, post_type=post_type), CAKE)
        assert any(line.endswith(endings) for line in spoken)
        assert not any(line.endswith(tuple(others)) for line in spoken)


def frame_lines(written: Written, row: dict[str, Any]) -> list[str]:
    lines = [EMOJI.sub("", line).strip() for line in written.caption.split("\n")]
    return [line for line in lines if line and not any(fact in line for fact in facts_of(row).texts)]


@pytest.mark.parametrize("tone", QUIET)
@pytest.mark.parametrize("language", Language)
def test_quiet_tones_use_no_emoji_and_no_exclamation_marks(tone: Tone, language: Language) -> None:
    for post_type in PostType:
        caption = write(CAKE, tone=tone, language=language, post_type=post_type).caption
        assert not EMOJI.search(caption)
        assert "!" not in caption


@pytest.mark.parametrize("platform", [Platform.GOOGLE_BUSINESS, Platform.LINKEDIN, Platform.PINTEREST])
def test_plain_platforms_get_no_emoji(platform: Platform) -> None:
    assert not EMOJI.search(write(CAKE, platform=platform, tone=Tone.PLAYFUL).caption)


def test_google_gets_no_link_handle_or_hashtag() -> None:
    written = write(BY_ID["en_pet_grooming"], platform=Platform.GOOGLE_BUSINESS)
    assert not re.search(r"www|@|#", written.text)


def test_platforms_differ_in_length_as_their_readers_do() -> None:
    lengths = {p: len(write(DIVING, platform=p).caption) for p in Platform}
    short = max(lengths[p] for p in (Platform.X, Platform.TIKTOK, Platform.THREADS))
    assert short < lengths[Platform.LINKEDIN]
    assert lengths[Platform.LINE_OA] < lengths[Platform.INSTAGRAM] * 1.2


def test_the_reason_to_read_on_stands_before_the_fold() -> None:
    for row, platform in itertools.product(PASTES, (Platform.INSTAGRAM, Platform.TIKTOK)):
        caption = write(row, platform=platform).caption
        assert len(caption.split("\n")[0]) <= (facts(platform).visible or 90)


def test_a_pin_opens_with_a_title_that_is_shown_whole() -> None:
    shown = facts(Platform.PINTEREST).title_visible or 40
    for row in PASTES:
        if any(len(text) <= shown for text in facts_of(row).texts):
            assert len(write(row, platform=Platform.PINTEREST).caption.split("\n")[0]) <= shown
