"""`/ops`, for the operator only: the money, what it buys, how the work goes, and the switches."""

from typing import Any

import reflex as rx

from socialdraft import pricing
from socialdraft.components.charts import bars, stacked_days
from socialdraft.components.controls import button, chip, disclosure, document_link, field, submit, text_input
from socialdraft.components.feedback import empty, meter, notice
from socialdraft.components.layout import bare_page
from socialdraft.components.text import t, tv
from socialdraft.state.ops import Ops
from socialdraft.state.ops_panel import Choice, Line, short


def ops() -> rx.Component:
    body = rx.fragment(_head(), _month(), _controls(), _burn(), _results(), _way(), _work(), _watch(), _ledger())
    nobody = empty("info", "missing.title", "missing.text")
    return bare_page(rx.cond(Ops.allowed, body, nobody), home="/ops", look="ops")


def _head() -> rx.Component:
    leave = rx.el.form(
        submit(t("ops.leave"), look="quiet"), action="/auth/operator/leave", method="post", reload_document=True
    )
    return rx.el.section(
        rx.el.h1(t("ops.title")),
        rx.el.p(t("ops.as_of"), " ", Ops.panel.as_of, " UTC", class_name="small soft num"),
        rx.el.div(
            button(t("ops.refresh"), look="line", test="ops-refresh", on_click=Ops.load), leave, class_name="row"
        ),
        rx.cond(Ops.told != "", notice(Ops.told, tone="done", role="status", test="ops-told")),
        class_name="stack s",
    )


def _part(key: str, *children: Any, test: str = "") -> rx.Component:
    named = {"data_testid": test} if test else {}
    return rx.el.section(rx.el.h2(t(key)), *children, class_name="stack", **named)


def _lines(rows: Any, *, test: str = "") -> rx.Component:
    """A card with a line for each row, or a word when there is none."""
    named = {"data_testid": test} if test else {}
    found = rx.el.ul(rx.foreach(rows, _line), class_name="card list flat", **named)
    return rx.cond(rows.length() > 0, found, rx.el.p(t("ops.nothing"), class_name="soft small"))


def _line(line: rx.Var[Line]) -> rx.Component:
    note = rx.cond(line.note != "", rx.el.p(line.note, class_name="tiny soft keep num"))
    return rx.el.li(
        rx.el.div(rx.el.p(line.name, class_name="keep"), note, class_name="grow"),
        rx.el.span(line.told, class_name="tag num " + line.tone),
        class_name="row nowrap",
    )


def _figure(line: rx.Var[Line]) -> rx.Component:
    return rx.el.div(
        rx.el.dt(line.name, class_name="small soft"),
        rx.el.dd(line.told, class_name=rx.cond(line.tone == "warn", "big strong num warned", "big strong num")),
        class_name="card flat figure",
    )


def _month() -> rx.Component:
    return _part(
        "ops.month",
        meter(Ops.panel.percent, 100, label=tv("ops.share")),
        rx.el.dl(rx.foreach(Ops.panel.figures, _figure), class_name="figures"),
        rx.el.h3(t("ops.forecast")),
        _lines(Ops.panel.forecast, test="ops-forecast"),
        test="ops-month",
    )


def _controls() -> rx.Component:
    cap = rx.el.form(
        field(
            "ops.set_cap",
            text_input("cap", input_mode="decimal", placeholder=Ops.panel.cap),
            name="cap",
            hint="ops.cap_hint",
        ),
        submit(t("ops.set"), look="line", test="ops-set-cap", class_name="fit"),
        on_submit=Ops.set_cap,
        reset_on_submit=True,
        class_name="stack s",
    )
    return _part(
        "ops.controls",
        rx.el.h3(t("ops.simulate")),
        rx.el.div(rx.foreach(Ops.panel.levels, _level), class_name="chips"),
        rx.el.h3(t("ops.switches")),
        rx.el.div(rx.foreach(Ops.panel.switches, _switch), class_name="chips"),
        cap,
        disclosure(_lines(Ops.panel.acts, test="ops-acts"), summary=rx.el.span(t("ops.acts"))),
        test="ops-controls",
    )


def _level(choice: rx.Var[Choice]) -> rx.Component:
    return chip(
        choice.label, pressed=choice.pressed, test="simulate-" + choice.name, on_click=Ops.simulate(choice.name)
    )


def _switch(choice: rx.Var[Choice]) -> rx.Component:
    state = rx.cond(choice.pressed, t("ops.on"), t("ops.off"))
    return chip(
        choice.label,
        ": ",
        state,
        pressed=choice.pressed,
        test="switch-" + choice.name,
        on_click=Ops.turn(choice.name, ~choice.pressed),
    )


def _burn() -> rx.Component:
    return _part(
        "ops.burn",
        stacked_days(Ops.panel.burn, kinds=("text", "judge", "image", "edit")),
        rx.el.h3(t("ops.by.model")),
        stacked_days(Ops.panel.burn_models, kinds=[short(row["model"]) for row in pricing.table()["price"]]),
        test="ops-burn",
    )


def _results() -> rx.Component:
    return _part(
        "ops.outputs",
        _lines(Ops.panel.outputs, test="ops-outputs"),
        rx.el.h3(t("ops.likeness.title")),
        _lines(Ops.panel.likeness, test="ops-likeness"),
        disclosure(_lines(Ops.panel.costs, test="ops-costs"), summary=rx.el.span(t("ops.costs"))),
    )


def _way() -> rx.Component:
    return _part(
        "ops.funnel",
        bars(Ops.panel.funnel, value="owners", name="step"),
        rx.el.h3(t("ops.retention")),
        _lines(Ops.panel.cohorts, test="ops-cohorts"),
        test="ops-funnel",
    )


def _work() -> rx.Component:
    return _part(
        "ops.work",
        rx.el.dl(rx.foreach(Ops.panel.work, _figure), class_name="figures"),
        rx.el.h3(t("ops.health")),
        _lines(Ops.panel.health, test="ops-health"),
        rx.el.h3(t("ops.failures")),
        _lines(Ops.panel.failures, test="ops-failures"),
        test="ops-work",
    )


def _watch() -> rx.Component:
    return rx.fragment(
        _part("ops.alerts", _lines(Ops.panel.alerts, test="ops-alerts")),
        _part("ops.sweeps", _lines(Ops.panel.sweeps, test="ops-sweeps")),
    )


def _ledger() -> rx.Component:
    find = rx.el.form(
        field("ops.word", text_input("word", type="search", default_value=Ops.word), name="word", hint="ops.word_hint"),
        rx.el.div(
            submit(t("ops.search"), look="line", test="ops-search"),
            document_link(
                t("ops.csv"), href="/api/ops/ledger.csv?q=" + Ops.word, download="ledger.csv", class_name="btn quiet"
            ),
            class_name="row",
        ),
        on_submit=Ops.search,
        class_name="stack s",
    )
    return _part("ops.ledger", find, _lines(Ops.lines, test="ops-lines"))
