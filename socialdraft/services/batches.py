"""Starting a gallery or the one finalize of a post: who may, how large, and what is left of the allowance."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from socialdraft import platforms, pricing
from socialdraft.errors import (
    AlreadyFinalized,
    BatchLimitReached,
    BlockedContent,
    Invalid,
    NewBatchDisabled,
    SelectionEmpty,
    SelectionTooLarge,
    UnknownCandidate,
)
from socialdraft.models import Business, ImageBatch, Ingest, Job, Post, PostImage, PostImageUsage
from socialdraft.policy import CANDIDATE, FINAL, Platform, Policy, Quality, Region, Stage, may_start_batch
from socialdraft.schemas import CandidatesStarted, FinalizeStarted
from socialdraft.services import budget, events, images, jobs, risk
from socialdraft.services.ai.palettes import Style
from socialdraft.services.owners import Owner, owned

PROMPT_BYTES = 2500
"""Longer than any picture prompt we write; only for the estimate at the click, a hold uses the real one."""
REFUSALS = {"batch_limit_reached": BatchLimitReached, "new_batch_disabled": NewBatchDisabled}


def start_candidates(
    session: Session,
    *,
    owner: Owner,
    post_id: UUID | str,
    style: str | None,
    new_batch: bool,
    now: datetime,
    policy: Policy,
) -> CandidatesStarted:
    """Write the post's gallery and its job, as large as the ladder and the money allow."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    usage = _usage(session, post_id=post.id, now=now)
    if usage.finalized_count:
        raise AlreadyFinalized
    _refuse_batch(session, usage=usage, new_batch=new_batch, now=now, policy=policy)
    _refuse_blocked(session, post)
    count = _affordable_candidates(session, owner=owner, post=post, now=now, policy=policy)
    usage.candidate_batches_used += 1
    batch = _batch(session, post, stage=Stage.CANDIDATE, ordinal=usage.candidate_batches_used, count=count, now=now)
    batch.quality, batch.style = Quality.LOW, _style(style)
    batch.level = budget.service_level(session, now=now, policy=policy)[0]
    job = jobs.enqueue(session, batch=batch, kind="candidates", now=now)
    events.record(session, owner=owner, name="candidates.requested", props={"count": count}, now=now)
    return CandidatesStarted(job_id=job.id, batch_id=batch.id, requested_count=count)


def _refuse_batch(session: Session, *, usage: PostImageUsage, new_batch: bool, now: datetime, policy: Policy) -> None:
    offer = budget.offer(session, now=now, policy=policy)
    used = usage.candidate_batches_used
    code = may_start_batch(used=used, offer=offer, limits=policy.limits)
    if used and not new_batch:
        code = "batch_limit_reached"
    if code == "budget_exhausted":
        raise budget.exhausted(now)
    if code:
        raise REFUSALS[code](limit=policy.limits.batches_per_post, used=used)


def _refuse_blocked(session: Session, post: Post) -> None:
    """Some goods may not be advertised in pictures at all; that is said before any money is held."""
    business = session.get_one(Business, post.business_id)
    said = [post.caption_text, *post.facts, session.get_one(Ingest, post.ingest_id).redacted_text, business.name or ""]
    barring = (risk.image_block(text, region=Region(business.region)) for text in said)
    if rule := next((rule for rule in barring if rule), None):
        raise BlockedContent(rule=rule)


def _affordable_candidates(session: Session, *, owner: Owner, post: Post, now: datetime, policy: Policy) -> int:
    """The ladder's number, or the largest smaller one of 20 and 10 whose holds fit."""
    most = budget.offer(session, now=now, policy=policy).candidates
    width, height = platforms.facts(Platform(post.platform_type)).candidate
    bound = pricing.image_bound(
        CANDIDATE.model,
        prompt="x" * PROMPT_BYTES,
        width=width,
        height=height,
        quality=Quality.LOW,
        count=1,
        references=1 if post.upload_id else 0,
    )
    room = budget.room(session, owner=owner, kind="image", now=now, policy=policy)
    fits = int(room.usd / pricing.cost(CANDIDATE.model, bound, on=now.date()))
    for count in (most, 20, 10):
        if 0 < count <= min(most, fits):
            return count
    raise room.refusal


