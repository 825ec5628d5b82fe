"""Galleries: twenty different pictures, finals of the same composition, words only from the owner."""

import html
import io
import re
from itertools import combinations, pairwise

import pytest
from PIL import Image

from socialdraft.services.imaging import likeness
from socialdraft.studio import pictures
from socialdraft.studio.pictures.brief import read
from socialdraft.studio.pictures.composition import categories, compose
from socialdraft.studio.pictures.layouts import FAMILIES

BRIEFS = {
    "noodles_en": "Business: noodle_shop\nName: Krua Somchai\nPalette: #C8452F, #F6EBDD, #2B2320, #E9B44C\n"
    "Mood: warm\nContext: Boat noodles 45 baht | Sat-Sun 10:00-15:00\nLanguage: en",
    "noodles_th": "Business: noodle_shop\nName: ครัวสมชาย\nSeason: loy_krathong\nMood: warm\n"
    "Context: ก๋วยเตี๋ยวเรือ ชามละ 45 บาท | เสาร์-อาทิตย์ 10:00-15:00 | ลูกค้าใหม่ลด 10%\nLanguage: th",
    "nails_th": "Business: nail_salon\nName: นวลเนล\nPalette: #F3EEE8,#C2456E,#F4A6B8,#1F1B24\n"
    "Context: ทำเล็บเจล เริ่มต้น 399 บาท | จองคิวล่วงหน้าได้ทุกวัน\nMood: elegant\nLanguage: th",
    "dive_en": "Business: dive_shop\nName: Blue Fin Divers\n"
    "Context: Learn to dive in three days, small groups of four\nLanguage: en",
    "name_only": "Business: bakery\nName: Golden Crust",
    "wordless": "Business: florist",
}
SIZES = ((1024, 1280), (1024, 1024), (1024, 768), (864, 1536), (1024, 1536))
WEIRD = {
    "empty": "",
    "emoji": "🍜🔥👨‍👩‍👧‍👦" * 40,
    "no keys": "a cosy place with warm light",
    "one long word": "Name: " + "w" * 3000 + "\nContext: " + "x" * 3000,
    "long thai": "Context: " + "ร้านก๋วยเตี๋ยวเรือเจ้าเก่าริมคลองเปิดมาแล้วสามสิบปี" * 20,
    "many facts": "Context: " + " | ".join(f"Fact number {n} with some words" for n in range(40)),
    "empty facts": "Name:\nContext: | | |",
    "colons": ":::\nName:: : x\nContext:a:b",
    "bad palette": "Palette: red, #12, #GGGGGG",
    "one colour": "Palette: #888888\nContext: Hello",
    "controls": "Context: a\x00b\x07c\u200bd\u202ee",
    "surrogate": "Context: \ud83d broken",
    "markup": 'Name: <b>"&amp;\'</b>\nContext: <script>alert(1)</script> 5 < 6',
    "huge variation": "Variation: 99999999999999999999",
    "negative variation": "Variation: -4",
    "unknown business": "Business: space station\nSeason: eclipse",
    "marks only": "Context: \u0e49\u0e48\u0e34\u0e31",
    "arabic": "Name: مقهى\nContext: 咖啡 コーヒー Кофе",
}  # fmt: skip


def gallery(prompt: str, *, width: int = 160, height: int = 200) -> list[bytes]:
    """Five calls for four pictures, each with its own idea, as a job makes them."""
    ideas = ("close-up product card", "flat lay", "poster", "wide scene", "pattern")
    return [
        pictures.draw(
            f"{prompt}\nComposition: {idea}\nVariation: {1 + 4 * call}",
            index=index, width=width, height=height, detail="low",
        )
        for call, idea in enumerate(ideas)
        for index in range(4)
    ]  # fmt: skip


@pytest.fixture(scope="module", params=BRIEFS)
def candidates(request: pytest.FixtureRequest) -> list[bytes]:
    return gallery(BRIEFS[request.param])


