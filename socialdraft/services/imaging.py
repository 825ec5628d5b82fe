"""Pictures as bytes: measured, made small, cut to a platform's ratio, compared."""

import io
import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

from PIL import Image, ImageCms, ImageOps

from socialdraft.errors import UnsupportedImage

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
MOST_PIXELS = 40_000_000
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
LONGEST_ALT_TEXT = 1000
BEST_QUALITY, WORST_QUALITY = 92, 40
GRID = 16
DRIFT = 0.15
"""A likeness above this is another picture to the eye: a final may be finer than its candidate, not different."""
SCREEN = 720
"""As wide as a phone shows a picture: a third of the file, and no softer to the eye."""
REFERENCE_SIDE = 1280
"""Pixels of the longer side; each reference picture is billed by its area."""

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 Iptc4xmpExt:DigitalSourceType="{source}">
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt>
<rdf:li xml:lang="x-default">{alt}</rdf:li>
</rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


Picture = bytes | Image.Image
"""A file, or one that `opened` has decoded already: decoding is what costs time."""


@dataclass(frozen=True, slots=True)
class Measured:
    width: int
    height: int
    content_type: str


def measure(image: Picture) -> Measured:
    """Size in pixels and type; raises UnsupportedImage for what is broken, huge or no PNG, JPEG or WebP."""
    found = opened(image)
    kind = FORMATS[found.format or ""]
    return Measured(found.width, found.height, kind)


def thumbnail(image: Picture, *, width: int = 320) -> bytes:
    """A WebP `width` pixels wide, about 10 to 25 kB at the default."""
    picture = _upright(image)
    height = max(round(picture.height * width / picture.width), 1)
    out = io.BytesIO()
    small = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=1.1)
    small.save(out, "WEBP", quality=78, method=2)
    return out.getvalue()


def reference_jpeg(photo: Picture) -> bytes:
    """A photo as a model takes it for reference: large enough to be used, small enough to be paid for."""
    picture = _upright(photo).copy()
    picture.thumbnail((REFERENCE_SIDE, REFERENCE_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def export_jpeg(
    image: bytes,
    *,
    box: tuple[int, int],
    max_bytes: int,
    focus: tuple[float, float] = (0.5, 0.5),
    alt_text: str,
    ai_generated: bool,
) -> bytes:
    """A JPEG of `box` pixels, cut around `focus` (shares of width and height), at most `max_bytes` long.

    Its XMP carries the alternative text and IPTC's digital source type: trainedAlgorithmicMedia for a
    model's picture, algorithmicMedia (an algorithm without training data) for a drawn one; terms from
    http://cv.iptc.org/newscodes/digitalsourcetype/. Raises UnsupportedImage, ValueError if it can't fit.
    """
    fitted = ImageOps.fit(_upright(image), box, Image.Resampling.LANCZOS, centering=focus)
    note = _xmp(alt_text, ai_generated=ai_generated)
    for quality in range(BEST_QUALITY, WORST_QUALITY - 1, -4):
        content = _as_jpeg(fitted, quality=quality, xmp=note)
        if len(content) <= max_bytes:
            return content
    raise ValueError("no quality fits the byte limit")


def likeness(one: Picture, other: Picture) -> float:
    """How different two pictures look, whatever their sizes: 0 the same, 1 nothing in common."""
    first, second = _signature(one), _signature(other)
    colour = sum(math.dist(a, b) for a, b in zip(first, second, strict=True)) / len(first)
    shape = _shape_distance([_grey(pixel) for pixel in first], [_grey(pixel) for pixel in second])
    return min(1.0, 0.5 * colour / math.sqrt(3) * 2 + 0.5 * shape)


def opened(image: Picture) -> Image.Image:
    """The picture, decoded whole so that a truncated file shows itself here; raises UnsupportedImage."""
    if isinstance(image, Image.Image):
        return image
    try:
        found = Image.open(io.BytesIO(image), formats=tuple(FORMATS))
        if found.width * found.height > MOST_PIXELS:
            raise UnsupportedImage(reason="too_many_pixels")
        found.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnsupportedImage(reason="unreadable") from error
    return found


def _upright(image: Picture) -> Image.Image:
    """RGB in sRGB, turned as its camera meant it, on white where it was transparent."""
    found = opened(image)
    if found.mode == "RGB" and not ({"exif", "icc_profile", "transparency", "xmp"} & found.info.keys()):
        return found
    turned = ImageOps.exif_transpose(found)
    if profile := turned.info.get("icc_profile"):
        turned = _in_srgb(turned, profile)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        layer = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return turned.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(picture, source, target)
    except (OSError, ImageCms.PyCMSError):
        return picture  # a broken profile is no reason to lose the picture
    return converted or picture


def _as_jpeg(picture: Image.Image, *, quality: int, xmp: bytes) -> bytes:
    out = io.BytesIO()
    sampling = 0 if quality > 80 else 2  # noqa: PLR2004 (full colour keeps lettering crisp)
    picture.save(out, "JPEG", quality=quality, subsampling=sampling, optimize=True, progressive=True, xmp=xmp)
    return out.getvalue()


def _xmp(alt_text: str, *, ai_generated: bool) -> bytes:
    term = "trainedAlgorithmicMedia" if ai_generated else "algorithmicMedia"
    printable = "".join(c for c in alt_text if c.isprintable() or c in "\n\t")
    alt = escape(printable[:LONGEST_ALT_TEXT])
    return XMP.format(source=SOURCE_TYPES + term, alt=alt).encode("utf-8", "replace")


def _signature(image: Picture) -> list[tuple[float, float, float]]:
    """A 16 x 16 grid of mean colours, each 0 to 1."""
    small = _upright(image).resize((GRID, GRID), Image.Resampling.BOX).tobytes()
    return [(small[i] / 255, small[i + 1] / 255, small[i + 2] / 255) for i in range(0, len(small), 3)]


def _grey(pixel: tuple[float, float, float]) -> float:
    return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]


def _shape_distance(one: list[float], other: list[float]) -> float:
    """One minus the correlation of two brightness grids, 0 to 1; colour and exposure drop out."""
    first, second = _centred(one), _centred(other)
    norm = math.hypot(*first) * math.hypot(*second)
    if norm < 1e-9:  # noqa: PLR2004 (a plain picture has no shape)
        return 0.0 if first == second else 1.0
    correlation = sum(a * b for a, b in zip(first, second, strict=True)) / norm
    return max(0.0, min(1.0, 1.0 - correlation))


def _centred(values: list[float]) -> list[float]:
    mean = sum(values) / len(values)
    return [value - mean for value in values]
