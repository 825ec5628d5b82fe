"""Layouts of fields and tiles: large type, a grid of things, quarter discs, cut paper."""

import math
from dataclasses import dataclass
from itertools import product

from socialdraft.studio.pictures.colour import toned
from socialdraft.studio.pictures.layouts.parts import polar
from socialdraft.studio.pictures.page import Page
from socialdraft.studio.pictures.sheet import Box

TALL_GRID = 4


@dataclass(frozen=True, slots=True)
class Cells:
    rows: range
    columns: range


def type_led(page: Page) -> None:
    """Words as large as the page allows, the object small in a corner."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.paper, p.accent, p.main, p.ink))
    ink, mark = p.on(ground), p.beside(ground)
    if not page.brief.lead:
        for position, name in enumerate(page.kit[:3]):
            band = Box(0, position * h / 3, w, h / 3 + 1)
            tone = (p.soft, p.blush, p.paper)[position]
            page.rect(band, tone)
            page.motif(name, band.cx, band.cy, min(h / 3, w) * 0.78, ground=tone)
        page.corner = p.paper
        return
    m = page.margin
    page.rect(Box(m, m, w - 2 * m, 16), mark)
    foot = page.side * 0.25
    page.write(page.kicker(ink, largest=38), Box(m, m + 56, w - 2 * m, 60))
    top = m + 150
    title = page.title(ink if ground != p.paper else p.pop(ground), largest=230, lines=5)
    used = page.write(title, Box(m, top, w - 2 * m, h - top - foot - m - 60))
    notes = page.column(page.notes(ink, largest=42), Box(m, h - m - foot, w * 0.5, foot), valign="bottom")
    beside = min(h - m - used.bottom - 70, w - m - notes.right - 40, page.side * 0.52)
    over = min(h - m - notes.height - used.bottom - 150, page.side * 0.62)
    size, foot = (over, h - m - notes.height - 60) if over > beside else (beside, h - m - 8)
    page.motif(page.hero, w - m - size / 2, foot - size / 2, size, ground=ground)


def icon_grid(page: Page) -> None:
    """Coloured tiles, one thing in each, a wide tile for the words."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(p.paper)
    columns = 4 if page.wide else 3
    rows = max(round(h / (w / columns)), 2)
    gap = 16.0
    cell_w, cell_h = (w - gap) / columns - gap, (h - gap) / rows - gap
    tile = _words_tile(page, columns, rows)
    tones = [p.main, p.blush, p.extra, p.accent, p.soft, p.deep]
    names = [*page.kit, *page.season]
    turn = page.rng.randrange(6)
    for row, column in product(range(rows), range(columns)):
        if row in tile.rows and column in tile.columns:
            continue
        number = row * columns + column + turn
        tone = tones[(number + row) % len(tones)]
        box = Box(gap + column * (cell_w + gap), gap + row * (cell_h + gap), cell_w, cell_h)
        page.rect(box, tone, radius=26)
        page.motif(names[number % len(names)], box.cx, box.cy, min(cell_w, cell_h) * 0.76, ground=tone)
    page.corner, page.busy = ground, True
    if tile.rows:
        x, y = gap + tile.columns.start * (cell_w + gap), gap + tile.rows.start * (cell_h + gap)
        across, down = len(tile.columns) * (cell_w + gap) - gap, len(tile.rows) * (cell_h + gap) - gap
        page.rect(Box(x, y, across, down), p.white, radius=26)
        page.words(Box(x, y, across, down).inset(56, 48), p.white, title=p.pop(p.white), largest=150, note=42)


def _words_tile(page: Page, columns: int, rows: int) -> "Cells":
    """The cells that make way for the words: a corner if wide, else the middle or the foot."""
    if not page.brief.lead:
        return Cells(range(0), range(0))
    if page.wide:
        return Cells(range(2), range(2))
    return Cells(range(1, 3) if rows >= TALL_GRID else range(rows - 1, rows), range(columns))


