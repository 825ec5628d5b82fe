"""Layouts around an owner's photo: all show it, none is like another, and a final is the same picture."""

import io
from itertools import combinations

import pytest
from PIL import Image

from socialdraft.services.imaging import likeness
from socialdraft.studio import pictures
from socialdraft.studio.pictures.layouts import PHOTO_FAMILIES

BRIEF = "Business: cafe\nName: {name}\nContext: {context}\nLanguage: {language}\nVariation: 1"
BRIEFS = {
    "en": BRIEF.format(name="Daybreak", context="Maple oat latte $5.50 | Open 7am-3pm", language="en"),
    "th": BRIEF.format(name="เช้านี้คาเฟ่", context="ลาเต้เย็น แก้วละ 65 บาท | เปิด 7.00-17.00 น.", language="th"),
    "wordless": "Business: florist\nVariation: 1",
}
SIZES = ((256, 320), (256, 256), (256, 192), (216, 384))


def photo(colour: str) -> bytes:
    picture = Image.new("RGB", (320, 240), colour)
    picture.paste(Image.new("RGB", (320, 60), "white"), (0, 40))
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def gallery(brief: str, *, colour: str = "magenta", size: tuple[int, int] = SIZES[0]) -> list[bytes]:
    width, height = size
    numbers = range(len(PHOTO_FAMILIES))
    shown = photo(colour)
    return [pictures.draw(brief, index=n, width=width, height=height, detail="low", photo=shown) for n in numbers]


@pytest.mark.parametrize("brief", ["en", "wordless"])
def test_there_are_twenty_and_no_two_are_alike(brief: str) -> None:
    drawn = gallery(BRIEFS[brief])
    assert len(drawn) == 20
    assert min(likeness(one, other) for one, other in combinations(drawn, 2)) > 0.05


@pytest.mark.parametrize("brief", BRIEFS)
def test_another_photo_makes_another_picture_of_every_layout(brief: str) -> None:
    pairs = zip(gallery(BRIEFS[brief]), gallery(BRIEFS[brief], colour="green"), strict=True)
    assert min(likeness(one, other) for one, other in pairs) > 0.01


@pytest.mark.parametrize("size", SIZES)
def test_every_layout_takes_every_platform_s_shape(size: tuple[int, int]) -> None:
    for png in gallery(BRIEFS["th"], size=size):
        with Image.open(io.BytesIO(png)) as picture:
            assert picture.size == size


def test_a_final_is_drawn_again_with_the_photo_its_idea_carries() -> None:
    ideas = gallery(BRIEFS["th"])
    for number in (0, 7, 13):
        final = pictures.redraw(ideas[number], width=272, height=340, detail="high")
        distances = [likeness(final, other) for other in ideas]
        assert distances.index(min(distances)) == number
