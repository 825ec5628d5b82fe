"""What stands where nothing is, with a way on."""

import reflex as rx

from socialdraft.components.controls import document_link
from socialdraft.components.feedback import empty
from socialdraft.components.layout import bare_page
from socialdraft.components.text import t


def missing() -> rx.Component:
    way_on = document_link(t("missing.home"), href="/week", class_name="btn main")
    return bare_page(
        rx.el.h1(t("missing.title"), class_name="vh"),
        empty("eye", "missing.title", "missing.text", way_on),
        home="/week",
    )
