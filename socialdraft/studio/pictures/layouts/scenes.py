"""Layouts that are a place or a time: a stall, a night market, waves, a hill, a season."""

import math

from socialdraft.studio.pictures.colour import mix, toned
from socialdraft.studio.pictures.layouts.parts import branch, scallops, speckles, star, wave
from socialdraft.studio.pictures.page import Page
from socialdraft.studio.pictures.sheet import Box


def awning(page: Page) -> None:
    """A shop front: striped awning, the words on the wall, things on the counter."""
    p, w, h = page.palette, page.width, page.height
    wall = page.ground(page.pick(p.soft, p.blush, p.paper))
    cloth = page.pick(p.main, p.deep)
    top = h * 0.20
    page.rect(Box(0, top * 0.5, w, top * 0.62), "#000", opacity=0.07)
    count = round(w / 111) | 1
    scallops(page, Box(0, 0, w, top), (cloth, p.white), count=count)
    page.rect(Box(0, 0, w, 26), mix(cloth, p.ink, 0.3))
    counter = h * 0.86
    size = page.side * (0.34 if page.brief.lead and not page.wide else 0.44 - 0.16 * page.wide)
    names = (page.kit[1], page.hero, page.kit[2])
    for position, name in enumerate(names):
        grow = size * (1.22 if position == 1 else 0.76)
        x = w * 0.5 + (position - 1) * size * 1.06
        page.motif(name, x, counter - grow * 0.46, grow, ground=wall)
    page.rect(Box(0, counter - 4, w, h - counter + 4), cloth)
    page.rect(Box(0, counter - 4, w, 20), mix(cloth, p.paper, 0.3))
    room = Box(page.margin, top + 56, w - 2 * page.margin, counter - size * 1.22 - top - 96)
    page.words(room, wall, title=p.pop(wall), largest=124, note=40)
    page.corner = cloth


def night_market(page: Page) -> None:
    """Evening: strings of bulbs above, a row of lit stalls below."""
    p, w, h = page.palette, page.width, page.height
    dusk = toned(p.ink, 0.22, chroma=1.4)
    sky = page.ground(dusk)
    page.rect(Box(0, 0, w, h), page.gradient((0, p.main, 0.0), (1, p.main, 0.55)))
    lamp = toned(p.accent, 0.86)
    halo = page.glow(lamp, strength=0.55)
    for row, sag in ((0.03, 0.10), (0.10, 0.09)):
        _bulbs(page, y=h * row, sag=h * sag, lamp=lamp, halo=halo)
    _stalls(page, floor=h, lamp=lamp)
    size = page.side * (0.36 if page.brief.lead else 0.56)
    cy = h * 0.70 if page.brief.lead else h * 0.50
    if page.wide and page.brief.lead:
        page.circle(w * 0.77, h * 0.50, size * 1.0, halo)
        page.motif(page.hero, w * 0.77, h * 0.50, size, ground=sky)
        room = Box(page.margin, h * 0.24, w * 0.54, h * 0.50)
    else:
        page.circle(w / 2, cy, size * 1.0, halo)
        page.motif(page.hero, w / 2, cy - size * 0.06, size, ground=sky)
        room = Box(page.margin, h * 0.235, w - 2 * page.margin, cy - size * 0.60 - h * 0.235)
    page.words(room, sky, title=lamp, largest=132, note=40)


def _bulbs(page: Page, *, y: float, sag: float, lamp: str, halo: str) -> None:
    w = page.width
    page.path(
        f"M-10 {y:.1f}Q{w / 2:.1f} {y + 2 * sag:.1f} {w + 10:.1f} {y:.1f}", stroke="#000", stroke_width=3, opacity=0.6
    )
    count = 9
    for step in range(count):
        share = (step + 0.5) / count
        x, drop = share * w, 4 * sag * share * (1 - share)
        page.circle(x, y + drop + 18, 46, halo)
        page.rect(Box(x - 5, y + drop, 10, 10), "#000", opacity=0.6)
        page.circle(x, y + drop + 20, 12, lamp)


def _stalls(page: Page, *, floor: float, lamp: str) -> None:
    p, w = page.palette, page.width
    count = max(round(w / 330), 2)
    wide = w / count
    for position in range(count):
        x = position * wide
        roof = (p.main, p.accent, p.extra)[position % 3]
        page.rect(Box(x + 22, floor - 96, wide - 44, 96), lamp, opacity=0.85)
        page.rect(Box(x + 22, floor - 44, wide - 44, 44), toned(p.ink, 0.16))
        page.path(f"M{x + 34:.1f} {floor - 150:.1f}h{wide - 68:.1f}l26 56h{-(wide - 16):.1f}z", roof)
        page.path(
            f"M{x + wide / 2 - wide / 10:.1f} {floor - 150:.1f}h{wide / 5:.1f}l10 56h{-(wide / 5 + 20):.1f}z",
            p.paper,
            opacity=0.85,
        )


