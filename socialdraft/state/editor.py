"""The caption of one post: typed, counted, rewritten, undone, made safer; saved as it is typed."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

import reflex as rx
from sqlmodel import Session

from socialdraft import platforms
from socialdraft.errors import DomainError, NotFound
from socialdraft.i18n import message
from socialdraft.policy import Language, Platform
from socialdraft.rates import Door
from socialdraft.schemas import PostView, RiskFlagView
from socialdraft.services import accounts, captions, images, posts, risk
from socialdraft.services.captions import HashtagVerdict
from socialdraft.services.lexicon import Severity
from socialdraft.services.owners import Owner
from socialdraft.services.risk import RiskFlag
from socialdraft.services.workflows.delete_post import delete_post
from socialdraft.services.workflows.revise_post import revise_post
from socialdraft.settings import settings
from socialdraft.state.base import enter, handler, locale_of, post_of, run_as_owner, utc_now, work, working


@dataclass(frozen=True)
class Flag:
    """A passage to look at; `fix` is the words to put in its place, empty when the owner must decide."""

    quote: str
    why: str
    fix: str
    told_fix: str
    severity: str
    source: str
    site: str


@dataclass(frozen=True)
class Piece:
    """A stretch of the former wording; `gone` when the present one has it no more."""

    text: str
    gone: bool = False


@dataclass(frozen=True)
class Opened:
    """One post with what the page shows around it."""

    view: PostView
    change: posts.Change
    shop: str | None
    shots: list[str]


@dataclass(frozen=True)
class Measure:
    """How the caption stands on its platform, in sentences."""

    used: str = ""
    share: int = 0
    over: str = ""
    fold: str = ""
    hashtags: str = ""
    hashtags_fine: bool = True


class Editor(rx.State):
    loaded: bool = False
    missing: bool = False
    platform: str = ""
    language: str = "en"
    shop: str = ""
    caption: str = ""
    version: int = 0
    explicit: bool = False
    saved: bool = True
    can_undo: bool = False
    before: list[Piece] = []
    shots: list[str] = []
    measure: Measure = Measure()
    seen_first: str = ""
    seen_rest: str = ""
    facts: list[str] = []
    to_check: str = ""
    flags: list[Flag] = []
    rewrites: str = ""
    can_rewrite: bool = True
    pictures: bool = False
    busy: bool = False
    asking: bool = False

    @handler
    async def load(self) -> None:
        self.loaded, self.missing, self.busy, self.asking = False, False, False, False
        try:
            seen = await self._seen()
        except NotFound:
            self.missing, self.platform = True, ""
        else:
            self._show(seen, afresh=True)
            self.explicit, self.before = False, []
        self.loaded = True

    @handler
    async def type(self, text: str) -> None:
        """Keep what was typed; too long or empty is counted and told, but not kept."""
        self._measure(text)
        self.saved = False
        await enter(self, Door.EDIT)
        try:
            await run_as_owner(self, posts.edit, post_id=post_of(self), text=text, now=utc_now())
        except DomainError:
            return
        self._show(await self._seen(), afresh=False)

    @handler
    async def undo(self) -> None:
        await run_as_owner(self, posts.undo, post_id=post_of(self))
        self._show(await self._seen(), afresh=True)
        self.before = []

    @rx.event
    def keep(self) -> None:
        """The rewrite stays; what it replaced is put away."""
        self.before = []

    @handler
    async def apply(self, quote: str, fix: str) -> None:
        """One tap: the risky words make room for the safer ones."""
        await enter(self, Door.EDIT)
        await run_as_owner(
            self,
            posts.edit,
            post_id=post_of(self),
            text=safer(self.caption, quote=quote, fix=fix),
            origin="suggested",
            now=utc_now(),
        )
        self._show(await self._seen(), afresh=True)

    @working
    async def rewrite(self, preset: str) -> None:
        await enter(self, Door.REWRITE)
        await work(self, revise_post, post_id=post_of(self), preset=preset, instruction=None)
        await self._show_rewrite()

    @working
    async def say(self, form: dict[str, Any]) -> None:
        """Rewrite by the owner's own words."""
        await enter(self, Door.REWRITE)
        wish = str(form.get("wish", ""))
        await work(self, revise_post, post_id=post_of(self), preset=None, instruction=wish)
        await self._show_rewrite()

    @rx.event
    def ask(self) -> None:
        self.asking = True

    @rx.event
    def spare(self) -> None:
        self.asking = False

    @handler
    async def delete(self) -> Any:
        """The post goes; its place in the week stays used."""
        await work(self, delete_post, post_id=post_of(self))
        return rx.redirect("/drafts", replace=True)

    async def _show_rewrite(self) -> None:
        """The new wording, with the one it replaced beside it."""
        seen = await self._seen()
        async with self:
            self._show(seen, afresh=True)
            self.before = pieces_of(seen.change.before or "", now=seen.view.caption_text)

    async def _seen(self) -> Opened:
        return await run_as_owner(self, opened, post_id=post_of(self), locale=Language(locale_of(self)))

    def _show(self, seen: Opened, *, afresh: bool) -> None:
        """`afresh` puts the text into the box; a saved keystroke must not."""
        locale, view = locale_of(self), seen.view
        self.shop = seen.shop or message("editor.shop", locale)
        self.shots, self.can_undo = seen.shots, seen.change.before is not None
        self.platform, self.language, self.caption = view.platform_type.value, view.language.value, view.caption_text
        self.facts = view.facts
        self.flags = [flag_of(flag, locale=locale) for flag in view.risk_flags]
        self.to_check = message("editor.to_check", locale, count=len(self.flags))
        self.pictures = view.image_usage.candidate_batches_used > 0
        left = settings().policy.limits.revisions_per_post - view.revisions_used
        self.can_rewrite = left > 0
        self.rewrites = message("editor.rewrites_left" if left else "editor.rewrites_none", locale, count=left)
        self._measure(view.caption_text)
        self.saved = True
        if afresh:
            self.version, self.explicit = self.version + 1, True

    def _measure(self, text: str) -> None:
        platform = Platform(self.platform)
        self.measure = measured(text, platform=platform, locale=locale_of(self))
        mark = captions.counted(text, platform=platform).visible_mark
        self.seen_first, self.seen_rest = (text, "") if mark is None else (text[:mark], text[mark:])


