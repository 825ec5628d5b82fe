"""`/drafts/[post_id]`: the caption, what it is made of, and what to look at."""

import reflex as rx

from socialdraft.components.client import caption_box
from socialdraft.components.controls import button, chip, disclosure, link_button, submit, text_input
from socialdraft.components.feedback import bones, known, last_question, notice
from socialdraft.components.flow import absent_post, post_id, post_path, stations
from socialdraft.components.icons import icon
from socialdraft.components.layout import action_bar, task_page
from socialdraft.components.platforms import platform_line
from socialdraft.components.preview import post_preview
from socialdraft.components.text import t, tv
from socialdraft.policy import Limits, RewritePreset
from socialdraft.services.lexicon import Severity
from socialdraft.state.editor import Editor, Flag


def editor() -> rx.Component:
    body = rx.cond(
        Editor.missing,
        absent_post(),
        rx.el.div(
            stations("caption"),
            rx.el.div(
                rx.el.div(_box(), _rewrite(), _before(), _flags(), class_name="stack l"),
                rx.el.div(_preview(), _facts(), _delete(), class_name="stack l"),
                class_name="two",
            ),
            class_name="stack l",
        ),
    )
    return task_page(
        rx.el.h1(t("editor.title"), class_name="vh"),
        known(Editor.loaded, body, bones(44, 260, 44, 160)),
        title=platform_line(Editor.platform),
        back="/drafts",
        bar=rx.cond(Editor.loaded & ~Editor.missing, _bar(), rx.fragment()),
        wide=True,
    )


def _box() -> rx.Component:
    place = f"sd_caption_{post_id()}"
    box = caption_box(
        id="caption-box",
        key=place,
        place=place,
        caption=Editor.caption,
        version=Editor.version,
        explicit=Editor.explicit,
        saved=Editor.saved,
        on_typed=Editor.type,
        lang=Editor.language,
        class_name="area caption",
        custom_attrs={"aria-describedby": "counter", "data-testid": "caption", "spellCheck": "true"},
    )
    head = rx.el.div(
        rx.el.label(t("editor.label"), html_for="caption-box", class_name="label first"),
        rx.cond(
            Editor.flags.length() > 0,
            rx.el.a(
                icon("warn", size=16), Editor.to_check, href="#risks", class_name="chip warn", data_testid="to-check"
            ),
        ),
        button(
            icon("undo", size=18),
            t("editor.undo"),
            look="quiet",
            test="undo",
            disabled=~Editor.can_undo,
            on_click=Editor.undo,
        ),
        class_name="row",
    )
    return rx.el.section(head, box, _measure(), class_name="stack s")


def _measure() -> rx.Component:
    state = rx.el.span(
        rx.el.span(icon("check", size=15), t("editor.saved"), class_name="row tight nowrap if-saved"),
        rx.el.span(icon("sync", size=15), t("editor.not_saved"), class_name="row tight nowrap if-unsaved"),
        role="status",
        data_testid="saved",
    )
    line = rx.el.div(
        rx.el.span(Editor.measure.used, class_name="num", data_testid="counter", id="counter"),
        state,
        class_name="row between small soft",
    )
    return rx.el.div(
        line,
        rx.cond(Editor.measure.over != "", notice(Editor.measure.over, tone="danger", test="limit-notice")),
        rx.cond(Editor.measure.fold != "", rx.el.p(Editor.measure.fold, class_name="tiny soft")),
        rx.cond(
            Editor.measure.hashtags != "",
            rx.el.p(
                Editor.measure.hashtags, class_name=rx.cond(Editor.measure.hashtags_fine, "tiny soft", "tiny warned")
            ),
        ),
        class_name="stack s measure",
    )


def _flags() -> rx.Component:
    return rx.cond(
        Editor.flags.length() > 0,
        rx.el.section(
            rx.el.h2(t("editor.risks"), id="risks", tab_index=-1), rx.foreach(Editor.flags, _flag), class_name="stack"
        ),
    )


def _flag(flag: rx.Var[Flag]) -> rx.Component:
    words = rx.fragment(
        rx.el.p(rx.el.q(flag.quote, lang=Editor.language), class_name="strong"),
        rx.el.p(flag.why),
        rx.cond(
            flag.fix != "",
            button(
                flag.told_fix, test="apply-suggestion", class_name="fit", on_click=Editor.apply(flag.quote, flag.fix)
            ),
        ),
        rx.cond(
            flag.source != "",
            rx.el.a(
                t("editor.risk_source"),
                ": ",
                flag.site,
                href=flag.source,
                target="_blank",
                rel="noopener",
                class_name="tiny lone",
            ),
        ),
    )
    return rx.el.div(
        icon("warn", size=20),
        rx.el.div(words, class_name="grow stack s"),
        class_name=rx.cond(flag.severity == Severity.BLOCK.value, "notice danger", "notice warn"),
        data_testid="risk-flag",
    )


