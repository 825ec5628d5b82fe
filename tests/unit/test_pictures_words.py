"""Lettering: Thai marks in place, lines broken between words, nothing outside its box."""

import io
from itertools import accumulate

import pytest
import regex
import resvg_py
from PIL import Image, ImageChops

from socialdraft.policy import Category, Tone
from socialdraft.services.ai.palettes import Style
from socialdraft.services.ai.palettes import palette as trade_palette
from socialdraft.studio.pictures.brief import read
from socialdraft.studio.pictures.colour import contrast
from socialdraft.studio.pictures.composition import categories, compose, find_season
from socialdraft.studio.pictures.fonts import FACES, FOLDER
from socialdraft.studio.pictures.lettering import fit, words
from socialdraft.studio.pictures.motifs import dress_for, names, render
from socialdraft.studio.pictures.palette import choose
from socialdraft.studio.pictures.shaping import clean, shape
from socialdraft.studio.pictures.sheet import Box

THAI = (
    "ก๋วยเตี๋ยวเรือ ชามละ 45 บาท",
    "น้ำพริกปลาทู ปู่ย่าตายาย ที่นี่ที่เดียว",
    "ทำเล็บเจลสีพาสเทล เริ่มต้นเพียง 399 บาทเท่านั้น จองคิวล่วงหน้าได้ทุกวันค่ะ",
    "นวดแผนไทย 1 ชั่วโมง 300 บาท เปิดทุกวัน 10.00-21.00 น.",
)
LATIN = ("Boat noodles 45 baht", "Learn to dive in three days, small groups of four", "Phở tái & café au lait – $12.50")
MARK = regex.compile(r"^[\p{M}ๆฯ]")
LEADING_VOWEL_AT_END = regex.compile(r"[เแโใไ]$")


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("text", [*THAI, *LATIN])
def test_text_stays_inside_its_box_and_says_all_of_it(text: str, face: str) -> None:
    for width, height in ((850.0, 500.0), (300.0, 700.0), (900.0, 160.0)):
        setting = fit(text, face, width, height, 400.0)
        assert setting.width <= width + 0.01
        assert setting.height <= height + 0.01
        assert "".join(line.text for line in setting.lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", THAI)
def test_thai_lines_break_between_words_only(text: str) -> None:
    pieces = [word.text.replace(" ", "") for word in words(text)]
    ends = set(accumulate(len(piece) for piece in pieces))
    for width in range(300, 900, 60):
        lines = fit(text, "poster", float(width), 900.0, 90.0).lines
        position = 0
        for line in lines:
            assert not MARK.search(line.text)
            assert not LEADING_VOWEL_AT_END.search(line.text)
            position += len(line.text.replace(" ", ""))
            assert position in ends


def test_an_overlong_thai_word_is_never_cut_inside_a_grapheme() -> None:
    text = "ปู่ที่น้ำเกี๊ยว" * 12
    lines = fit(text, "poster", 200.0, 900.0, 90.0, 22.0, 40).lines
    assert len(lines) > 3
    for line in lines:
        assert not MARK.search(line.text)
        assert not LEADING_VOWEL_AT_END.search(line.text)


@pytest.mark.parametrize("together", ["45 บาท", "฿ 45", "1 ชั่วโมง", "21.00 น.", "3 days"])
def test_a_number_stays_with_what_it_counts(together: str) -> None:
    assert any(together in word.text for word in words(f"ราคา {together} only"))


@pytest.mark.parametrize("whole", ["ก๋วยเตี๋ยว", "น้ำดอกไม้", "ทุกวัน"])
def test_common_words_are_not_torn(whole: str) -> None:
    pieces = [word.text for word in words(f"ขาย{whole}ที่นี่ 9:00 {whole}")]
    assert sum(whole in piece for piece in pieces) == 2


@pytest.mark.parametrize("face", FACES)
def test_a_tone_mark_rises_above_an_upper_vowel(face: str) -> None:
    assert shape(face, "ที่").top < shape(face, "ที").top < shape(face, "ท").top
    assert shape(face, "ปู").bottom > shape(face, "ป").bottom


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("text", [*THAI, *LATIN])
def test_every_character_has_a_glyph(text: str, face: str) -> None:
    letters = [c for c in regex.findall(r"\X", clean(text)) if not c.isspace()]
    assert len(shape(face, clean(text)).glyphs) >= len(letters)


@pytest.mark.parametrize("text", ["ปู่ที่น้ำเกี๊ยว ญี่ปุ่น ฐานกุ้ง", "Éclair Ấm Åpfel gypsy"])
@pytest.mark.parametrize("face", FACES)
def test_the_ink_of_marks_is_inside_the_reported_box(text: str, face: str) -> None:
    page = compose(read(""), index=0, width=1000, height=1250, detail="high")
    page.parts.clear()
    page.definitions.clear()
    page.fill("#FFFFFF")
    room = Box(100, 300, 800, 400)
    ink = page.set_text(fit(text, face, room.width, room.height, 220.0), room, "#000000")
    png = resvg_py.svg_to_bytes(svg_string=page.document(1000, 1250), skip_system_fonts=True)
    drawn = Image.open(io.BytesIO(png)).convert("L")
    found = ImageChops.invert(drawn).getbbox()
    assert found is not None
    assert found[0] >= ink.x - 2
    assert found[1] >= ink.y - 2
    assert found[2] <= ink.right + 2
    assert found[3] <= ink.bottom + 2
    assert ink.height <= room.height + 0.01


def test_what_no_font_draws_is_left_out() -> None:
    assert clean("🍜 Hot\x00 soup 🔥\n\u202enow") == "Hot soup now"
    assert clean("咖啡") == ""


@pytest.mark.parametrize(
    ("text", "before", "price", "priced"),
    [
        ("Boat noodles 45 baht", "Boat noodles", "45 baht", True),
        ("ก๋วยเตี๋ยวเรือ ชามละ 45 บาท", "ก๋วยเตี๋ยวเรือ ชามละ", "45 บาท", True),
        ("Balayage from $120", "Balayage from", "$120", True),
        ("Lunch set at ฿129", "Lunch set", "฿129", True),
        ("20% off all drinks", "", "20%", False),
        ("Packages $1,200-1,500", "Packages", "$1,200-1,500", True),
        ("Sat-Sun 10:00-15:00", "Sat-Sun 10:00-15:00", "", False),
        ("1204 N Main St", "1204 N Main St", "", False),
    ],
)
def test_a_price_is_found_and_what_qualifies_it_stays(text: str, before: str, price: str, priced: bool) -> None:  # noqa: FBT001
    fact = read(f"Context: {text} | other").headline
    assert (fact.before, fact.price, fact.priced) == (before, price, priced)


def test_unknown_lines_are_skipped_and_the_first_value_counts() -> None:
    brief = read("Secret: x\nName: First\nNAME: Second\nDraw no letters.\nContext: A | B|  |C")
    assert brief.name == "First"
    assert [fact.text for fact in brief.facts] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("season", "motif"),
    [("loy_krathong", "krathong"), ("สงกรานต์", "drops"), ("lunar_new_year", "lantern"), ("new_year", "firework")],
)
def test_a_season_brings_its_own_motif(season: str, motif: str) -> None:
    found = find_season(read(f"Season: {season}").season)
    assert found is not None
    assert found.kit[0] == motif


