"""`/drafts/[post_id]/export`: copy, save, post, and say how it went."""

import reflex as rx

from socialdraft.components.client import contact_note, copy_button, near_picture, share_button, zip_link
from socialdraft.components.controls import button, document_link, link_button, submit, text_area
from socialdraft.components.feedback import bones, known, notice
from socialdraft.components.flow import absent_post, post_id, post_path, stations
from socialdraft.components.icons import icon
from socialdraft.components.inside import inside_app
from socialdraft.components.layout import action_bar, task_page
from socialdraft.components.platforms import platform_line
from socialdraft.components.text import t, tv
from socialdraft.pages.new import contact_part
from socialdraft.policy import Limits
from socialdraft.state.editor import Flag
from socialdraft.state.export import Export
from socialdraft.state.shell import Shell


def export() -> rx.Component:
    free = rx.el.div(
        rx.el.div(_caption(), class_name="stack l"),
        rx.el.div(_pictures(), _how(), _feedback(), class_name="stack l"),
        class_name="two",
    )
    body = rx.el.div(
        stations("export"),
        inside_app(t("export.in_app_hold")),
        rx.cond(Export.warnings.length() > 0, _stopped(), free),
        class_name="stack l",
    )
    return task_page(
        rx.el.h1(t("export.title"), class_name="vh"),
        known(Export.loaded, rx.cond(Export.missing, absent_post(), body), bones(44, 200, 52, 240)),
        title=platform_line(Export.platform),
        back=post_path(),
        bar=rx.cond(Export.loaded & ~Export.missing & (Export.warnings.length() == 0), _bar(), rx.fragment()),
        wide=True,
    )


def _stopped() -> rx.Component:
    """The warnings that stop this post, and the two ways on."""
    return rx.el.section(
        rx.el.div(rx.el.h2(t("export.stopped")), rx.el.p(t("export.stopped_text")), class_name="stack s"),
        rx.foreach(Export.warnings, _warning),
        rx.el.div(
            link_button(t("export.stopped_edit"), to=post_path(), look="main"),
            button(t("export.stopped_confirm"), test="acknowledge", on_click=Export.acknowledge),
            class_name="stack s",
        ),
        rx.el.p(t("export.stopped_law"), class_name="hint"),
        class_name="stack",
        data_testid="stopped",
    )


def _warning(flag: rx.Var[Flag]) -> rx.Component:
    return notice(
        rx.el.div(
            rx.el.p(rx.el.q(flag.quote, lang=Export.language), class_name="strong"),
            rx.el.p(flag.why),
            class_name="stack xs",
        ),
        tone="danger",
        test="risk-flag",
    )


def _caption() -> rx.Component:
    words = (
        ("empty", "export.copy", "copy"),
        ("done", "export.copied", "check"),
        ("failed", "export.copy_failed", "warn"),
    )
    faces = [
        rx.el.span(icon(sign, size=20), t(key), class_name=f"when-{state} row tight nowrap")
        for state, key, sign in words
    ]
    note = contact_note(
        rx.el.span(t("export.with_contact"), class_name="when-done"),
        rx.el.span(t("export.no_contact"), class_name="when-empty"),
    )
    copy = copy_button(
        *faces,
        caption=Export.caption,
        on_copied=Export.copied,
        class_name="btn main wide",
        custom_attrs={"data-testid": "copy-caption", "aria-live": "polite"},
    )
    return rx.el.section(
        rx.el.h2(t("export.caption")),
        rx.el.div(Export.caption, class_name="card keep", lang=Export.language),
        copy,
        rx.el.div(note, class_name="small soft"),
        contact_part(),
        class_name="stack",
    )


def _pictures() -> rx.Component:
    some = rx.fragment(
        rx.cond(Export.takes != "", notice(Export.takes, tone="warn")),
        rx.el.div(_zip(), _share(), class_name="row even"),
        rx.el.div(rx.foreach(Export.files, _picture), class_name="grid2"),
        rx.cond(Shell.demo, rx.fragment(), _ai_label()),
    )
    none = rx.el.div(
        rx.cond(Export.needs_picture != "", rx.el.p(Export.needs_picture), rx.el.p(t("export.no_pictures"))),
        link_button(icon("image", size=20), t("export.make_pictures"), to=f"{post_path()}/images", class_name="fit"),
        rx.el.div(_zip(), _share(), class_name="row even"),
        class_name="stack",
    )
    return rx.el.section(
        rx.el.h2(t("export.pictures")), rx.cond(Export.files.length() > 0, some, none), class_name="stack"
    )


