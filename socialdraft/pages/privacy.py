"""`/privacy`: the notice, in both languages, as a plain document."""

from datetime import date

import reflex as rx

from socialdraft.components.controls import document_link
from socialdraft.components.layout import bare_page
from socialdraft.components.text import t
from socialdraft.i18n import LOCALES, NOTICE_VERSION, dates, message
from socialdraft.policy import Limits

PARTS = ("what", "not", "long", "who", "why", "rights", "cookies", "contact")

PROMISED = {
    "days": Limits().ingest_days,
    "anonymous_days": Limits().anonymous_days,
    "user_days": Limits().user_days,
    "confirm_minutes": Limits().link_minutes,
}
"""How long things are kept: the very numbers that retention goes by."""


def privacy() -> rx.Component:
    head = rx.el.header(
        rx.el.h1(t("privacy.title")),
        rx.el.p(rx.fragment(*map(_version, LOCALES)), class_name="small soft"),
        rx.el.p(t("privacy.intro"), class_name="lead"),
        class_name="stack",
    )
    operator = rx.el.p(t("privacy.operator"), class_name="strong keep")
    return bare_page(
        head,
        *(_part(name) for name in PARTS),
        operator,
        rx.el.p(document_link(t("privacy.back"), href="/week", class_name="lone")),
    )


def _version(locale: str) -> rx.Component:
    """The day the notice was last changed, in the reader's calendar."""
    day = dates.long_day(date.fromisoformat(NOTICE_VERSION), locale)
    return rx.el.span(message("privacy.version", locale, version=day), lang=locale, class_name="l")


def _part(name: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(t(f"privacy.{name}_title")),
        rx.el.p(t(f"privacy.{name}", **PROMISED)),
        class_name="stack s",
    )
