"""The bundled OFL faces: which exist, which glyph a character gets, how it is drawn."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz as hb

FOLDER = Path(__file__).parent.parent / "fonts"
SUBSETS = ("latin", "thai", "vietnamese")
FACES = {
    "poster": "kanit-700",
    "sans": "kanit-500",
    "round": "mitr-600",
    "serif": "chonburi-400",
    "hand": "sriracha-400",
    "text": "anuphan-500",
    "bold": "anuphan-700",
}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph's outline as SVG path data (units per em, y down) and its ink box."""

    path: str
    left: float
    top: float
    right: float
    bottom: float


class Typeface:
    """One font file, opened once per process."""

    def __init__(self, path: Path) -> None:
        self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.font = hb.Font(self.face)
        self.covered = frozenset(self.face.unicodes)
        self.unit = 1 / self.face.upem

    def covers(self, cluster: str) -> bool:
        return all(ord(character) in self.covered for character in cluster)


@cache
def typeface(name: str) -> Typeface:
    return Typeface(FOLDER / f"{name}.ttf")


@cache
def chain(face: str) -> tuple[Typeface, ...]:
    """The files to try in order: the face itself, then the text face for what it lacks."""
    stems = dict.fromkeys((FACES[face], FACES["text"]))
    return tuple(typeface(f"{stem}-{subset}") for stem in stems for subset in SUBSETS)


def find_typeface(face: str, cluster: str) -> Typeface | None:
    return next((found for found in chain(face) if found.covers(cluster)), None)


class _Pen:
    """Collects outline calls as SVG path data."""

    def __init__(self, unit: float) -> None:
        self.unit = unit
        self.parts: list[str] = []

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{x * self.unit:.4f} {-y * self.unit:.4f}" for x, y in points)
        self.parts.append(command + numbers)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 (fontTools' pen names)
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("Z")

    def endPath(self) -> None:  # noqa: N802
        self.parts.append("Z")


@lru_cache(maxsize=2000)
def outline(source: Typeface, glyph: int) -> Glyph:
    """The glyph in ems, y down."""
    pen = _Pen(source.unit)
    source.font.draw_glyph_with_pen(glyph, pen)
    box = source.font.get_glyph_extents(glyph)
    left, top = box.x_bearing * source.unit, -box.y_bearing * source.unit
    right, bottom = left + box.width * source.unit, top - box.height * source.unit
    return Glyph("".join(pen.parts), left, top, right, bottom)
