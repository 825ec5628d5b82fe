"""Platforms on the screen: our own glyphs and plain names, no trademarks drawn."""

from typing import Any

import reflex as rx

from socialdraft.components.text import chosen_text
from socialdraft.policy import Platform

NAMES = [platform.value for platform in Platform]
_LETTERS = {
    "facebook": "Fb",
    "instagram": "Ig",
    "x": "X",
    "linkedin": "Li",
    "google_business": "Go",
    "tiktok": "Tt",
    "line_oa": "Ln",
    "threads": "Th",
    "pinterest": "Pn",
}


def glyph(platform: Any, *, size: str = "") -> rx.Component:
    """Two letters on a colour; decorative, the name stands beside it."""
    letters = _LETTERS[platform] if isinstance(platform, str) else rx.match(platform, *_LETTERS.items(), "")
    return rx.el.span(letters, class_name=f"glyph {size}", data_platform=platform, aria_hidden="true")


def platform_name(platform: rx.Var[str]) -> rx.Component:
    return chosen_text(platform, "platform", NAMES)


def platform_line(platform: rx.Var[str], *, size: str = "s") -> rx.Component:
    return rx.el.span(glyph(platform, size=size), rx.el.span(platform_name(platform)), class_name="row tight nowrap")


def dots(used: rx.Var[int], limit: rx.Var[int]) -> rx.Component:
    """Used and left at a glance; the sentence beside it says the same."""
    spots = rx.foreach(rx.Var.range(limit), lambda number: rx.el.i(data_on=number < used))
    return rx.el.span(spots, class_name="dots", aria_hidden="true")