def size_of(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


def words_on(prompt: str, *, index: int, size: tuple[int, int] = (1024, 1280)) -> list[str]:
    page = compose(read(prompt), index=index, width=size[0], height=size[1], detail="high")
    found = re.findall(r'aria-label="([^"]*)"', page.document(100, 125))
    return [html.unescape(words) for words in found if html.unescape(words) not in ("studio", "“")]


def test_the_twenty_pictures_of_a_job_differ_pairwise(candidates: list[bytes]) -> None:
    nearest = min(likeness(one, other) for one, other in combinations(candidates, 2))
    assert nearest > 0.06


def test_a_final_is_nearest_to_its_own_candidate(candidates: list[bytes]) -> None:
    for number in range(0, len(candidates), 4):
        final = pictures.redraw(candidates[number], width=272, height=340, detail="high")
        distances = [likeness(final, other) for other in candidates]
        assert distances.index(min(distances)) == number
        assert distances[number] < 0.02


def test_a_final_has_the_size_asked_for_and_can_be_redrawn_again() -> None:
    candidate = pictures.draw(BRIEFS["noodles_en"], index=2, width=256, height=320, detail="low")
    final = pictures.redraw(candidate, width=272, height=340, detail="high")
    assert size_of(final) == (272, 340)
    assert pictures.redraw(final, width=272, height=340, detail="high") == final


def test_a_final_is_sharper_than_its_enlarged_candidate() -> None:
    candidate = pictures.draw(BRIEFS["noodles_en"], index=2, width=512, height=640, detail="low")
    final = pictures.redraw(candidate, width=512, height=640, detail="high")
    assert edges(final) > 1.5 * edges(candidate)


def edges(png: bytes) -> float:
    """How abruptly neighbours differ: the mean squared step along each row."""
    grey = Image.open(io.BytesIO(png)).convert("L")
    pixels = grey.tobytes()
    steps = [(a - b) ** 2 for a, b in pairwise(pixels)]
    return sum(steps) / len(steps)


def test_the_same_prompt_and_index_give_the_same_bytes() -> None:
    first, second = (pictures.draw(BRIEFS["nails_th"], index=7, width=320, height=400, detail="high") for _ in range(2))
    assert first == second


def test_another_prompt_gives_another_picture_of_the_same_ordinal() -> None:
    one = pictures.draw("Business: cafe\nVariation: 3", index=0, width=256, height=320, detail="low")
    other = pictures.draw("Business: gym\nVariation: 3", index=0, width=256, height=320, detail="low")
    assert likeness(one, other) > 0.05


def test_variation_and_index_add_up() -> None:
    prompt = BRIEFS["dive_en"]
    layouts = {
        (variation, index): order_of(f"{prompt}\nVariation: {variation}", index)
        for variation, index in ((8, 0), (7, 1), (5, 3))
    }
    assert len(set(layouts.values())) == 1


def order_of(prompt: str, index: int) -> str:
    page = compose(read(prompt), index=index, width=1024, height=1280, detail="low")
    return page.layout


@pytest.mark.parametrize("composition", ["menu board", "postcard from the shop", "arch window"])
def test_without_an_ordinal_the_composition_line_leads(composition: str) -> None:
    chosen = order_of(f"Business: cafe\nComposition: {composition}", 0)
    assert chosen.split("_")[0] in composition


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n broken"], ids=["empty", "gif", "broken"])
def test_a_picture_drawn_elsewhere_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a picture drawn here"):
        pictures.redraw(content, width=100, height=100, detail="high")


def test_a_plain_png_is_refused() -> None:
    out = io.BytesIO()
    Image.new("RGB", (10, 10)).save(out, "PNG")
    with pytest.raises(ValueError, match="not a picture drawn here"):
        pictures.redraw(out.getvalue(), width=100, height=100, detail="high")


@pytest.mark.parametrize("size", [(0, 10), (10, -1), (5000, 10)])
def test_an_impossible_size_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="size"):
        pictures.draw("", index=0, width=size[0], height=size[1], detail="low")


@pytest.mark.parametrize("prompt", WEIRD.values(), ids=WEIRD)
def test_every_layout_survives_a_weird_prompt(prompt: str) -> None:
    for index in range(len(FAMILIES)):
        width, height = SIZES[index % len(SIZES)]
        png = pictures.draw(prompt, index=index, width=width // 8, height=height // 8, detail="high")
        assert size_of(png) == (width // 8, height // 8)


@pytest.mark.parametrize("index", [-3, 10**9])
def test_an_index_out_of_the_ordinary_still_gives_a_picture(index: int) -> None:
    assert size_of(pictures.draw("Business: cafe", index=index, width=80, height=100, detail="low")) == (80, 100)


@pytest.mark.parametrize("brief", ["noodles_en", "noodles_th", "nails_th", "dive_en", "name_only", "wordless"])
def test_every_word_on_a_picture_is_the_owners(brief: str) -> None:
    said = read(BRIEFS[brief])
    source = " ".join([said.name, *(fact.text for fact in said.facts)]).casefold()
    for index in range(len(FAMILIES)):
        for words in words_on(BRIEFS[brief], index=index, size=SIZES[index % len(SIZES)]):
            assert words.casefold().rstrip("…") in source


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("brief", ["noodles_en", "noodles_th", "nails_th"])
def test_the_headline_is_on_every_portrait_whole(brief: str, size: tuple[int, int]) -> None:
    said = read(BRIEFS[brief])
    for index in range(len(FAMILIES)):
        drawn = "".join(words_on(BRIEFS[brief], index=index, size=size)).replace(" ", "")
        for part in (said.headline.before, said.headline.price):
            assert part.replace(" ", "") in drawn


def test_every_category_has_twenty_layouts_that_suit_it() -> None:
    names = {layout.__name__ for layout in FAMILIES}
    for category in categories().values():
        assert set(category.unfit) <= names
        assert len(names - set(category.unfit)) >= 20
