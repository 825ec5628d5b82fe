"""Layouts of plain geometry: a slant, arcs, stripes, checks, rings, confetti."""

import math

from socialdraft.studio.pictures.colour import mix
from socialdraft.studio.pictures.layouts.parts import polar, seal, shade, speckles, star, stripes
from socialdraft.studio.pictures.page import Page
from socialdraft.studio.pictures.sheet import Box, Point

PIECES = ("dot", "ring", "bar", "star", "curl")


def diagonal(page: Page) -> None:
    """Two fields on a slant: the object in one, the words in the other."""
    p, w, h = page.palette, page.width, page.height
    top = page.pick(p.accent, p.main, p.blush)
    foot = p.ink if page.rng.randrange(3) == 0 else p.beside(top)
    page.ground(top)
    left, right = (h * 0.62, h * 0.46) if page.brief.lead else (h * 0.80, h * 0.66)
    size = min(page.side * 0.60, left * 0.92) if page.brief.lead else page.side * 0.70
    x = w * 0.5 if not page.wide else w * 0.30
    y = (left + right) / 2 * 0.48
    if page.wide and page.brief.lead:
        page.polygon([(w * 0.56, 0), (w, 0), (w, h), (w * 0.40, h)], foot)
        x, y, size = w * 0.24, h * 0.5, page.side * 0.58
        room = Box(w * 0.58, 70, w * 0.42 - page.margin, h - 140)
    else:
        page.polygon([(0, left), (w, right), (w, h), (0, h)], foot)
        room = Box(page.margin, left + 56, w - 2 * page.margin, h - left - 136)
    page.circle(x, y, size * 0.56, mix(top, p.paper, 0.35))
    page.motif(page.hero, x, y, size * 0.92, ground=mix(top, p.paper, 0.35), turn=-6)
    if not page.wide or not page.brief.lead:
        page.line((0, left + 22), (w, right + 22), p.beside(foot, top), 8)
    page.words(room, foot, largest=128, align="left", note=42)
    page.corner = foot


def confetti(page: Page) -> None:
    """Small bright shapes around a calm middle."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.white, p.blush, p.ink))
    tones = [c for c in (p.main, p.accent, p.extra, p.leaf) if c != ground]
    middle = page.whole.inset(w * 0.15, h * 0.15)
    dice = page.rng
    for x, y in _scattered(page, keep=middle.inset(-34), count=110, apart=58):
        turn = dice.uniform(0, 180)
        with page.group(transform=f"translate({x:.1f} {y:.1f}) rotate({turn:.0f})"):
            _piece(page, dice.uniform(16, 34), tone=dice.choice(tones), kind=dice.choice(PIECES))
    art, words = page.split(middle, 0.44)
    size = min(art.width, art.height) * 0.92
    page.motif(page.hero, art.cx, art.cy, size, ground=ground)
    page.words(words.inset(10, 24), ground, title=p.pop(ground), largest=140, note=40)


def _scattered(page: Page, *, keep: Box, count: int, apart: float) -> list[Point]:
    """Places all over the page but not in `keep` or at the corner's mark, none closer than `apart`."""
    dice, placed = page.rng, list[Point]()
    for _ in range(count * 6):
        x, y = dice.uniform(0, page.width), dice.uniform(0, page.height)
        inside = keep.x < x < keep.right and keep.y < y < keep.bottom
        marked = x > page.width - 200 and y > page.height - 100
        if not (inside or marked or any(math.hypot(x - a, y - b) < apart for a, b in placed)):
            placed.append((x, y))
    return placed[:count]


def _piece(page: Page, size: float, *, tone: str, kind: str) -> None:
    if kind == "dot":
        page.circle(0, 0, size * 0.6, tone)
    elif kind == "ring":
        page.circle(0, 0, size * 0.6, "none", stroke=tone, stroke_width=8)
    elif kind == "bar":
        page.rect(Box(-size, -7, size * 2, 14), tone, radius=7)
    elif kind == "star":
        page.path(star(0, 0, size, points=4), tone)
    else:
        data = f"M{-size:.1f} 0q{size / 2:.1f} {-size:.1f} {size:.1f} 0t{size:.1f} 0"
        page.path(data, stroke=tone, stroke_width=9, stroke_linecap="round")


def rainbow(page: Page) -> None:
    """Broad arcs rising from the foot, the object under them."""
    p = page.palette
    ground = page.ground(page.pick(p.paper, p.deep, p.blush))
    words, art = page.whole, page.whole
    if page.brief.lead:
        cut = page.height * 0.44
        words = Box(0, 0, page.width, cut)
        art = Box(0, cut, page.width, page.height - cut)
        if page.wide:
            words, art = (
                Box(0, 0, page.width * 0.46, page.height),
                Box(page.width * 0.46, 0, page.width * 0.54, page.height),
            )
    radius = min(art.width * 0.54, art.height * 0.97)
    tones = [c for c in (p.main, p.accent, p.extra, p.main) if c != ground]
    foot = art.bottom if page.brief.lead else art.cy + radius * 0.52
    for layer, tone in enumerate([*tones, p.white]):
        r = radius * (1 - 0.115 * layer)
        page.path(f"M{art.cx - r:.1f} {foot:.1f}A{r:.1f} {r:.1f} 0 0 1 {art.cx + r:.1f} {foot:.1f}Z", tone)
    r = radius * (1 - 0.115 * len(tones))
    page.motif(page.hero, art.cx, foot - r * 0.47, r * 0.86, ground=p.white)
    if page.brief.lead:
        m = page.margin
        page.words(words.inset(m, m * 0.9), ground, title=p.pop(ground), largest=150, note=42)
        page.corner, page.busy = ground, not page.wide


