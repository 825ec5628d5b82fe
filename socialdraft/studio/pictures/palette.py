"""The brand's colours in roles, and which of them go on which ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from socialdraft.studio.pictures.colour import (
    contrast,
    distance,
    from_lch,
    lch,
    mix,
    readable,
    toned,
)

LIGHT_ENOUGH, DARK_ENOUGH, APART = 0.88, 0.36, 0.17
LARGE_TEXT, DUSK = 3.0, 0.42

COMPANIONS = ("#2F8582", "#3F6C8F", "#7B4B6B", "#C2654A", "#D99F4A", "#5B8358", "#D98A94")


@dataclass(frozen=True)
class Palette:
    """Four given colours; the rest are tints and shades of them."""

    paper: str
    ink: str
    main: str
    accent: str

    @cached_property
    def soft(self) -> str:
        """A pale tint of the main colour, for quiet grounds."""
        return toned(mix(self.main, self.paper, 0.72), 0.90, chroma=0.9)

    @cached_property
    def blush(self) -> str:
        """A pale tint of the accent."""
        return toned(mix(self.accent, self.paper, 0.62), 0.92, chroma=0.9)

    @cached_property
    def deep(self) -> str:
        """The main colour in the evening."""
        return toned(self.main, 0.31, chroma=0.5)

    @cached_property
    def extra(self) -> str:
        """A fifth colour, chosen to be none of the four and leaning to the main one."""
        taken = (self.main, self.accent, self.ink, self.paper)
        best = max(COMPANIONS, key=lambda colour: min(distance(colour, other) for other in taken))
        return mix(best, self.main, 0.1)

    @cached_property
    def leaf(self) -> str:
        """Green for leaves, leaning to the palette."""
        return mix("#4F7F52", self.main, 0.12)

    @cached_property
    def white(self) -> str:
        return mix(self.paper, "#FFFFFF", 0.7)

    def on(self, ground: str) -> str:
        """The colour of small text on `ground`: contrast 4.5 or more."""
        best = max((self.ink, self.paper), key=lambda colour: contrast(colour, ground))
        return readable(best, ground)

    def pop(self, ground: str) -> str:
        """The most colourful of the brand's colours that large text may have on `ground`."""
        dark = lch(ground)[0] < DUSK
        rivals = [self.main, self.accent, self.deep, self.paper, self.ink]
        if dark:
            rivals = [self.accent, self.paper]
        return next((c for c in rivals if contrast(c, ground) >= LARGE_TEXT), self.on(ground))

    def beside(self, ground: str, *taken: str) -> str:
        """A brand colour that stands apart from `ground` and from those already `taken`."""
        rivals = [self.main, self.accent, self.paper, self.extra, self.deep, self.ink]
        apart = [c for c in rivals if all(distance(c, other) > APART for other in (ground, *taken))]
        return apart[0] if apart else self.on(ground)


def choose(colours: Sequence[str], *, fallback: Palette) -> Palette:
    """Roles for the `colours` of a prompt: the lightest is paper, the darkest ink, order decides the rest."""
    rest = list(dict.fromkeys(colours))
    if not rest:
        return fallback
    by_light = sorted(rest, key=lambda colour: lch(colour)[0])
    paper, ink = by_light[-1], by_light[0]
    vivid = [colour for colour in rest if colour not in (paper, ink)] or rest
    main = vivid[0]
    accent = vivid[1] if len(vivid) > 1 else _companion(main)
    if lch(paper)[0] < LIGHT_ENOUGH:
        paper = toned(mix(main, "#FFFFFF", 0.8), 0.965, chroma=0.5)
    if lch(ink)[0] > DARK_ENOUGH:
        ink = toned(main, 0.24, chroma=0.35)
    return Palette(paper=paper, ink=ink, main=main, accent=accent)


def _companion(colour: str) -> str:
    lightness, chroma, hue = lch(colour)
    return from_lch(0.8 if lightness < 0.7 else 0.6, min(chroma, 0.13), hue + 0.9)  # noqa: PLR2004
