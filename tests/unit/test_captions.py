"""Captions are counted, cut and tagged as each platform does it."""

import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from socialdraft.platforms import facts
from socialdraft.policy import Platform
from socialdraft.services.captions import (
    HashtagVerdict,
    compose,
    count,
    counted,
    cut,
    forbidden,
    hashtag_advice,
    hashtags,
    normalize,
    opening,
    urls,
)

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
THAI = "สวัสดีค่ะ วันนี้มีก๋วยเตี๋ยวน้ำใสกับข้าวมันไก่"

words = st.lists(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("กขน้ำำัี่้๊๋์ #.:/-_ab1\n\u200b\u200d\ufe0f"),
        st.sampled_from(["😀", "👍🏽", "🇹🇭", FAMILY, SCOTLAND, "1️⃣", "e\u0301", "日", "example.com"]),
    ),
    max_size=40,
).map("".join)
platforms = st.sampled_from(Platform)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("This is a test.", 15),
        ("http://test.com", 23),
        ("https://test.com", 23),
        ("test.com", 23),
        ("Test https://test.com test https://test.com test.com test", 86),
        ("저찀쯿쿿", 8),
        ("の" * 140, 280),
        ("🐱" * 140, 280),
        ("H🐱☺" + FAMILY, 7),
        ("🇹🇭", 2),
        ("👍🏽", 2),
        ("1️⃣", 2),
        (SCOTLAND, 2),
        ("e\u0301", 1),
        (THAI, 46),
        ("ขายที่ example.co.th ค่ะ", 34),
        ("ร้านเราexample.comค่ะ", 33),
        ("http://ร้าน.ไทย/a", 23),
        ("https://example.com/กขค", 26),
        ("https://example.com.", 24),
        ("(see example.com/a(b))", 29),
        ("http://a.b.c.example.com?x=1&y=2.", 24),
        ("HTTP://EXAMPLE.COM", 23),
        ("example.com:8080/x", 23),
        ("user@example.com", 16),
        ("@example.com", 12),
        ("#example.com", 12),
        ("x_example.com", 13),
        ("http://localhost", 16),
        ("http://www.-domain4352.com/", 27),
        ("10.30", 5),
        ("ส.ค.", 4),
    ],
)
def test_x_weighs_text_as_its_conformance_cases_do(text: str, weight: int) -> None:
    assert count(text, platform=Platform.X) == weight


LIE = "A lie gets halfway around the world before the truth has a chance to get its pants on."
QUOTED = f"{LIE} Winston Churchill (1874-1965) http://bit.ly/dJpywL"
ACCENTED = (
    "A lié géts halfway arøünd thé wørld béføré thé truth has a chance tø get its pants øn."
    " Winston Churchill (1874-1965) http://bit.ly/dJpywL"
)


# twitter-text, conformance/validate.yml, section tests.tweets at 0f6da90 (Apache 2.0), case by case.
@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("I am a Tweet", True),
        (QUOTED, True),
        (ACCENTED, True),
        ("の" * 140, True),
        ("🐱" * 140, True),
        ("", False),
        (f"{QUOTED} {QUOTED}", False),
        (f"{QUOTED.replace('on. Winston', 'on.' + chr(10) + 'Winston')} {QUOTED}", False),
    ],
)
def test_x_takes_what_its_conformance_file_calls_valid(*, text: str, valid: bool) -> None:
    told = counted(text, platform=Platform.X)
    assert (0 < told.used <= told.limit) is valid
    assert (told.over == 0 and bool(text)) is valid


