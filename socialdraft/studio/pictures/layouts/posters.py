"""Layouts led by one large thing: a headline, an object, a burst."""

from socialdraft.studio.pictures.colour import mix
from socialdraft.studio.pictures.layouts.parts import arch, pattern, pill, rays, seal, shade, speckles
from socialdraft.studio.pictures.page import Page
from socialdraft.studio.pictures.sheet import Box


def poster(page: Page) -> None:
    """Headline above, the object rising from a disc that runs off the foot."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.main, p.accent, p.deep))
    disc = p.beside(ground)
    radius = w * 0.56
    top = h - radius * (1.0 if page.brief.lead else 1.35)
    page.circle(w / 2, top + radius, radius, disc)
    page.circle(w / 2, top + radius, radius - 26, "none", stroke=mix(disc, ground, 0.35), stroke_width=3)
    size = w * (0.60 if page.brief.lead else 0.72)
    page.motif(page.hero, w / 2, top + size * 0.46, size, ground=disc)
    ink = p.on(ground)
    room = Box(page.frame.x, page.frame.y, page.frame.width, top - page.frame.y - 44)
    page.column(
        [page.kicker(ink), page.title(ink, lines=3), *page.notes(ink)], room,
        align="center", valign="middle",
    )  # fmt: skip
    page.corner = disc


def product_card(page: Page) -> None:
    """A white card with the object on a disc, words beneath."""
    p, w, h = page.palette, page.width, page.height
    page.ground(page.pick(p.soft, p.blush, p.main))
    card = Box(0, 0, w, h).inset(64, 64)
    shade(page, card, radius=44)
    page.rect(card, p.white, radius=44)
    art = card.height * (0.52 if page.brief.lead else 0.86)
    plate = page.pick(p.soft, p.blush)
    stage = Box(card.x + 28, card.y + 28, card.width - 56, art - 28)
    page.rect(stage, plate, radius=26)
    page.circle(stage.cx, stage.cy, stage.height * 0.40, mix(plate, p.white, 0.55))
    page.motif(page.hero, stage.cx, stage.cy, stage.height * 0.70, ground=plate)
    words = Box(card.x + 56, stage.bottom + 40, card.width - 112, card.bottom - stage.bottom - 84)
    title = p.pop(p.white)
    page.column(
        [page.kicker(p.on(p.white)), page.title(title, largest=110, lines=2, smallest=36),
         *page.notes(p.on(p.white), largest=36)],
        words, align="center", valign="middle",
    )  # fmt: skip


def sunburst(page: Page) -> None:
    """Rays from behind the object, the headline on a band below."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.accent, p.main, p.blush))
    cy = h * (0.37 if page.brief.lead else 0.5)
    rays(page, (w / 2, cy), mix(ground, p.paper, 0.28), count=18, turn=0.06)
    disc = p.beside(ground)
    radius = w * (0.31 if page.brief.lead else 0.37)
    page.path(seal(w / 2, cy, radius * 1.12, teeth=28), disc)
    page.circle(w / 2, cy, radius * 0.94, p.white)
    page.motif(page.hero, w / 2, cy, radius * 1.42, ground=p.white)
    if not page.brief.lead:
        return
    band = Box(0, h * 0.70, w, h * 0.30)
    page.rect(band, disc)
    page.rect(Box(0, band.y + 14, w, 4), p.beside(disc))
    ink = p.on(disc)
    page.column(
        [page.kicker(ink), page.title(ink, largest=110, lines=2, smallest=34),
         *page.notes(ink, largest=36)],
        Box(page.frame.x, band.y + 46, page.frame.width, band.height - 96),
        align="center", valign="middle",
    )  # fmt: skip
    page.corner = disc


