"""Layouts that give the page to the owner's photo, the words on it or beside it."""

from socialdraft.studio.pictures.colour import contrast, mix
from socialdraft.studio.pictures.layouts.parts import pill, seal, wave
from socialdraft.studio.pictures.page import Page, Text
from socialdraft.studio.pictures.sheet import Box

DARK, LIGHT = "#14110F", "#FFFFFF"
"""A scrim and the words on it: a photo has colours of its own, so the brand's wait in the details."""

READABLE = 4.5


def _scrim(page: Page, box: Box, *, down: bool) -> None:
    """Shade that lets light words read on any photo."""
    stops: tuple[tuple[float, str, float], ...] = ((0.0, DARK, 0.0), (0.45, DARK, 0.62), (1.0, DARK, 0.88))
    if not down:
        stops = tuple((1 - at, colour, strength) for at, colour, strength in reversed(stops))
    page.rect(box, page.gradient(*stops))


def _lines(page: Page, box: Box, *, align: str = "left", valign: str = "bottom", largest: float = 120) -> Box:
    lead = page.title(LIGHT, largest=largest, lines=3, smallest=32.0)
    return page.column([page.kicker(LIGHT), lead, *page.notes(LIGHT, largest=40)], box, align=align, valign=valign)


def _told(page: Page, box: Box, ground: str, *, largest: float, note: float = 38.0, align: str = "left") -> None:
    """The words in `box`; without any, a few of the shop's things instead."""
    if page.brief.lead:
        page.words(box, ground, title=page.palette.pop(ground), largest=largest, note=note, align=align, lines=6)
        return
    things, upright = page.kit[1:4], box.height > box.width
    step = (box.height if upright else box.width) / len(things)
    size = min(step, box.width if upright else box.height) * 0.8
    for number, thing in enumerate(things):
        along = step * (number + 0.5)
        x, y = (box.cx, box.y + along) if upright else (box.x + along, box.cy)
        page.motif(thing, x, y, size, ground=ground)


def cover(page: Page) -> None:
    """The photo to every edge, words at its foot."""
    page.show_photo(page.whole)
    page.corner = DARK
    if not page.brief.lead:
        return
    shade = Box(0, page.height * 0.40, page.width, page.height * 0.60)
    _scrim(page, shade, down=True)
    room = Box(page.margin, page.height * 0.55, page.width - 2 * page.margin, page.height * 0.45 - page.margin)
    used = _lines(page, room)
    page.rect(Box(page.margin, used.y - 44, 110, 12), page.palette.accent)


def masthead(page: Page) -> None:
    """Like a magazine: the name across the top, the lead at the foot."""
    p, w, h, m = page.palette, page.width, page.height, page.margin
    page.show_photo(page.whole)
    _scrim(page, Box(0, 0, w, h * 0.36), down=False)
    page.corner = DARK
    if not page.brief.lead:
        return
    name = page.brief.name or page.brief.lead
    head = Text(name, "serif", LIGHT, largest=170, lines=2, smallest=48)
    page.write(head, Box(m, m * 0.8, w - 2 * m, h * 0.20), align="center")
    if page.brief.headline.text and page.brief.headline.text != name:
        band = Box(0, h * 0.78, w, h * 0.22)
        page.rect(band, p.main)
        page.rect(Box(0, band.y, w, 10), p.accent)
        lead = page.title(p.on(p.main), largest=76, lines=2, smallest=30.0)
        notes = page.notes(p.on(p.main), largest=34)[:1]
        page.column([lead, *notes], band.inset(m, 34), valign="middle")
        page.corner = p.main


def panel_below(page: Page) -> None:
    """The photo above, a coloured panel with the words below."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.main, p.deep, p.paper))
    share = 0.62 if page.brief.lead else 0.80
    art = Box(0, 0, w * 0.5, h) if page.wide else Box(0, 0, w, h * share)
    page.show_photo(art)
    page.rect(Box(art.right, 0, 14, h) if page.wide else Box(0, art.bottom, w, 14), p.beside(ground))
    words = Box(art.right, 0, w * 0.5, h) if page.wide else Box(0, art.bottom, w, h - art.bottom)
    _told(page, words.inset(page.margin, 56), ground, largest=112)


def panel_above(page: Page) -> None:
    """Words first on paper, the photo below with a rounded head."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.paper, p.blush, p.soft))
    cut = 0.40 if page.brief.lead else 0.24
    art = Box(48, h * cut, w - 96, h * (1 - cut) - 48)
    r = 60.0
    page.show_photo(
        art,
        shape=f"M{art.x} {art.bottom}V{art.y + r}a{r} {r} 0 0 1 {r} {-r}"
        f"H{art.right - r}a{r} {r} 0 0 1 {r} {r}V{art.bottom}Z",
    )
    _told(page, Box(0, 0, w, art.y).inset(page.margin, 64), ground, largest=132, align="center")
    page.busy = True


