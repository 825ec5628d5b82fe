"""`/usage`: this week, what one post may have, and why there are limits."""

from typing import Any

import reflex as rx

from socialdraft.components.controls import disclosure, inner_link
from socialdraft.components.feedback import bones, known, notice
from socialdraft.components.icons import icon
from socialdraft.components.layout import tab_page
from socialdraft.components.platforms import dots, glyph, platform_name
from socialdraft.components.text import t
from socialdraft.state.usage import PostRow, Row, Usage


def usage() -> rx.Component:
    body = rx.el.div(
        rx.el.div(_week(), _level(), class_name="stack l"),
        rx.el.div(_posts(), _why(), class_name="stack l"),
        class_name="two",
    )
    head = rx.el.h1(t("usage.title"))
    return tab_page(head, known(Usage.loaded, body, bones(120, 120, 160)), tab="usage", wide=True)


def _week() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("usage.this_week")),
        rx.el.div(rx.foreach(Usage.rows, _row), class_name="stack s"),
        rx.el.p(icon("clock", size=18), rx.el.span(Usage.resets), class_name="small soft row tight nowrap"),
        class_name="stack",
    )


def _row(row: rx.Var[Row]) -> rx.Component:
    return rx.el.div(
        glyph(row.platform),
        rx.el.div(
            rx.el.h3(platform_name(row.platform)),
            rx.el.p(dots(row.used, row.limit), rx.el.span(row.told), class_name="row tight small soft num"),
            class_name="grow",
        ),
        rx.el.span(row.left, class_name="strong num"),
        class_name="card row nowrap",
        custom_attrs={"data-testid": "usage-" + row.platform},
    )


def _level() -> rx.Component:
    lines = (
        ("usage.candidates", Usage.candidates),
        ("usage.finals", Usage.finals),
        ("usage.new_batch", rx.cond(Usage.new_batch, t("usage.yes"), t("usage.no"))),
    )
    return rx.el.section(
        rx.el.h2(t("usage.level")),
        rx.cond(Usage.normal, notice(Usage.level, tone="done"), notice(Usage.level, tone="warn", test="limit-notice")),
        rx.el.dl(*(_line(key, value) for key, value in lines), class_name="card flat list"),
        class_name="stack",
    )


def _line(key: str, value: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(t(key), class_name="grow"), rx.el.dd(value, class_name="strong num"), class_name="row nowrap pair-line"
    )


def _posts() -> rx.Component:
    rows = rx.el.div(rx.foreach(Usage.written, _post), class_name="stack s")
    return rx.cond(Usage.written.length() > 0, rx.el.section(rx.el.h2(t("usage.posts")), rows, class_name="stack"))


def _post(post: rx.Var[PostRow]) -> rx.Component:
    words = rx.el.div(
        rx.el.p(post.first, class_name="clip one", lang=post.language),
        rx.el.p(post.told, class_name="tiny soft num"),
        class_name="grow",
    )
    return inner_link(
        rx.el.div(glyph(post.platform, size="s"), words, icon("next", size=18), class_name="row nowrap"),
        to=post.href,
        class_name="card flat slot",
    )


def _why() -> rx.Component:
    return disclosure(rx.el.p(t("usage.why_text"), class_name="soft"), summary=rx.el.span(t("usage.why")))
