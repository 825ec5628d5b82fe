"""`/new`: paste, see what is kept, write."""

from typing import Any

import reflex as rx

from socialdraft.components.client import back_step, kept_area, photo_input, proof
from socialdraft.components.controls import busy_button, button, chip, disclosure, document_link, link_button, submit
from socialdraft.components.feedback import bones, known, notice
from socialdraft.components.icons import icon, icon_for
from socialdraft.components.layout import action_bar, task_page
from socialdraft.components.platforms import glyph, platform_name
from socialdraft.components.text import chosen_text, t, t_around, tv
from socialdraft.policy import Language, Limits, PostType
from socialdraft.services.privacy_rules.span import RANK
from socialdraft.state.new import Choice, New, Piece
from socialdraft.state.shell import Shell

TYPES = [kind.value for kind in PostType]
FORM = "paste-form"


def new() -> rx.Component:
    # The box stays in the page while the check is shown: its words are nowhere else.
    body = rx.fragment(
        rx.el.div(_paste(), class_name="stack l", hidden=New.ingest_id != ""), rx.cond(New.ingest_id != "", _checked())
    )
    return task_page(
        rx.el.h1(t("new.title"), class_name="vh"),
        # A step of its own: its contact part is not the paste box's, moved.
        known(New.loaded, rx.el.div(body, contact_part(key=New.ingest_id), class_name="stack l"), bones(80, 60, 220)),
        back_step(step=rx.cond(New.ingest_id == "", 1, 2), on_back=New.change),
        title=t("new.title"),
        back="/week",
        bar=rx.cond(New.loaded, rx.cond(New.ingest_id == "", _check_bar(), _write_bar()), rx.fragment()),
    )


def _paste() -> rx.Component:
    return rx.fragment(
        _kind(),
        rx.cond((New.ingest_id == "") & ~_is_open(), _none_left()),
        rx.cond(New.notice, _notice()),
        _box(),
        _photo(),
    )


def _kind() -> rx.Component:
    """What was tapped on the week, in one line that opens into the choices."""
    name = rx.el.span(
        rx.el.span(platform_name(New.platform), " · ", chosen_text(New.post_type, "type", TYPES), class_name="strong"),
        rx.el.span(chosen_text(New.post_type, "type_hint", TYPES), class_name="small soft block"),
    )
    return disclosure(
        rx.el.div(
            _group("new.platform_label", rx.foreach(New.choices, _platform)),
            _group("new.type_label", *(_type(kind) for kind in TYPES)),
            _group("new.language_label", *(_language(one.value) for one in Language)),
            class_name="stack",
        ),
        summary=rx.el.span(
            glyph(New.platform),
            rx.el.span(name, class_name="grow"),
            rx.el.span(t("new.change_kind"), class_name="go-text"),
            class_name="row nowrap grow",
        ),
        class_name="card flat kind",
        data_testid="kind",
    )


def _notice() -> rx.Component:
    """Shown once, before the first paste."""
    return notice(
        rx.el.p(t("new.notice_title"), class_name="strong"),
        rx.el.p(t("new.notice", days=Limits().ingest_days), " ", document_link(t("new.notice_more"), href="/privacy")),
        button(t("new.notice_ok"), class_name="slim", on_click=New.accept_notice),
        sign="lock",
        test="privacy-notice",
    )


def _group(label: str, *chips: Any) -> rx.Component:
    name = label.replace(".", "-")
    row = rx.el.div(*chips, class_name="chips", role="group", custom_attrs={"aria-labelledby": name, "data-one": ""})
    return rx.el.div(rx.el.h3(t(label), class_name="label", id=name), row, class_name="stack s")


def _platform(choice: rx.Var[Choice]) -> rx.Component:
    return chip(
        glyph(choice.platform, size="s"),
        rx.el.span(platform_name(choice.platform)),
        rx.cond(choice.left == 0, rx.el.span(t("new.used_up"), class_name="tiny")),
        pressed=New.platform == choice.platform,
        on_click=New.choose_platform(choice.platform),
    )


def _type(kind: str) -> rx.Component:
    return chip(icon(kind, size=18), t(f"type.{kind}"), pressed=New.post_type == kind, on_click=New.choose_type(kind))


def _language(language: str) -> rx.Component:
    return chip(t(f"language.{language}"), pressed=New.language == language, on_click=New.choose_language(language))


