"""`/privacy`: the notice, in both languages, as a plain document."""

import reflex as rx

from socialdraft.components.controls import document_link
from socialdraft.components.layout import bare_page
from socialdraft.components.text import t
from socialdraft.i18n import NOTICE_VERSION
from socialdraft.policy import Limits

PARTS = ("what", "not", "long", "who", "why", "rights", "cookies", "contact")


def privacy() -> rx.Component:
    head = rx.el.header(
        rx.el.h1(t("privacy.title")),
        rx.el.p(t("privacy.version", version=NOTICE_VERSION), class_name="small soft"),
        rx.el.p(t("privacy.intro"), class_name="lead"),
        class_name="stack",
    )
    operator = rx.el.p(t("privacy.operator"), class_name="strong keep")
    return bare_page(
        head, *(_part(name) for name in PARTS), operator, rx.el.p(document_link(t("privacy.back"), href="/week"))
    )


def _part(name: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(t(f"privacy.{name}_title")),
        rx.el.p(t(f"privacy.{name}", days=Limits().ingest_days)),
        class_name="stack s",
    )
