"""`/styleguide`, only where STYLEGUIDE is set: every piece in each of its states, in both languages at once."""

from typing import Any

import reflex as rx

from socialdraft.components.controls import button, chip, choice, choices, disclosure, field, text_area, text_input
from socialdraft.components.feedback import bones, empty, meter, notice, steps, tag
from socialdraft.components.icons import drawings, icon
from socialdraft.components.inside import inside_app
from socialdraft.components.install import install_card
from socialdraft.components.layout import action_bar, bare_page
from socialdraft.components.platforms import NAMES, dots, platform_line
from socialdraft.components.preview import post_preview
from socialdraft.components.status import STATUSES, status_tag
from socialdraft.components.text import t
from socialdraft.i18n import LOCALES, message

# fmt: off
COLOURS = (
    "paper", "card", "sunken", "ink", "ink-2", "ink-3", "line", "line-strong", "accent", "accent-press",
    "on-accent", "accent-soft", "accent-ink", "done", "done-soft", "warn", "warn-soft", "danger", "danger-soft",
)
# fmt: on
LOOKS = ("main", "line", "quiet", "done", "danger")
SPACES = (4, 8, 16, 28, 48)
RADII = ("radius-s", "radius")


def styleguide() -> rx.Component:
    parts = (_tokens(), _type(), _icons(), _buttons(), _choices(), _fields(), _messages(), _progress(), _previews())
    return bare_page(*parts, look="guide", bar=action_bar(button(t("editor.to_images"), look="main")))


def _part(name: str, *children: Any) -> rx.Component:
    return rx.el.section(rx.el.h2(name), *children, class_name="stack", id=name)


def _row(*children: Any) -> rx.Component:
    return rx.el.div(*children, class_name="row")


def _tokens() -> rx.Component:
    swatches = [
        rx.el.div(rx.el.i(style={"background": f"var(--{name})"}), rx.el.code(name), class_name="swatch")
        for name in COLOURS
    ]
    spaces = [rx.el.i(class_name="space", style={"width": f"{space}px"}, title=str(space)) for space in SPACES]
    corners = [rx.el.i(class_name="corner", style={"borderRadius": f"var(--{name})"}, title=name) for name in RADII]
    return _part("tokens", rx.el.div(*swatches, class_name="swatches"), _row(*spaces, *corners))


def _type() -> rx.Component:
    return _part(
        "type",
        rx.el.p(t("landing.title"), class_name="as-h1"),
        rx.el.h3(t("landing.how_1_title")),
        rx.el.p(t("landing.lead"), class_name="lead"),
        rx.el.p(t("landing.how_1")),
        rx.el.p(t("landing.no_account"), class_name="small soft"),
        rx.el.p(t("week.plan"), class_name="tiny soft"),
    )


def _icons() -> rx.Component:
    return _part("icons", _row(*(rx.el.span(icon(name), title=name) for name in drawings() if name != "mark")))


def _buttons() -> rx.Component:
    states: tuple[dict[str, Any], ...] = ({}, {"disabled": True}, {"aria_busy": True}, {"data_tapped": "true"})
    rows = [
        _row(*(button(icon("check", size=20), t("common.next"), look=look, **one) for one in states)) for look in LOOKS
    ]
    pressed = button(icon("up", size=20), t("export.up"), aria_pressed=True)
    chips = [chip(t("editor.shorter"), pressed=one) for one in (False, True)]
    return _part("buttons", *rows, _row(pressed, *chips, chip(t("editor.warmer"), disabled=True)))


def _choices() -> rx.Component:
    cards = [
        choice(icon("cafe"), t("category.cafe"), chosen=False),
        choice(icon("bakery"), t("category.bakery"), chosen=True),
        choice(icon("gym"), t("category.gym"), chosen=False, disabled=True),
    ]
    return _part("choices", choices(*cards, label="start.category_label", look="three"))


def _fields() -> rx.Component:
    return _part(
        "fields",
        field("start.name_label", text_input("guide-name"), name="guide-name", hint="start.timezone_hint"),
        field("new.paste_label", text_area("guide-paste"), name="guide-paste", hint="new.paste_hint"),
        disclosure(rx.el.p(t("usage.why_text")), summary=rx.el.span(t("usage.why")), open=True),
    )


def _messages() -> rx.Component:
    tones = [notice(rx.el.p(t("landing.plain_stays")), tone=tone) for tone in ("", "accent", "done", "warn", "danger")]
    toast = rx.el.div(rx.el.div(rx.el.span(t("settings.saved"), class_name="grow"), class_name="toast"))
    nothing = empty("drafts", "drafts.empty_title", "drafts.empty", button(t("drafts.new"), look="main"))
    return _part("messages", *tones, toast, inside_app(), install_card(), nothing)


def _progress() -> rx.Component:
    statuses = [status_tag(rx.Var.create(name)) for name in STATUSES]
    tones = [tag(t("common.studio_badge"), tone=tone) for tone in ("", "accent", "done", "warn", "danger")]
    used = [dots(rx.Var.create(count), rx.Var.create(2)) for count in (0, 1, 2)]
    return _part(
        "progress",
        steps(2, 3),
        meter(rx.Var.create(7), rx.Var.create(20), label="7 / 20"),
        meter(rx.Var.create(20), rx.Var.create(20), label="20 / 20", tone="done"),
        _row(*statuses),
        _row(*tones, *used),
        bones(44, 90),
    )


def _previews() -> rx.Component:
    shown = [
        rx.el.div(
            platform_line(rx.Var.create(name)),
            post_preview(
                platform=rx.Var.create(name),
                shop=rx.Var.create(message("landing.sample_shop", language)),
                first=rx.Var.create(message("landing.sample_caption", language)[:90]),
                rest=rx.Var.create(message("landing.sample_caption", language)[90:]),
                language=rx.Var.create(language),
                shots=rx.Var.create(["/sample.webp"]),
            ),
            class_name="stack s",
        )
        for name in NAMES
        for language in LOCALES
    ]
    return _part("previews", rx.el.div(*shown, class_name="pairs"))
