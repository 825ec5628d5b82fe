"""`/week`: the plan, platform by platform."""

import reflex as rx

from socialdraft.components.controls import inner_link
from socialdraft.components.feedback import bones, known, tag
from socialdraft.components.icons import icon, icon_for
from socialdraft.components.install import install_card
from socialdraft.components.layout import tab_page
from socialdraft.components.platforms import dots, glyph, platform_name
from socialdraft.components.status import status_tag
from socialdraft.components.text import chosen_text, t
from socialdraft.policy import PostType
from socialdraft.services.calendar import DayKind
from socialdraft.state.week import Day, Lane, Slot, Week

TYPES = [kind.value for kind in PostType]
DAY_SIGNS = {DayKind.HOLIDAY.value: "week", DayKind.SEASON.value: "seasonal", DayKind.SALE.value: "offer"}


def week() -> rx.Component:
    return tab_page(_head(), known(Week.loaded, _body(), bones(150, 150, 90)), tab="week", wide=True)


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.h1(t("week.title")),
        rx.el.p(Week.line, class_name="lead num hold"),
        class_name="stack s",
    )


def _body() -> rx.Component:
    return rx.fragment(
        rx.el.div(rx.foreach(Week.lanes, _lane), class_name="lanes"),
        rx.el.p(
            icon("info", size=18),
            rx.el.span(t("week.plan"), " ", Week.resets),
            class_name="small soft row tight nowrap start",
        ),
        rx.cond(Week.days.length() > 0, _days()),
        rx.cond(Week.begun, install_card()),
    )


def _lane(lane: rx.Var[Lane]) -> rx.Component:
    head = rx.el.div(
        glyph(lane.platform),
        rx.el.div(
            rx.el.h2(platform_name(lane.platform)),
            rx.el.p(dots(lane.used, lane.limit), rx.el.span(lane.left), class_name="row tight nowrap small soft"),
            class_name="grow",
        ),
        class_name="row nowrap",
    )
    return rx.el.section(head, rx.el.div(rx.foreach(lane.slots, _slot), class_name="stack s"), class_name="stack")


def _slot(slot: rx.Var[Slot]) -> rx.Component:
    return rx.cond(
        slot.href == "",
        rx.el.div(
            _inside(slot),
            class_name="card flat slot",
            data_testid="slot",
            data_platform=slot.platform,
            data_state="gone",
        ),
        inner_link(
            _inside(slot),
            to=slot.href,
            class_name="card slot",
            data_testid="slot",
            data_platform=slot.platform,
            data_state=rx.cond(slot.state == "planned", "planned", "used"),
        ),
    )


def _inside(slot: rx.Var[Slot]) -> rx.Component:
    kind = rx.el.h3(chosen_text(slot.kind, "type", TYPES))
    end = rx.match(
        slot.state,
        ("planned", rx.el.span(icon("plus", size=20), class_name=rx.cond(slot.next, "go next", "go"))),
        ("gone", rx.fragment()),
        icon("next", size=18),
    )
    return rx.el.div(
        rx.el.span(icon_for(slot.kind, TYPES), class_name="icon-dot"),
        rx.el.div(
            rx.el.div(kind, rx.cond(slot.state != "planned", status_tag(slot.state)), class_name="row tight"),
            rx.el.p(slot.line, class_name="small soft clip"),
            rx.cond(slot.theme != "", tag(icon("seasonal", size=14), slot.theme, tone="warn")),
            class_name="grow stack xs",
        ),
        end,
        class_name="row nowrap",
    )


def _days() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("week.holidays")),
        rx.el.ul(rx.foreach(Week.days, _day), class_name="days"),
        class_name="stack",
    )


def _day(day: rx.Var[Day]) -> rx.Component:
    kinds = [kind.value for kind in DayKind]
    words = rx.el.div(
        rx.el.p(day.name, class_name="strong"),
        rx.el.p(day.date, " · ", chosen_text(day.kind, "week.kind", kinds), class_name="small soft num"),
    )
    sign = rx.match(day.kind, *((kind, icon(sign, size=20)) for kind, sign in DAY_SIGNS.items()), rx.fragment())
    return rx.el.li(rx.el.span(sign, class_name="icon-dot"), words, class_name="card flat slot row nowrap")
