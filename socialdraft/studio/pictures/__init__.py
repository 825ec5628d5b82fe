"""Pictures drawn without a model: brand-coloured cards composed from a brief, redrawable at any size."""

import base64
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


def draw(prompt: str, *, index: int, width: int, height: int, detail: Detail, photo: bytes = b"") -> bytes:
    """PNG bytes of picture `index` for `prompt`, the same for the same arguments (sizes in pixels).

    With a `photo` (a JPEG) it is the heart of the picture, and is kept inside for a redrawing.
    """
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise ValueError("picture size out of range")
    shown = f"data:image/jpeg;base64,{base64.b64encode(photo).decode()}" if photo else ""
    page = compose(read(prompt), index=index, width=width, height=height, detail=detail, photo=shown)
    share = PROOF if detail == "low" else 1.0
    svg = page.document(max(round(width * share), 1), max(round(height * share), 1))
    image = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)))
    flat = image.convert("RGB")
    if flat.size != (width, height):
        flat = flat.resize((width, height), Image.Resampling.BILINEAR)
    note = notes.Note(prompt, index, photo)
    return notes.save(flat, note, effort=2 if detail == "low" else 4)


def redraw(png: bytes, *, width: int, height: int, detail: Detail) -> bytes:
    """The same composition at another size; ValueError where `png` was not drawn here."""
    note = notes.read_note(png)
    return draw(note.prompt, index=note.index, width=width, height=height, detail=detail, photo=note.photo)