def arch_window(page: Page) -> None:
    """The object on a sill in a round-headed window, words below."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.paper, p.soft, p.deep))
    inner = p.beside(ground)
    wide = w * (0.58 if page.brief.lead else 0.70)
    window = Box((w - wide) / 2, h * 0.075, wide, h * (0.53 if page.brief.lead else 0.80))
    outer = Box(window.x - 22, window.y - 22, window.width + 44, window.height + 22)
    page.path(arch(outer), stroke=inner, stroke_width=4)
    page.path(arch(window), inner)
    clip = page.clip(f'<path d="{arch(window)}"/>')
    with page.group(clip_path=clip):
        sun = mix(inner, p.paper, 0.30)
        page.circle(window.cx + window.width * 0.12, window.y + window.height * 0.40, wide * 0.30, sun)
        page.rect(Box(window.x, window.bottom - 66, wide, 66), mix(inner, p.ink, 0.25))
    page.motif(page.hero, window.cx, window.bottom - 58 - wide * 0.31, wide * 0.70, ground=inner)
    page.rect(Box(outer.x - 16, window.bottom - 6, outer.width + 32, 18), p.on(ground), radius=9)
    page.column(
        [page.kicker(p.on(ground)), page.title(p.pop(ground), largest=104, lines=2, smallest=34),
         *page.notes(p.on(ground), largest=36)],
        Box(page.frame.x, window.bottom + 56, page.frame.width, h - window.bottom - 56 - 86),
        align="center", valign="middle",
    )  # fmt: skip
    speckles(page, p.on(ground))


def pattern_badge(page: Page) -> None:
    """A brick pattern of the shop's things with a round badge in front."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.main, p.accent, p.deep))
    tone = mix(ground, p.paper, 0.34)
    pattern(page, page.kit[:3], ground=ground, tone=tone, step=w / 5, size=w / 6.6)
    radius = w * 0.36
    cx, cy = w / 2, h / 2
    badge = p.white
    page.circle(cx, cy, radius + 22, ground)
    page.circle(cx, cy, radius, badge)
    page.circle(cx, cy, radius - 18, "none", stroke=ground, stroke_width=4)
    side = radius * 1.36
    if not page.brief.lead:
        page.motif(page.hero, cx, cy, side * 0.95, ground=badge)
        return
    page.motif(page.hero, cx, cy - radius * 0.58, radius * 0.44, ground=badge)
    page.column(
        [page.kicker(p.on(badge), largest=26), page.title(p.pop(badge), largest=100, lines=3, smallest=30),
         *page.notes(p.on(badge), largest=30)],
        Box(cx - side / 2, cy - radius * 0.30, side, radius * 0.98),
        align="center", valign="middle",
    )  # fmt: skip


def numeral(page: Page) -> None:
    """The price as the picture; without one, the object cropped close."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.main, p.accent))
    if not page.brief.price:
        _close_up(page, ground)
        return
    ink, disc = p.on(ground), p.beside(ground)
    page.circle(w * 0.86, h * 0.87, w * 0.34, disc)
    page.motif(page.hero, w * 0.74, h * 0.80, w * 0.42, ground=disc)
    fact = next(fact for fact in page.brief.facts if fact.price)
    label = page.title(ink, words=fact.label or page.brief.name, largest=92, lines=2, share=1.0)
    price = page.title(ink, words=fact.price, face="poster", largest=330, lines=1, share=2.2, gap=40)
    top = Box(page.frame.x, page.frame.y, page.frame.width, h * 0.50)
    used = page.column([page.kicker(ink), label, price], top)
    page.rect(Box(page.frame.x, used.bottom + 44, 120, 12), disc)
    rest = [note for note in page.notes(ink, lines=3) if note.words != fact.text]
    if fact is not page.brief.headline:
        rest.insert(0, page.notes(ink)[0].__class__(page.brief.headline.text, "sans", ink, largest=44))
    page.column(rest, Box(page.frame.x, used.bottom + 96, w * 0.40, h - used.bottom - 190))
    page.corner = disc


def _close_up(page: Page, ground: str) -> None:
    p, w, h = page.palette, page.width, page.height
    page.circle(w * 0.62, h * 0.44, w * 0.62, mix(ground, p.paper, 0.22))
    page.motif(page.hero, w * 0.62, h * 0.43, w * 1.02, ground=ground, turn=-8)
    if page.brief.lead:
        pill(page, page.brief.lead, (w / 2, h * 0.875), face=page.face, size=62, fill=p.white)
