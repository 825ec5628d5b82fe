"""`/drafts/[post_id]/images`: ideas, picks, finished pictures."""

import reflex as rx

from socialdraft.components.client import pick_grid
from socialdraft.components.controls import busy_button, button, chip, link_button
from socialdraft.components.feedback import bones, known, meter, notice
from socialdraft.components.flow import absent_post, post_id, post_path, stations
from socialdraft.components.icons import icon
from socialdraft.components.layout import TO_TOP, action_bar, task_page
from socialdraft.components.platforms import platform_line
from socialdraft.components.text import t, tv
from socialdraft.services.ai.palettes import Style
from socialdraft.state.gallery import Gallery, Pair


def gallery() -> rx.Component:
    body = rx.el.div(
        stations("pictures"),
        rx.cond((Gallery.trouble != "") & (Gallery.phase == "pick") & (Gallery.arrived == 0), _trouble()),
        rx.match(
            Gallery.phase,
            ("offer", _offer()),
            ("finishing", _pairs()),
            ("done", _pairs()),
            _ideas(),
        ),
        rx.el.p(Gallery.news, class_name="vh", role="status", data_testid="news"),
        class_name="stack l",
    )
    return task_page(
        rx.el.h1(t("gallery.title"), class_name="vh"),
        known(Gallery.loaded, rx.cond(Gallery.missing, absent_post(), body), bones(44, 90, 300)),
        title=platform_line(Gallery.platform),
        back=post_path(),
        bar=rx.cond(Gallery.loaded & ~Gallery.missing, _bar(), rx.fragment()),
        wide=True,
    )


def _offer() -> rx.Component:
    styles = [
        chip(t(f"style.{one.value}"), pressed=Gallery.style == one.value, on_click=Gallery.choose_style(one.value))
        for one in Style
    ]
    ask = rx.fragment(
        rx.el.div(
            rx.el.h2(t("gallery.style_label"), class_name="label", id="style"),
            rx.el.div(
                *styles, class_name="chips", role="group", custom_attrs={"aria-labelledby": "style", "data-one": ""}
            ),
            class_name="stack s",
        ),
        rx.cond(Gallery.smaller != "", notice(Gallery.smaller, test="limit-notice")),
    )
    closed = notice(
        rx.el.p(t("gallery.words_only_title"), class_name="strong"),
        rx.el.p(Gallery.words_only),
        tone="warn",
        test="limit-notice",
    )
    head = rx.el.header(
        rx.el.h2(t("gallery.intro_title"), class_name="big"),
        rx.el.p(t("gallery.intro"), class_name="soft"),
        class_name="stack s",
    )
    return rx.el.section(head, rx.cond(Gallery.words_only == "", ask, closed), class_name="stack l")


def _head(phase: str, *, during: str, after: str) -> rx.Component:
    """How far the pictures below have come. It is as tall at work as at rest, so that they never move."""
    at_work, share = Gallery.phase == phase, Gallery.done / Gallery.goal * 100
    return rx.el.section(
        rx.el.div(
            rx.el.h2(rx.cond(at_work, t(f"gallery.{during}"), t(f"gallery.{after}"))),
            rx.el.span(Gallery.progress, class_name="num strong"),
            class_name="row between nowrap",
        ),
        rx.cond(
            at_work,
            meter(Gallery.done, Gallery.goal, label=Gallery.progress, test="progress"),
            rx.el.div(rx.el.i(style={"width": f"{share}%"}), class_name="meter done", aria_hidden="true"),
        ),
        rx.el.div(
            rx.el.div(_waiting(t(f"gallery.{during}_hint")), data_off=~at_work),
            rx.el.div(_rest(t(f"gallery.{after}_hint")), data_off=at_work),
            class_name="layers",
        ),
        class_name="card stack s",
    )


def _waiting(hint: rx.Component) -> rx.Component:
    stop = button(
        rx.cond(Gallery.stopping, t("gallery.stopping"), t("gallery.stop")),
        look="quiet",
        test="cancel",
        disabled=Gallery.stopping,
        on_click=Gallery.stop,
    )
    said = rx.el.p(rx.cond(Gallery.waiting, t("gallery.queued"), hint), class_name="small soft grow")
    return rx.el.div(said, stop, class_name="row between nowrap")


def _rest(hint: rx.Component) -> rx.Component:
    """One line whatever came of it: why pictures are missing is told below them, where it pushes nothing."""
    way = rx.el.a(icon("warn", size=16), Gallery.lacking, href="#trouble", class_name="chip warn fit")
    return rx.cond(Gallery.trouble == "", rx.el.p(hint, class_name="small soft"), way)


def _ideas() -> rx.Component:
    grid = pick_grid(
        post=post_id(),
        ideas=Gallery.ideas,
        limit=Gallery.limit,
        locked=Gallery.busy,
        pick_word=tv("gallery.pick"),
        view_word=tv("gallery.view"),
        missing_word=tv("gallery.missing"),
        close_word=tv("common.close"),
        on_picked=Gallery.pick,
    )
    more = rx.el.section(
        rx.el.h2(t("gallery.more_title")),
        busy_button("gallery.more_go", "gallery.starting", Gallery.busy, test="new-batch", on_click=Gallery.more),
        rx.el.p(Gallery.more_count, " · ", t("gallery.more_note"), class_name="small soft"),
        class_name="card flat stack s",
    )
    return rx.fragment(
        rx.cond(Gallery.ideas.length() > 0, _head("drawing", during="drawing", after="ideas")),
        rx.cond(Gallery.ideas.length() > 0, rx.el.p(Gallery.takes, class_name="small soft")),
        rx.cond(Gallery.limit == 0, notice(Gallery.words_only, tone="warn", test="limit-notice")),
        grid,
        rx.cond((Gallery.trouble != "") & (Gallery.arrived > 0), _trouble()),
        rx.cond((Gallery.more_count != "") & (Gallery.phase == "pick") & (Gallery.arrived > 0), more),
    )


