"""The illustrated objects: SVG files whose colours are roles, dressed for the ground they stand on."""

from functools import cache
from pathlib import Path
from string import Template

from socialdraft.studio.pictures.colour import distance, lch, mix, toned
from socialdraft.studio.pictures.palette import Palette

FOLDER = Path(__file__).parent / "motifs"
NATURAL = {
    "leaf": "#5B8A4C",
    "toast": "#D9984F",
    "cream": "#F9DFA8",
    "cocoa": "#5A3826",
    "rose": "#D5475A",
    "water": "#4F9FC4",
    "gold": "#EDB13C",
    "orange": "#E0742F",
}
NEAR, PALE, LIGHT = 0.13, 0.86, 0.74
BARELY = 0.025

Dress = dict[str, str]


@cache
def _template(name: str) -> Template:
    source = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    inner = source[source.index(">") + 1 : source.rindex("</svg>")]
    return Template(inner.strip())


def names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


def render(name: str, dress: Dress) -> str:
    """SVG elements of the motif in a 200 x 200 box."""
    return _template(name).substitute(dress)


def _natural(colour: str, palette: Palette, ground: str) -> str:
    """A food's or leaf's own colour, leaning to the brand and kept apart from the ground."""
    leaning = mix(colour, palette.main, 0.08)
    pale = lch(leaning)[0] > PALE
    if distance(leaning, ground) > (NEAR / 2 if pale else NEAR):
        return leaning
    if pale:
        return toned(leaning, lch(leaning)[0] - 0.07, chroma=1.15)
    lightness = lch(leaning)[0]
    shift = 0.09 if lch(ground)[0] <= lightness or lightness > LIGHT else -0.12
    return toned(leaning, lightness + shift)


def dress_for(palette: Palette, ground: str) -> Dress:
    """Colours for a motif standing on `ground`, each apart from it."""
    main = palette.beside(ground)
    accent = next(
        (
            c
            for c in (palette.accent, palette.extra, palette.main, palette.paper)
            if distance(c, ground) > NEAR and distance(c, main) > NEAR
        ),
        palette.on(ground),
    )
    light = palette.white if distance(palette.white, ground) > BARELY else palette.paper
    ink = palette.ink if distance(palette.ink, ground) > NEAR else toned(palette.ink, 0.42)
    natural = {role: _natural(colour, palette, ground) for role, colour in NATURAL.items()}
    return natural | {
        "main": main,
        "accent": accent,
        "light": light,
        "soft": palette.soft,
        "ink": ink,
        "line": palette.on(ground),
    }


def tone_for(ground: str, tone: str) -> Dress:
    """One colour in steps, for quiet patterns and chalk: `tone` on `ground`."""
    steps = {
        "main": 0.0, "accent": 0.28, "light": 0.5, "soft": 0.5, "ink": 0.18, "line": 0.0,
        "leaf": 0.12, "toast": 0.2, "cream": 0.45, "cocoa": 0.1, "rose": 0.05,
        "water": 0.1, "gold": 0.3, "orange": 0.15,
    }  # fmt: skip
    return {role: mix(tone, ground, share) for role, share in steps.items()}