def waves(page: Page) -> None:
    """A low sun with the object in it over rolling water."""
    p, w, h = page.palette, page.width, page.height
    sky = page.ground(page.pick(p.blush, p.soft, p.paper))
    sea = p.beside(sky) if p.beside(sky) != p.paper else p.main
    radius = page.side * (0.29 if page.brief.lead else 0.38)
    x = w * 0.74 if page.wide and page.brief.lead else w / 2
    y = h * 0.73 - radius * 0.45 if page.brief.lead else h * 0.42
    page.circle(x, y, radius * 1.22, mix(sky, p.accent, 0.30))
    page.circle(x, y, radius, p.accent)
    page.motif(page.hero, x, y - radius * 0.06, radius * 1.36, ground=p.accent)
    level = y + radius * 0.62
    for layer in range(5):
        share = layer / 4
        tint = mix(mix(sea, p.paper, 0.45), toned(sea, 0.32), share)
        top = level + (h - level) * share * 0.80
        data = wave(w, h + 10, y=top, height=26 + 10 * share, length=330 + 60 * layer, shift=90.0 * layer)
        page.path(data, tint)
    room = Box(page.margin, page.margin, w - 2 * page.margin, y - radius * 1.22 - page.margin - 30)
    if page.wide:
        room = Box(page.margin, page.margin, w * 0.48, level - page.margin - 40)
    page.words(room, sky, title=p.pop(sky), largest=132, note=40)
    page.corner = toned(sea, 0.32)


def hills(page: Page) -> None:
    """Morning over hills, the object on the nearest one; a holiday brings its own sky."""
    p, w, h = page.palette, page.width, page.height
    night = page.sky == "night"
    sky = page.ground(toned(p.deep, 0.27, chroma=0.9) if night else page.pick(p.blush, p.soft))
    x = w * 0.76 if page.wide and page.brief.lead else w / 2
    horizon = h * 0.68 if page.brief.lead else h * 0.52
    radius = page.side * 0.29
    page.circle(x, horizon - radius * 0.35, radius * 1.18, p.accent, opacity=0.25)
    sun = toned(p.accent, 0.9, chroma=0.6) if night else mix(p.accent, p.paper, 0.4)
    page.circle(x, horizon - radius * 0.35, radius, sun)
    tones = [mix(p.main, sky, 0.45), mix(p.main, p.deep, 0.75), toned(p.deep, 0.26)]
    for layer, tone in enumerate(tones):
        y = horizon + layer * (h - horizon) * 0.26
        rise = h * 0.09
        first, second = (w * (0.2 + 0.1 * layer), y - rise), (w * 0.35, y - rise * (layer % 2))
        data = (
            f"M-10 {y:.1f}C{first[0]:.1f} {first[1]:.1f} {second[0]:.1f} {second[1]:.1f} {w * 0.55:.1f} {y:.1f}"
            f"S{w * 0.85:.1f} {y + rise * 0.5:.1f} {w + 10:.1f} {y - rise * 0.6:.1f}V{h + 10:.1f}H-10Z"
        )
        page.path(data, tone)
        if layer == 1:
            size = radius * 1.6
            name = page.season[0] if page.season else page.hero
            page.motif(name, x, y - size * 0.30, size, ground=sun)
    room = Box(page.margin, page.margin, w - 2 * page.margin, horizon - radius * 1.5 - page.margin - 30)
    if page.wide:
        room = Box(page.margin, page.margin, w * 0.50, horizon - page.margin - 60)
    used = page.words(room, sky, title=p.pop(sky), largest=132, note=40)
    if night:
        _stars(page, p.paper, keep=used, floor=horizon - radius * 1.3)
    page.corner = tones[2]


def _stars(page: Page, colour: str, *, keep: Box, floor: float) -> None:
    dice = page.dice("stars")
    for _ in range(60):
        x, y, r = dice.uniform(0, page.width), dice.uniform(0, floor), dice.uniform(1.5, 4)
        if keep.x - 12 < x < keep.right + 12 and keep.y - 12 < y < keep.bottom + 12:
            continue
        page.circle(x, y, r, colour, opacity=round(dice.uniform(0.35, 0.9), 2))


def seasonal(page: Page) -> None:
    """The holiday's own thing on a moon, small ones around it; the shop's thing if there is none."""
    p = page.palette
    night = page.sky == "night" or not page.sky
    ground = page.ground(toned(p.main, 0.27, chroma=0.45) if night else page.pick(p.blush, p.accent))
    art, words = page.split(page.whole, 0.62)
    radius = min(art.width, art.height) * 0.345
    moon = toned(p.accent, 0.90, chroma=0.55)
    for grow, strength in ((1.45, 0.10), (1.22, 0.16)):
        page.circle(art.cx, art.cy, radius * grow, moon, opacity=strength)
    page.circle(art.cx, art.cy, radius, moon)
    large, small = page.season or (page.hero, page.kit[1])
    page.motif(large, art.cx, art.cy + radius * 0.06, radius * 1.36, ground=moon)
    for step in range(8):
        angle = math.tau * (step + 0.5) / 8
        x, y = art.cx + math.cos(angle) * radius * 1.48, art.cy + math.sin(angle) * radius * 1.30
        if step % 2:
            page.motif(small, x, y, radius * 0.32, ground=ground, turn=math.degrees(angle) / 6)
        else:
            page.path(star(x, y, radius * 0.10), moon)
    title = moon if night else p.pop(ground)
    room = (
        words.inset(page.margin, 70)
        if page.wide
        else Box(words.x, words.y, words.width, words.height - 70).inset(page.margin, 0)
    )
    page.words(room, ground, title=title, largest=120, note=38)


