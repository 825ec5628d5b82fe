"""Layouts led by one large thing: a headline, an object, a burst."""

from socialdraft.studio.pictures.colour import mix
from socialdraft.studio.pictures.layouts.parts import arch, pattern, pill, rays, seal, shade, speckles
from socialdraft.studio.pictures.page import Page, Text
from socialdraft.studio.pictures.sheet import Box


def poster(page: Page) -> None:
    """Headline above, the object rising from a disc that runs off the foot."""
    p = page.palette
    ground = page.ground(page.pick(p.main, p.accent, p.deep))
    words, art = _above(page, 0.48)
    disc = p.beside(ground)
    radius = min(art.width * 0.56, art.height * 0.98)
    page.circle(art.cx, art.bottom + radius * 0.02, radius, disc)
    page.circle(art.cx, art.bottom + radius * 0.02, radius - 26, "none", stroke=mix(disc, ground, 0.35), stroke_width=3)
    size = min(art.width * 0.66, art.height * 0.92)
    page.motif(page.hero, art.cx, art.bottom - size * 0.56, size, ground=disc)
    page.words(words.inset(page.margin, page.margin * 0.8), ground, largest=190, note=44)
    page.corner = ground if page.wide else disc


def _above(page: Page, share: float) -> tuple[Box, Box]:
    """Words first, then the picture."""
    if not page.brief.lead:
        return Box(0, 0, 0, 0), page.whole
    w, h = page.width, page.height
    if page.wide:
        return Box(0, 0, w * 0.5, h), Box(w * 0.5, 0, w * 0.5, h)
    return Box(0, 0, w, h * share), Box(0, h * share, w, h * (1 - share))


def product_card(page: Page) -> None:
    """A white card with the object on a stage, words beside it."""
    p = page.palette
    page.ground(page.pick(p.soft, p.blush, p.main))
    card = page.whole.inset(64, 64)
    shade(page, card, radius=44)
    page.rect(card, p.white, radius=44)
    art, words = page.split(card, 0.56)
    plate = page.pick(p.soft, p.blush)
    stage = art.inset(28)
    page.rect(stage, plate, radius=26)
    size = min(stage.height, stage.width)
    page.circle(stage.cx, stage.cy, size * 0.42, mix(plate, p.white, 0.55))
    page.motif(page.hero, stage.cx, stage.cy, size * 0.76, ground=plate)
    page.words(words.inset(52, 44), p.white, title=p.pop(p.white), largest=112)
    page.corner = page.corner


def sunburst(page: Page) -> None:
    """Rays from behind the object, the headline on a band."""
    p = page.palette
    ground = page.ground(page.pick(p.accent, p.main, p.blush))
    art, words = page.split(page.whole, 0.68)
    rays(page, (art.cx, art.cy), mix(ground, p.paper, 0.30), count=18, turn=0.06)
    disc = p.beside(ground)
    radius = min(art.width, art.height) * 0.37
    page.path(seal(art.cx, art.cy, radius * 1.12, teeth=28), disc)
    page.circle(art.cx, art.cy, radius * 0.94, p.white)
    page.motif(page.hero, art.cx, art.cy, radius * 1.36, ground=p.white)
    if not page.brief.lead:
        return
    page.rect(words, disc)
    line = Box(words.x, words.y + 16, words.width, 4)
    page.rect(Box(words.x + 16, 0, 4, words.height) if page.wide else line, p.beside(disc))
    page.words(words.inset(page.margin, 50), disc, largest=118, note=40)
    page.corner = disc


