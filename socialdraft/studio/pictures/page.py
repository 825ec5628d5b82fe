"""The page a layout draws on: sheet, brand, words and a seeded hand."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from xml.sax.saxutils import escape

from socialdraft.studio.pictures import motifs
from socialdraft.studio.pictures.brief import Brief
from socialdraft.studio.pictures.colour import contrast, mix
from socialdraft.studio.pictures.lettering import THAI, Setting, fit, leading_of
from socialdraft.studio.pictures.palette import Palette
from socialdraft.studio.pictures.shaping import Line, shape
from socialdraft.studio.pictures.sheet import Box, Sheet, attributes

MARGIN = 76.0
ANCHOR = {"left": 0.0, "center": 0.5, "right": 1.0}
CAPITALS_TRACKING = 0.12
AIR = 0.24
LEADS = 1.1
"""How many times as large as the words around it a lead must be."""
PHOTO_SHARE = 1.2
"""A photo fills its plate, where a drawn thing stands on it."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words with their manner: `largest` caps the size, `gap` is the space above in a column."""

    words: str
    face: str
    colour: str
    largest: float = 60.0
    smallest: float = 24.0
    lines: int = 3
    gap: float = 28.0
    share: float = 1.0
    tracking: float = 0.0


@dataclass
class Page(Sheet):
    """`fine` asks for every layer; a proof leaves the small ones out."""

    palette: Palette = field(kw_only=True)
    brief: Brief = field(kw_only=True)
    kit: tuple[str, ...] = field(kw_only=True)
    season: tuple[str, ...] = field(kw_only=True)
    sky: str = field(kw_only=True)
    face: str = field(kw_only=True)
    seed: str = field(kw_only=True)
    fine: bool = field(kw_only=True)
    layout: str = field(kw_only=True)
    photo: str = field(default="", kw_only=True)
    corner: str = ""
    inner: float = 0.0
    busy: bool = False

    @cached_property
    def rng(self) -> random.Random:
        return random.Random(self.seed)  # noqa: S311 (art, not secrets)

    def dice(self, purpose: str) -> random.Random:
        """Chance of its own, so that a layer left out shifts nothing else."""
        return random.Random(f"{self.seed}:{purpose}")  # noqa: S311

    @cached_property
    def frame(self) -> Box:
        return self.whole.inset(MARGIN)

    @property
    def hero(self) -> str:
        return self.kit[0]

    @property
    def margin(self) -> float:
        return MARGIN

    @property
    def whole(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def wide(self) -> bool:
        return self.width > 1.12 * self.height

    @property
    def side(self) -> float:
        """What sizes are shares of: the width of the largest 4:5 page inside this one."""
        return min(self.width, self.height * 0.8)

    def split(self, box: Box, share: float) -> tuple[Box, Box]:
        """`box` for picture and words: above and below, side by side if wide, all picture if wordless."""
        if not self.brief.lead:
            return box, Box(box.x, box.bottom, box.width, 0)
        if self.wide:
            first = box.width * min(share, 0.5)
            return Box(box.x, box.y, first, box.height), Box(box.x + first, box.y, box.width - first, box.height)
        first = box.height * share
        return Box(box.x, box.y, box.width, first), Box(box.x, box.y + first, box.width, box.height - first)

    def words(
        self, box: Box, ground: str, *, title: str = "", largest: float = 120.0, lines: int = 4,
        note: float = 38.0, align: str = "center", valign: str = "middle", face: str = "",
    ) -> Box:  # fmt: skip
        """Name, lead and notes in one column on `ground`; the ink's box comes back."""
        ink = self.palette.on(ground)
        lead = self.title(title or ink, largest=largest, lines=lines, smallest=30.0, face=face or self.face)
        texts = [self.kicker(ink), lead, *self.notes(ink, largest=note)]
        return self.column(texts, box, align=align, valign=valign)

    def ground(self, colour: str) -> str:
        """Fill the page; what is drawn next stands on this colour."""
        self.fill(colour)
        self.corner = colour
        return colour

    def pick(self, *colours: str) -> str:
        return self.rng.choice(colours)

    def motif(
        self, name: str, x: float, y: float, size: float, *,
        ground: str, turn: float = 0, tone: str = "", flip: bool = False,
    ) -> None:  # fmt: skip
        """The motif centred on (x, y), dressed for `ground`, or all in `tone`; the owner's photo is its own hero."""
        if self.photo and name == self.hero and not tone:
            self.round_photo(x, y, size * PHOTO_SHARE, ring=self.palette.white)
            return
        dress = motifs.tone_for(ground, tone) if tone else motifs.dress_for(self.palette, ground)
        scale = size / 200
        place = f"translate({x:.1f} {y:.1f}) rotate({turn:.1f})"
        mirror = f"{-scale if flip else scale:.4f} {scale:.4f}"
        with self.group(transform=f"{place} scale({mirror}) translate(-100 -100)"):
            self.add(motifs.render(name, dress))

    def show_photo(self, box: Box, *, shape: str = "") -> None:
        """The owner's photo filling `box`, cut to `shape` (a path) or to the box itself."""
        outline = f'<path d="{shape}"/>' if shape else f"<rect{attributes(**_sides(box))}/>"
        with self.group(clip_path=self.clip(outline)):
            self.element("image", **_sides(box), preserveAspectRatio="xMidYMid slice", xlink__href=self.photo)

    def round_photo(self, x: float, y: float, diameter: float, *, ring: str) -> None:
        r = diameter / 2
        self.circle(x, y, r, ring)
        r -= max(diameter * 0.02, 4)
        circle = f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
        self.show_photo(Box(x - r, y - r, 2 * r, 2 * r), shape=circle)

    def draw_line(self, line: Line, x: float, baseline: float, size: float, fill: str) -> None:
        """A shaped line with its ink's left edge at `x`."""
        place = f"translate({x - line.left * size:.2f} {baseline:.2f}) scale({size:.3f})"
        with self.group(transform=place, fill=fill, aria_label=escape(line.text, {'"': "&quot;"})):
            for item in line.glyphs:
                self.add(f'<path d="{item.glyph.path}" transform="translate({item.x:.4f} {item.y:.4f})"/>')

    def set_text(self, setting: Setting, box: Box, fill: str, *, align: str = "left") -> Box:
        """Draw `setting` from the top of `box`; the ink's box comes back."""
        if not setting.lines:
            return Box(box.x, box.y, 0, 0)
        size = setting.size
        baseline = box.y - setting.lines[0].top * size
        for line in setting.lines:
            x = box.x + (box.width - line.width * size) * ANCHOR[align]
            self.draw_line(line, x, baseline, size, fill)
            baseline += setting.leading * size
        left = box.x + (box.width - setting.width) * ANCHOR[align]
        return Box(left, box.y, setting.width, setting.height)

    def write(self, text: Text, box: Box, *, align: str = "left", valign: str = "top") -> Box:
        """`text` as large as fits in `box`; the ink's box comes back (empty text: no height)."""
        return self.column([text], box, align=align, valign=valign)

    def settle(self, texts: Sequence[Text], box: Box) -> list[tuple[Text, Setting]]:
        """Sizes for texts one above the other, all within `box`; the lead takes what the rest leaves."""
        wanted = _kept(texts, box)
        room = box.height - _gaps(wanted)
        total = sum(text.share for text in wanted) or 1.0
        settled: dict[int, Setting] = {}
        for place in sorted(range(len(wanted)), key=lambda place: wanted[place].share):
            text = wanted[place]
            height = max(room * text.share / total, min(_floor(text, box.width), room))
            settled[place] = fit_text(text, box.width, height)
            room -= settled[place].height
            total -= text.share
        return _evened([(text, settled[place]) for place, text in enumerate(wanted)])

    def column(self, texts: Sequence[Text], box: Box, *, align: str = "left", valign: str = "top") -> Box:
        """Texts one above the other in `box`; the ink's box comes back."""
        settled = self.settle(texts, box)
        if not settled:
            return Box(box.x, box.y, 0, 0)
        spaces = [0.0, *(_space(above, below) for above, below in pairwise(settled))]
        inked = sum(setting.height for _, setting in settled)
        if inked + sum(spaces) > box.height:
            squeeze = max(box.height - inked, 0.0) / sum(spaces) if sum(spaces) else 1.0
            spaces = [space * squeeze for space in spaces]
        height = inked + sum(spaces)
        y = box.y + (box.height - height) * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[valign]
        top, inks = y, []
        for space, (text, setting) in zip(spaces, settled, strict=True):
            y += space
            place = Box(box.x, y, box.width, setting.height)
            inks.append(self.set_text(setting, place, text.colour, align=align))
            y += setting.height
        left = min(ink.x for ink in inks)
        return Box(left, top, max(ink.right for ink in inks) - left, height)

    def title(self, colour: str, **changes: object) -> Text:
        """The lead in the page's own face."""
        values = {"words": self.brief.lead, "face": self.face, "largest": 190.0, "smallest": 40.0,
                  "lines": 4, "share": 3.0} | changes  # fmt: skip
        return Text(colour=colour, **values)  # type: ignore[arg-type]

    def kicker(self, colour: str, **changes: object) -> Text:
        """The shop's name where it stands above the lead: small, spaced capitals if Latin."""
        words = self.brief.kicker
        plain = bool(THAI.search(words))
        # Thai has no capitals: it needs more size to stand as tall.
        values = {"words": words if plain else words.upper(), "face": "bold", "largest": 40.0 if plain else 34.0,
                  "tracking": 0.0 if plain else CAPITALS_TRACKING, "lines": 2,
                  "smallest": 24.0, "share": 0.4} | changes  # fmt: skip
        return Text(colour=colour, **values)  # type: ignore[arg-type]

    def notes(self, colour: str, **changes: object) -> list[Text]:
        """The other facts, one text each."""
        values = {"face": "sans", "largest": 44.0, "lines": 2, "smallest": 30.0, "gap": 20.0,
                  "share": 0.6} | changes  # fmt: skip
        return [Text(words=fact.text, colour=colour, **values)  # type: ignore[arg-type]
                for fact in self.brief.details]  # fmt: skip

    def stamp(self) -> None:
        """The small word in the corner that says who drew this."""
        line = shape("bold", "studio", 0.06)
        size = 19.0
        right, bottom = self.width - 30 - self.inner, self.height - 28 - self.inner
        ground = self.corner or self.palette.paper
        ink = self.palette.on(ground)
        fill = mix(ink, ground, 0.35) if contrast(mix(ink, ground, 0.35), ground) > 3 else ink  # noqa: PLR2004
        x = right - line.width * size
        if self.busy:
            self.rect(Box(x - 34, bottom - 25, line.width * size + 50, 38), ground, radius=19)
        self.draw_line(line, x, bottom, size, fill)
        self.circle(x - 12, bottom - 6, 4.5, self.palette.beside(ground))


def _sides(box: Box) -> dict[str, float]:
    return {"x": float(box.x), "y": float(box.y), "width": float(box.width), "height": float(box.height)}


def _gaps(texts: Sequence[Text]) -> float:
    """Large words want more air beneath them than small ones; this is the least that may be."""
    return sum(AIR * above.smallest + below.gap for above, below in pairwise(texts))


def _space(above: tuple[Text, Setting], below: tuple[Text, Setting]) -> float:
    return below[0].gap + AIR * above[1].size


def _evened(settled: list[tuple[Text, Setting]]) -> list[tuple[Text, Setting]]:
    """Texts of one kind at the size of the smallest of them."""
    least: dict[tuple[str, float], float] = {}
    for text, setting in settled:
        kind = (text.face, text.share)
        least[kind] = min(setting.size, least.get(kind, setting.size))
    return [(text, replace(setting, size=least[text.face, text.share])) for text, setting in settled]


def _floor(text: Text, width: float) -> float:
    """The height of a text at its smallest."""
    length = shape(text.face, text.words, text.tracking).width * text.smallest
    lines = min(math.ceil(length / width * 1.1), text.lines)
    return lines * text.smallest * leading_of(text.words) * 1.1


def _kept(texts: Sequence[Text], box: Box) -> list[Text]:
    """The texts that fit `box` at their smallest; the last notes go first, the largest stays.

    A lead no larger than the notes leads nobody: it gets room for more, or a note gives way.
    """
    kept = [text for text in texts if text.words]
    while len(kept) > 1:
        lead = max(kept, key=lambda text: text.share)
        others = [text for text in kept if text is not lead]
        least = max(lead.smallest, min(lead.largest, LEADS * max(text.largest for text in others)))
        floors = [_floor(replace(lead, smallest=least), box.width), *(_floor(text, box.width) for text in others)]
        if _gaps(kept) + sum(floors) <= box.height:
            break
        kept.remove(others[-1])
    return kept


def fit_text(text: Text, width: float, height: float) -> Setting:
    return fit(
        text.words, text.face, round(width, 2), round(height, 2), text.largest, text.smallest,
        text.lines, text.tracking,
    )  # fmt: skip