def botanical(page: Page) -> None:
    """Twigs from two corners around a quiet centre."""
    p, w, h = page.palette, page.width, page.height
    ground = page.ground(page.pick(p.paper, p.soft, p.deep))
    greens = (mix(p.leaf, ground, 0.12), mix(p.extra, ground, 0.25), mix(p.main, ground, 0.15))
    reach = page.side
    for x, y, lean in ((0.0, 0.0, 0.0), (w, h, math.pi)):
        for position, (angle, length) in enumerate(((0.12, 0.62), (0.50, 0.46), (0.95, 0.42), (1.42, 0.60))):
            page_angle = angle + lean
            start = (x - 30 * math.cos(page_angle), y - 30 * math.sin(page_angle))
            branch(page, start, angle=page_angle, length=reach * length, colour=greens[position % 3])
    size = page.side * (0.30 if page.brief.lead else 0.56)
    plate = p.white if ground != p.deep else p.paper
    card = Box(w / 2 - page.side * 0.36, h / 2 - page.side * 0.46, page.side * 0.72, page.side * 0.92)
    if page.wide:
        card = Box(w / 2 - page.side * 0.62, h / 2 - page.side * 0.40, page.side * 1.24, page.side * 0.80)
    page.rect(card, plate, radius=card.width / 2 if not page.wide else 200)
    page.rect(
        card.inset(16), "none", radius=(card.width - 32) / 2 if not page.wide else 184, stroke=p.main, stroke_width=3
    )
    if not page.brief.lead:
        page.motif(page.hero, w / 2, h / 2, size, ground=plate)
        return
    page.motif(page.hero, w / 2, card.y + size * 0.62, size * 0.8, ground=plate)
    room = Box(card.x + 70, card.y + size * 1.08, card.width - 140, card.height - size * 1.08 - 84)
    page.words(room, plate, title=p.pop(plate), largest=96, note=32, face="serif")
    speckles(page, p.on(ground))
    page.busy = True


def chalkboard(page: Page) -> None:
    """A framed board with everything in chalk."""
    p, w, h = page.palette, page.width, page.height
    page.ground("#A9794C")
    page.rect(Box(0, 0, w, h), mix("#B07F50", p.main, 0.15))
    for step in range(6):
        page.rect(Box(0, step * h / 6, w, h / 12), "#000", opacity=0.035)
    slate = toned(mix("#2E3B37", p.ink, 0.5), 0.28, chroma=1.0)
    board = page.whole.inset(46)
    page.rect(Box(board.x - 8, board.y - 8, board.width + 16, board.height + 16), "#000", radius=14, opacity=0.28)
    page.rect(board, slate, radius=10)
    _dust(page, board)
    chalk = mix(p.paper, "#FFFFFF", 0.5)
    tint = toned(p.accent, 0.87)
    page.rect(board.inset(30), "none", radius=14, stroke=chalk, stroke_width=4, opacity=0.8)
    art, words = page.split(board.inset(46), 0.44)
    size = min(art.width, art.height) * 0.82
    page.motif(page.hero, art.cx, art.cy + 8, size, ground=slate, tone=chalk)
    used = page.words(words.inset(36, 50), slate, title=tint, largest=140, face="hand", note=46)
    if page.brief.lead and not page.wide:
        y = words.y + 6
        page.path(
            f"M{w / 2 - 160:.1f} {y:.1f}q40 -20 80 0t80 0t80 0t80 0",
            stroke=tint,
            stroke_width=5,
            stroke_linecap="round",
        )
    page.corner = slate if used.height < 0 else mix("#B07F50", p.main, 0.15)


def _dust(page: Page, board: Box) -> None:
    if not page.fine:
        return
    dice = page.dice("dust")
    for _ in range(14):
        x, y = dice.uniform(board.x + 60, board.right - 260), dice.uniform(board.y + 40, board.bottom - 40)
        data = (
            f"M{x:.1f} {y:.1f}q{dice.uniform(60, 120):.1f} {dice.uniform(-24, 24):.1f} {dice.uniform(140, 200):.1f} 0"
        )
        page.path(
            data, stroke="#fff", stroke_width=round(dice.uniform(14, 30), 1), opacity=0.025, stroke_linecap="round"
        )