def start_finals(
    session: Session,
    *,
    owner: Owner,
    post_id: UUID | str,
    candidate_ids: Sequence[UUID | str],
    now: datetime,
    policy: Policy,
) -> FinalizeStarted:
    """Write the post's one finalize and its job for these picks."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    usage = _usage(session, post_id=post.id, now=now)
    if usage.finalized_count:
        raise AlreadyFinalized
    picks = _picks(session, post=post, candidate_ids=candidate_ids, now=now, policy=policy)
    quality = budget.offer(session, now=now, policy=policy).quality
    _refuse_unaffordable(session, owner=owner, post=post, picks=picks, quality=quality, now=now, policy=policy)
    usage.finalized_count = len(picks)
    batch = _batch(session, post, stage=Stage.FINAL, ordinal=1, count=len(picks), now=now)
    batch.quality, batch.selection = quality, [str(pick.id) for pick in picks]
    batch.level = budget.service_level(session, now=now, policy=policy)[0]
    for pick in picks:
        pick.selected = True
    job = jobs.enqueue(session, batch=batch, kind="finalize", now=now)
    events.record(session, owner=owner, name="finalize.requested", props={"count": len(picks)}, now=now)
    return FinalizeStarted(job_id=job.id, batch_id=batch.id, requested_count=len(picks), quality=quality)


def _picks(
    session: Session, *, post: Post, candidate_ids: Sequence[UUID | str], now: datetime, policy: Policy
) -> list[PostImage]:
    """The picked candidates of this post, in the order they were picked."""
    wanted = list(dict.fromkeys(str(one) for one in candidate_ids))
    allowed = budget.offer(session, now=now, policy=policy).finals
    if not wanted:
        raise SelectionEmpty(allowed=allowed)
    if not allowed:
        raise budget.exhausted(now)
    if len(wanted) > allowed:
        raise SelectionTooLarge(allowed=allowed, used=len(wanted))
    query = select(PostImage).where(PostImage.post_id == post.id, PostImage.stage == Stage.CANDIDATE)
    known = {str(image.id): image for image in session.exec(query)}
    if unknown := [one for one in wanted if one not in known]:
        raise UnknownCandidate(candidate_ids=[one[:40] for one in unknown])
    return [known[one] for one in wanted]


def _refuse_unaffordable(
    session: Session,
    *,
    owner: Owner,
    post: Post,
    picks: list[PostImage],
    quality: Quality,
    now: datetime,
    policy: Policy,
) -> None:
    """Say before the finalize is used up how many finals the money still carries."""
    width, height = platforms.facts(Platform(post.platform_type)).final
    bound = pricing.image_bound(
        FINAL.model,
        prompt="x" * PROMPT_BYTES,
        width=width,
        height=height,
        quality=quality,
        count=1,
        references=1,
    )
    room = budget.room(session, owner=owner, kind="edit", now=now, policy=policy)
    fits = int(room.usd / pricing.cost(FINAL.model, bound, on=now.date()))
    if fits < 1:
        raise room.refusal
    if fits < len(picks):
        raise SelectionTooLarge(allowed=fits, used=len(picks))


def retry_missing(session: Session, *, owner: Owner, post_id: UUID | str, now: datetime) -> Job:
    """Queue the post's partly failed finalize, or else its last gallery, for the pictures still missing."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    job = latest_job(session, post_id=post.id)
    if job is None or job.status not in ("partial", "failed"):
        raise Invalid(field="job")
    jobs.reopen(session, job=job, now=now)
    post.status = "images_pending"
    session.flush()
    return job


def cancel(session: Session, *, owner: Owner, job_id: UUID | str, now: datetime) -> Job:
    """Stop the job: one that waits ends at once, one at work when its calls under way are over."""
    post_id = owned(session, Job, job_id, owner=owner).post_id
    owned(session, Post, post_id, owner=owner, lock=True)
    job = session.exec(select(Job).where(Job.id == UUID(str(job_id))).with_for_update()).one()
    jobs.cancel(session, job=job)
    if job.status == "queued":
        images.close(session, job, now=now, error=jobs.CANCELLED)
    return job


def latest_job(session: Session, *, post_id: UUID) -> Job | None:
    """The post's newest job, which is what its gallery page follows."""
    return session.exec(select(Job).where(Job.post_id == post_id).order_by(col(Job.created_at).desc()).limit(1)).first()


def _usage(session: Session, *, post_id: UUID, now: datetime) -> PostImageUsage:
    values = {"id": uuid4(), "post_id": post_id, "created_at": now, "updated_at": now}
    counters = {"candidate_batches_used": 0, "finalized_count": 0}
    session.execute(insert(PostImageUsage).values(values | counters).on_conflict_do_nothing())
    usage = session.exec(select(PostImageUsage).where(PostImageUsage.post_id == post_id).with_for_update()).one()
    usage.updated_at = now
    return usage


def _batch(session: Session, post: Post, *, stage: Stage, ordinal: int, count: int, now: datetime) -> ImageBatch:
    batch = ImageBatch(
        owner_type=post.owner_type,
        owner_id=post.owner_id,
        created_at=now,
        post_id=post.id,
        stage=stage,
        ordinal=ordinal,
        requested_count=count,
        quality=Quality.LOW,
        level=0,
        prompts=[],
        selection=[],
    )
    post.status = "images_pending"
    session.add(batch)
    session.flush()
    return batch


def _style(style: str | None) -> str:
    try:
        return Style(style or Style.WARM_PHOTO).value
    except ValueError:
        raise Invalid(field="style", allowed=[one.value for one in Style]) from None
