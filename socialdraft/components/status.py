"""Where a post stands, in one coloured word."""

import reflex as rx

from socialdraft.components.feedback import tag
from socialdraft.components.icons import icon
from socialdraft.components.text import t

STATUSES = ("draft", "images_pending", "ready_to_export", "exported")


def status_tag(status: rx.Var[str]) -> rx.Component:
    return rx.match(
        status,
        ("draft", tag(t("status.draft"))),
        ("images_pending", tag(icon("image", size=14), t("status.images_pending"), tone="warn")),
        ("ready_to_export", tag(t("status.ready_to_export"), tone="accent")),
        ("exported", tag(icon("check", size=14), t("status.exported"), tone="done")),
        rx.fragment(),
    )