def _ai_label() -> rx.Component:
    told = rx.cond(Export.label_switch, t("export.label_switch"), t("export.label_none"))
    return rx.el.p(icon("spark", size=16), told, class_name="hint row tight nowrap start")


def _picture(file: rx.Var[dict[str, str]]) -> rx.Component:
    picture = near_picture(
        src=file["shown"],
        alt=file["save"],
        width="1080",
        height="1350",
        class_name="fill shown",
        style={"aspectRatio": file["ratio"], "objectPosition": file["position"]},
        custom_attrs={"data-testid": "final-image"},
    )
    save = document_link(
        icon("download", size=18), file["save"], href=file["url"], download=file["name"], class_name="btn line save"
    )
    caution = rx.el.p(icon("warn", size=16), file["caution"], class_name="hint row tight nowrap start")
    return rx.el.div(picture, rx.cond(file["axis"] != "", _crop(file)), save, rx.cond(file["caution"] != "", caution))


def _crop(file: rx.Var[dict[str, str]]) -> rx.Component:
    """Which part of a picture that does not fit the box is shown; the picture above follows."""
    slider = rx.el.input(
        type="range",
        min="0",
        max="100",
        default_value=file["share"],
        on_change=Export.move(file["id"], file["axis"]).debounce(300),
        data_testid="crop",
    )
    return rx.el.label(rx.el.span(t("export.crop")), slider, class_name="slider small soft")


def _zip() -> rx.Component:
    words = (
        ("empty", "export.zip", icon("download", size=20)),
        ("busy", "export.zip_busy", icon("spin", size=20, class_name="spin")),
        ("done", "export.zip_done", icon("check", size=20)),
        ("failed", "export.zip_failed", icon("warn", size=20)),
    )
    faces = [rx.el.span(sign, t(key), class_name=f"when-{state} row tight nowrap") for state, key, sign in words]
    address = f"/api/posts/{post_id()}/export.zip"
    link = zip_link(
        *faces,
        href=address,
        class_name="btn line",
        custom_attrs={"data-testid": "download-zip", "aria-live": "polite"},
    )
    plain = document_link(t("export.zip_plain"), href=address, download="")
    return rx.fragment(link, rx.el.p(t("export.zip_lost"), " ", plain, class_name="hint if-failed"))


def _share() -> rx.Component:
    return share_button(
        icon("share", size=20),
        t("export.share"),
        caption=Export.caption,
        files=Export.files,
        failed_word=tv("export.share_failed"),
        custom_attrs={"data-testid": "share"},
    )


def _how() -> rx.Component:
    save = rx.cond(Export.files.length() > 0, rx.el.li(t("export.step_2")))
    steps = [rx.el.li(t("export.step_1")), save, rx.el.li(Export.step_open)]
    return rx.el.section(
        rx.el.h2(t("export.steps_title")), rx.el.ol(*steps, class_name="numbered"), class_name="stack s"
    )


def _feedback() -> rx.Component:
    thumbs = [
        button(
            icon(sign, size=20),
            t(f"export.{name}"),
            aria_pressed=Export.rating == name,
            test=f"feedback-{name}",
            on_click=Export.rate(name),
        )
        for name, sign in (("up", "up"), ("down", "thumb_down"))
    ]
    form = rx.el.form(
        rx.el.label(t("export.comment_label"), html_for="comment", class_name="label"),
        text_area("comment", max_length=Limits().comment_characters, rows="3"),
        submit(t("export.comment_send"), look="line", class_name="fit"),
        on_submit=Export.comment,
        class_name="stack s",
    )
    return rx.el.section(
        rx.el.h2(t("export.feedback")),
        rx.cond(Export.thanked, notice(t("export.thanks"), tone="done"), rx.el.div(*thumbs, class_name="row")),
        rx.cond((Export.rating == "down") & ~Export.thanked, form),
        class_name="stack",
        aria_live="polite",
    )


def _bar() -> rx.Component:
    posted = rx.el.div(
        rx.el.p(
            icon("check", size=20), t("export.used"), class_name="row tight nowrap strong good grow", role="status"
        ),
        link_button(t("export.used_next"), to="/week", look="line"),
        class_name="row",
    )
    return action_bar(
        rx.cond(
            Export.used,
            posted,
            button(
                icon("check", size=20),
                t("export.mark_used"),
                class_name="wide",
                test="mark-used",
                on_click=Export.mark_used,
            ),
        )
    )
