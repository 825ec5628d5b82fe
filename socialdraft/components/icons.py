"""Line icons, drawn for this product: 24 units square, 1.75 units thick, coloured by the text around them."""

import tomllib
from functools import cache
from pathlib import Path

import reflex as rx


def icon(name: str, *, size: int = 22, class_name: str = "") -> rx.Component:
    """A decorative icon; the words beside it carry the meaning. KeyError for a name that is not drawn."""
    return rx.el.svg(
        *(rx.el.path(d=path) for path in drawings()[name]),
        view_box="0 0 24 24",
        width=str(size),
        height=str(size),
        fill="none",
        stroke="currentColor",
        stroke_width="1.75",
        stroke_linecap="round",
        stroke_linejoin="round",
        class_name=class_name,
        custom_attrs={"aria-hidden": "true"},
    )


@cache
def drawings() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def icon_for(value: rx.Var[str], names: list[str], *, size: int = 22) -> rx.Component:
    """The icon named by a value that is only known in the browser."""
    return rx.match(value, *((name, icon(name, size=size)) for name in names), rx.fragment())


def mark(*, size: int = 26) -> rx.Component:
    """The product's own sign: a speech bubble with a pencil stroke."""
    bubble, stroke = drawings()["mark"]
    return rx.el.svg(
        rx.el.path(d=bubble, fill="currentColor"),
        rx.el.path(
            d=stroke,
            fill="none",
            stroke="var(--paper)",
            stroke_width="1.9",
            stroke_linecap="round",
            stroke_linejoin="round",
        ),
        view_box="0 0 26 26",
        width=str(size),
        height=str(size),
        custom_attrs={"aria-hidden": "true"},
    )