def _pairs() -> rx.Component:
    return rx.el.section(
        _head("finishing", during="finishing", after="finals"),
        rx.el.div(rx.foreach(Gallery.pairs, _pair), class_name="pairs"),
        rx.cond(Gallery.trouble != "", _trouble()),
        class_name="stack",
    )


def _pair(pair: rx.Var[Pair]) -> rx.Component:
    """A finished picture with its idea behind a slider, or the idea without one."""
    return rx.cond(pair.after == "", _unfinished(pair), _finished(pair))


def _unfinished(pair: rx.Var[Pair]) -> rx.Component:
    """The idea while it is being finished, or when that failed; below it the room of the slider to come."""
    idea = rx.el.img(src=pair.before, alt="", width="256", height="320", style={"aspectRatio": pair.ratio})
    return rx.el.figure(
        rx.el.div(
            rx.el.div(idea, class_name="both"),
            rx.cond(pair.coming, icon("spin", size=34, class_name="spin")),
            rx.el.p(rx.cond(pair.coming, t("gallery.coming"), t("gallery.unfinished")), class_name="slider small soft"),
            class_name=rx.cond(pair.coming, "compare coming", "compare"),
        ),
        class_name="pair",
    )


def _finished(pair: rx.Var[Pair]) -> rx.Component:
    first = pair.number == 1
    final = rx.el.img(
        src=pair.after,
        alt=pair.label,
        style={"aspectRatio": pair.ratio},
        width="1080",
        height="1350",
        loading=rx.cond(first, "eager", "lazy"),
        custom_attrs={"fetchPriority": rx.cond(first, "high", "auto")},
        data_testid="final-image",
    )
    idea = rx.el.img(src=pair.before, alt="", class_name="idea", loading="lazy", style={"aspectRatio": pair.ratio})
    slider = rx.el.label(
        rx.el.span(t("gallery.after")),
        rx.el.input(type="range", min="0", max="100", default_value="0", aria_label=pair.compare),
        rx.el.span(t("gallery.before")),
        class_name="slider small soft",
    )
    whole = rx.el.div(
        rx.el.div(final, idea, class_name="both"), rx.cond(pair.before != "", slider), class_name="compare"
    )
    drifted = rx.el.figcaption(
        icon("warn", size=16), t("gallery.drifted"), class_name="hint row tight nowrap", data_testid="drifted"
    )
    enlarged = rx.el.figcaption(icon("info", size=16), t("gallery.enlarged"), class_name="hint row tight nowrap")
    return rx.el.figure(whole, rx.cond(pair.drifted, drifted), rx.cond(pair.enlarged, enlarged), class_name="pair")


def _trouble() -> rx.Component:
    some, none = (
        busy_button(
            f"gallery.retry_{what}",
            "gallery.starting",
            Gallery.busy,
            test="retry",
            on_click=[Gallery.retry, TO_TOP],
            class_name="fit",
        )
        for what in ("missing", "all")
    )
    again = rx.cond(Gallery.arrived > 0, some, none)
    return notice(
        rx.el.div(rx.el.p(Gallery.trouble), rx.cond(Gallery.can_retry, again), class_name="stack s"),
        tone="warn",
        test="limit-notice",
        id="trouble",
    )


def _bar() -> rx.Component:
    export = link_button(
        t("gallery.to_export"),
        icon("next", size=18),
        to=f"{post_path()}/export",
        look="main",
        test="to-export",
        class_name="wide",
    )
    words, only_words = (
        link_button(
            t("gallery.export_caption"), to=f"{post_path()}/export", look=look, test="to-export", class_name="wide"
        )
        for look in ("line", "main")
    )
    return action_bar(
        rx.match(
            Gallery.phase,
            ("offer", rx.cond(Gallery.words_only == "", _generate(), only_words)),
            ("done", export),
            ("finishing", words),
            rx.cond(Gallery.arrived > 0, rx.cond(Gallery.limit > 0, _finish(), only_words), words),
        )
    )


def _generate() -> rx.Component:
    face = rx.cond(
        Gallery.busy,
        rx.fragment(icon("spin", class_name="spin"), t("gallery.starting")),
        rx.fragment(Gallery.offer_count),
    )
    return rx.fragment(
        rx.el.p(t("gallery.generate_note"), class_name="small soft center"),
        button(
            face,
            look="main",
            class_name="wide",
            test="generate-images",
            disabled=Gallery.busy,
            aria_busy=Gallery.busy,
            on_click=[Gallery.generate, TO_TOP],
        ),
    )


def _finish() -> rx.Component:
    none = Gallery.picked.length() == 0
    face = rx.cond(Gallery.busy, t("gallery.starting"), rx.cond(none, t("gallery.finish_none"), t("gallery.finish")))
    return rx.el.div(
        rx.el.span(Gallery.picked_line, class_name="strong num picked", role="status", data_testid="picked-count"),
        button(
            face,
            look="main",
            class_name="grow",
            test="finalize",
            disabled=none | Gallery.busy,
            aria_busy=Gallery.busy,
            on_click=[Gallery.finish, TO_TOP],
        ),
        class_name="row nowrap",
    )