def _rewrite() -> rx.Component:
    chips = [
        chip(
            t(f"editor.{preset.value}"),
            disabled=~Editor.can_rewrite | Editor.busy,
            on_click=Editor.rewrite(preset.value),
        )
        for preset in RewritePreset
    ]
    wish = rx.el.form(
        rx.el.label(t("editor.say_it"), html_for="wish", class_name="vh"),
        text_input(
            "wish",
            placeholder=tv("editor.say_placeholder"),
            max_length=Limits().instruction_characters,
            required=True,
            disabled=Editor.busy,
        ),
        submit(t("editor.say_go"), look="line", disabled=~Editor.can_rewrite | Editor.busy),
        on_submit=Editor.say,
        reset_on_submit=True,
        class_name="row nowrap",
    )
    status = rx.cond(
        Editor.busy,
        rx.fragment(icon("spin", size=16, class_name="spin"), t("editor.rewriting")),
        rx.fragment(Editor.rewrites),
    )
    return rx.el.section(
        rx.el.h2(t("editor.rewrite")),
        rx.el.div(*chips, class_name="chips"),
        wish,
        rx.el.p(status, class_name="small soft row tight", role="status"),
        class_name="stack",
    )


def _before() -> rx.Component:
    """What a rewrite replaced, the words that went marked; one tap brings it back.

    It opens at the tap with the wording that is being replaced, so that nothing moves when the new one arrives.
    """
    marked = rx.foreach(
        Editor.before, lambda piece: rx.cond(piece.gone, rx.el.del_(piece.text), rx.el.span(piece.text))
    )
    shown = rx.el.section(
        rx.el.h2(t("editor.before")),
        rx.cond(
            Editor.busy,
            rx.el.p(Editor.caption, class_name="keep soft", lang=Editor.language),
            rx.el.p(marked, class_name="keep soft", lang=Editor.language, data_testid="before"),
        ),
        rx.el.div(
            button(
                icon("undo", size=18),
                t("editor.take_back"),
                test="take-back",
                disabled=Editor.busy,
                on_click=Editor.undo,
            ),
            button(t("editor.keep_new"), look="quiet", test="keep-new", disabled=Editor.busy, on_click=Editor.keep),
            class_name="row",
        ),
        class_name="card sunken stack s",
    )
    return rx.cond(Editor.busy | (Editor.before.length() > 0), shown)


def _preview() -> rx.Component:
    shown = post_preview(
        platform=Editor.platform,
        shop=Editor.shop,
        first=Editor.seen_first,
        rest=Editor.seen_rest,
        language=Editor.language,
        shots=Editor.shots,
    )
    return disclosure(
        shown, summary=rx.el.span(icon("eye", size=20), t("editor.preview"), class_name="row tight"), open=True
    )


def _facts() -> rx.Component:
    facts = rx.el.ul(
        rx.foreach(
            Editor.facts,
            lambda fact: rx.el.li(icon("check", size=16), rx.el.span(fact), class_name="row tight nowrap start"),
        ),
        class_name="stack s",
        lang=Editor.language,
    )
    return disclosure(
        rx.cond(Editor.facts.length() > 0, facts, rx.el.p(t("editor.facts_none"), class_name="soft")),
        summary=rx.el.span(icon("info", size=20), t("editor.facts"), class_name="row tight"),
    )


def _delete() -> rx.Component:
    go = button(t("editor.delete_yes"), look="danger", test="delete-post-yes", on_click=Editor.delete)
    ask = button(
        icon("trash", size=18),
        t("editor.delete"),
        look="quiet",
        test="delete-post",
        class_name="fit",
        on_click=Editor.ask,
    )
    sure = last_question("editor.delete_ask", "editor.delete_note", keep=Editor.spare, go=go)
    return rx.el.div(rx.cond(Editor.asking, sure, ask), class_name="stack")


def _bar() -> rx.Component:
    post = post_path()
    return action_bar(
        rx.el.div(
            link_button(t("editor.skip_images"), to=f"{post}/export", look="line", test="to-export"),
            link_button(
                t("editor.to_images"),
                icon("next", size=18),
                to=f"{post}/images",
                look="main",
                test="to-images",
                class_name="grow",
            ),
            class_name="row nowrap",
        )
    )