def arch_window(page: Page) -> None:
    """The object on a sill in a round-headed window, words by it."""
    p = page.palette
    ground = page.ground(page.pick(p.paper, p.soft, p.deep))
    inner = p.beside(ground)
    art, words = page.split(page.whole, 0.64)
    tall = art.height - 150
    wide = min(art.width * 0.66, tall * 0.86)
    window = Box(art.cx - wide / 2, art.y + 92, wide, tall)
    page.path(arch(Box(window.x - 22, window.y - 22, wide + 44, tall + 22)), stroke=inner, stroke_width=4)
    page.path(arch(window), inner)
    with page.group(clip_path=page.clip(f'<path d="{arch(window)}"/>')):
        page.circle(window.cx + wide * 0.12, window.y + tall * 0.42, wide * 0.30, mix(inner, p.paper, 0.30))
        page.rect(Box(window.x, window.bottom - 66, wide, 66), mix(inner, p.ink, 0.25))
    page.motif(page.hero, window.cx, window.bottom - 56 - wide * 0.34, wide * 0.76, ground=inner)
    page.rect(Box(window.x - 40, window.bottom - 6, wide + 80, 18), p.on(ground), radius=9)
    room = (
        words.inset(page.margin, 70)
        if page.wide
        else Box(words.x, words.y - 20, words.width, words.height - 70).inset(page.margin, 0)
    )
    page.words(room, ground, title=p.pop(ground), largest=112)
    speckles(page, p.on(ground))


def pattern_badge(page: Page) -> None:
    """A brick pattern of the shop's things with a round badge in front."""
    p, side = page.palette, page.side
    ground = page.ground(page.pick(p.main, p.accent, p.deep))
    tone = mix(ground, p.paper, 0.34)
    pattern(page, page.kit[:3], ground=ground, tone=tone, step=side / 5, size=side / 6.6)
    cx, cy, radius, badge = page.whole.cx, page.whole.cy, side * 0.41, p.white
    page.circle(cx, cy, radius + 24, ground)
    page.circle(cx, cy, radius, badge)
    page.circle(cx, cy, radius - 18, "none", stroke=ground, stroke_width=4)
    room = radius * 1.40
    if not page.brief.lead:
        page.motif(page.hero, cx, cy, room * 0.95, ground=badge)
        return
    page.motif(page.hero, cx, cy - radius * 0.57, radius * 0.50, ground=badge)
    box = Box(cx - room / 2, cy - radius * 0.27, room, radius * 0.98)
    page.words(box, badge, title=p.pop(badge), largest=112, note=32)


def numeral(page: Page) -> None:
    """The price as the picture; without one, the object cropped close."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.main, p.accent))
    if not page.brief.price:
        _close_up(page, ground)
        return
    ink, disc = p.on(ground), p.beside(ground)
    radius = page.side * 0.36
    page.circle(w - radius * 0.62, h - radius * 0.60, radius, disc)
    page.motif(page.hero, w - radius * 0.78, h - radius * 0.80, radius * 1.24, ground=disc)
    facts = sorted(page.brief.facts, key=lambda fact: fact.price != page.brief.price)
    label = page.title(ink, words=facts[0].before, largest=92, lines=2, share=1.0)
    price = page.title(ink, words=facts[0].price, face="poster", largest=330, lines=1, share=2.2, gap=34)
    tail = page.title(ink, words=facts[0].after, largest=80, lines=2, share=0.9)
    top = Box(page.margin, page.margin, w - 2 * page.margin, h * 0.50)
    used = page.column([page.kicker(ink), label, price, tail], top)
    page.rect(Box(page.margin, used.bottom + 40, 120, 12), disc)
    rest = [Text(fact.text, "sans", ink, largest=44, gap=20) for fact in facts[1:]]
    y = used.bottom + 92
    above = h - radius * 1.64 - y
    if above > 66 * len(rest):
        room = Box(page.margin, y, w - 2 * page.margin, above)
    else:
        room = Box(page.margin, y, w - radius * 1.7 - page.margin, h - y - 70)
    page.column(rest, room)
    page.corner = disc


def _close_up(page: Page, ground: str) -> None:
    p, w, h = page.palette, page.width, page.height
    page.circle(w * 0.62, h * 0.44, page.side * 0.62, mix(ground, p.paper, 0.22))
    page.motif(page.hero, w * 0.62, h * 0.43, page.side * 1.0, ground=ground, turn=-8)
    if page.brief.lead:
        name = Box(page.margin, page.margin, w - 2 * page.margin, 60)
        page.write(page.kicker(p.on(ground), largest=40), name)
        pill(page, page.brief.lead, (w / 2, h * 0.875), face=page.face, size=62, fill=p.white)
