"""Pictures drawn without a model: brand-coloured cards composed from a brief, redrawable at any size."""

import io

import resvg_py
from PIL import Image

from socialdraft.studio.pictures import png as notes
from socialdraft.studio.pictures.brief import read
from socialdraft.studio.pictures.composition import Detail, compose

__all__ = ["Detail", "draw", "redraw"]

LARGEST_SIDE = 4096
# A proof is drawn at this share of its size and enlarged: softer edges, a third of the work.
PROOF = 0.5


def draw(prompt: str, *, index: int, width: int, height: int, detail: Detail) -> bytes:
    """PNG bytes of picture `index` for `prompt`, the same for the same arguments (sizes in pixels)."""
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise ValueError("picture size out of range")
    page = compose(read(prompt), index=index, width=width, height=height, detail=detail)
    share = PROOF if detail == "low" else 1.0
    svg = page.document(max(round(width * share), 1), max(round(height * share), 1))
    image = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)))
    flat = image.convert("RGB")
    if flat.size != (width, height):
        flat = flat.resize((width, height), Image.Resampling.BILINEAR)
    return notes.save(flat, prompt=prompt, index=index, effort=2 if detail == "low" else 4)


def redraw(png: bytes, *, width: int, height: int, detail: Detail) -> bytes:
    """The same composition at another size; ValueError where `png` was not drawn here."""
    prompt, index = notes.read_note(png)
    return draw(prompt, index=index, width=width, height=height, detail=detail)
