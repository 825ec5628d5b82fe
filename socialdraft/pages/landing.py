"""`/`: what it does, one real example, how it works, what it costs the visitor (nothing but two limits)."""

import reflex as rx

from socialdraft.components.controls import document_link
from socialdraft.components.icons import icon
from socialdraft.components.layout import bare_page
from socialdraft.components.text import t, unseen


def landing() -> rx.Component:
    return bare_page(_hero(), _how(), _plain(), _foot(), look="landing")


def _hero() -> rx.Component:
    words = rx.el.div(
        rx.el.h1(t("landing.title")),
        rx.el.p(t("landing.lead"), class_name="lead"),
        rx.el.div(_start(), class_name="row"),
        rx.el.p(icon("lock", size=18), t("landing.no_account"), class_name="row tight nowrap start small soft"),
        class_name="stack",
    )
    return rx.el.section(words, _sample(), class_name="hero")


def _start() -> rx.Component:
    return document_link(
        t("landing.start"), icon("next", size=18), href="/start", class_name="btn main", data_testid="start"
    )


def _sample() -> rx.Component:
    head = rx.el.div(
        rx.el.span(t("landing.sample_initial"), class_name="avatar", aria_hidden="true"),
        rx.el.div(
            rx.el.div(t("landing.sample_shop"), class_name="strong"),
            rx.el.div(t("landing.sample_where"), class_name="tiny soft"),
        ),
        class_name="who",
    )
    size = {"width": "720", "height": "720", "fetchPriority": "high"}  # as props they would become a style
    picture = rx.el.picture(
        rx.el.source(src_set="/sample.avif", type="image/avif"),
        rx.el.img(src="/sample.webp", alt="", custom_attrs=size),
    )
    caption = rx.el.p(t("landing.sample_caption"), class_name="keep")
    return rx.el.figure(
        rx.el.div(head, rx.el.div(caption, class_name="text"), picture, class_name="preview"),
        rx.el.figcaption(t("landing.sample_note"), class_name="tiny soft center", style={"paddingTop": "12px"}),
        class_name="sample",
    )


def _how() -> rx.Component:
    items = [
        rx.el.li(rx.el.h3(t(f"landing.how_{n}_title")), rx.el.p(t(f"landing.how_{n}"), class_name="soft"))
        for n in (1, 2, 3)
    ]
    return rx.el.section(rx.el.h2(t("landing.how")), rx.el.ol(*items, class_name="how"), class_name="stack")


def _plain() -> rx.Component:
    lines = ("never_posts", "two_by_two", "removed", "one_gallery", "stays", "deleted")
    items = [rx.el.li(icon("check", size=20), rx.el.span(t(f"landing.plain_{line}"))) for line in lines]
    return rx.el.section(rx.el.h2(t("landing.plain")), rx.el.ul(*items, class_name="plain"), class_name="card stack")


def _foot() -> rx.Component:
    return rx.el.footer(
        rx.el.div(rx.el.p(t("landing.ready"), class_name="lead strong"), _again(), class_name="stack"),
        rx.el.p(
            document_link(t("landing.sign_in"), href="/sign-in", class_name="lone"),
            document_link(t("landing.privacy"), href="/privacy", class_name="lone"),
            class_name="row small",
            style={"columnGap": "24px"},
        ),
        class_name="stack l",
    )


def _again() -> rx.Component:
    return rx.el.div(
        document_link(t("landing.start"), unseen("landing.start_again"), href="/start", class_name="btn line")
    )
