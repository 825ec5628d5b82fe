"""The frame around a page: brand, side list or bottom bar, one column, the live region."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors
from reflex_components_core.react_router import link as route_link

from socialdraft.components.client import arrive, reload
from socialdraft.components.controls import document_link, inner_link
from socialdraft.components.feedback import bones, tag, toast
from socialdraft.components.icons import icon, mark
from socialdraft.components.text import t, unseen
from socialdraft.i18n import NAMES
from socialdraft.state.shell import Shell

TO_TOP = rx.call_function(rx.Var("() => window.scrollTo(0, 0)"))
TABS = (("week", "/week"), ("drafts", "/drafts"), ("usage", "/usage"), ("settings", "/settings"))


def tab_page(*children: Any, tab: str, wide: bool = False) -> rx.Component:
    """One of the four places of the bottom bar."""
    return _frame(
        _top(brand("/week"), rx.el.div(class_name="grow"), _demo()),
        *children,
        nav=tab,
        look="has-nav" + (" wide" if wide else ""),
    )


def task_page(*children: Any, title: rx.Component, back: Any, bar: Any = None, wide: bool = False) -> rx.Component:
    """A step of the work on one post: a way back on top, the one next step in a bar at the thumb."""
    head = _top(
        inner_link(icon("back"), unseen("common.back"), to=back, class_name="btn icon quiet"),
        rx.el.div(title, class_name="grow strong"),
        _demo(),
    )
    look = f"task {'has-bar' if bar is not None else ''} {'wide' if wide else ''}"
    return _frame(head, *children, bar=bar, nav="", look=look)


def bare_page(*children: Any, home: str = "/", look: str = "", bar: Any = None) -> rx.Component:
    """A page outside the app proper: landing, onboarding, privacy."""
    head = _top(brand(home), rx.el.div(class_name="grow"), language_switch())
    return _frame(head, *children, bar=bar, nav=None, look=f"bare {look} {'has-bar' if bar is not None else ''}")


def language_switch() -> rx.Component:
    """Two links: the server answers with the page in that language and remembers it in a cookie."""
    links = [
        document_link(
            short,
            href=f"?lang={code}",
            lang=code,
            aria_label=full,
            data_language=code,
            data_testid=f"language-{code}",
            rel="nofollow",
        )
        for code, (short, full) in NAMES.items()
    ]
    return rx.el.nav(
        *links, class_name="switch", custom_attrs={"aria-label": " / ".join(full for _, full in NAMES.values())}
    )


def brand(to: str) -> rx.Component:
    return rx.el.a(mark(), rx.el.span("socialdraft"), href=to, class_name="brand")


def action_bar(*children: Any, key: str = "") -> rx.Component:
    """The one next step at the thumb; `key` tells the bar of one step from that of the next."""
    return rx.el.div(rx.el.div(*children, class_name="inner"), class_name="bar", key=key)


def offline_line() -> rx.Component:
    """Shown after a moment without a connection; what was typed is safe."""
    line = rx.el.div(icon("cloud", size=18), t("common.offline"), class_name="offline", role="status")
    return rx.cond(has_connection_errors, line)


def waiting() -> rx.Component:
    """What a page shows before its script has arrived."""
    return rx.el.div(
        _top(brand("/week")),
        rx.el.main(rx.el.div(bones(36, 120, 220, 90), class_name="column")),
        class_name="frame bare",
    )


def _frame(head: rx.Component, *children: Any, nav: str | None, look: str, bar: Any = None) -> rx.Component:
    main = rx.el.main(rx.el.div(*children, class_name="column stack l"), id="main", tab_index=-1)
    sides = [] if nav is None else [_nav(nav, small=nav == "")]
    after = [] if bar is None else [bar]
    watch = reload(wanted=Shell.document, lost=has_connection_errors)
    return rx.el.div(
        rx.el.a(t("common.skip"), href="#main", class_name="skip"),
        *sides,
        rx.el.div(head, main, *after, toast(), watch, arrive(), class_name="page"),
        class_name=f"frame {look}",
    )


def _demo() -> rx.Component:
    """Without a key nothing here was made by a model, and that is said."""
    return rx.cond(Shell.demo, tag(t("common.studio_badge"), tone="warn"))


def _top(*children: Any) -> rx.Component:
    return rx.el.header(*children, class_name="top")


def _nav(current: str, *, small: bool) -> rx.Component:
    links = [
        route_link(
            icon(name),
            rx.el.span(t(f"nav.{name}")),
            to=path,
            custom_attrs={"aria-current": "page"} if name == current else {},
        )
        for name, path in TABS
    ]
    return rx.el.nav(
        route_link(mark(), rx.el.span("socialdraft"), to="/week", class_name="brand"),
        *links,
        class_name="nav" + (" side-only" if small else ""),
        custom_attrs={"aria-label": "socialdraft"},
    )
