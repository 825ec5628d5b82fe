"""`/offline`: what the worker shows without a connection; a plain document with a script of its own."""

import reflex as rx

from socialdraft.components.controls import button
from socialdraft.components.icons import icon
from socialdraft.components.layout import bare_page
from socialdraft.components.platforms import NAMES, glyph
from socialdraft.components.text import t


def offline() -> rx.Component:
    head = rx.el.header(
        rx.el.span(icon("cloud", size=38), class_name="art"),
        rx.el.h1(t("offline.title")),
        rx.el.p(t("offline.text"), class_name="lead"),
        rx.el.div(button(icon("sync", size=20), t("offline.again"), look="main", id="again")),
        class_name="stack",
    )
    words = rx.el.section(
        rx.el.h2(t("offline.words")),
        rx.el.p(t("offline.none"), class_name="soft", id="none", hidden=True),
        rx.el.div(id="words", class_name="stack"),
        rx.el.template(_word(), id="word"),
        class_name="stack",
    )
    return bare_page(head, words, home="/week", look="offline-page")


def _word() -> rx.Component:
    """One post; the page's script fills a copy of this for each."""
    faces = (
        ("empty", "export.copy", "copy"),
        ("done", "export.copied", "check"),
        ("failed", "export.copy_failed", "warn"),
    )
    names = [
        rx.el.span(
            glyph(name, size="s"), rx.el.span(t(f"platform.{name}")), class_name="row tight nowrap", data_name=name
        )
        for name in NAMES
    ]
    copy = button(
        *(
            rx.el.span(icon(sign, size=20), t(key), class_name=f"when-{state} row tight nowrap")
            for state, key, sign in faces
        ),
        data_state="empty",
        class_name="fit",
        aria_live="polite",
    )
    return rx.el.article(
        rx.el.h3(*names, class_name="named", data_platform=""),
        rx.el.p(class_name="keep"),
        copy,
        class_name="card stack s",
    )
