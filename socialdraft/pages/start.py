"""`/start`: three short steps and the way to the first week."""

from typing import Any

import reflex as rx

from socialdraft.components.business import (
    category_choices,
    language_choices,
    platform_choices,
    region_choices,
    tone_choices,
    zone_select,
)
from socialdraft.components.client import back_step
from socialdraft.components.controls import button, field, inner_link, text_input
from socialdraft.components.feedback import notice, steps
from socialdraft.components.icons import icon
from socialdraft.components.inside import inside_app
from socialdraft.components.layout import TO_TOP, action_bar, bare_page
from socialdraft.components.text import t, tv
from socialdraft.policy import Limits
from socialdraft.state.start import STEPS, Start

ZONE = rx.Var("Intl.DateTimeFormat().resolvedOptions().timeZone", _var_type=str)


def start() -> rx.Component:
    body = rx.match(Start.step, (1, _business()), (2, _voice()), (3, _platforms()), rx.fragment())
    return bare_page(
        rx.el.div(steps(Start.step, STEPS), _count(), class_name="stack s", on_mount=Start.found_zone(ZONE)),
        rx.cond(Start.step == 1, inside_app()),
        body,
        back_step(step=Start.step, on_back=Start.backward),
        bar=_bar(),
    )


def _count() -> rx.Component:
    cases = [(number, t("start.step", number=number, total=STEPS)) for number in range(1, STEPS + 1)]
    return rx.el.p(rx.match(Start.step, *cases, rx.fragment()), class_name="small soft", role="status")


def _step(title: str, *children: Any) -> rx.Component:
    return rx.el.section(rx.el.h1(t(title)), *children, class_name="stack l")


def _business() -> rx.Component:
    name = text_input(
        "shop-name",
        default_value=Start.name,
        placeholder=tv("start.name_placeholder"),
        max_length=Limits().shop_name_characters,
        auto_complete="organization",
        on_blur=Start.set_shop_name,
    )
    return _step(
        "start.business_title",
        category_choices(Start.category, Start.choose_category),
        field("start.name_label", name, name="shop-name"),
        rx.el.p(inner_link(t("start.sign_in"), to="/sign-in", class_name="lone"), class_name="small"),
    )


def _voice() -> rx.Component:
    zone = zone_select(Start.timezone, Start.cities, Start.choose_zone)
    return _step(
        "start.voice_title",
        region_choices(Start.region, Start.choose_region),
        language_choices(Start.language, Start.choose_language),
        tone_choices(Start.tone, Start.language, Start.choose_tone),
        field("start.timezone_label", zone, name="timezone", hint="start.timezone_hint"),
    )


def _platforms() -> rx.Component:
    return _step(
        "start.platforms_title",
        rx.el.div(
            rx.el.p(t("start.platforms_label"), class_name="label", id="platforms-label"),
            platform_choices(Start.platforms, _full(), Start.toggle_platform),
            rx.el.p(t("start.platforms_hint"), class_name="hint"),
            class_name="stack",
        ),
    )


def _full() -> rx.Var[bool]:
    return Start.platforms.length() >= Limits().platforms_per_owner


def _bar() -> rx.Component:
    """The way on, and above it why no third platform can be chosen: here it is seen on every phone."""
    why = rx.cond(
        (Start.step == STEPS) & _full(),
        notice(t("start.platforms_full"), tone="accent", sign="info", test="limit-notice"),
    )
    back = button(
        icon("back"), rx.el.span(t("common.previous"), class_name="vh"), look="line", on_click=[Start.backward, TO_TOP]
    )
    onward = rx.cond(
        Start.step < STEPS,
        button(
            t("common.next"),
            look="main",
            class_name="grow",
            test="next",
            disabled=~_ready(),
            on_click=[Start.forward, TO_TOP],
        ),
        button(
            t("start.finish"),
            look="main",
            class_name="grow",
            test="finish-onboarding",
            disabled=Start.platforms.length() == 0,
            on_click=Start.finish,
        ),
    )
    return action_bar(
        rx.el.div(why, role="status"), rx.el.div(rx.cond(Start.step > 1, back), onward, class_name="row nowrap")
    )


def _ready() -> rx.Var[bool]:
    return (Start.step > 1) | (Start.category != "")
