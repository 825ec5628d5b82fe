"""A program of its own: reads one untrusted photo from stdin and writes a clean JPEG to stdout.

`python -I photo_decoder.py <most bytes> <most pixels> <longest side>`; any exit code but 0 means "no photo we take".
"""

import io
import resource
import struct
import sys
import warnings

import pi_heif
from PIL import Image, ImageCms, ImageFile, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 8
QUALITY = 90


def confine() -> None:
    """From here on a bomb ends this process, not the server."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    if sys.platform.startswith("linux"):  # macOS refuses this one
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("error")


def clean(photo: bytes, *, pixels: int, side: int) -> bytes:
    """The picture upright, in sRGB on white, without metadata, no side longer than `side` pixels."""
    # Its depth pictures and previews are not wanted, and threads of its own would reserve memory each.
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    Image.MAX_IMAGE_PIXELS = pixels
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    opened: Image.Image = Image.open(io.BytesIO(photo), formats=FORMATS)
    if opened.width * opened.height > pixels:
        raise ValueError("too many pixels")
    if opened.mode == "P":
        opened = opened.convert("RGBA")
    opened.thumbnail((side, side), reducing_gap=2.0)  # before anything else: all further copies are small
    upright = _on_white(_in_srgb(_turned(opened)))
    bare = Image.new("RGB", upright.size)  # a JPEG would inherit the comment of the picture it is saved from
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _turned(picture: Image.Image) -> Image.Image:
    """As its camera meant it; notes that can't be read say nothing."""
    try:
        return ImageOps.exif_transpose(picture)
    except (OSError, SyntaxError, ValueError, struct.error):
        return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (OSError, ImageCms.PyCMSError):
        return picture  # a broken profile is no reason to lose the photo


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return picture.convert("RGB")


def main(most_bytes: int, pixels: int, side: int) -> None:
    photo = sys.stdin.buffer.read(most_bytes + 1)
    confine()
    sys.stdout.buffer.write(clean(photo, pixels=pixels, side=side))


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
