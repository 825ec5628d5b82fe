"""Layouts that are a printed thing: a menu, a ticket, a postcard, a label, a note."""

from socialdraft.studio.pictures.brief import Fact
from socialdraft.studio.pictures.colour import mix
from socialdraft.studio.pictures.layouts.parts import shade, speckles, stripes
from socialdraft.studio.pictures.page import Page, Text, fit_text
from socialdraft.studio.pictures.shaping import shape
from socialdraft.studio.pictures.sheet import Box

FEW = 2


def menu(page: Page) -> None:
    """A bill of fare: each fact a line, its price at the right end of a dotted rule."""
    p = page.palette
    ground = page.ground(page.pick(p.paper, p.white, p.deep))
    ink, mark = p.on(ground), p.pop(ground)
    outer = page.whole.inset(44)
    page.rect(outer, "none", stroke=mark, stroke_width=6)
    page.rect(outer.inset(16), "none", stroke=mark, stroke_width=2)
    rows = page.brief.facts if page.brief.name else page.brief.details
    size = page.side * (0.30 if len(rows) > FEW else 0.42 if rows else 0.62)
    middle = Box(outer.x + 70, outer.y + 60, outer.width - 140, outer.height - 120)
    if not page.brief.lead:
        page.motif(page.hero, middle.cx, middle.cy, size, ground=ground)
        return
    head = Text(page.brief.name or page.brief.lead, "serif", mark, largest=88, lines=2, smallest=34)
    title = fit_text(head, middle.width, (middle.height - size) * 0.36)
    each = min((middle.height - size - title.height - 120) / max(len(rows), 1), 150)
    spare = middle.height - size - title.height - 120 - each * len(rows)
    y = middle.y + spare * 0.4
    page.motif(page.hero, middle.cx, y + size / 2, size, ground=ground)
    y = page.set_text(title, Box(middle.x, y + size + 36, middle.width, 0), mark, align="center").bottom + 44
    page.rect(Box(middle.cx - 60, y, 120, 5), mark)
    for position, fact in enumerate(rows):
        line = Box(middle.x, y + 34 + each * position, middle.width, each - 30)
        _row(page, fact, line, ink=ink, mark=mark)
    speckles(page, ink)
    page.inner = 52


def _row(page: Page, fact: Fact, box: Box, *, ink: str, mark: str) -> None:
    if not fact.priced:
        page.write(Text(fact.text, "sans", ink, largest=54, lines=2), box, align="center", valign="middle")
        return
    cost = fit_text(Text(fact.price, "bold", mark, largest=54, lines=1), box.width * 0.4, box.height)
    left = Box(box.x, box.y, box.width - cost.width - 60, box.height)
    used = page.write(Text(fact.before, "sans", ink, largest=50, lines=2), left, valign="middle")
    place = Box(box.right - cost.width, used.cy - cost.height / 2, cost.width, cost.height)
    page.set_text(cost, place, mark)
    start, end = used.right + 22, place.x - 22
    if end > start:
        dots = {"stroke_dasharray": "0.1 14", "stroke_linecap": "round"}
        page.line((start, used.cy + 14), (end, used.cy + 14), mix(ink, mark, 0.5), 4, **dots)