@pytest.mark.parametrize(
    ("platform", "text", "length"),
    [
        (Platform.LINE_OA, "🍎", 2),
        (Platform.LINE_OA, "น้ำ", 3),
        (Platform.LINE_OA, FAMILY, 11),
        (Platform.THREADS, "ab🍎", 6),
        (Platform.THREADS, "น้ำ", 3),
        (Platform.THREADS, "❤️", 6),
        (Platform.THREADS, FAMILY, 25),
        (Platform.INSTAGRAM, FAMILY, 7),
        (Platform.INSTAGRAM, "น้ำ", 3),
        (Platform.INSTAGRAM, "e\u0301", 1),
        (Platform.FACEBOOK, "a\nb", 3),
    ],
)
def test_each_platform_counts_by_its_own_rule(platform: Platform, text: str, length: int) -> None:
    assert count(text, platform=platform) == length


def test_the_counter_says_how_far_over_and_where_the_text_folds() -> None:
    text = "ก" * 2210
    result = counted(text, platform=Platform.INSTAGRAM)
    assert (result.used, result.limit, result.over, result.visible_mark) == (2210, 2200, 10, 125)


def test_a_short_text_has_no_fold_and_neither_has_a_platform_whose_fold_is_unknown() -> None:
    assert counted("short", platform=Platform.INSTAGRAM).visible_mark is None
    assert counted("long " * 90, platform=Platform.THREADS).visible_mark is None


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("น้ำใจ", 2, ""),
        ("น้ำใจ", 3, "น้ำ"),
        ("ที่นี่", 4, "ที่"),
        (FAMILY + "x", 6, ""),
        ("ab🇹🇭", 3, "ab"),
    ],
)
def test_a_cut_never_separates_a_letter_from_its_marks(text: str, limit: int, kept: str) -> None:
    assert cut(text, platform=Platform.INSTAGRAM, limit=limit) == kept


def test_a_cut_never_leaves_half_an_address_on_x() -> None:
    assert cut("see example.com/menu now", platform=Platform.X, limit=20) == "see "


@settings(deadline=None)
@given(words, platforms, st.integers(0, 80))
def test_a_cut_is_a_beginning_that_fits_and_is_as_long_as_it_can_be(text: str, platform: Platform, limit: int) -> None:
    kept = cut(text, platform=platform, limit=limit)
    assert text.startswith(kept)
    assert regex.findall(r"\X", text)[: len(regex.findall(r"\X", kept))] == regex.findall(r"\X", kept)
    assert len(kept) <= len(text)
    if platform is not Platform.X:
        rest = regex.match(r"\X", text[len(kept) :])
        assert count(kept, platform=platform) <= limit
        assert rest is None or count(kept + rest.group(), platform=platform) > limit


@settings(deadline=None)
@given(words, platforms)
def test_composing_marks_before_or_after_gives_the_same_count(text: str, platform: Platform) -> None:
    if platform is not Platform.X:
        decomposed = unicodedata.normalize("NFD", text)
        composed = unicodedata.normalize("NFC", text)
        assert abs(count(decomposed, platform=platform) - count(composed, platform=platform)) <= len(decomposed) - len(
            composed
        )


@settings(deadline=None)
@given(words)
def test_normalizing_is_final(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@settings(deadline=None)
@given(words)
def test_normalized_text_is_nfc_without_invisible_controls(text: str) -> None:
    clean = normalize(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not regex.search(r"[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\x00\r]", clean)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น้ำ", "น้ำ"),
        ("ที\u200bเด็ด", "ทีเด็ด"),
        ("pay\u202epal", "paypal"),
        ("a\u200db", "ab"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        (FAMILY, FAMILY),
        (SCOTLAND, SCOTLAND),
        ("hi\U000e0068\U000e0069", "hi"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("cafe\u0301", "café"),
        ("①ﬁ", "①ﬁ"),
    ],
)
def test_normalizing_mends_what_keyboards_and_copying_leave_behind(typed: str, clean: str) -> None:
    assert normalize(typed) == clean


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#กรุงเทพ #ก๋วยเตี๋ยว", ("#กรุงเทพ", "#ก๋วยเตี๋ยว")),
        ("#น้ำปั่น!", ("#น้ำปั่น",)),
        ("ร้าน #ของดี2569 ค่ะ", ("#ของดี2569",)),
        ("#1 in town, table #12", ()),
        ("a#b https://x.com/#top", ()),
        ("＃ไทย", ("#ไทย",)),
        ("#OC_eats,#tacos", ("#OC_eats", "#tacos")),
    ],
)
def test_hashtags_keep_their_vowels_and_tone_marks(text: str, found: tuple[str, ...]) -> None:
    assert hashtags(text) == found