def _box() -> rx.Component:
    most = Limits().paste_characters
    count = rx.el.b("0", custom_attrs={"data-count-of": "paste", "data-most": str(most)}, class_name="num")
    head = rx.el.div(
        rx.el.label(t("new.paste_label"), html_for="paste", class_name="label"),
        button(icon("spark", size=18), t("new.example"), look="quiet", on_click=New.use_example),
        class_name="row between",
    )
    box = kept_area(
        id="paste",
        name="paste",
        place="sd_paste",
        offered=New.offered,
        version=New.version,
        class_name="area",
        placeholder=tv("new.paste_placeholder"),
        lang=New.language,
        custom_attrs={"aria-describedby": "paste-hint", "data-testid": "paste"},
    )
    return rx.el.form(
        head,
        box,
        rx.el.div(t_around("new.count", "used", count, limit=most), class_name="tiny soft counted num"),
        rx.el.p(icon("lock", size=16), t("new.paste_hint"), class_name="hint row tight nowrap start", id="paste-hint"),
        id=FORM,
        on_submit=New.check,
        class_name="stack s",
    )


def _photo() -> rx.Component:
    words = (
        ("empty", "new.photo", "image"),
        ("busy", "new.photo_uploading", "spin"),
        ("done", "new.photo_added", "check"),
    )
    labels = [
        rx.el.span(icon(sign, size=20), t(key), class_name=f"when-{state} row tight nowrap")
        for state, key, sign in words
    ]
    remove = button(t("new.photo_remove"), look="quiet", on_click=New.uploaded(""))
    return rx.el.section(
        rx.el.div(
            photo_input(*labels, id="photo", value=New.upload_id, on_done=New.uploaded, on_failed=Shell.refuse),
            rx.cond(New.upload_id != "", remove),
            class_name="row",
        ),
        rx.el.p(
            t("new.photo_hint"),
            " ",
            rx.match(
                New.photo_use,
                ("sent", t("new.photo_sent")),
                ("unused", t("new.photo_unused")),
                t("new.photo_stays"),
            ),
            class_name="hint",
            data_testid="photo-use",
        ),
        class_name="stack s",
    )


def contact_part(**props: Any) -> rx.Component:
    """The contact lines, kept in this browser only."""
    return disclosure(
        rx.el.div(
            rx.el.p(t("new.contact_hint"), class_name="hint", id="contact-hint"),
            kept_area(
                id="contact",
                place="sd_contact",
                class_name="area short",
                max_length=500,
                placeholder=tv("new.contact_placeholder"),
                custom_attrs={"aria-labelledby": "contact-name", "aria-describedby": "contact-hint"},
            ),
            rx.el.p(icon("phone", size=16), t("new.contact_kept"), class_name="tiny soft row tight"),
            class_name="stack s",
        ),
        summary=rx.el.span(t("new.contact"), id="contact-name"),  # a label would take the tap that opens the block
        class_name="card flat",
        **props,
    )


def _check_bar() -> rx.Component:
    return action_bar(submit(t("new.check"), form=FORM, test="check", class_name="wide"), key="check")


def _checked() -> rx.Component:
    kinds = rx.cond(
        New.found,
        notice(
            rx.el.p(New.summary), rx.el.p(t("new.checked_contact"), class_name="small soft"), tone="warn", sign="lock"
        ),
        notice(New.summary, tone="done"),
    )
    kept = rx.el.div(rx.foreach(New.pieces, _piece), class_name="card keep", lang=New.language, data_testid="redacted")
    return rx.fragment(
        rx.el.section(rx.el.h2(t("new.checked_title")), kinds, kept, class_name="stack"),
        rx.el.div(button(icon("pen", size=18), t("new.change"), look="line", on_click=New.change, disabled=New.busy)),
    )


def _piece(piece: rx.Var[Piece]) -> rx.Component:
    removed = rx.el.mark(icon("lock", size=13, class_name="in-line"), chosen_text(piece.kind, "redaction", list(RANK)))
    return rx.cond(piece.kind == "", rx.el.span(piece.text), removed)


def _is_open() -> rx.Var[bool]:
    return (New.chosen.left > 0) & (New.closed == "")


def _none_left() -> rx.Component:
    """Why no caption can be had now; said before the paste, and again where it would be written."""
    return notice(rx.cond(New.closed != "", New.closed, New.chosen.none_left), tone="warn", test="limit-notice")


def _write_bar() -> rx.Component:
    write = busy_button(
        "new.write",
        "new.writing",
        New.busy | (New.challenge != ""),
        look="main",
        test="generate-caption",
        on_click=New.write,
        class_name="wide",
    )
    cost = rx.el.p(
        glyph(New.platform, size="s"),
        icon_for(New.post_type, TYPES, size=18),
        rx.el.span(New.chosen.cost),
        class_name="row tight small soft",
    )
    wait = rx.el.p(t("new.wait"), class_name="small soft", role="status")
    full = rx.fragment(_none_left(), link_button(t("new.see_drafts"), to="/drafts", class_name="wide"))
    return action_bar(
        rx.cond(_is_open() | New.busy, rx.fragment(rx.cond(New.busy, wait, cost), write), full),
        proof(challenge=New.challenge, on_solved=New.prove),
        key="write",
    )
