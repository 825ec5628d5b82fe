"""The pictures of one post: asked for once, watched as they arrive, picked, finished. The rows are the truth."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import reflex as rx
from sqlmodel import Session

from socialdraft import platforms
from socialdraft.errors import NotFound
from socialdraft.i18n import dates, message
from socialdraft.rates import Door
from socialdraft.schemas import Allowed, GalleryView, JobView, PostView, UsageView
from socialdraft.services import accounts, batches, images, posts, usage
from socialdraft.services.jobs import CANCELLED, OPEN
from socialdraft.services.owners import Owner
from socialdraft.services.workflows import start_pictures
from socialdraft.settings import settings
from socialdraft.state.base import enter, handler, locale_of, post_of, run_as_owner, utc_now, work, working
from socialdraft.state.places import Pair, ideas_of, pairs_of
from socialdraft.state.troubles import trouble_of
from socialdraft.wiring import doorbell


@dataclass(frozen=True)
class Snapshot:
    """Everything the page shows, read at one moment."""

    post: PostView
    pictures: GalleryView
    offer: Allowed
    used: UsageView | None
    job: JobView | None


class Gallery(rx.State):
    loaded: bool = False
    missing: bool = False
    platform: str = ""
    style: str = "warm_photo"
    phase: str = "offer"
    ideas: list[dict[str, Any]] = []
    arrived: int = 0
    done: int = 0
    goal: int = 0
    ratio: str = "4 / 5"
    progress: str = ""
    news: str = ""
    waiting: bool = False
    stopping: bool = False
    picked: list[str] = []
    limit: int = 9
    pairs: list[Pair] = []
    offer_count: str = ""
    more_count: str = ""
    words_only: str = ""
    smaller: str = ""
    takes: str = ""
    trouble: str = ""
    lacking: str = ""
    can_retry: bool = False
    busy: bool = False
    _watch: str = ""

    @handler
    async def load(self) -> Any:
        """Show the rows, then follow the job if one is open: also after a reload or in a second tab."""
        self.loaded, self.missing, self.busy = False, False, False
        try:
            seen = await run_as_owner(self, snapshot, post_id=post_of(self))
        except NotFound:
            self.missing, self.loaded, self.platform = True, True, ""
            return None
        self._show(seen)
        self.loaded = True
        return Gallery.follow if seen.job and seen.job.status in OPEN else None

    @rx.event
    def choose_style(self, style: str) -> None:
        self.style = style

    @rx.event
    def pick(self, ids: list[str]) -> None:
        """What the device shows as picked, which may be told before the pictures are here; checked when it counts."""
        self.picked = ids[: self.limit]

    @rx.var
    def picked_line(self) -> str:
        return message("gallery.picked_of", locale_of(self), count=len(self.picked), limit=self.limit)

    @working
    async def generate(self) -> Any:
        await self._start_gallery(new_batch=False)
        return Gallery.follow

    @working
    async def more(self) -> Any:
        await self._start_gallery(new_batch=True)
        return Gallery.follow

    @working
    async def finish(self) -> Any:
        """The picks go once per post; the same picks again are the same finalize."""
        await enter(self, Door.PICTURES)
        key = f"finish:{post_of(self)}:{'-'.join(one[:8] for one in self.picked)}"
        await work(self, start_pictures.start_finals, post_id=post_of(self), candidate_ids=list(self.picked), key=key)
        await self._refresh()
        return Gallery.follow

    @working
    async def retry(self) -> Any:
        await enter(self, Door.PICTURES)
        await work(self, start_pictures.retry_missing, post_id=post_of(self))
        await self._refresh()
        return Gallery.follow

    @handler
    async def stop(self) -> None:
        """No more pictures: what is being drawn right now still arrives."""
        seen = await run_as_owner(self, snapshot, post_id=post_of(self))
        if seen.job:
            await work(self, start_pictures.cancel, job_id=seen.job.id)
        self._show(await run_as_owner(self, snapshot, post_id=post_of(self)))

    @rx.event(background=True)
    async def follow(self) -> None:
        """Read the rows at every ring of the doorbell until the job is over or the page is left."""
        watch = uuid4().hex
        async with self:
            self._watch = watch
        job = (await run_as_owner(self, snapshot, post_id=post_of(self))).job
        if job is None:
            return
        turns = doorbell().watch(job.id)
        try:
            async for _ in turns:
                if not await self._turn(watch):
                    return
        finally:
            await turns.aclose()

    async def _turn(self, watch: str) -> bool:
        """Whether there is more to wait for, on this page, by this watcher."""
        seen = await run_as_owner(self, snapshot, post_id=post_of(self))
        async with self:
            if self._watch != watch or not self.router.url.path.rstrip("/").endswith(f"{seen.post.id}/images"):
                return False
            self._show(seen)
        return seen.job is not None and seen.job.status in OPEN

    async def _start_gallery(self, *, new_batch: bool) -> None:
        await enter(self, Door.PICTURES)
        key = f"gallery:{post_of(self)}:{'more' if new_batch else 'first'}"
        await work(
            self,
            start_pictures.start_candidates,
            post_id=post_of(self),
            style=self.style,
            new_batch=new_batch,
            key=key,
        )
        await self._refresh()

    async def _refresh(self) -> None:
        seen = await run_as_owner(self, snapshot, post_id=post_of(self))
        async with self:
            self._show(seen)

    def _show(self, seen: Snapshot) -> None:
        locale, facts = locale_of(self), platforms.facts(seen.post.platform_type)
        name = message(f"platform.{seen.post.platform_type}", locale)
        self.platform = seen.post.platform_type.value
        self.ratio = f"{facts.candidate[0]} / {facts.candidate[1]}"
        self.phase = phase_of(seen)
        self.ideas = ideas_of(seen.pictures, seen.job, ratio=self.ratio, locale=locale)
        self.arrived = len(seen.pictures.candidates)
        self.pairs = pairs_of(seen.pictures, ratio=self.ratio, locale=locale, finishing=self.phase == "finishing")
        self.limit = seen.offer.finals
        self.takes = message("gallery.platform_takes", locale, platform=name, count=facts.images_max)
        self._show_job(seen.job, locale=locale)
        self._show_offer(seen, locale=locale)

    def _show_job(self, job: JobView | None, *, locale: str) -> None:
        open_job = job is not None and job.status in OPEN
        self.done, self.goal = (job.progress.done, job.progress.total) if job else (0, 0)
        self.progress = message("gallery.progress", locale, done=self.done, total=self.goal)
        said = "gallery.finals_here" if job and job.kind == "finalize" else "gallery.ideas_here"
        self.news = message(said, locale, done=self.done, total=self.goal) if job else ""
        self.waiting = job is not None and job.status == "queued"
        self.can_retry = job is not None and job.status in ("partial", "failed")
        self.stopping = open_job and job is not None and job.error == CANCELLED
        key = trouble_of(job) if job else ""
        self.trouble = message(key, locale, done=self.done, total=self.goal) if key else ""
        self.lacking = message("gallery.lacking", locale, count=self.goal - self.done)

    def _show_offer(self, seen: Snapshot, *, locale: str) -> None:
        offer, batches_used = seen.offer, seen.post.image_usage.candidate_batches_used
        returns = dates.day(seen.used.returns_at.date(), locale) if seen.used else ""
        self.offer_count = message("gallery.generate", locale, count=offer.candidates)
        may_more = offer.new_batch and offer.candidates and batches_used < settings().policy.limits.batches_per_post
        self.more_count = message("gallery.more", locale, count=offer.candidates) if may_more else ""
        self.words_only = "" if offer.candidates else message("gallery.words_only", locale, when=returns)
        full = settings().policy.ladder[0]
        shrunk = (offer.candidates, offer.finals) < (full.candidates, full.finals)
        data = {"candidates": offer.candidates, "finals": offer.finals}
        self.smaller = message("gallery.level_smaller", locale, **data) if shrunk and offer.candidates else ""


def snapshot(session: Session, *, owner: Owner, post_id: UUID | str) -> Snapshot:
    """Post, pictures, offer and the newest job; NotFound for an absent or foreign post."""
    now, policy = utc_now(), settings().policy
    post = posts.one(session, owner=owner, post_id=post_id)
    row = batches.latest_job(session, post_id=post.id)
    business = accounts.business_of(session, owner=owner)
    used = usage.of(session, owner=owner, business=business, now=now, policy=policy) if business else None
    return Snapshot(
        post=post,
        pictures=images.gallery(session, owner=owner, post_id=post_id),
        offer=used.allowed if used else usage.allowed(session, owner=owner, now=now, policy=policy),
        used=used,
        job=images.job_view(session, row) if row else None,
    )


def phase_of(seen: Snapshot) -> str:
    """Offer → drawing → pick → finishing → done; a gallery that failed whole is offered to be tried again."""
    job = seen.job
    if job and job.kind == "finalize":
        return "finishing" if job.status in OPEN else "done"
    if job and job.status in OPEN:
        return "drawing"
    return "pick" if seen.pictures.candidates or job else "offer"
