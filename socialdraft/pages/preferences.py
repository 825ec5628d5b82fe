"""`/settings`: everything the owner once chose, and the way out."""

import reflex as rx

from socialdraft.components.business import (
    language_choices,
    platform_choices,
    region_choices,
    tone_choices,
    zone_select,
)
from socialdraft.components.controls import busy_button, button, disclosure, document_link, field, text_input
from socialdraft.components.feedback import bones, known, last_question
from socialdraft.components.icons import icon
from socialdraft.components.layout import language_switch, tab_page
from socialdraft.components.text import t, tv
from socialdraft.pages.account import account_part
from socialdraft.pages.new import contact_part
from socialdraft.pages.start import ZONE
from socialdraft.policy import Category, Limits
from socialdraft.state.preferences import Preferences


def preferences() -> rx.Component:
    body = rx.fragment(_language(), _business(), _platforms(), contact_part(), account_part(), _data())
    head = rx.el.h1(t("settings.title"), on_mount=Preferences.found_zone(ZONE))
    return tab_page(head, known(Preferences.loaded, body, bones(60, 200, 200)), tab="settings")


def _language() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("settings.language"), class_name="grow"), language_switch(), class_name="card row between"
    )


def _business() -> rx.Component:
    name = text_input(
        "shop-name",
        default_value=Preferences.name,
        max_length=Limits().shop_name_characters,
        placeholder=tv("start.name_placeholder"),
        on_change=Preferences.rename.debounce(900),
    )
    trade = rx.el.select(
        *(rx.el.option(tv(f"category.{one.value}"), value=one.value) for one in Category),
        id="category",
        class_name="select",
        value=Preferences.category,
        on_change=Preferences.choose_category,
    )
    zone = zone_select(Preferences.timezone, Preferences.cities, Preferences.choose_zone)
    return rx.el.section(
        rx.el.h2(t("settings.business")),
        field("settings.name", name, name="shop-name"),
        field("settings.category", trade, name="category"),
        region_choices(Preferences.region, Preferences.choose_region),
        field("settings.timezone", zone, name="timezone", hint="settings.timezone_hint"),
        language_choices(Preferences.language, Preferences.choose_language),
        disclosure(
            tone_choices(Preferences.tone, Preferences.language, Preferences.choose_tone),
            summary=rx.el.span(t("settings.tone")),
        ),
        class_name="stack l",
    )


def _platforms() -> rx.Component:
    full = Preferences.platforms.length() >= Limits().platforms_per_owner
    return rx.el.section(
        rx.el.h2(t("settings.platforms"), id="platforms-label"),
        platform_choices(Preferences.platforms, full, Preferences.toggle_platform),
        rx.cond(full, rx.el.p(t("start.platforms_full"), class_name="hint")),
        rx.el.p(t("settings.platforms_hint"), class_name="hint"),
        class_name="stack",
    )


def _data() -> rx.Component:
    go = busy_button(
        "settings.delete_yes",
        "settings.deleting",
        Preferences.busy,
        look="danger",
        test="delete-everything-yes",
        on_click=Preferences.delete,
    )
    sure = last_question("settings.delete_ask", "settings.delete_note", keep=Preferences.keep, go=go)
    ask = button(
        icon("trash", size=20),
        t("settings.delete"),
        look="danger",
        class_name="fit",
        test="delete-everything",
        on_click=Preferences.ask,
    )
    return rx.el.section(
        rx.el.h2(t("settings.data")),
        document_link(
            icon("download", size=20),
            t("settings.download"),
            href="/api/me/export",
            download="",
            class_name="btn line fit",
        ),
        rx.el.p(document_link(t("settings.notice"), href="/privacy", class_name="lone")),
        rx.cond(Preferences.asking, sure, ask),
        class_name="stack",
    )
