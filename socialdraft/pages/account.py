"""Signing in: a part of the settings, and a page for who comes from another device."""

import reflex as rx

from socialdraft.components.controls import busy_button, button, document_link, field, link_button, text_input
from socialdraft.components.feedback import bones, known, notice
from socialdraft.components.icons import icon
from socialdraft.components.layout import bare_page
from socialdraft.components.text import t
from socialdraft.state.account import Account, Place

FORM = "sign-in"


def sign_in() -> rx.Component:
    """`/sign-in`: for who has work in another browser."""
    ready = rx.cond(Account.email != "", link_button(t("missing.home"), to="/week", look="main", class_name="fit"))
    body = known(Account.loaded, rx.fragment(account_part(), ready), bones(60, 120))
    return bare_page(rx.el.h1(t("account.page")), body)


def account_part() -> rx.Component:
    """The way in by mail, or who is in and where."""
    return rx.el.section(
        rx.el.h2(t("account.title"), id="account"),
        rx.cond(Account.email != "", _signed_in(), rx.cond(Account.possible, _sign_in(), _off())),
        class_name="stack",
    )


def _off() -> rx.Component:
    return rx.el.p(t("account.off"), class_name="hint")


def _sign_in() -> rx.Component:
    return rx.fragment(
        rx.el.p(t("account.why"), class_name="soft"),
        rx.cond(Account.sent != "", _sent(), _form()),
    )


def _form() -> rx.Component:
    address = text_input(
        "email", type="email", required=True, max_length=254, auto_complete="email", input_mode="email"
    )
    send = busy_button(
        "account.send", "account.sending", Account.busy, look="line", test="send-link", type="submit", class_name="fit"
    )
    return rx.el.form(
        field("account.email", address, name="email"), send, id=FORM, on_submit=Account.ask, class_name="stack"
    )


def _sent() -> rx.Component:
    mailbox = document_link(t("account.mailbox"), href="/auth/mailbox", target="_blank", data_testid="mailbox")
    return rx.fragment(
        notice(
            rx.el.p(t("account.sent_title"), class_name="strong"),
            rx.el.p(Account.sent),
            rx.cond(Account.local, rx.el.p(mailbox)),
            tone="done",
            role="status",
            test="link-sent",
        ),
        rx.el.div(button(t("account.again"), look="quiet", on_click=Account.again)),
    )


def _signed_in() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            rx.el.span(t("account.signed_in"), class_name="soft"),
            rx.el.br(),
            rx.el.span(Account.email, class_name="strong keep", data_testid="signed-in-as"),
        ),
        rx.el.h3(t("account.sessions")),
        rx.el.ul(rx.foreach(Account.places, _place), class_name="card list flat"),
        rx.el.div(
            button(t("account.end_all"), look="line", test="end-everywhere", on_click=Account.end_all), class_name="row"
        ),
    )


def _place(place: rx.Var[Place]) -> rx.Component:
    name = rx.cond(place.current, t("account.here"), t("account.elsewhere"))
    leave = rx.cond(place.current, t("account.end"), t("account.end_one"))
    return rx.el.li(
        icon("phone", size=20),
        rx.el.div(rx.el.p(name, class_name="strong"), rx.el.p(place.told, class_name="small soft"), class_name="grow"),
        button(leave, look="quiet", on_click=Account.end(place.id)),
        class_name="row",
        data_testid="place",
    )
