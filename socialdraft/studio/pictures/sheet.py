"""An SVG document under construction; units are design units, about 1000 across."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def cx(self) -> float:
        return self.x + self.width / 2

    @property
    def cy(self) -> float:
        return self.y + self.height / 2

    def inset(self, x: float, y: float | None = None) -> "Box":
        down = x if y is None else y
        return Box(self.x + x, self.y + down, self.width - 2 * x, self.height - 2 * down)


def attributes(**values: object) -> str:
    """`stroke_width=3` as ` stroke-width="3"`, `xlink__href` with a colon; None is left out."""
    return "".join(f' {_name(key)}="{_number(value)}"' for key, value in values.items() if value is not None)


def _name(key: str) -> str:
    return key.rstrip("_").replace("__", ":").replace("_", "-")


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


@dataclass
class Sheet:
    width: float
    height: float
    parts: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)

    def add(self, markup: str) -> None:
        self.parts.append(markup)

    def element(self, tag: str, **values: object) -> None:
        # Opacity of a lone shape goes into its paint: a layer per shape would cost the time of the rest.
        if "opacity" in values:
            paint = "stroke_opacity" if values.get("fill") == "none" else "fill_opacity"
            values[paint] = values.pop("opacity")
        self.add(f"<{tag}{attributes(**values)}/>")

    def fill(self, colour: str) -> None:
        self.rect(Box(-2, -2, self.width + 4, self.height + 4), colour)

    def rect(self, box: Box, fill: str, *, radius: float = 0, **more: object) -> None:
        self.element(
            "rect",
            x=float(box.x),
            y=float(box.y),
            width=float(box.width),
            height=float(box.height),
            rx=float(radius) if radius else None,
            fill=fill,
            **more,
        )

    def circle(self, x: float, y: float, radius: float, fill: str, **more: object) -> None:
        self.element("circle", cx=float(x), cy=float(y), r=float(radius), fill=fill, **more)

    def ellipse(self, box: Box, fill: str, **more: object) -> None:
        self.element(
            "ellipse",
            cx=float(box.cx),
            cy=float(box.cy),
            rx=box.width / 2,
            ry=box.height / 2,
            fill=fill,
            **more,
        )

    def path(self, data: str, fill: str = "none", **more: object) -> None:
        self.element("path", d=data, fill=fill, **more)

    def polygon(self, points: Sequence[Point], fill: str, **more: object) -> None:
        self.path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z", fill, **more)

    def line(self, start: Point, end: Point, stroke: str, width: float, **more: object) -> None:
        data = f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"
        self.path(data, "none", stroke=stroke, stroke_width=float(width), **more)

    @contextmanager
    def group(self, **values: object) -> Iterator[None]:
        self.add(f"<g{attributes(**values)}>")
        yield
        self.add("</g>")

    def define(self, tag: str, inner: str, **values: object) -> str:
        """A definition and the `url(#...)` that refers to it."""
        name = f"d{len(self.definitions)}"
        self.definitions.append(f'<{tag} id="{name}"{attributes(**values)}>{inner}</{tag}>')
        return f"url(#{name})"

    def clip(self, markup: str) -> str:
        return self.define("clipPath", markup)

    def gradient(self, *stops: tuple[float, str, float], down: bool = True) -> str:
        """A linear gradient of (offset, colour, opacity) stops."""
        inner = "".join(
            f'<stop offset="{offset}" stop-color="{colour}" stop-opacity="{opacity}"/>'
            for offset, colour, opacity in stops
        )
        ends = {"x1": 0, "y1": 0, "x2": 0 if down else 1, "y2": 1 if down else 0}
        return self.define("linearGradient", inner, **ends)

    def glow(self, colour: str, *, strength: float) -> str:
        """A radial gradient from `colour` to nothing."""
        inner = (
            f'<stop stop-color="{colour}" stop-opacity="{strength}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/>'
        )
        return self.define("radialGradient", inner)

    def document(self, width: int, height: int) -> str:
        """The SVG text, `width` x `height` pixels large."""
        size = f'width="{width}" height="{height}"'
        view = f'viewBox="0 0 {self.width:.2f} {self.height:.2f}" preserveAspectRatio="none"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            f" {size} {view}><defs>{''.join(self.definitions)}</defs>{''.join(self.parts)}</svg>"
        )