def side_by_side(page: Page) -> None:
    """A coloured column with the words and one of the shop's things, the photo beside it from top to foot."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.main, p.accent, p.deep))
    share = 0.46 if page.brief.lead else 0.26
    page.show_photo(Box(w * share, 0, w * (1 - share), h))
    page.rect(Box(w * share - 8, 0, 16, h), p.paper)
    room = Box(48, 80, w * share - 96, h - 160)
    if page.brief.lead and not page.wide:
        size = room.width * 0.62
        page.motif(page.kit[1], room.x + size / 2, room.bottom - size / 2, size, ground=ground)
        room = Box(room.x, room.y, room.width, room.height - size - 60)
    _told(page, room, ground, largest=104, note=36)
    page.corner, page.busy = ground, True


def slant(page: Page) -> None:
    """The photo cut on a slant over a coloured field."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.accent, p.main, p.deep))
    left, right = (h * 0.70, h * 0.52) if page.brief.lead else (h * 0.94, h * 0.82)
    page.show_photo(page.whole, shape=f"M0 0H{w:.1f}V{right:.1f}L0 {left:.1f}Z")
    page.line((-20, left + 10), (w + 20, right + 4), p.beside(ground), 18)
    room = Box(page.margin, left + 40, w - 2 * page.margin, h - left - 100)
    page.words(room, ground, title=p.pop(ground), largest=108, note=38, align="left")


def swell(page: Page) -> None:
    """The photo sinking behind two waves of the brand's colours."""
    p, w, h = page.palette, page.width, page.height
    page.ground(p.paper)
    level = h * 0.60 if page.brief.lead else h * 0.88
    page.show_photo(Box(0, 0, w, level + 90))
    back, front = p.accent, page.pick(p.main, p.deep)
    page.path(wave(w, h, y=level - 26, height=44, length=w * 0.9, shift=w * 0.25), back)
    page.path(wave(w, h, y=level + 22, height=44, length=w * 0.9, shift=0), front)
    room = Box(page.margin, level + 84, w - 2 * page.margin, h - level - 150)
    page.words(room, front, title=p.pop(front), largest=112, note=38)
    page.corner = front


def tinted(page: Page) -> None:
    """The photo under the brand's colour, the words large in its middle."""
    p = page.palette
    ground = page.pick(p.main, p.deep)
    page.show_photo(page.whole)
    page.rect(page.whole, ground, opacity=_covering(ground, p.on(ground)) if page.brief.lead else 0.30)
    frame = page.whole.inset(46)
    page.rect(frame, "none", stroke=p.on(ground), stroke_width=4)
    page.words(page.whole.inset(page.margin * 1.5, page.height * 0.16), ground, largest=190, note=44)
    page.corner, page.inner = ground, 34


def _covering(ground: str, ink: str) -> float:
    """The least cover of `ground` on which `ink` reads, even where the photo is as light or dark as the ink."""
    covers = (0.64, 0.70, 0.76, 0.82)
    return next((cover for cover in covers if contrast(mix(ink, ground, cover), ink) >= READABLE), 0.86)


def label(page: Page) -> None:
    """The photo whole, a paper label across its lower part."""
    p, w, h = page.palette, page.width, page.height
    page.show_photo(page.whole)
    page.corner, page.busy = p.paper, True
    card = Box(w * 0.09, h * 0.60, w * 0.82, h * 0.325)
    page.rect(Box(card.x + 10, card.y + 14, card.width, card.height), DARK, opacity=0.28)
    page.rect(card, p.paper)
    page.rect(card.inset(14), "none", stroke=p.main, stroke_width=3)
    _told(page, card.inset(52, 40), p.paper, largest=92, note=34, align="center")


def sticker(page: Page) -> None:
    """The photo with a round sticker for the price, or for the shop's own thing, and a bar for the words."""
    p, w, h = page.palette, page.width, page.height
    page.show_photo(page.whole)
    radius = page.side * 0.21
    x, y = w - radius * 1.22, radius * 1.22
    disc = page.pick(p.accent, p.main)
    page.path(seal(x, y, radius * 1.06, teeth=26), disc)
    page.circle(x, y, radius * 0.86, "none", stroke=p.on(disc), stroke_width=4)
    room = Box(x - radius * 0.70, y - radius * 0.5, radius * 1.4, radius)
    if page.brief.price:
        price = Text(page.brief.price, "poster", p.on(disc), largest=130, lines=2, smallest=30)
        page.write(price, room, align="center", valign="middle")
    else:
        page.motif(page.kit[1], x, y, radius * 1.15, ground=disc)
    page.corner, page.busy = p.paper, True
    if page.brief.lead:
        _scrim(page, Box(0, h * 0.58, w, h * 0.42), down=True)
        box = pill(page, page.brief.lead, (w / 2, h * 0.855), face=page.face, size=64, fill=p.paper)
        page.write(
            page.kicker(LIGHT, largest=38),
            Box(page.margin, box.y - 84, w - 2 * page.margin, 56),
            align="center",
            valign="middle",
        )
