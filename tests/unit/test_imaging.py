"""Pictures as bytes: limits, metadata, comparison."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFilter

from socialdraft.errors import UnsupportedImage
from socialdraft.services import imaging


def picture(width: int = 400, height: int = 500, *, kind: str = "PNG", seed: int = 0, mode: str = "RGB") -> bytes:
    image = Image.new("RGB", (width, height), (240, 230, 210))
    pen = ImageDraw.Draw(image)
    shift = seed * 37 % 60 / 100
    pen.ellipse((width * shift, height * 0.2, width * (shift + 0.4), height * 0.6), fill=(190, 40, 40))
    pen.rectangle((0, height * (0.9 - shift), width, height), fill=(30, 60 + seed * 40 % 150, 90))
    out = io.BytesIO()
    image.convert(mode).save(out, kind)
    return out.getvalue()


def noise(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(out, "PNG")
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")],
)
def test_a_picture_is_measured_with_its_type(kind: str, content_type: str) -> None:
    content = picture(64, 80, kind=kind)
    found = imaging.measure(content)
    assert (found.width, found.height, found.content_type) == (64, 80, content_type)


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>502</html>", picture(kind="GIF"), picture(kind="BMP"), picture()[:900]],
    ids=["empty", "html", "gif", "bmp", "truncated"],
)
def test_what_is_not_a_whole_png_jpeg_or_webp_is_refused(content: bytes) -> None:
    with pytest.raises(UnsupportedImage):
        imaging.measure(content)


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (8000, 5001)).save(out, "PNG")
    with pytest.raises(UnsupportedImage) as refusal:
        imaging.measure(out.getvalue())
    assert refusal.value.data == {"reason": "too_many_pixels"}


def test_a_thumbnail_is_a_small_webp_of_the_same_ratio() -> None:
    small = imaging.thumbnail(noise(1024, 1280))
    image = opened(small)
    assert (image.format, image.size) == ("WEBP", (320, 400))
    assert len(imaging.thumbnail(picture(1024, 1280))) < 25_000


@pytest.mark.parametrize("box", [(1080, 1350), (1080, 1080), (1200, 900), (1080, 1920)])
def test_an_export_has_exactly_the_platforms_pixels(box: tuple[int, int]) -> None:
    content = imaging.export_jpeg(picture(1088, 1360), box=box, max_bytes=4_000_000, alt_text="a", ai_generated=True)
    assert opened(content).format == "JPEG"
    assert opened(content).size == box


def test_an_export_stays_under_the_byte_limit_even_if_it_is_hard_to_compress() -> None:
    hard = noise(1080, 1350)
    free = imaging.export_jpeg(hard, box=(1080, 1350), max_bytes=9_000_000, alt_text="", ai_generated=True)
    tight = imaging.export_jpeg(hard, box=(1080, 1350), max_bytes=700_000, alt_text="", ai_generated=True)
    assert len(free) > 700_000 >= len(tight)


def test_an_impossible_byte_limit_is_an_error_not_a_larger_file() -> None:
    with pytest.raises(ValueError, match="byte limit"):
        imaging.export_jpeg(noise(600, 600), box=(600, 600), max_bytes=2_000, alt_text="", ai_generated=True)


def test_the_focus_decides_which_side_is_cut() -> None:
    image = Image.new("RGB", (200, 100), "white")
    image.paste("red", (0, 0, 100, 100))
    out = io.BytesIO()
    image.save(out, "PNG")

    def middle(focus: tuple[float, float]) -> tuple[int, ...]:
        content = imaging.export_jpeg(
            out.getvalue(), box=(100, 100), max_bytes=99_999, focus=focus, alt_text="", ai_generated=False
        )
        pixel = opened(content).convert("RGB").getpixel((50, 50))
        assert isinstance(pixel, tuple)
        return pixel

    assert middle((0.0, 0.5))[1] < 30
    assert middle((1.0, 0.5))[1] > 225


@pytest.mark.parametrize(("by_model", "term"), [(True, "trainedAlgorithmicMedia"), (False, "algorithmicMedia")])
def test_an_export_says_how_it_was_made_and_what_it_shows(by_model: bool, term: str) -> None:  # noqa: FBT001
    content = imaging.export_jpeg(
        picture(), box=(400, 500), max_bytes=500_000, alt_text="ก๋วยเตี๋ยว <45 & more>", ai_generated=by_model
    )
    xmp = opened(content).info["xmp"].decode()
    assert f'DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/{term}"' in xmp
    assert "ก๋วยเตี๋ยว &lt;45 &amp; more&gt;" in xmp


def test_an_export_carries_nothing_else_the_original_knew() -> None:
    image = Image.new("RGB", (50, 50), "red")
    exif = Image.Exif()
    exif[0x010F] = "Camera of the owner"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    content = imaging.export_jpeg(out.getvalue(), box=(50, 50), max_bytes=99_999, alt_text="", ai_generated=False)
    assert b"Camera of the owner" in out.getvalue()
    assert b"Camera of the owner" not in content


def test_transparency_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    content = imaging.export_jpeg(out.getvalue(), box=(40, 40), max_bytes=99_999, alt_text="", ai_generated=False)
    assert opened(content).getpixel((20, 20)) == (255, 255, 255)


def test_a_picture_is_like_itself_at_any_size_and_softness() -> None:
    content = picture(1024, 1280, seed=1)
    soft = opened(content).filter(ImageFilter.GaussianBlur(3)).resize((512, 640))
    out = io.BytesIO()
    soft.save(out, "JPEG", quality=80)
    assert imaging.likeness(content, content) == pytest.approx(0, abs=1e-9)
    assert imaging.likeness(content, out.getvalue()) < 0.02


def test_different_pictures_are_far_apart_whichever_comes_first() -> None:
    one, other = picture(seed=1), picture(seed=3)
    assert imaging.likeness(one, other) > 0.1
    assert imaging.likeness(one, other) == pytest.approx(imaging.likeness(other, one))


def test_plain_pictures_compare_without_an_error() -> None:
    def plain(colour: str) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (30, 30), colour).save(out, "PNG")
        return out.getvalue()

    assert imaging.likeness(plain("white"), plain("white")) == 0
    assert imaging.likeness(plain("white"), plain("black")) > 0.5
