"""Buttons, links, choices and fields. Everything here is plain HTML and at least 44 pixels high."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router import link as route_link

from socialdraft.components.icons import icon
from socialdraft.components.text import t


def button(*children: Any, look: str = "line", test: str = "", **props: Any) -> rx.Component:
    """`look`: main (one per screen), line, quiet, danger, done, icon."""
    props.setdefault("type", "button")
    return rx.el.button(*children, class_name=f"btn {look} {props.pop('class_name', '')}", **_test(test), **props)


def submit(*children: Any, look: str = "main", test: str = "", **props: Any) -> rx.Component:
    return button(*children, look=look, test=test, type="submit", **props)


def busy_button(key: str, busy_key: str, busy: rx.Var[bool], **props: Any) -> rx.Component:
    """A button that says what it is doing while `busy`."""
    return button(
        rx.cond(busy, rx.fragment(icon("spin", class_name="spin"), t(busy_key)), t(key)),
        disabled=props.pop("disabled", False) | busy,
        aria_busy=busy,
        **props,
    )


def link_button(*children: Any, to: Any, look: str = "line", test: str = "", **props: Any) -> rx.Component:
    """A link that looks like a button and moves inside the app."""
    return route_link(*children, to=to, class_name=f"btn {look} {props.pop('class_name', '')}", **_test(test), **props)


def document_link(*children: Any, href: Any, **props: Any) -> rx.Component:
    """A link to something the server answers itself (a file, a page without script): the router must not take it."""
    return rx.el.a(*children, href=href, custom_attrs={"reloadDocument": True}, **props)


def inner_link(*children: Any, to: Any, **props: Any) -> rx.Component:
    return route_link(*children, to=to, **props)


def chip(*children: Any, pressed: Any = None, test: str = "", **props: Any) -> rx.Component:
    """A small choice or action; `pressed` makes it a toggle."""
    if pressed is not None:
        props["aria_pressed"] = pressed
    return rx.el.button(*children, type="button", class_name="chip", **_test(test), **props)


def choice(*children: Any, chosen: Any, test: str = "", **props: Any) -> rx.Component:
    """One card of a set of which one is chosen; wrap the set in `choices`."""
    return rx.el.button(
        *children, type="button", role="radio", aria_checked=chosen, class_name="choice", **_test(test), **props
    )


def choices(*children: Any, label: str, look: str = "") -> rx.Component:
    """A set of choices; `label` is the catalogue key of its heading."""
    return rx.el.fieldset(
        rx.el.legend(t(label), class_name="label", style={"padding": "0 0 10px"}),
        rx.el.div(*children, class_name=f"choices {look}", role="radiogroup"),
    )


def field(key: str, control: rx.Component, *, name: str, hint: str | None = None) -> rx.Component:
    """A labelled control; `name` is the control's id."""
    below = [rx.el.p(t(hint), class_name="hint", id=f"{name}-hint")] if hint else []
    return rx.el.div(rx.el.label(t(key), html_for=name), control, *below, class_name="field")


def text_input(name: str, **props: Any) -> rx.Component:
    return rx.el.input(id=name, name=name, class_name="input", type=props.pop("type", "text"), **props)


def text_area(name: str, **props: Any) -> rx.Component:
    return rx.el.textarea(id=name, name=name, class_name="area", **props)


def disclosure(*children: Any, summary: rx.Component, **props: Any) -> rx.Component:
    return rx.el.details(rx.el.summary(summary, icon("down", size=18, class_name="chev")), *children, **props)


def _test(name: Any) -> dict[str, Any]:
    return {"data_testid": name} if not isinstance(name, str) or name else {}