def paper_cut(page: Page) -> None:
    """Layers of cut paper opening on the object."""
    p = page.palette
    base = page.pick(p.main, p.extra)
    tones = [toned(base, light, chroma=force) for light, force in
             ((0.38, 0.8), (0.50, 0.95), (0.62, 0.95), (0.74, 0.75), (0.86, 0.45), (0.95, 0.2))]  # fmt: skip
    page.ground(tones[0])
    art, words = page.split(page.whole, 0.62)
    radius = min(art.width * 0.58, art.height * 0.54)
    for layer, tone in enumerate(tones[1:]):
        reach = radius * (1.0 - 0.115 * layer)
        for drop, strength in ((16, 0.10), (8, 0.10)) if page.fine else ((10, 0.14),):
            page.path(blob_path(art.cx, art.cy + drop * 0.3, reach + drop * 0.6, layer), "#000", opacity=strength)
        page.path(blob_path(art.cx, art.cy, reach, layer), tone)
    page.motif(page.hero, art.cx, art.cy, radius * 0.68, ground=tones[-1])
    m = page.margin
    room = words.inset(m, 70) if page.wide else Box(words.x + m, words.y + 36, words.width - 2 * m, words.height - 112)
    page.words(room, tones[0], largest=124, note=40)


def blob_path(x: float, y: float, radius: float, phase: int) -> str:
    points = [
        polar(x, y, radius * (1 + 0.07 * math.sin(3 * a + phase) + 0.05 * math.cos(5 * a - 2 * phase)), a)
        for a in (math.tau * step / 40 for step in range(40))
    ]
    corners = [*points[1:], points[0]]
    middles = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in zip(points, corners, strict=True)]
    ends = [*middles[1:], middles[0]]
    curves = (f"Q{a:.1f} {b:.1f} {c:.1f} {d:.1f}" for (a, b), (c, d) in zip(corners, ends, strict=True))
    return f"M{middles[0][0]:.1f} {middles[0][1]:.1f}{''.join(curves)}Z"


def bauhaus(page: Page) -> None:
    """Quarter and half discs in a grid, one cell for the object, words in a calm field."""
    p, w = page.palette, page.width
    ground = page.ground(p.paper)
    art, words = page.split(page.whole, 0.60)
    columns = 4 if not page.wide or not page.brief.lead else 3
    cell = art.width / columns
    rows = math.ceil(art.height / cell - 0.25)
    high = art.height / rows
    tones = [p.main, p.accent, p.extra, p.deep, p.blush, p.soft]
    dice = page.rng
    hero = ((rows - 1) // 2, (columns - 1) // 2)
    for row in range(rows):
        for column in range(columns):
            box = Box(art.x + column * cell, art.y + row * high, cell + 0.6, high + 0.6)
            back, front = dice.sample(tones, 2)
            page.rect(box, back)
            _figure(page, box, front, dice.randrange(6))
    big = Box(art.x + hero[1] * cell, art.y + hero[0] * high, cell * 2, high * 2)
    page.rect(big, p.white)
    page.motif(page.hero, big.cx, big.cy, min(big.width, big.height) * 0.78, ground=p.white)
    m = page.margin
    room = words.inset(m * 0.8, 70) if page.wide else Box(m, words.y + 48, w - 2 * m, words.height - 120)
    page.words(room, ground, title=p.pop(ground), largest=130, align="left", note=40)
    page.busy = not page.brief.lead


def _figure(page: Page, box: Box, tone: str, kind: int) -> None:
    x, y, r, b, w, h = box.x, box.y, box.right, box.bottom, box.width, box.height
    half = f"A{w / 2:.1f} {h / 2:.1f} 0 0 0"
    ring = f"a{w * 0.35:.1f} {h * 0.35:.1f} 0 1 0"
    shapes = (
        f"M{x:.1f} {b:.1f}A{w:.1f} {h:.1f} 0 0 1 {r:.1f} {y:.1f}V{b:.1f}Z",
        f"M{x:.1f} {y:.1f}A{w:.1f} {h:.1f} 0 0 1 {r:.1f} {b:.1f}H{x:.1f}Z",
        f"M{x:.1f} {y:.1f}{half} {r:.1f} {y:.1f}ZM{x:.1f} {box.cy:.1f}{half} {r:.1f} {box.cy:.1f}Z",
        f"M{x:.1f} {y:.1f}L{r:.1f} {b:.1f}H{x:.1f}Z",
        f"M{x + w * 0.15:.1f} {box.cy:.1f}{ring} {w * 0.7:.1f} 0{ring} {-w * 0.7:.1f} 0Z",
        f"M{r:.1f} {y:.1f}A{w:.1f} {h:.1f} 0 0 1 {x:.1f} {b:.1f}V{y:.1f}Z",
    )
    page.path(shapes[kind], tone)