def ticket(page: Page) -> None:
    """A ticket with a torn edge, the object on one half and the words on the other."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.main, p.accent, p.deep))
    stripes(page, page.whole, mix(ground, p.paper, 0.13), width=34)
    card = page.whole.inset(w * 0.115, h * 0.085)
    art, words = page.split(card, 0.46)
    with page.group(transform=f"rotate(-3 {w / 2:.1f} {h / 2:.1f})"):
        shade(page, card, radius=34, strength=0.14)
        page.rect(card, p.white, radius=34)
        plate = page.pick(p.soft, p.blush)
        page.rect(art.inset(26), plate, radius=18)
        size = min(art.width, art.height) * 0.78
        page.motif(page.hero, art.cx, art.cy, size, ground=plate)
        if page.brief.lead:
            _tear(page, art, card, ground)
            page.words(words.inset(58, 50), p.white, title=p.pop(p.white), largest=108)


def _tear(page: Page, art: Box, card: Box, ground: str) -> None:
    ends = (
        ((art.right, card.y), (art.right, card.bottom))
        if page.wide
        else ((card.x, art.bottom), (card.right, art.bottom))
    )
    dots = mix(page.palette.ink, page.palette.white, 0.6)
    page.line(*ends, dots, 5, stroke_dasharray="0.1 20", stroke_linecap="round")
    for x, y in ends:
        page.circle(x, y, 34, ground)


def postcard(page: Page) -> None:
    """A postcard with an airmail edge, the object on its stamp."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(p.white)
    stripes(page, page.whole, p.main, width=30)
    stripes(page, page.whole, p.accent, width=30, offset=60, period=120)
    card = page.whole.inset(36)
    page.rect(card, ground)
    size = page.side * (0.40 if page.brief.lead else 0.74)
    stamp = Box(card.right - size - 54, card.y + 54, size, size * 1.16)
    if not page.brief.lead:
        stamp = Box(w / 2 - size / 2, h / 2 - size * 0.58, size, size * 1.16)
    _stamp(page, stamp)
    _postmark(page, stamp.x - size * 0.12, stamp.y + stamp.height * 0.62, size * 0.34)
    if page.wide:
        room = Box(card.x + 64, card.y + 64, stamp.x - size * 0.56 - card.x - 64, card.height - 128)
    else:
        room = Box(card.x + 64, stamp.bottom + 60, card.width - 128, card.bottom - stamp.bottom - 124)
    page.words(room, ground, title=p.pop(ground), largest=122, note=42, align="left", valign="bottom")
    speckles(page, p.ink)
    page.corner, page.inner = ground, 40


def _stamp(page: Page, box: Box) -> None:
    p = page.palette
    edge, plate = mix(p.soft, p.white, 0.35), page.pick(p.blush, p.accent, p.main)
    page.rect(box, edge)
    hole = box.width / 22
    count_x, count_y = round(box.width / hole / 2.6), round(box.height / hole / 2.6)
    for step in range(count_x + 1):
        x = box.x + box.width * step / count_x
        page.circle(x, box.y, hole * 0.6, page.palette.white)
        page.circle(x, box.bottom, hole * 0.6, page.palette.white)
    for step in range(count_y + 1):
        y = box.y + box.height * step / count_y
        page.circle(box.x, y, hole * 0.6, page.palette.white)
        page.circle(box.right, y, hole * 0.6, page.palette.white)
    inner = box.inset(hole * 1.6)
    page.rect(inner, plate)
    page.motif(page.hero, inner.cx, inner.cy, inner.width * 0.84, ground=plate)


def _postmark(page: Page, x: float, y: float, radius: float) -> None:
    ink = page.palette.ink
    with page.group(opacity=0.45):
        for share in (1.0, 0.76):
            page.circle(x, y, radius * share, "none", stroke=ink, stroke_width=5)
        page.motif(page.kit[1], x, y, radius * 0.86, ground=page.palette.white, tone=ink)
        for step in range(0 if page.wide else 4):
            top = y - radius * 0.6 + step * radius * 0.4
            data = f"M{x - radius * 3:.1f} {top:.1f}q30 -22 60 0t60 0t60 0"
            page.path(data, stroke=ink, stroke_width=5, stroke_linecap="round")


