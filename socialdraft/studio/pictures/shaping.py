"""A line of text as placed glyphs: HarfBuzz puts Thai vowels and tone marks where they belong."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex
import uharfbuzz as hb

from socialdraft.studio.pictures.fonts import Glyph, Typeface, find_typeface, outline

CLUSTER = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class Placed:
    """A glyph with the place of its origin on the line, in ems."""

    glyph: Glyph
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line in ems, baseline at 0, y down; left to bottom bound the ink."""

    text: str
    glyphs: tuple[Placed, ...]
    advance: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left


def clean(text: str) -> str:
    """`text` in NFC on one line, without what no bundled font can draw (emoji, controls, stray marks)."""
    kept = (
        " " if cluster.isspace() else cluster
        for cluster in CLUSTER.findall(unicodedata.normalize("NFC", text))
        if cluster.isspace() or _drawable(cluster)
    )
    return " ".join("".join(kept).split())


def _drawable(cluster: str) -> bool:
    stray = unicodedata.combining(cluster[0]) or unicodedata.category(cluster[0]).startswith("M")
    return not stray and find_typeface("text", cluster) is not None


def _runs(face: str, text: str) -> list[tuple[Typeface, str]]:
    runs: list[tuple[Typeface, str]] = []
    for cluster in CLUSTER.findall(text):
        source = find_typeface(face, cluster)
        if source is None:
            continue
        if runs and runs[-1][0] is source:
            runs[-1] = (source, runs[-1][1] + cluster)
        else:
            runs.append((source, cluster))
    return runs


def _shape_run(source: Typeface, text: str, *, start: float, tracking: float) -> tuple[list[Placed], float]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(source.font, buffer, {"kern": True, "liga": tracking == 0})
    placed, x, cluster = [], start, -1
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if cluster not in (-1, info.cluster):
            x += tracking
        cluster = info.cluster
        glyph = outline(source, info.codepoint)
        placed.append(Placed(glyph, x + position.x_offset * source.unit, -position.y_offset * source.unit))
        x += position.x_advance * source.unit
    return placed, x + tracking


@lru_cache(maxsize=4000)
def shape(face: str, text: str, tracking: float = 0.0) -> Line:
    """`text` on one line in `face`; `tracking` is extra space between clusters, in ems."""
    glyphs: list[Placed] = []
    x = 0.0
    for source, run in _runs(face, text):
        placed, x = _shape_run(source, run, start=x, tracking=tracking)
        glyphs += placed
    inked = [item for item in glyphs if item.glyph.path]
    if not inked:
        return Line(text, (), x, 0, 0, x, 0)
    return Line(
        text=text,
        glyphs=tuple(inked),
        advance=x,
        left=min(item.x + item.glyph.left for item in inked),
        top=min(item.y + item.glyph.top for item in inked),
        right=max(item.x + item.glyph.right for item in inked),
        bottom=max(item.y + item.glyph.bottom for item in inked),
    )
