"""However a text is written, cues are found where they stand, and quickly."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import risk as figures
from socialdraft.policy import Category, Language, Region
from socialdraft.services import lexicon, risk

words = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("กเขแดีุ่้ำํา\u200b 100%best.\n")), max_size=60)


def flags(text: str, region: Region = Region.TH) -> list[risk.RiskFlag]:
    return risk.flags(text, region=region, language=Language.TH, category=Category.OTHER)


@settings(deadline=None)
@given(words, st.sampled_from(["ดีที่สุด", "อันดับ 1", "เบียร์", "best in town", "50% off", "081-234-5678"]), words)
def test_a_quote_is_the_text_at_its_place(before: str, cue: str, after: str) -> None:
    text = before + cue + after
    for region in Region:
        for flag in flags(text, region):
            assert text[flag.start : flag.end] == flag.quote


@settings(deadline=None)
@given(words)
def test_folding_keeps_track_of_every_character(text: str) -> None:
    folded = lexicon.fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@settings(deadline=None)
@given(words)
def test_how_marks_are_composed_does_not_change_what_is_found(text: str) -> None:
    composed, split = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert {flag.rule for flag in flags(composed)} == {flag.rule for flag in flags(split)}


@pytest.mark.parametrize("piece", ["เบียร์", "ที่สุด ", "free with ", "a.b@c.d ", "0812345678 ", "win ", "cures my ", "ก"])
def test_long_hostile_texts_are_checked_in_linear_time(piece: str) -> None:
    seconds = []
    for size in (2_500, 25_000):
        text = (piece * size)[:size]
        started = time.process_time()
        flags(text)
        seconds.append(time.process_time() - started)
    assert seconds[1] < 30 * seconds[0] + 1


def test_the_quick_look_for_pieces_never_hides_a_cue() -> None:
    folded = [lexicon.fold(row["text"]).text for name in ("claims", "harmless") for row in figures.rows(name)[::5]]
    texts = {text: lexicon._present(text) for text in folded}
    for rule in (rule for region in Region for rule in lexicon.rules(region)):
        for cue in (*lexicon._cues(rule, thai=True), *lexicon._excuses(rule.unless + rule.unless_near)):
            hidden = [text for text in texts if not cue.may_be_among(texts[text]) and cue.pattern.search(text)]
            assert hidden == [], cue.written
