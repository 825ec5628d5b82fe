"""A post as its platform shows it: the same words and pictures in that platform's order and dress."""

import reflex as rx

from socialdraft.components.icons import icon
from socialdraft.components.text import t

MEDIA_FIRST = ["instagram", "tiktok", "pinterest", "google_business"]
"""Here a post is its picture, so its place is shown even when there is none yet."""


def post_preview(
    *,
    platform: rx.Var[str],
    shop: rx.Var[str],
    first: rx.Var[str],
    rest: rx.Var[str],
    language: rx.Var[str],
    shots: rx.Var[list[str]],
) -> rx.Component:
    """`first` is what people see before "see more", `rest` what comes after; `shots` are pictures, none or more."""
    return rx.el.div(
        _who(shop),
        _text(shop, first, rest, language),
        _media(platform, shots),
        _acts(),
        class_name="preview post",
        data_platform=platform,
    )


def _who(shop: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.el.span(shop[0], class_name="avatar", aria_hidden="true"),
        rx.el.div(rx.el.div(shop, class_name="strong"), rx.el.div(t("editor.now"), class_name="tiny soft")),
        class_name="who",
    )


def _text(shop: rx.Var[str], first: rx.Var[str], rest: rx.Var[str], language: rx.Var[str]) -> rx.Component:
    more = rx.fragment(
        rx.el.button(t("editor.see_more"), type="button", class_name="more", custom_attrs={"data-opens": "rest"}),
        rx.el.span(rest, class_name="rest"),
    )
    return rx.el.p(
        rx.el.b(shop, " ", class_name="by"),
        first,
        rx.cond(rest != "", more),
        class_name="text keep",
        lang=language,
        key=first,
    )


def _media(platform: rx.Var[str], shots: rx.Var[list[str]]) -> rx.Component:
    pictures = rx.el.div(
        rx.foreach(shots, lambda shot: rx.el.img(src=shot, alt="", loading="lazy", width="256", height="320")),
        class_name="media",
        data_count=shots.length(),
    )
    place = rx.el.div(icon("image", size=34), rx.el.span(t("editor.picture_here")), class_name="media none")
    wanted = rx.Var.create(MEDIA_FIRST).contains(platform)
    return rx.cond(shots.length() > 0, pictures, rx.cond(wanted, place))


def _acts() -> rx.Component:
    signs = [icon(name, size=22) for name in ("heart", "comment", "send")]
    return rx.el.div(*signs, class_name="acts", aria_hidden="true")