def candy(page: Page) -> None:
    """Wide upright stripes behind a tall panel."""
    p, w, h = page.palette, page.width, page.height
    page.ground(p.white)
    tone = page.pick(p.main, p.accent, p.extra)
    stripes(page, page.whole, tone, width=w / 11, upright=True)
    panel = page.whole.inset(w * 0.16, h * 0.10)
    page.rect(Box(panel.x - 18, panel.y - 18, panel.width + 36, panel.height + 36), p.deep, radius=panel.width * 0.24)
    page.rect(panel, p.paper, radius=panel.width * 0.22)
    art, words = page.split(panel, 0.50)
    size = min(art.width, art.height) * 0.80
    page.motif(page.hero, art.cx, art.cy + size * 0.04, size, ground=p.paper)
    if page.brief.lead:
        foot = Box(words.x + 56, words.y, words.width - 112, words.height - 74)
        room = words.inset(56) if page.wide else foot
        page.words(room, p.paper, title=p.pop(p.paper), largest=116, note=38)
    page.corner, page.busy = p.white, True


def gingham(page: Page) -> None:
    """A checked cloth, a label on it, the object over the label's edge."""
    p, w, h = page.palette, page.width, page.height
    page.ground(p.white)
    tone = page.pick(p.main, p.extra, p.leaf)
    step = w / 12
    for number in range(0, math.ceil(max(w, h) / step) + 1, 2):
        page.rect(Box(number * step, 0, step, h), tone, opacity=0.42)
        page.rect(Box(0, number * step, w, step), tone, opacity=0.42)
    radius = page.side * (0.25 if page.brief.lead else 0.40)
    if not page.brief.lead:
        page.path(seal(w / 2, h / 2, radius * 1.12, teeth=32), p.white)
        page.circle(w / 2, h / 2, radius * 0.92, "none", stroke=tone, stroke_width=5)
        page.motif(page.hero, w / 2, h / 2, radius * 1.3, ground=p.white)
        page.corner, page.busy = p.white, True
        return
    card = Box(w * 0.12, h * 0.36, w * 0.76, h * 0.53)
    if page.wide:
        card = Box(w * 0.20, h * 0.36, w * 0.60, h * 0.54)
    shade(page, card, radius=30)
    page.rect(card, p.paper, radius=30)
    page.rect(card.inset(16), "none", radius=20, stroke=tone, stroke_width=4, stroke_dasharray="16 12")
    y = card.y - radius * 0.34
    page.path(seal(w / 2, y, radius * 1.12, teeth=28), tone)
    page.circle(w / 2, y, radius * 0.95, p.paper)
    page.motif(page.hero, w / 2, y, radius * 1.40, ground=p.paper)
    top = y + radius * 1.12 + 24
    page.words(
        Box(card.x + 60, top, card.width - 120, card.bottom - top - 50),
        p.paper,
        title=p.pop(p.paper),
        largest=116,
        note=38,
    )
    page.corner, page.busy = p.white, True


def orbit(page: Page) -> None:
    """Rings around the object with small things travelling on them."""
    p = page.palette
    ground = page.ground(page.pick(p.ink, p.main, p.soft))
    art, words = page.split(page.whole, 0.63)
    radius = min(art.width, art.height) * 0.43
    line = mix(ground, p.on(ground), 0.30)
    for share in (1.0, 0.74):
        page.circle(art.cx, art.cy, radius * share, "none", stroke=line, stroke_width=3)
    disc = p.beside(ground)
    page.circle(art.cx, art.cy, radius * 0.50, disc)
    page.motif(page.hero, art.cx, art.cy, radius * 0.76, ground=disc)
    names = [*page.season[:1], *page.kit[1:4]]
    begin = page.rng.uniform(0, math.tau)
    for step in range(3):
        x, y = polar(art.cx, art.cy, radius * 0.80, begin + math.tau * step / 3)
        page.circle(x, y, radius * 0.185, p.white)
        page.motif(names[step % len(names)], x, y, radius * 0.26, ground=p.white)
    for step in range(5):
        x, y = polar(art.cx, art.cy, radius, begin + 0.5 + math.tau * step / 5)
        page.circle(x, y, 10, p.accent if ground != p.accent else p.main)
    m = page.margin
    room = words.inset(m, 70) if page.wide else Box(m, words.y + 10, words.width - 2 * m, words.height - 86)
    page.words(room, ground, title=p.pop(ground), largest=124, note=40)
    speckles(page, p.on(ground), opacity=0.12)
