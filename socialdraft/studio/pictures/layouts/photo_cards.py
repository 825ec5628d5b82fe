"""Layouts that put the owner's photo on something: in an arch, on a card, in pieces, in a cut-out."""

from socialdraft.studio.pictures.colour import mix
from socialdraft.studio.pictures.layouts.parts import arch, pattern, shade, stripes
from socialdraft.studio.pictures.layouts.tiles import blob_path
from socialdraft.studio.pictures.page import Page
from socialdraft.studio.pictures.sheet import Box

CROPS = 3


def arched(page: Page) -> None:
    """The photo in a round-headed window with a double line, words below."""
    p = page.palette
    ground = page.ground(page.pick(p.paper, p.soft, p.deep))
    art, words = page.split(page.whole, 0.66)
    tall = art.height - 110
    wide = min(art.width * 0.74, tall * 0.9)
    window = Box(art.cx - wide / 2, art.y + 80, wide, tall)
    outer = Box(window.x - 24, window.y - 24, wide + 48, tall + 24)
    page.path(arch(outer), stroke=p.beside(ground), stroke_width=5)
    page.show_photo(window, shape=arch(window))
    page.rect(Box(outer.x - 30, window.bottom - 4, outer.width + 60, 16), p.on(ground), radius=8)
    room = (
        words.inset(page.margin, 70)
        if page.wide
        else Box(page.margin, words.y, words.width - 2 * page.margin, words.height - 70)
    )
    page.words(room, ground, title=p.pop(ground), largest=108)


def polaroid(page: Page) -> None:
    """An instant picture, a little askew, on stripes; the words in handwriting on its white edge."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.main, p.accent, p.blush))
    stripes(page, page.whole, mix(ground, p.paper, 0.16), width=40)
    card = page.whole.inset(w * 0.10, h * 0.07)
    with page.group(transform=f"rotate(-2.5 {w / 2:.1f} {h / 2:.1f})"):
        shade(page, card, radius=8, strength=0.2)
        page.rect(card, "#FFFFFF", radius=8)
        art, words = page.split(card, 0.66)
        side = 40.0
        tail = 0 if page.brief.lead else 130
        page.show_photo(Box(art.x + side, art.y + side, art.width - 2 * side, art.height - side - tail))
        page.words(words.inset(48, 34), "#FFFFFF", title=p.pop("#FFFFFF"), largest=96, face="hand", note=34)
    page.corner = ground


def strip(page: Page) -> None:
    """Three crops side by side like a contact strip, words above and below."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.deep, p.paper, p.main))
    m, gap = 48.0, 18.0
    tall = h * (0.46 if page.brief.lead else 0.84)
    top = h * (0.10 if page.brief.lead else 0.08)
    each = (w - 2 * m - (CROPS - 1) * gap) / CROPS
    for number in range(CROPS):
        x = m + number * (each + gap)
        frame = f"M{x:.1f} {top:.1f}h{each:.1f}v{tall:.1f}h{-each:.1f}Z"
        # Each frame looks at another part of the same photo.
        page.show_photo(Box(m - number * each * 0.05, top, w - 2 * m + each * 0.1, tall), shape=frame)
        page.rect(Box(x, top, each, tall), "none", stroke=p.beside(ground), stroke_width=6)
    room = Box(page.margin, top + tall + 50, w - 2 * page.margin, h - top - tall - 130)
    page.words(room, ground, title=p.pop(ground), largest=120, note=40)


