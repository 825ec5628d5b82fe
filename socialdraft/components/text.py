"""Words on the screen: both languages are in the page and CSS shows the document's one, so nothing flashes."""

import reflex as rx

from socialdraft.i18n import LOCALES, message
from socialdraft.state.shell import Shell


def t(key: str, **data: object) -> rx.Component:
    """The sentence for `key` in every language; `data` must be known when the page is built."""
    return rx.fragment(*(rx.el.span(message(key, lang, **data), lang=lang, class_name="l") for lang in LOCALES))


def tv(key: str, **data: object) -> rx.Var[str]:
    """The same sentence as a value, for attributes such as `placeholder`."""
    return rx.cond(Shell.locale == "th", message(key, "th", **data), message(key, "en", **data))


def unseen(key: str, **data: object) -> rx.Component:
    """A sentence only a screen reader speaks."""
    return rx.el.span(t(key, **data), class_name="vh")


def chosen_text(value: rx.Var[str], prefix: str, names: list[str]) -> rx.Component:
    """The sentence `<prefix>.<value>` where `value` is only known in the browser."""
    cases = [(name, t(f"{prefix}.{name}")) for name in names]
    return rx.match(value, *cases, rx.fragment())


def t_around(key: str, slot: str, inner: rx.Component, **data: object) -> rx.Component:
    """The sentence for `key` with a component where its field `slot` stands."""
    spans = []
    for lang in LOCALES:
        before, after = message(key, lang, **{slot: "\0"}, **data).split("\0")
        spans.append(rx.el.span(before, inner, after, lang=lang, class_name="l counted"))
    return rx.fragment(*spans)