def label(page: Page) -> None:
    """An old tin's label: an ornamental frame with hollow corners on stripes."""
    p, side = page.palette, page.side
    ground = page.ground(page.pick(p.main, p.deep, p.accent))
    stripes(page, page.whole, mix(ground, p.paper, 0.12), width=26, upright=True)
    card = page.whole.inset(page.width * 0.105, page.height * 0.095)
    page.path(_hollow(card, 70), p.paper)
    mark = p.pop(p.paper)
    page.path(_hollow(card.inset(20), 58), stroke=mark, stroke_width=7)
    page.path(_hollow(card.inset(36), 48), stroke=mark, stroke_width=2)
    size = side * (0.30 if page.brief.lead else 0.68)
    middle = Box(card.x + 90, card.y + 80, card.width - 180, card.height - 160)
    if not page.brief.lead:
        page.motif(page.hero, card.cx, card.cy, size, ground=p.paper)
        return
    if page.wide:
        page.motif(page.hero, middle.x + size * 0.5, middle.cy, size, ground=p.paper)
        page.words(
            Box(middle.x + size * 1.15, middle.y, middle.width - size * 1.15, middle.height),
            p.paper,
            title=mark,
            face="serif",
        )
        return
    page.motif(page.hero, card.cx, middle.y + size * 0.55, size, ground=p.paper)
    y = middle.y + size * 1.2
    page.path(f"M{card.cx - 150} {y}h110M{card.cx + 40} {y}h110", stroke=mark, stroke_width=4)
    page.circle(card.cx, y, 9, mark)
    page.words(Box(middle.x, y + 46, middle.width, middle.bottom - y - 46), p.paper, title=mark, face="serif")


def _hollow(box: Box, r: float) -> str:
    return (
        f"M{box.x + r:.1f} {box.y:.1f}H{box.right - r:.1f}a{r} {r} 0 0 0 {r} {r}"
        f"V{box.bottom - r:.1f}a{r} {r} 0 0 0 {-r} {r}H{box.x + r:.1f}"
        f"a{r} {r} 0 0 0 {-r} {-r}V{box.y + r:.1f}a{r} {r} 0 0 0 {r} {-r}Z"
    )


def notice(page: Page) -> None:
    """A note taped to squared paper."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.soft, p.blush, p.extra))
    grid = mix(ground, p.paper, 0.45)
    for step in range(1, 40):
        page.line((step * 52, 0), (step * 52, h), grid, 2.5)
        page.line((0, step * 52), (w, step * 52), grid, 2.5)
    card = page.whole.inset(w * 0.12, h * 0.115)
    tape = mix(p.accent, p.white, 0.35)
    with page.group(transform=f"rotate(2.2 {w / 2:.1f} {h / 2:.1f})"):
        shade(page, card, radius=6, strength=0.14)
        page.rect(card, p.white, radius=6)
        page.rect(Box(card.cx - 120, card.y - 38, 240, 72), tape, opacity=0.92)
        art, words = page.split(card, 0.42)
        size = min(art.height, art.width) * 0.74
        page.motif(page.hero, art.cx, art.cy + 22, size, ground=p.white, turn=-5)
        page.words(words.inset(64, 40), p.white, title=p.pop(p.white), largest=116, face="hand", note=40)
    page.corner = ground


def quote(page: Page) -> None:
    """The headline as something said, between large quotation marks."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.blush, p.soft, p.accent))
    mark = p.beside(ground)
    if not page.brief.lead:
        page.circle(w / 2, h / 2, page.side * 0.40, "none", stroke=mark, stroke_width=34)
        page.motif(page.hero, w / 2, h / 2, page.side * 0.56, ground=ground)
        return
    sign = shape("serif", "“")
    size = page.side * 0.62
    page.draw_line(sign, page.margin - 8, page.margin - sign.top * size, size, mark)
    top = page.margin + (sign.bottom - sign.top) * size
    foot = page.side * 0.26
    room = Box(page.margin, top + 30, w - 2 * page.margin, h - top - foot - 120)
    texts = [page.title(p.on(ground), largest=132, lines=4, face="serif"), *page.notes(p.on(ground), largest=42)]
    page.column(texts, room, valign="middle")
    y = h - page.margin - foot / 2
    page.circle(page.margin + foot / 2, y, foot / 2, p.white)
    page.motif(page.hero, page.margin + foot / 2, y, foot * 0.74, ground=p.white)
    if page.brief.kicker:
        box = Box(page.margin + foot + 34, y - 60, w - foot - 34 - 2 * page.margin, 120)
        page.write(Text(page.brief.kicker, "bold", p.on(ground), largest=46, lines=2), box, valign="middle")