def mosaic(page: Page) -> None:
    """A large photo tile among coloured ones with the shop's things, one tile for the words."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(p.paper)
    gap = 16.0
    columns, rows = 3, max(round(h / (w / 3)), 2)
    across, down = (w - gap) / columns, (h - gap) / rows
    tones = (p.main, p.accent, p.blush, p.extra, p.soft)

    def cell(column: int, row: int, *, wide: int = 1, tall: int = 1) -> Box:
        return Box(gap + column * across, gap + row * down, wide * across - gap, tall * down - gap)

    big = cell(0, 0, wide=2, tall=2)
    page.show_photo(big, shape=_rounded(big, 28))
    for number, (column, row) in enumerate([(2, 0), (2, 1)]):
        box, tone = cell(column, row), tones[(number + page.rng.randrange(5)) % len(tones)]
        page.rect(box, tone, radius=28)
        page.motif(page.kit[1 + number], box.cx, box.cy, min(box.width, box.height) * 0.74, ground=tone)
    rest = cell(0, 2, wide=3, tall=rows - 2) if rows > 2 else cell(2, 0)  # noqa: PLR2004
    page.rect(rest, p.white, radius=28)
    if page.brief.lead:
        page.words(rest.inset(56, 44), p.white, title=p.pop(p.white), largest=128, note=40)
    else:
        page.motif(page.kit[1], rest.cx, rest.cy, min(rest.width, rest.height) * 0.8, ground=p.white)
    page.corner, page.busy = ground, True


def _rounded(box: Box, r: float) -> str:
    return (
        f"M{box.x + r:.1f} {box.y:.1f}H{box.right - r:.1f}a{r} {r} 0 0 1 {r} {r}V{box.bottom - r:.1f}"
        f"a{r} {r} 0 0 1 {-r} {r}H{box.x + r:.1f}a{r} {r} 0 0 1 {-r} {-r}V{box.y + r:.1f}a{r} {r} 0 0 1 {r} {-r}Z"
    )


def blob(page: Page) -> None:
    """The photo in a soft cut-out with a coloured echo behind it."""
    p = page.palette
    ground = page.ground(page.pick(p.blush, p.soft, p.paper))
    art, words = page.split(page.whole, 0.64)
    radius = min(art.width, art.height) * 0.45
    page.path(blob_path(art.cx + 26, art.cy + 30, radius * 1.04, 2), p.accent)
    page.path(blob_path(art.cx - 22, art.cy + 8, radius * 1.04, 1), p.main)
    box = Box(art.cx - radius * 1.14, art.cy - radius * 1.14, radius * 2.28, radius * 2.28)
    page.show_photo(box, shape=blob_path(art.cx, art.cy + 14, radius, 0))
    room = (
        words.inset(page.margin, 70)
        if page.wide
        else Box(page.margin, words.y + 30, words.width - 2 * page.margin, words.height - 106)
    )
    page.words(room, ground, title=p.pop(ground), largest=116, note=38)


def pinned_card(page: Page) -> None:
    """A pattern of the shop's things, a card in front: photo above, words below."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.main, p.extra, p.deep))
    pattern(page, page.kit[1:4], ground=ground, tone=mix(ground, p.paper, 0.28), step=w / 5, size=w / 7)
    card = page.whole.inset(w * 0.12, h * 0.10)
    shade(page, card, radius=36, strength=0.16)
    page.rect(card, p.white, radius=36)
    art, words = page.split(card, 0.58)
    inner = art.inset(26)
    page.show_photo(inner, shape=_rounded(inner, 20))
    page.words(words.inset(48, 40), p.white, title=p.pop(p.white), largest=96, note=34)
    page.corner, page.busy = ground, True


def framed(page: Page) -> None:
    """The photo hung like a picture: a mat, a thick frame, a small plate with the words."""
    p, w, h = page.palette, page.width, page.height
    wall = page.ground(page.pick(p.soft, p.blush, p.deep))
    rail = p.beside(wall)
    art = Box(w * 0.13, h * 0.08, w * 0.74, h * (0.56 if page.brief.lead else 0.84))
    page.rect(Box(art.x + 12, art.y + 22, art.width, art.height), "#000", opacity=0.18)
    page.rect(art, rail)
    mat = art.inset(26)
    page.rect(mat, "#FFFFFF")
    page.show_photo(mat.inset(40))
    room = Box(page.margin, art.bottom + 54, w - 2 * page.margin, h - art.bottom - 124)
    page.words(room, wall, title=p.pop(wall), largest=112, note=36)
