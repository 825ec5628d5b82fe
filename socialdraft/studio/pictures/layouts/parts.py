"""Shapes several layouts use."""

import math

from socialdraft.studio.pictures.page import Page, Text, fit_text
from socialdraft.studio.pictures.sheet import Box, Point


def polar(x: float, y: float, radius: float, angle: float) -> Point:
    """The point at `angle` radians, 0 to the right, clockwise."""
    return x + radius * math.cos(angle), y + radius * math.sin(angle)


def arch(box: Box) -> str:
    """A round-headed window."""
    r = box.width / 2
    return f"M{box.x:.1f} {box.bottom:.1f}V{box.y + r:.1f}a{r:.1f} {r:.1f} 0 0 1 {box.width:.1f} 0V{box.bottom:.1f}Z"


def seal(x: float, y: float, radius: float, *, teeth: int = 24, depth: float = 0.08) -> str:
    """A round badge with soft teeth."""
    points = []
    for step in range(teeth):
        outer = polar(x, y, radius, math.tau * (step + 0.5) / teeth)
        valley = polar(x, y, radius * (1 - depth), math.tau * (step + 1) / teeth)
        points.append(f"Q{outer[0]:.1f} {outer[1]:.1f} {valley[0]:.1f} {valley[1]:.1f}")
    start = polar(x, y, radius * (1 - depth), 0)
    return f"M{start[0]:.1f} {start[1]:.1f}{''.join(points)}Z"


def star(x: float, y: float, radius: float, *, points: int = 4, waist: float = 0.32) -> str:
    corners = [
        polar(x, y, radius if step % 2 == 0 else radius * waist, math.pi * step / points - math.pi / 2)
        for step in range(points * 2)
    ]
    return "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in corners) + "Z"


def rays(page: Page, centre: Point, colour: str, *, count: int, turn: float = 0.0) -> None:
    """Every second wedge of a sunburst, out past the page's corners."""
    reach = math.hypot(page.width, page.height)
    parts = []
    for step in range(count):
        begin = math.tau * step / count + turn
        ends = [polar(*centre, reach, begin), polar(*centre, reach, begin + math.pi / count)]
        corners = [centre, *ends]
        parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z")
    page.path("".join(parts), colour)


def wave(width: float, bottom: float, *, y: float, height: float, length: float, shift: float) -> str:
    """The area under a swell from `y` down to `bottom`."""
    x = -length + shift % length
    data = f"M{x:.1f} {y:.1f}"
    while x < width + length:
        data += f"q{length / 4:.1f} {-height:.1f} {length / 2:.1f} 0t{length / 2:.1f} 0"
        x += length
    return data + f"V{bottom:.1f}H{-2 * length:.1f}Z"


def scallops(page: Page, box: Box, colours: tuple[str, str], *, count: int) -> None:
    """An awning: stripes with round ends."""
    step = box.width / count
    for position in range(count):
        x, r = box.x + position * step, step / 2
        data = f"M{x:.1f} {box.y:.1f}h{step:.2f}V{box.bottom - r:.1f}a{r:.2f} {r:.2f} 0 0 1 {-step:.2f} 0Z"
        page.path(data, colours[position % 2])


def branch(page: Page, start: Point, *, angle: float, length: float, colour: str, leaves: int = 6) -> None:
    """A twig with paired leaves that shrink towards its tip."""
    end = polar(*start, length, angle)
    page.line(start, end, colour, max(length / 70, 4), stroke_linecap="round")
    for step in range(leaves):
        share = 0.18 + 0.82 * step / leaves
        at = polar(*start, length * share, angle)
        size = length * 0.24 * (1.15 - share * 0.6)
        for side in (-1, 1):
            leaf(page, at, angle=angle + side * 0.85, length=size, colour=colour)
    leaf(page, end, angle=angle, length=length * 0.16, colour=colour)


def leaf(page: Page, at: Point, *, angle: float, length: float, colour: str) -> None:
    tip = polar(*at, length, angle)
    left = polar(*at, length * 0.55, angle - 0.5)
    right = polar(*at, length * 0.55, angle + 0.5)
    page.path(
        f"M{at[0]:.1f} {at[1]:.1f}Q{left[0]:.1f} {left[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}"
        f"Q{right[0]:.1f} {right[1]:.1f} {at[0]:.1f} {at[1]:.1f}Z",
        colour,
    )


def shade(page: Page, box: Box, *, radius: float, strength: float = 0.09) -> None:
    """A soft shadow under a card; a proof gets one plain layer."""
    layers = 5 if page.fine else 1
    for layer in range(layers):
        grow = 4.0 * layer
        page.rect(
            Box(box.x - grow / 2, box.y + 10 + grow / 2, box.width + grow, box.height + grow / 2),
            "#000", radius=radius + grow / 2, opacity=round(strength / layers * 1.6, 4),
        )  # fmt: skip


def speckles(page: Page, colour: str, *, count: int = 220, opacity: float = 0.16) -> None:
    """Paper fibres, only on a finished picture; their own dice keep proofs and finals alike."""
    if not page.fine:
        return
    dice = page.dice("speckles")
    parts = []
    for _ in range(count):
        x, y, r = dice.uniform(0, page.width), dice.uniform(0, page.height), dice.uniform(0.6, 1.9)
        parts.append(f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0z")
    page.path("".join(parts), colour, opacity=opacity)


def pattern(page: Page, names: tuple[str, ...], *, ground: str, tone: str, step: float, size: float) -> None:
    """Motifs in brick order over the whole page, all in `tone`."""
    rows = math.ceil(page.height / step) + 1
    columns = math.ceil(page.width / step) + 1
    for row in range(-1, rows):
        for column in range(-1, columns):
            x = (column + (0.5 if row % 2 else 0.0)) * step + step / 2
            name = names[(column + row * 2) % len(names)]
            turn = (-16, 12, 22, -8)[(column * 3 + row) % 4]
            page.motif(name, x, row * step * 0.92 + step / 2, size, ground=ground, turn=turn, tone=tone)


def stripes(
    page: Page, box: Box, colour: str, *, width: float, upright: bool = False, offset: float = 0.0, period: float = 0.0
) -> None:
    """Slanting or upright bands over `box`."""
    step = period or width * 2
    lean = 0.0 if upright else box.height * 0.6
    x = box.x - lean + offset
    parts = []
    while x < box.right + lean:
        parts.append(
            f"M{x:.1f} {box.bottom:.1f}l{lean:.1f} {-box.height:.1f}h{width:.1f}l{-lean:.1f} {box.height:.1f}z"
        )
        x += step
    page.path("".join(parts), colour)


def pill(page: Page, words: str, centre: Point, *, face: str, size: float, fill: str) -> Box:
    """Words in a rounded bar of one or two lines; the bar's box comes back."""
    room = page.width - 2 * page.margin - 1.5 * size
    setting = fit_text(Text(words, face, "", largest=size, lines=2), room, size * 3)
    wide, tall = setting.width + size * 1.5, setting.height + size * 1.1
    box = Box(centre[0] - wide / 2, centre[1] - tall / 2, wide, tall)
    page.rect(box, fill, radius=min(tall / 2, size * 1.1))
    inner = Box(box.x, box.cy - setting.height / 2, box.width, setting.height)
    page.set_text(setting, inner, page.palette.on(fill), align="center")
    return box
