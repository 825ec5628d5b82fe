"""What is used, what is left and until when; never money."""

from dataclasses import dataclass
from typing import Any

import reflex as rx
from sqlmodel import Session

from socialdraft.i18n import dates, knows, message
from socialdraft.schemas import MeView, PostView
from socialdraft.services import captions, posts
from socialdraft.services import usage as allowance
from socialdraft.services.owners import Owner
from socialdraft.settings import settings
from socialdraft.state.base import handler, locale_of, run_as_owner, utc_now


@dataclass(frozen=True)
class Row:
    platform: str
    used: int
    limit: int
    told: str
    left: str


@dataclass(frozen=True)
class PostRow:
    href: str
    platform: str
    first: str
    language: str
    told: str


class Usage(rx.State):
    loaded: bool = False
    span: str = ""
    resets: str = ""
    rows: list[Row] = []
    level: str = ""
    normal: bool = True
    candidates: str = ""
    finals: str = ""
    new_batch: bool = True
    written: list[PostRow] = []

    @handler
    async def load(self) -> Any:
        me, written = await run_as_owner(self, seen)
        if me.usage is None:
            return rx.redirect("/start", replace=True)
        self._show(me, locale=locale_of(self))
        self.written = [post_row(post, locale=locale_of(self)) for post in written]
        self.loaded = True
        return None

    def _show(self, me: MeView, *, locale: str) -> None:
        if me.usage is None:
            return
        week, allowed = me.usage.week, me.usage.allowed
        zone = dates.city(week.timezone, locale)
        self.resets = message(
            "usage.resets", locale, when=dates.moment(week.resets_at, locale, week.timezone), zone=zone
        )
        self.rows = [
            Row(
                row.platform_type.value,
                row.used,
                row.limit,
                message("usage.used_of", locale, used=row.used, limit=row.limit),
                message("usage.left", locale, count=max(row.limit - row.used, 0)),
            )
            for row in me.usage.platforms
        ]
        returns = dates.day(me.usage.returns_at.date(), locale)
        key = f"usage.level_{me.service_level}"
        self.level = message(key if knows(key) else "usage.level_tight", locale, when=returns)
        self.normal, self.new_batch = me.service_level == settings().policy.ladder[0].name, allowed.new_batch
        self.candidates, self.finals = str(allowed.candidates), str(allowed.finals)


def seen(session: Session, *, owner: Owner) -> tuple[MeView, list[PostView]]:
    me = allowance.me(session, owner=owner, now=utc_now(), policy=settings().policy)
    return me, posts.all_of(session, owner=owner)


def post_row(post: PostView, *, locale: str) -> PostRow:
    used = post.image_usage
    batches = message("usage.batches", locale, count=used.candidate_batches_used)
    finished = message("usage.finished", locale, count=used.finalized_count)
    told = f"{batches} · {finished}" if used.candidate_batches_used else message("usage.no_pictures", locale)
    first = captions.opening(post.caption_text)
    return PostRow(f"/drafts/{post.id}", post.platform_type.value, first, post.language.value, told)
