"""What stands in the head of every document."""

from pathlib import Path

import reflex as rx

from socialdraft.i18n import message

SCRIPTS = [Path(__file__).with_name(name) for name in ("instant.js", "device.js")]


def head() -> list[rx.Component]:
    """All but the fonts: bundle.py asks for those a document's language needs."""
    colours = [
        rx.el.meta(name="theme-color", content=colour, custom_attrs={"media": f"(prefers-color-scheme: {mode})"})
        for mode, colour in (("light", "#fbf8f3"), ("dark", "#161310"))
    ]
    return [
        *colours,
        rx.el.meta(name="description", content=message("page.description", "en")),
        rx.el.meta(name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.link(rel="icon", href="/icon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/icon-180.png"),
        *(rx.el.script(script.read_text(encoding="utf-8")) for script in SCRIPTS),
    ]
