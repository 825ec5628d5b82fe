"""Help for who is inside LINE's, Facebook's or Instagram's own browser, where files can't always be saved."""

import reflex as rx

from socialdraft.components.controls import document_link
from socialdraft.components.icons import icon
from socialdraft.components.text import t


def inside_app(*more: rx.Component) -> rx.Component:
    """Shown by the device when it is inside such an app; LINE can open the page outside by itself."""
    outside = document_link(t("inside.open"), href="/start?openExternalBrowser=1", class_name="btn line fit for-line")
    return rx.el.div(
        icon("phone", size=20),
        rx.el.div(
            rx.el.p(t("inside.title"), class_name="strong"),
            rx.el.p(t("inside.line"), class_name="for-line"),
            rx.el.p(t("inside.meta"), class_name="for-meta"),
            *(rx.el.p(one) for one in more),
            *([] if more else [outside]),
            class_name="grow stack xs",
        ),
        class_name="notice warn inside-app",
        role="note",
    )
