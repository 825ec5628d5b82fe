"""The questions about a business, asked at the start and changed in the settings."""

from typing import Any

import reflex as rx

from socialdraft.components.controls import choice, choices
from socialdraft.components.icons import icon
from socialdraft.components.platforms import glyph
from socialdraft.components.text import t
from socialdraft.i18n import LOCALES, message
from socialdraft.policy import Category, Language, Platform, Region, Tone

PLAIN_TONES = (Tone.FRIENDLY, Tone.PROFESSIONAL, Tone.PLAYFUL, Tone.ELEGANT)
PARTICLE_TONES = (Tone.FRIENDLY_KA, Tone.FRIENDLY_KRAP, Tone.POLITE_KA, Tone.POLITE_KRAP)


def category_choices(value: rx.Var[str], on_choose: Any) -> rx.Component:
    cards = [
        choice(
            rx.el.span(icon(one.value), class_name="icon-dot"),
            rx.el.span(t(f"category.{one.value}")),
            chosen=value == one.value,
            test=f"category-{one.value}",
            on_click=on_choose(one.value),
        )
        for one in Category
    ]
    return choices(*cards, label="start.category_label", look="three")


def region_choices(value: rx.Var[str], on_choose: Any) -> rx.Component:
    cards = [
        choice(
            rx.el.span(icon("pin"), class_name="icon-dot"),
            rx.el.span(t(f"region.{one.value}")),
            chosen=value == one.value,
            test=f"region-{one.value}",
            on_click=on_choose(one.value),
        )
        for one in Region
    ]
    return choices(*cards, label="start.region_label", look="one")


def language_choices(value: rx.Var[str], on_choose: Any) -> rx.Component:
    cards = [
        choice(
            t(f"language.{one.value}"),
            chosen=value == one.value,
            test=f"caption-language-{one.value}",
            on_click=on_choose(one.value),
        )
        for one in Language
    ]
    return choices(*cards, label="start.language_label")


def tone_choices(value: rx.Var[str], language: rx.Var[str], on_choose: Any) -> rx.Component:
    """Each tone with a sample in the caption's language; Thai asks which particle the shop ends on."""
    with_particle = rx.cond(language == "th", rx.fragment(*_tones(PARTICLE_TONES, value, language, on_choose)))
    return choices(
        with_particle, *_tones(PLAIN_TONES, value, language, on_choose), label="start.tone_label", look="one"
    )


def _tones(tones: tuple[Tone, ...], value: rx.Var[str], language: rx.Var[str], on_choose: Any) -> list[rx.Component]:
    return [
        choice(
            rx.el.span(t(f"tone.{one.value}"), rx.match(language, *_samples(one), rx.fragment())),
            chosen=value == one.value,
            test=f"tone-{one.value}",
            on_click=on_choose(one.value),
        )
        for one in tones
    ]


def _samples(tone: Tone) -> list[tuple[str, rx.Component]]:
    return [
        (spoken, rx.el.span(message(f"tone_sample.{tone.value}", spoken), lang=spoken, class_name="sub"))
        for spoken in LOCALES
    ]


def zone_select(value: rx.Var[str], cities: rx.Var[list[tuple[str, str]]], on_choose: Any) -> rx.Component:
    return rx.el.select(
        rx.foreach(cities, lambda one: rx.el.option(one[1], value=one[0])),
        value=value,
        on_change=on_choose,
        id="timezone",
        class_name="select",
    )


def platform_choices(chosen: rx.Var[list[str]], full: rx.Var[bool], on_toggle: Any) -> rx.Component:
    """Toggles; once two are on, the others are off limits and the line above says why."""
    cards = []
    for one in Platform:
        pressed = chosen.contains(one.value)
        cards.append(
            rx.el.button(
                glyph(one.value),
                rx.el.span(t(f"platform.{one.value}"), class_name="grow"),
                rx.cond(pressed, icon("check", size=16, class_name="tick")),
                type="button",
                class_name="choice",
                aria_pressed=pressed,
                disabled=full & ~pressed,
                data_testid=f"platform-{one.value}",
                on_click=on_toggle(one.value),
            )
        )
    return rx.el.div(*cards, class_name="choices", role="group", custom_attrs={"aria-labelledby": "platforms-label"})
