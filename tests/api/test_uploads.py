"""The owner's own photo: a clean picture, or a refusal."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageCms

from socialdraft.errors import FileTooLarge, UnsupportedImage
from socialdraft.policy import Limits
from socialdraft.services import uploads
from tests.api.visitor import Visitor, made, new_key, refused

Photo = Callable[[], bytes]
HEIC = (Path(__file__).parents[1] / "data" / "photo.heic").read_bytes()
"""320 x 200, red left and blue right, with a camera's name and a place in its EXIF."""


def saved(kind: str, *, size: tuple[int, int] = (400, 200), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    left = Image.new(mode, size, "blue")
    left.paste(Image.new(mode, (size[0] // 2, size[1]), "red"))
    left.save(out, kind, **options)
    return out.getvalue()


def with_exif(*, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCam"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (13.0, 45.0, 0.0)
    return saved("JPEG", exif=exif, comment=b"my secret comment")


def wide_heic() -> bytes:
    """The HEIC that claims to be enormous."""
    size = struct.pack(">II", 320, 200)
    assert HEIC.count(size) == 1
    return HEIC.replace(size, struct.pack(">II", 60_000, 60_000))


def send(visitor: Visitor, photo: bytes, *, name: str = "photo.jpg") -> httpx.Response:
    return visitor.http.post("/api/uploads", files={"file": (name, photo, "image/jpeg")})


def bomb(width: int, height: int) -> bytes:
    """A tiny PNG that claims to be enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 4096))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_a_photo_is_kept_and_shown_to_its_owner(visitor: Visitor, kind: str, mode: str) -> None:
    told = made(send(visitor, saved(kind, mode=mode)))
    assert (told["width"], told["height"]) == (400, 200)
    full = visitor.get(f"/api/images/{told['upload_id']}")
    assert full.headers["content-type"] == "image/jpeg"
    assert visitor.get(f"/api/images/{told['upload_id']}?size=thumb").headers["content-type"] == "image/webp"


def test_a_photo_is_turned_upright_and_tells_nothing_about_where_it_was_taken(visitor: Visitor) -> None:
    told = made(send(visitor, with_exif(orientation=6)))
    assert (told["width"], told["height"]) == (200, 400)
    content = visitor.get(f"/api/images/{told['upload_id']}").content
    for secret in (b"SecretCam", b"secret comment", b"Exif", b"ICC_PROFILE"):
        assert secret not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert not picture.getexif()
        red, _, blue = picture.convert("RGB").getpixel((100, 40))  # type: ignore[misc]
        assert red > 200 > blue, "the left half of the photo is now on top"


def test_a_photo_of_an_iphone_arrives_as_a_clean_jpeg(visitor: Visitor) -> None:
    told = made(send(visitor, HEIC, name="IMG_0001.HEIC"))
    assert (told["width"], told["height"], told["sent_to_ai"]) == (320, 200, False)
    content = visitor.get(f"/api/images/{told['upload_id']}").content
    assert b"SecretCam" in HEIC
    assert b"SecretCam" not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.format == "JPEG"
        assert not picture.getexif()
        red, _, blue = picture.convert("RGB").getpixel((40, 100))  # type: ignore[misc]
        assert red > 200 > blue


@pytest.mark.parametrize("name", ["photo.png", "photo.svg", "photo.exe", "../../etc/passwd", "รูป.heic", ""])
def test_what_a_photo_is_called_changes_nothing(visitor: Visitor, name: str) -> None:
    told = made(send(visitor, saved("JPEG"), name=name or " "))
    assert visitor.get(f"/api/images/{told['upload_id']}").headers["content-type"] == "image/jpeg"


def test_a_photo_in_another_colour_space_arrives_in_srgb(visitor: Visitor) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert send(visitor, saved("JPEG", icc_profile=profile)).status_code == 201
    assert send(visitor, saved("JPEG", icc_profile=b"broken")).status_code == 201


def test_a_large_photo_becomes_smaller(visitor: Visitor) -> None:
    told = made(send(visitor, saved("JPEG", size=(6000, 4000))))
    assert (told["width"], told["height"]) == (2560, 1707)


@pytest.mark.parametrize(
    "photo",
    [
        b"",
        b"not a picture at all",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><body>hello</body></html>",
        b"GIF89a/*" + b"\0" * 200 + b"*/=1;alert(1)",
        saved("GIF", mode="P"),
        saved("TIFF"),
        saved("BMP"),
        HEIC[:-200],
        wide_heic(),
        HEIC.replace(b"heic", b"avif"),
        saved("AVIF"),
        saved("JPEG")[:-400],
        saved("PNG")[:-40],
        bomb(50_000, 50_000),
        bomb(6400, 6400),
        bomb(6000, 6000),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    ],
    ids=lambda photo: f"{len(photo)}-{photo[:6]!r}",
)
def test_what_is_no_sound_photo_is_refused_and_nothing_is_kept(visitor: Visitor, photo: bytes) -> None:
    told = refused(send(visitor, photo, name="photo.png"), 415, "unsupported_image")
    assert "JPEG" in told["detail"]
    assert visitor.server.sql("SELECT count(*) FROM uploads u JOIN sessions s ON u.owner_id = s.id "
                              "WHERE s.id = %s", visitor.session_id) == [(0,)]  # fmt: skip


def test_a_picture_with_a_zip_behind_it_loses_the_zip(visitor: Visitor) -> None:
    told = made(send(visitor, saved("JPEG") + b"PK\x03\x04 payload"))
    assert b"PK\x03\x04" not in visitor.get(f"/api/images/{told['upload_id']}").content


@pytest.mark.parametrize("size", [10_000_001, 12_000_000])
def test_a_file_over_ten_megabytes_is_refused(visitor: Visitor, size: int) -> None:
    refused(send(visitor, b"\xff\xd8\xff" + b"\0" * size), 413, "file_too_large")


def test_the_form_must_hold_a_file(visitor: Visitor) -> None:
    refused(visitor.http.post("/api/uploads", data={"file": "text"}, files={}), 422, "invalid")
    refused(visitor.http.post("/api/uploads", files={"other": b"x"}), 422, "invalid")
    refused(visitor.http.post("/api/uploads", json={}), 422, "invalid")
    broken = {"content-type": "multipart/form-data"}
    refused(visitor.http.post("/api/uploads", content=b"nonsense", headers=broken), 422, "invalid")


def test_nobody_elses_photo_can_be_seen_or_used(shop: Visitor, other_shop: Visitor) -> None:
    upload_id = made(send(other_shop, saved("JPEG")))["upload_id"]
    refused(shop.get(f"/api/images/{upload_id}"), 404, "not_found")
    order = shop.order(upload_id=upload_id)
    refused(shop.post("/api/posts/generate", order, key=new_key()), 404, "not_found")
    assert other_shop.draft(upload_id=upload_id)["id"]


def test_a_photo_goes_with_its_owner(visitor: Visitor) -> None:
    told = made(send(visitor, saved("JPEG", size=(333, 111))))
    assert visitor.http.delete("/api/me").status_code == 204
    assert visitor.server.sql("SELECT 1 FROM uploads WHERE id = %s", told["upload_id"]) == []


def test_the_decoder_takes_the_largest_photo_within_its_means() -> None:
    whole = saved("PNG", size=(8000, 5000), mode="RGBA")
    clean = uploads.decoded(whole, limits=Limits())
    with Image.open(io.BytesIO(clean)) as picture:
        assert picture.size == (2560, 1600)


def test_the_decoder_obeys_its_limits() -> None:
    photo = saved("PNG", size=(1000, 1001))
    assert uploads.decoded(photo, limits=Limits(upload_pixels=1_001_000))
    with pytest.raises(UnsupportedImage):
        uploads.decoded(photo, limits=Limits(upload_pixels=1_000_999))
    with pytest.raises(FileTooLarge):
        uploads.decoded(photo, limits=Limits(upload_bytes=len(photo) - 1))