def test_no_season_brings_none() -> None:
    assert find_season(read("Season: none").season) is None


PALETTES = [
    *([*trade_palette(category, style=style, tone=Tone.FRIENDLY)] for category in Category for style in Style),
    ["#FFFFFF"],
    ["#000000"],
    ["#888888", "#777777"],
    ["#FF0000", "#00FF00", "#0000FF", "#FFFF00"],
    [],
]


@pytest.mark.parametrize("colours", PALETTES)
def test_words_read_on_every_ground_and_motifs_stand_apart(colours: list[str]) -> None:
    palette = choose(colours, fallback=categories()["other"].palette)
    grounds = (palette.paper, palette.soft, palette.blush, palette.main, palette.accent, palette.deep, palette.white)
    for ground in grounds:
        assert contrast(palette.on(ground), ground) >= 4.5
        assert contrast(palette.pop(ground), ground) >= 3.0
        dress = dress_for(palette, ground)
        assert dress["main"] != ground
        assert all(render(name, dress) for name in names()[:3])


def test_every_motif_of_every_category_can_be_dressed() -> None:
    dress = dress_for(categories()["cafe"].palette, "#FFFFFF")
    used = {name for category in categories().values() for name in category.kit}
    assert used <= set(names())
    assert all("$" not in render(name, dress) for name in names())


def test_every_font_comes_with_its_licence_and_the_folder_stays_small() -> None:
    families = {stem.split("-")[0] for stem in FACES.values()}
    for family in families:
        assert "SIL Open Font License" in (FOLDER / f"{family}-OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_500_000


LONG = {
    "en": "Name: The Grand Harborview Seafood Kitchen\nContext: Slow-roasted whole dungeness crab dinner with garlic "
    "noodles for two $129.95 | Every Friday and Saturday from 5pm until we run out | Costa Mesa",
    "th": "Name: ร้านข้าวต้มกุ๊ยเจ๊หมวย สาขาตลาดพลู\nContext: ข้าวต้มปลากะพงทรงเครื่องพร้อมกุ้งแม่น้ำเผาตัวใหญ่พิเศษ ชุดละ "
    "1,290 บาท | เปิดทุกวันไม่เว้นวันหยุดนักขัตฤกษ์ 17.00-02.00 น. | ตลาดพลู ตรงข้ามสถานีรถไฟ",
}


@pytest.mark.parametrize("photo", ["", "data:image/jpeg;base64,AAAA"], ids=["drawn", "photo"])
@pytest.mark.parametrize("prompt", LONG.values(), ids=LONG)
def test_no_composition_cuts_a_long_headline_or_name(prompt: str, photo: str) -> None:
    for index in range(20):
        page = compose(read(f"Business: restaurant\n{prompt}"), index=index, width=1024, height=1280, detail="low",
                       photo=photo)  # fmt: skip
        said = regex.findall(r'aria-label="([^"]*)"', page.document(512, 640))
        assert said
        assert [line for line in said if "…" in line] == [], page.layout


def test_a_fact_that_the_headline_already_says_is_not_said_again() -> None:
    brief = read("Context: Boat noodles 45 baht | boat noodles | Sat-Sun 10:00-15:00")
    assert [fact.text for fact in brief.details] == ["Sat-Sun 10:00-15:00"]
