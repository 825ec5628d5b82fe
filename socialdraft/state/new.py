"""A new post: paste, see what is kept, then spend one of the week's posts on a caption."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from socialdraft.errors import ProofRequired
from socialdraft.i18n import NOTICE_VERSION, dates, message
from socialdraft.policy import Language, PostType
from socialdraft.rates import Door
from socialdraft.schemas import IngestView, MeView
from socialdraft.services import accounts, ingests, usage
from socialdraft.services.assignments import Order
from socialdraft.services.workflows.draft_post import draft_post
from socialdraft.services.workflows.keep_upload import use_of_photos
from socialdraft.settings import settings
from socialdraft.state.base import asked, enter, handler, locale_of, run, run_as_owner, token_of, utc_now, work, working
from socialdraft.wiring import ports


@dataclass(frozen=True)
class Piece:
    """A stretch of the cleaned text; `kind` is empty for plain words, else what was removed here."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Choice:
    """A platform of the owner with what is left of its week."""

    platform: str
    left: int
    cost: str
    none_left: str


class New(rx.State):
    """What the owner types stays in the browser until it is checked; `pieces` is what was kept of it."""

    loaded: bool = False
    business_id: str = ""
    category: str = "other"
    choices: list[Choice] = []
    platform: str = ""
    post_type: str = PostType.STORY.value
    language: str = Language.EN.value
    offered: str = ""
    version: int = 0
    pieces: list[Piece] = []
    summary: str = ""
    found: bool = False
    ingest_id: str = ""
    upload_id: str = ""
    photo_use: str = "stays"
    notice: bool = False
    closed: str = ""
    busy: bool = False
    challenge: str = ""

    @handler
    async def load(self) -> Any:
        """The slot that was tapped presets platform and type."""
        me = await run_as_owner(self, usage.me, now=utc_now(), policy=settings().policy)
        if me.business is None or not me.business.platforms:
            return rx.redirect("/start", replace=True)
        self._take(me)
        self.ingest_id, self.pieces, self.upload_id, self.challenge = "", [], "", ""
        self.photo_use = await asyncio.to_thread(lambda: use_of_photos(ports()))
        self.loaded = True
        self.notice = await self._about_notice(accounts.notice_due)
        return None

    @handler
    async def accept_notice(self) -> None:
        """Which version was shown, and when, is kept with the session."""
        await self._about_notice(accounts.accept_notice)
        self.notice = False

    async def _about_notice(self, question: Callable[..., Any]) -> bool:
        limits, token = settings().policy.limits, token_of(self) or ""
        return bool(await run(question, token=token, version=NOTICE_VERSION, now=utc_now(), limits=limits))

    def _take(self, me: MeView) -> None:
        if me.business is None or me.usage is None:
            return
        self.business_id, self.category = str(me.business.id), me.business.category.value
        self.choices, self.closed = choices_of(me, locale=locale_of(self)), closed_of(me, locale=locale_of(self))
        names = [choice.platform for choice in self.choices]
        free = [choice.platform for choice in self.choices if choice.left]
        wanted = asked(self, "platform")
        self.platform = wanted if wanted in names else (free or names)[0]
        kinds = [kind.value for kind in PostType]
        self.post_type = asked(self, "type") if asked(self, "type") in kinds else self.post_type
        self.language = me.business.default_language.value

    @rx.var
    def chosen(self) -> Choice:
        """The chosen platform with its sentences."""
        found = (choice for choice in self.choices if choice.platform == self.platform)
        return next(found, Choice(platform="", left=0, cost="", none_left=""))

    @rx.event
    def choose_platform(self, platform: str) -> None:
        self.platform = platform

    @rx.event
    def choose_type(self, kind: str) -> None:
        self.post_type = kind

    @rx.event
    def choose_language(self, language: str) -> None:
        self.language = language

    @rx.event
    def use_example(self) -> None:
        """A text such as an owner of this trade would paste."""
        self.offered = message(f"example.{self.category}", self.language)
        self.version += 1

    @rx.event
    def uploaded(self, upload_id: str) -> None:
        self.upload_id = upload_id

    @handler
    async def check(self, form: dict[str, Any]) -> None:
        """Personal data goes first; what is shown next is what is kept."""
        await enter(self, Door.INGEST)
        view = await run_as_owner(
            self,
            ingests.again,
            business_id=self.business_id,
            text=str(form.get("paste", "")),
            now=utc_now(),
            limits=settings().policy.limits,
        )
        self.ingest_id, self.pieces = str(view.ingest_id), pieces_of(view)
        self.found = bool(view.marks)
        self.summary = summary_of(view, locale=locale_of(self))
        await self._about_notice(accounts.accept_notice)
        self.notice = False

    @rx.event
    def change(self) -> None:
        """Back to the paste box, where the text still stands as it was typed."""
        self.ingest_id, self.pieces = "", []

    @working
    async def write(self) -> Any:
        """One tap is one post: the same checked text with the same wishes gives the same draft."""
        try:
            return await self._write(proof=None)
        except ProofRequired as error:
            async with self:
                self.challenge = json.dumps(error.data["challenge"])
            return None

    @working
    async def prove(self, proof: str) -> Any:
        """The device has done the work that a stranger's first post costs."""
        async with self:
            self.challenge = ""
        return await self._write(proof=proof)

    async def _write(self, *, proof: str | None) -> Any:
        order = Order(
            business_id=self.business_id,
            platform_type=self.platform,
            ingest_id=self.ingest_id,
            post_type=self.post_type,
            language=self.language,
            upload_id=self.upload_id or None,
        )
        key = f"{self.ingest_id}:{self.platform}:{self.post_type}:{self.language}:{self.upload_id}"
        await enter(self, Door.GENERATE)
        post, _ = await work(self, draft_post, order, key=key, proof=proof)
        async with self:
            self.offered, self.ingest_id, self.pieces = "", "", []
            self.version += 1
        return rx.redirect(f"/drafts/{post.id}", replace=True)  # what was checked is spent: nothing to go back to


def closed_of(me: MeView, *, locale: str) -> str:
    """When captions come back, if this month's money writes no more of them."""
    if me.usage is None or me.service_level != usage.CLOSED:
        return ""
    return message("usage.level_closed", locale, when=dates.day(me.usage.returns_at.date(), locale))


def choices_of(me: MeView, *, locale: str) -> list[Choice]:
    """What each of the owner's platforms still gives this week, as sentences."""
    if me.usage is None:
        return []
    when = dates.moment(me.usage.week.resets_at, locale, me.usage.week.timezone)
    made = []
    for row in me.usage.platforms:
        name = message(f"platform.{row.platform_type}", locale)
        cost = message("new.cost", locale, number=min(row.used + 1, row.limit), limit=row.limit, platform=name)
        none_left = message("new.cost_none", locale, platform=name, when=when)
        made.append(Choice(row.platform_type.value, max(row.limit - row.used, 0), cost, none_left))
    return made


def pieces_of(view: IngestView) -> list[Piece]:
    """The cleaned text cut at its marks."""
    text, done, pieces = view.redacted_text, 0, []
    for mark in sorted(view.marks, key=lambda one: one.start):
        pieces += [Piece(text[done : mark.start]), Piece(text[mark.start : mark.end], mark.type)]
        done = mark.end
    return [piece for piece in [*pieces, Piece(text[done:])] if piece.text]


def summary_of(view: IngestView, *, locale: str) -> str:
    if not view.marks:
        return message("new.checked_clean", locale)
    return message("new.checked_marks", locale, count=len(view.marks))
