"""What the screen says back: notices, empty and loading states, progress."""

from typing import Any

import reflex as rx

from socialdraft.components.client import fresh
from socialdraft.components.controls import button
from socialdraft.components.icons import icon
from socialdraft.components.text import t
from socialdraft.state.shell import Shell

_SIGNS = {"": "info", "warn": "warn", "danger": "warn", "done": "check", "accent": "spark"}


def notice(*children: Any, tone: str = "", sign: str = "", test: str = "", **props: Any) -> rx.Component:
    """A framed message in the flow of the page; `tone`: warn, danger, done, accent or none."""
    tests = {"data_testid": test} if test else {}
    return rx.el.div(
        icon(sign or _SIGNS[tone], size=20),
        rx.el.div(*children, class_name="grow"),
        class_name=f"notice {tone}",
        **tests,
        **props,
    )


def last_question(ask: str, note: str, *, keep: Any, go: rx.Component) -> rx.Component:
    """Before what can't be undone: `ask` and `note` are catalogue keys. The way back comes first and has the focus."""
    warning = notice(rx.el.p(t(ask), class_name="strong"), rx.el.p(t(note)), tone="danger", role="alert")
    back = button(t("common.cancel"), auto_focus=True, on_click=keep)  # brings both into sight
    return rx.el.div(warning, rx.el.div(back, go, class_name="row"), class_name="stack")


def toast() -> rx.Component:
    """The live region: one line of news that stays until it is put away or the next page."""
    line = rx.el.div(
        rx.el.span(Shell.toast, class_name="grow"),
        rx.el.button(
            icon("close", size=18),
            rx.el.span(t("common.dismiss"), class_name="vh"),
            class_name="btn icon quiet",
            on_click=Shell.dismiss,
            type="button",
        ),
        class_name="toast",
    )
    return rx.el.div(
        rx.cond(Shell.toast != "", line), class_name="toasts", role="status", aria_live="polite", data_testid="toast"
    )


def empty(sign: str, title: str, text: str, *actions: rx.Component) -> rx.Component:
    """Nothing here yet, and what to do about it."""
    return rx.el.div(
        rx.el.div(icon(sign, size=38), class_name="art"),
        rx.el.h2(t(title)),
        rx.el.p(t(text), class_name="soft"),
        *actions,
        class_name="empty",
    )


def known(loaded: rx.Var[bool], body: rx.Component, waiting: rx.Component) -> rx.Component:
    """`body` when its page has `loaded`; what a tab remembers from before a reload is not shown again."""
    return fresh(rx.cond(loaded, body, waiting), waiting, told=rx.State.is_hydrated)


def bones(*heights: int) -> rx.Component:
    """The outline of what is being loaded; heights in pixels."""
    lines = [rx.el.div(class_name="bone", style={"height": f"{height}px"}) for height in heights]
    return rx.el.div(*lines, rx.el.span(t("common.loading"), class_name="vh"), class_name="stack", aria_busy="true")


def meter(done: Any, total: Any, *, label: rx.Var[str] | str, tone: str = "", test: str = "") -> rx.Component:
    """Real progress; `label` is what a screen reader speaks."""
    share = rx.cond(total > 0, (done / total) * 100, 0)
    return rx.el.div(
        rx.el.i(style={"width": f"{share}%"}),
        class_name=f"meter {tone}",
        role="progressbar",
        aria_valuemin=0,
        aria_valuemax=total,
        aria_valuenow=done,
        aria_label=label,
        **({"data_testid": test} if test else {}),
    )


def steps(current: Any, total: int) -> rx.Component:
    """The line on top of a few steps; `current` counts from 1."""
    return rx.el.div(
        *(rx.el.i(data_on=current >= number) for number in range(1, total + 1)), class_name="steps", aria_hidden="true"
    )


def tag(*children: Any, tone: str = "") -> rx.Component:
    return rx.el.span(*children, class_name=f"tag {tone}")
