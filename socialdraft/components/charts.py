"""The framework's own charts in our colours. Only `/ops` draws them, so no other page carries their weight."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

COLOURS = ("var(--accent)", "var(--warn)", "var(--done)", "var(--line-strong)", "var(--ink-2)")
SMALL = {"fontSize": 12, "fill": "var(--ink-2)"}
LEGEND, MARK, ACROSS = 28, 4, 38
"""Height of a legend's line, and how many letters a kind's mark and a whole line on a phone take."""
ROOM = {"top": 8, "right": 8, "bottom": 0, "left": 0}


def stacked_days(rows: Any, *, kinds: Sequence[str]) -> rx.Component:
    """One bar a day, made of the kinds; the figures are in the list below it for who can't see bars."""
    charts, lines = rx.recharts, -(-sum(len(kind) + MARK for kind in kinds) // ACROSS)
    parts = [
        charts.bar(data_key=kind, stack_id="day", fill=colour, name=kind, is_animation_active=False)
        for kind, colour in zip(kinds, COLOURS, strict=False)
    ]
    return _framed(
        charts.bar_chart(
            *parts,
            charts.x_axis(data_key="day", tick=SMALL, tick_line=False),
            charts.y_axis(tick=SMALL, tick_line=False, width=44),
            _tooltip(),
            charts.legend(height=LEGEND * lines),
            data=rows,
            margin=ROOM,
            width="100%",
            height=212 + LEGEND * lines,
        )
    )


def bars(rows: Any, *, value: str, name: str) -> rx.Component:
    """Lying bars with their names beside them."""
    charts = rx.recharts
    return _framed(
        charts.bar_chart(
            charts.bar(
                charts.label_list(data_key=value, position="right", fill="var(--ink-2)"),
                data_key=value,
                fill="var(--accent)",
                is_animation_active=False,
            ),
            charts.x_axis(type_="number", hide=True),
            charts.y_axis(data_key=name, type_="category", tick=SMALL, tick_line=False, width=132),
            _tooltip(),
            data=rows,
            layout="vertical",
            margin=ROOM | {"right": 56},
            width="100%",
            height=300,
        )
    )


def _tooltip() -> rx.Component:
    look = {"background": "var(--card)", "border": "1px solid var(--line)", "color": "var(--ink)"}
    return rx.recharts.graphing_tooltip(content_style=look, cursor={"fill": "var(--sunken)"})


def _framed(chart: rx.Component) -> rx.Component:
    return rx.el.div(chart, class_name="card flat chart")
