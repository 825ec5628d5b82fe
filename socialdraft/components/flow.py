"""The three stations of a post's way: caption, pictures, export."""

import reflex as rx

from socialdraft.components.controls import inner_link, link_button
from socialdraft.components.feedback import empty
from socialdraft.components.text import t, tv

STATIONS = (("caption", ""), ("pictures", "/images"), ("export", "/export"))


def post_id() -> rx.Var[str]:
    """The post in the page's address; Reflex makes the variable when it meets the first such route."""
    return getattr(rx.State, "post_id")  # noqa: B009


def post_path() -> str:
    return f"/drafts/{post_id()}"


def stations(current: str) -> rx.Component:
    """Where the owner is, and the way to the other two."""
    links = [
        inner_link(
            t(f"flow.{name}"),
            to=f"{post_path()}{path}",
            custom_attrs={"aria-current": "step"} if name == current else {},
        )
        for name, path in STATIONS
    ]
    return rx.el.nav(*links, class_name="stations", aria_label=tv("flow.label"))


def absent_post() -> rx.Component:
    """A post that is gone or somebody else's."""
    way_on = link_button(t("missing.home"), to="/week", look="main")
    return empty("eye", "missing.post_title", "missing.post", way_on)