@pytest.mark.parametrize(
    ("platform", "tags", "verdict"),
    [
        (Platform.INSTAGRAM, 5, HashtagVerdict.OK),
        (Platform.INSTAGRAM, 6, HashtagVerdict.TOO_MANY),
        (Platform.FACEBOOK, 2, HashtagVerdict.OK),
        (Platform.FACEBOOK, 3, HashtagVerdict.FEWER),
        (Platform.LINE_OA, 1, HashtagVerdict.AVOID),
        (Platform.LINE_OA, 0, HashtagVerdict.OK),
        (Platform.THREADS, 2, HashtagVerdict.TOO_MANY),
    ],
)
def test_hashtag_advice_follows_the_platform(platform: Platform, tags: int, verdict: HashtagVerdict) -> None:
    text = " ".join(f"#ของดี{number}" for number in range(tags))
    advice = hashtag_advice(text, platform=platform)
    assert (advice.used, advice.verdict) == (tags, verdict)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Call (949) 555-0134 today", ("phone",)),
        ("โทร ๐๘๑-๒๓๔-๕๖๗๘ ค่ะ", ("phone",)),
        ("Menu at example.com #tacos", ("url", "hashtag")),
        ("2 tacos $5, 11:00-14:00, 12/08/2569", ()),
    ],
)
def test_google_business_says_what_it_would_reject(text: str, kinds: tuple[str, ...]) -> None:
    assert forbidden(text, platform=Platform.GOOGLE_BUSINESS) == kinds
    assert forbidden(text, platform=Platform.FACEBOOK) == ()


def test_composing_adds_only_new_hashtags_and_only_as_many_as_do_good() -> None:
    whole = compose("มื้อเย็น #ของดี", ["ของดี", "#ก๋วยเตี๋ยว", "อร่อย"], platform=Platform.FACEBOOK)
    assert whole == "มื้อเย็น #ของดี\n\n#ก๋วยเตี๋ยว"


def test_composing_for_a_platform_without_hashtags_leaves_the_caption_alone() -> None:
    assert compose("Hello", ["#tacos"], platform=Platform.GOOGLE_BUSINESS) == "Hello"


@settings(deadline=None)
@given(words, st.lists(words, max_size=6), platforms)
def test_composing_keeps_the_caption_whole_and_never_crosses_the_limit(
    caption: str, tags: list[str], platform: Platform
) -> None:
    whole = compose(caption, tags, platform=platform)
    assert caption.strip() in whole
    grew = whole != caption
    assert not grew or count(whole, platform=platform) <= facts(platform).max
    assert not grew or len(hashtags(whole)) <= facts(platform).hashtags_advised


def test_long_hostile_texts_are_counted_in_linear_time() -> None:
    for text in ("a." * 20_000, "http://" * 5_000, "a.com/" + "(" * 9_000 + ")" * 30_000, "😀" * 9_000):
        assert count(text, platform=Platform.X) > 0
        assert isinstance(urls(text), list)


def test_a_post_is_known_by_its_first_words_in_one_line_and_no_word_is_cut() -> None:
    assert opening("A quick hello:\n\nsat buns $4.50\n\n#buns") == "A quick hello: sat buns $4.50 #buns"
    long = opening("ขนม " * 100)
    assert set(long.split()) == {"ขนม"}
    assert len(long) < 130
    assert opening("ก" * 300) == "ก" * 300
