"""`/drafts`: everything written so far."""

import reflex as rx

from socialdraft.components.controls import button, chip, inner_link, link_button
from socialdraft.components.feedback import bones, empty, known
from socialdraft.components.icons import icon, icon_for
from socialdraft.components.layout import tab_page
from socialdraft.components.platforms import glyph, platform_name
from socialdraft.components.status import STATUSES, status_tag
from socialdraft.components.text import chosen_text, t, tv
from socialdraft.policy import PostType
from socialdraft.state.drafts import Card, Drafts

TYPES = [kind.value for kind in PostType]


def drafts() -> rx.Component:
    nothing = empty(
        "drafts", "drafts.empty_title", "drafts.empty", link_button(t("drafts.new"), to="/week", look="main")
    )
    body = rx.cond(Drafts.cards.length() == 0, nothing, rx.fragment(_filters(), _list()))
    more = link_button(icon("plus", size=20), t("drafts.new"), to="/week")
    head = rx.el.header(
        rx.el.h1(t("drafts.title")), rx.cond(Drafts.cards.length() > 0, more), class_name="row between title"
    )
    return tab_page(head, known(Drafts.loaded, body, bones(44, 120, 120, 120)), tab="drafts", wide=True)


def _filters() -> rx.Component:
    platforms = rx.foreach(
        Drafts.platforms,
        lambda name: chip(
            glyph(name, size="s"),
            rx.el.span(platform_name(name)),
            pressed=Drafts.platform == name,
            on_click=Drafts.narrow_platform(name),
        ),
    )
    every = chip(t("drafts.all"), pressed=(Drafts.platform == "") & (Drafts.status == ""), on_click=Drafts.clear)
    statuses = [
        chip(t(f"status.{name}"), pressed=Drafts.status == name, on_click=Drafts.narrow_status(name))
        for name in STATUSES
    ]
    return rx.el.div(
        every, platforms, *statuses, class_name="chips scroll", role="group", aria_label=tv("drafts.filter_status")
    )


def _list() -> rx.Component:
    nothing = empty(
        "zoom",
        "drafts.empty_filter_title",
        "drafts.empty_filter",
        button(t("drafts.clear_filter"), on_click=Drafts.clear),
    )
    cards = rx.el.div(rx.foreach(Drafts.shown, _card), class_name="cards")
    return rx.cond(Drafts.shown.length() == 0, nothing, cards)


def _card(card: rx.Var[Card]) -> rx.Component:
    picture = rx.cond(
        card.thumb != "",
        rx.el.img(src=card.thumb, alt="", loading="lazy", width="72", height="90"),
        rx.el.span(icon_for(card.kind, TYPES, size=26)),
    )
    return inner_link(
        rx.el.div(
            rx.el.div(picture, class_name="thumb"),
            rx.el.div(
                rx.el.div(
                    glyph(card.platform, size="s"),
                    rx.el.span(platform_name(card.platform), class_name="small strong"),
                    status_tag(card.status),
                    class_name="row tight",
                ),
                rx.el.p(card.first, class_name="clip", lang=card.language),
                rx.el.p(chosen_text(card.kind, "type", TYPES), " · ", card.week, class_name="tiny soft"),
                class_name="grow stack xs",
            ),
            icon("next", size=18),
            class_name="row nowrap",
        ),
        to=card.href,
        class_name="card draft",
    )
