"""The confined program that reads an owner's photo: what it takes, what it refuses, and what that may cost."""

import io
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from socialdraft.policy import Limits
from socialdraft.services import photo_decoder
from socialdraft.services.uploads import DECODER, LONGEST_SIDE

HEIC = (Path(__file__).parents[1] / "data" / "photo.heic").read_bytes()
"""320 x 200, red and blue, with a camera's name and a place; made with pillow-heif 1.8.1."""
SECRETS = (b"SecretCam", b"GPS", b"Exif", b"xmp", b"<script", b"PK\x03\x04", b"%PDF", b"ICC_PROFILE")


MEASURE = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:])
_, status, used = os.wait4(child.pid, 0)
sys.stderr.write(f"{os.waitstatus_to_exitcode(status)} {used.ru_maxrss // 1024}")
"""
"""Stands between us and the decoder, because a child's peak begins at the size of the process that starts it."""


def decode(photo: bytes, *, program: str = str(DECODER)) -> tuple[bytes, int, int]:
    """What the program writes, its exit code and the most memory it took, in megabytes."""
    limits = Limits()
    words = [program, str(limits.upload_bytes), str(limits.upload_pixels), str(LONGEST_SIDE)]
    command = [sys.executable, "-Ic", MEASURE, sys.executable, "-I", *words]
    done = subprocess.run(command, input=photo, capture_output=True, check=True, env={})
    code, megabytes = done.stderr.split()[-2:]
    return done.stdout, int(code), int(megabytes)


def picture(kind: str = "PNG", *, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes, rows: bytes = b"") -> bytes:
    """A PNG of this size, with `rows` compressed already or as good as none."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = [chunk(b"IHDR", header), *chunks, chunk(b"IDAT", rows or zlib.compress(b"\0" * 4096)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


@cache
def flat_bomb() -> bytes:
    """A PNG that is honest about 560 megabytes of pixels, in half a megabyte."""
    side, packer = 13_700, zlib.compressobj(1)
    rows = [packer.compress(b"\0" * (1 + 3 * side) * 100) for _ in range(side // 100)]
    return png(side, side, rows=b"".join([*rows, packer.flush()]))


def with_place() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (13.0, 45.0, 0.0)
    return exif


def text_bomb() -> bytes:
    return png(64, 64, chunk(b"zTXt", b"k\0\0" + zlib.compress(b"x" * 200_000_000, 9)))


def spliced(photo: bytes) -> bytes:
    """The same file with 40 bytes of its middle turned over."""
    changed = bytearray(photo)
    for at in range(len(photo) // 2, len(photo) // 2 + 40):
        changed[at] ^= 0xFF
    return bytes(changed)


REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    "html": lambda: b"<html><script>alert(1)</script></html>",
    "pdf": lambda: b"%PDF-1.7\n" + b"0" * 500,
    "gif": lambda: picture("GIF"),
    "tiff": lambda: picture("TIFF"),
    "bmp": lambda: picture("BMP"),
    "ico": lambda: picture("ICO"),
    "many pixels": flat_bomb,
    "many pixels, no rows": lambda: png(50_000, 50_000),
    "much text": text_bomb,
    "cut jpeg": lambda: picture("JPEG", size=(600, 400))[:-300],
    "cut png": lambda: picture("PNG")[:-30],
    "cut webp": lambda: picture("WEBP", size=(600, 400))[:60],
    "cut heic": lambda: HEIC[: len(HEIC) // 2],
    "heic in name only": lambda: HEIC[:24] + b"<html>" + b"\0" * 400,
    "spliced png": lambda: spliced(picture("PNG", size=(300, 300))),
    "gif and javascript": lambda: b"GIF89a/*" + b"\0" * 200 + b"*/=1;alert(1)",
}
TAKEN: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: picture("JPEG", comment=b"SecretCam"),
    "png": lambda: picture("PNG"),
    "webp": lambda: picture("WEBP"),
    "heic": lambda: HEIC,
    "jpeg and zip": lambda: picture("JPEG") + b"PK\x03\x04 payload",
    "png and html": lambda: picture("PNG") + b"<script>alert(1)</script>",
    "jpeg and pdf": lambda: picture("JPEG", comment=b"%PDF-1.7"),
    "webp with a place": lambda: picture("WEBP", exif=with_place()),
    "png with a place": lambda: picture("PNG", exif=with_place()),
    "jpeg with broken notes": lambda: picture("JPEG", exif=b"Exif\0\0SecretCam and no more"),
}


@pytest.mark.parametrize("photo", REFUSED.values(), ids=REFUSED)
def test_what_is_no_sound_photo_gives_nothing_and_takes_little(photo: Callable[[], bytes]) -> None:
    written, code, megabytes = decode(photo())
    assert (written, code == 0) == (b"", False)
    assert megabytes < photo_decoder.MEMORY // 1024**2


@pytest.mark.parametrize("photo", TAKEN.values(), ids=TAKEN)
def test_what_comes_out_is_a_bare_jpeg_and_nothing_that_was_hidden(photo: Callable[[], bytes]) -> None:
    written, code, _ = decode(photo())
    assert code == 0
    with Image.open(io.BytesIO(written)) as clean:
        clean.load()
        assert clean.format == "JPEG"
        assert not clean.getexif()
        assert set(clean.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert [secret for secret in SECRETS if secret in written] == []


def test_a_photo_of_an_iphone_keeps_its_picture_and_loses_its_place() -> None:
    assert b"SecretCam" in HEIC
    with Image.open(io.BytesIO(decode(HEIC)[0])) as clean:
        assert clean.size == (320, 200)
        red, _, blue = clean.getpixel((40, 100))  # type: ignore[misc]
        assert red > 200 > blue


def test_noise_in_any_format_never_passes_for_a_photo() -> None:
    dice = random.Random(5)  # noqa: S311
    for start in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBPVP8 ", HEIC[:40]):
        written, code, megabytes = decode(start + dice.randbytes(3000))
        assert (written, code == 0) == (b"", False)
        assert megabytes < photo_decoder.MEMORY // 1024**2


def test_without_its_bounds_the_same_bomb_takes_what_it_wants(tmp_path: Path) -> None:
    unbound = DECODER.read_text().replace("    confine()\n", "").replace('raise ValueError("too many pixels")', "pass")
    unbound = unbound.replace("Image.MAX_IMAGE_PIXELS = pixels", "Image.MAX_IMAGE_PIXELS = None")
    (tmp_path / "unbound.py").write_text(unbound)
    _, _, megabytes = decode(flat_bomb(), program=str(tmp_path / "unbound.py"))
    assert megabytes > photo_decoder.MEMORY // 1024**2