def opened(session: Session, *, owner: Owner, post_id: str, locale: Language) -> Opened:
    """The post, reasons in the owner's language; NotFound for an absent or a foreign one."""
    view = posts.one(session, owner=owner, post_id=post_id, locale=locale)
    business = accounts.business_of(session, owner=owner)
    finals = images.gallery(session, owner=owner, post_id=post_id).finals
    return Opened(
        view=view,
        change=posts.last_change(session, owner=owner, post_id=post_id),
        shop=business.name if business else None,
        shots=[image.thumb_url for image in finals[:4]],
    )


def pieces_of(before: str, *, now: str) -> list[Piece]:
    """The former wording cut where the present one differs; words, as between spaces."""
    old, new = (re.findall(r"\s+|\S+", text) for text in (before, now))
    pieces = []
    for kind, start, end, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if start < end:
            pieces.append(Piece("".join(old[start:end]), gone=kind != "equal"))
    return pieces


def measured(text: str, *, platform: Platform, locale: str) -> Measure:
    """Counter, fold and hashtag advice by the platform's own rules."""
    name = message(f"platform.{platform}", locale)
    counted, facts = captions.counted(text, platform=platform), platforms.facts(platform)
    key = "editor.counter_x" if platform is Platform.X else "editor.counter"
    over = message("editor.over", locale, over=counted.over, platform=name) if counted.over else ""
    folds = facts.visible is not None and facts.visible < facts.max and text.strip()
    fold = "editor.fold_none" if counted.visible_mark is None else "editor.fold"
    advice = captions.hashtag_advice(text, platform=platform)
    return Measure(
        used=message(key, locale, used=counted.used, limit=counted.limit),
        share=min(100, round(100 * counted.used / counted.limit)),
        over=over,
        fold=message(fold, locale, visible=facts.visible) if folds else "",
        hashtags=_hashtags(advice, name=name, locale=locale),
        hashtags_fine=advice.verdict is HashtagVerdict.OK,
    )


def _hashtags(advice: captions.HashtagAdvice, *, name: str, locale: str) -> str:
    if advice.verdict is HashtagVerdict.TOO_MANY:
        return message("editor.hashtags_over", locale, count=advice.used, platform=name, most=advice.limit)
    if advice.verdict is HashtagVerdict.AVOID:
        return message("editor.hashtags_avoid", locale, count=advice.used, platform=name)
    if advice.verdict is HashtagVerdict.FEWER:
        return message("editor.hashtags_many", locale, count=advice.used, platform=name, advised=advice.advised)
    return message("editor.hashtags_ok", locale, count=advice.used) if advice.used else ""


def safer(text: str, *, quote: str, fix: str) -> str:
    """The caption with the safer wording where the risky words stand."""
    flag = RiskFlag(rule="", severity=Severity.WARN, quote=quote, start=0, end=0, why_key="", suggestion=fix, source="")
    return risk.apply(text, flag)


def flag_of(flag: RiskFlagView, *, locale: str) -> Flag:
    told = message("editor.risk_apply", locale, suggestion=flag.suggestion) if flag.suggestion else ""
    site = urlsplit(flag.source).netloc.removeprefix("www.")
    return Flag(flag.quote, flag.why, flag.suggestion, told, flag.severity, flag.source if site else "", site)
