"""Keeping the app on the home screen: shown only where the device offers it, answered on the device."""

import reflex as rx

from socialdraft.components.controls import button
from socialdraft.components.icons import icon
from socialdraft.components.text import t


def install_card() -> rx.Component:
    """Hidden until the browser says that it can, or is known to do it only by hand."""
    words = rx.el.div(
        rx.el.h2(t("install.title")),
        rx.el.p(t("install.text"), class_name="small soft if-ready"),
        rx.el.p(t("install.by_hand"), class_name="small soft if-by-hand"),
        class_name="grow stack xs",
    )
    answers = rx.el.div(
        button(t("install.yes"), class_name="if-ready", custom_attrs={"data-install-answer": "yes"}),
        button(t("install.no"), look="quiet", custom_attrs={"data-install-answer": "no"}),
        class_name="row",
    )
    return rx.el.section(
        rx.el.span(icon("home"), class_name="icon-dot"),
        rx.el.div(words, answers, class_name="grow stack s"),
        class_name="card install row nowrap start",
        data_testid="install",
    )
