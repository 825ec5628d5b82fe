"""Taking a post away: words to copy, pictures to save, and whether it was of use."""

from typing import Any

import reflex as rx
from sqlmodel import Session

from socialdraft import platforms
from socialdraft.errors import NotFound
from socialdraft.i18n import message
from socialdraft.policy import Language, Platform
from socialdraft.rates import Door
from socialdraft.schemas import ImageView, PostView
from socialdraft.services import events, images, posts
from socialdraft.services.owners import Owner
from socialdraft.settings import settings
from socialdraft.state.base import enter, handler, locale_of, post_of, run_as_owner, utc_now
from socialdraft.state.editor import Flag, flag_of

SLIGHT = 0.01
"""A cut of less than this share of a side shows nobody anything."""


class Export(rx.State):
    loaded: bool = False
    missing: bool = False
    platform: str = ""
    language: str = "en"
    caption: str = ""
    files: list[dict[str, str]] = []
    takes: str = ""
    needs_picture: str = ""
    label_switch: bool = False
    step_open: str = ""
    used: bool = False
    warnings: list[Flag] = []
    rating: str = ""
    thanked: bool = False

    @handler
    async def load(self) -> None:
        self.loaded, self.missing, self.rating, self.thanked = False, False, "", False
        try:
            view, finals = await run_as_owner(self, opened, post_id=post_of(self), locale=Language(locale_of(self)))
        except NotFound:
            self.missing, self.platform = True, ""
        else:
            self._show(view, finals)
        self.loaded = True

    def _show(self, view: PostView, finals: list[ImageView]) -> None:
        locale, facts = locale_of(self), platforms.facts(view.platform_type)
        name = message(f"platform.{view.platform_type}", locale)
        self.platform, self.language, self.caption = view.platform_type.value, view.language.value, view.caption_text
        self.files = [
            file_of(image, number, platform=view.platform_type, locale=locale) for number, image in enumerate(finals, 1)
        ]
        many = len(finals) > facts.images_max
        self.takes = message("export.takes", locale, platform=name, count=facts.images_max) if many else ""
        short = facts.media_required and not finals
        self.needs_picture = message("export.media_required", locale, platform=name) if short else ""
        self.label_switch = facts.ai_label is not None
        self.step_open = message("export.step_3", locale, platform=name)
        self.used = view.status == "exported"
        self.warnings = [flag_of(flag, locale=locale) for flag in view.unacknowledged]

    @handler
    async def acknowledge(self) -> None:
        """The owner has read what stops this post and answers for it."""
        await run_as_owner(self, posts.acknowledge, post_id=post_of(self), now=utc_now())
        self.warnings = []

    @handler
    async def move(self, image_id: str, axis: str, value: str) -> None:
        """Shift the part of a picture that its platform's box shows."""
        share = min(max(float(value or 50) / 100, 0.0), 1.0)
        x, y = (share, 0.5) if axis == "x" else (0.5, share)
        await run_as_owner(self, images.focus, image_id=image_id, x=x, y=y)
        moved = {"share": f"{share * 100:.0f}", "position": f"{x * 100:.0f}% {y * 100:.0f}%"}
        self.files = [file | moved if file["id"] == image_id else file for file in self.files]

    @handler
    async def copied(self) -> None:
        await enter(self, Door.EVENT)
        props: events.Props = {"platform": self.platform}
        await run_as_owner(self, events.record, name="caption.copied", props=props, now=utc_now())

    @handler
    async def mark_used(self) -> None:
        await run_as_owner(self, posts.mark_used, post_id=post_of(self), now=utc_now())
        self.used = True

    @handler
    async def rate(self, rating: str) -> None:
        self.rating = rating
        await self._give(rating, comment=None)
        self.thanked = rating == "up"

    @handler
    async def comment(self, form: dict[str, Any]) -> None:
        await self._give(self.rating or "down", comment=str(form.get("comment", "")).strip() or None)
        self.thanked = True

    async def _give(self, rating: str, *, comment: str | None) -> None:
        await enter(self, Door.FEEDBACK)
        await run_as_owner(
            self,
            posts.give_feedback,
            post_id=post_of(self),
            rating=rating,
            comment=comment,
            now=utc_now(),
            limits=settings().policy.limits,
        )


def opened(session: Session, *, owner: Owner, post_id: str, locale: Language) -> tuple[PostView, list[ImageView]]:
    view = posts.one(session, owner=owner, post_id=post_id, locale=locale)
    return view, images.gallery(session, owner=owner, post_id=post_id).finals


def cut_of(image: ImageView, *, box: tuple[int, int]) -> tuple[str, float]:
    """Along which side the platform's box cuts this picture, if it does, and where its owner wants the middle."""
    wider = image.width * box[1] / (image.height * box[0])
    if abs(wider - 1) < SLIGHT:
        return "", 0.5
    return ("x", image.focus.x) if wider > 1 else ("y", image.focus.y)


def file_of(image: ImageView, number: int, *, platform: Platform, locale: str) -> dict[str, str]:
    """What the page needs to show, save and share one finished picture."""
    (width, height), url = platforms.facts(platform).export, f"/api/images/{image.id}?size=export"
    axis, share = cut_of(image, box=(width, height))
    caution = "gallery.enlarged" if image.enlarged else "gallery.drifted" if image.drifted else ""
    return {
        "id": str(image.id),
        "axis": axis,
        "share": str(round(share * 100)),
        "position": f"{image.focus.x * 100:.0f}% {image.focus.y * 100:.0f}%",
        "caution": message(caution, locale) if caution else "",
        "url": url,
        # Who holds a picture to save it gets the marked file, too; one that may still be cut is shown whole.
        "shown": image.url if axis else url,
        "name": f"{number:02d}_{platform.value}_{width}x{height}.jpg",
        "ratio": f"{width} / {height}",
        "save": message("export.save", locale, number=number),
    }
