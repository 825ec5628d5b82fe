"""Posts: kept once written, then edited, rewritten and used; every wording is checked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from socialdraft.errors import CaptionTooLong, Invalid, RevisionLimitReached, TextEmpty
from socialdraft.models import (
    Caption,
    Feedback,
    Ingest,
    Post,
    PostImage,
    PostImageUsage,
)
from socialdraft.policy import Language, Limits, Platform, PostType, Stage
from socialdraft.schemas import ImageUsage, PostView, RiskFlagView
from socialdraft.services import acknowledgements, captions, events, flags, owners, privacy, quota, risk
from socialdraft.services.ai import extractor, grounding
from socialdraft.services.assignments import Assignment
from socialdraft.services.owners import Owner, owned

TYPING = timedelta(seconds=30)
"""Saves of a hand that pauses no longer than this are one step for undo."""


@dataclass(frozen=True)
class Change:
    """How the present wording came about (`origin`) and the one before it, None when it is the first."""

    origin: str
    before: str | None


def create(
    session: Session,
    assignment: Assignment,
    *,
    caption: str,
    facts: list[str],
    extracted: dict[str, Any],
    flags: list[dict[str, Any]],
    now: datetime,
) -> Post:
    """Keep the written post in its slot; raises `quota.SlotLost` when the slot was given back meanwhile."""
    owner = owners.present(session, owner=assignment.owner)
    ingest = owned(session, Ingest, assignment.ingest_id, owner=owner)
    post = Post(
        id=assignment.post_id,
        owner_type=owner.type,
        owner_id=owner.id,
        created_at=now,
        business_id=ingest.business_id,
        ingest_id=assignment.ingest_id,
        upload_id=assignment.upload_id,
        platform_type=assignment.platform,
        post_type=assignment.post_type,
        language=assignment.language,
        week_start_date=assignment.week_start,
        caption_text=caption,
        extracted=extracted,
        facts=facts,
        risk_flags=flags,
    )
    session.add(post)
    session.flush()
    quota.keep_slot(session, slot_id=assignment.slot_id, post_id=post.id, now=now)
    session.add(Caption(post_id=post.id, text=caption, origin="written", created_at=now))
    props: events.Props = {"platform": assignment.platform, "language": assignment.language}
    events.record(session, owner=owner, name="caption.written", props=props, now=now)
    return post


def edit(
    session: Session, *, owner: Owner, post_id: UUID | str, text: str, origin: str = "edited", now: datetime
) -> PostView:
    """Replace the caption by hand; the flags are found anew."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    caption = fitting(text, platform=Platform(post.platform_type))
    if caption != post.caption_text:
        if origin == "edited" and (typed := _still_typing(session, post, now=now)):
            typed.text, typed.created_at = caption, now
            post.caption_text = caption
        else:
            _replace(session, post, caption=caption, origin=origin, now=now)
        post.risk_flags = flags.of_post(session, post, caption=caption)
        events.record(session, owner=owner, name="caption.edited", props={"origin": origin}, now=now)
    session.flush()
    return view(session, post)


def _still_typing(session: Session, post: Post, *, now: datetime) -> Caption | None:
    """The wording that is being typed right now: saving it again is not another step for undo."""
    newest = _wordings(session, post.id, count=1)
    recent = newest and newest[0].origin == "edited" and now - newest[0].created_at < TYPING
    return newest[0] if recent else None


def _wordings(session: Session, post_id: UUID, *, count: int) -> list[Caption]:
    query = select(Caption).where(Caption.post_id == post_id).order_by(col(Caption.created_at).desc())
    return list(session.exec(query.limit(count)))


def fitting(text: str, *, platform: Platform) -> str:
    """The caption as it will be kept; `TextEmpty` or `CaptionTooLong` by the platform's own count."""
    caption = captions.normalize(text).strip()
    counted = captions.counted(caption, platform=platform)
    if not caption:
        raise TextEmpty
    if counted.over:
        raise CaptionTooLong(limit=counted.limit, used=counted.used)
    return caption


def rewritten(
    session: Session,
    *,
    owner: Owner,
    post_id: UUID,
    caption: str,
    facts: list[str],
    language: Language,
    accused: list[dict[str, Any]],
    now: datetime,
) -> PostView:
    """Keep a rewrite that `take_revision` has paid for, with what the judge says of it."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    _replace(session, post, caption=caption, origin="rewritten", now=now)
    post.language, post.facts = language, facts
    post.risk_flags = flags.joined(flags.of_post(session, post, caption=caption), accused)
    events.record(session, owner=owner, name="caption.rewritten", props={"platform": post.platform_type}, now=now)
    session.flush()
    return view(session, post)


def take_revision(session: Session, *, owner: Owner, post_id: UUID | str, limits: Limits) -> Post:
    """Count one rewrite before it is asked for; `RevisionLimitReached` after the last."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    if post.revisions_used >= limits.revisions_per_post:
        raise RevisionLimitReached(limit=limits.revisions_per_post, used=post.revisions_used)
    post.revisions_used += 1
    return post


def give_back_revision(session: Session, *, owner: Owner, post_id: UUID) -> None:
    """Return a rewrite the provider did not deliver."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    post.revisions_used = max(post.revisions_used - 1, 0)


def undo(session: Session, *, owner: Owner, post_id: UUID | str) -> PostView:
    """Go back to the wording before this one; with none before it nothing changes."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    newest, *older = _wordings(session, post.id, count=2)
    if older:
        session.delete(newest)
        post.caption_text = older[0].text
        post.language = captions.language_of(post.caption_text)
        post.risk_flags = flags.of_post(session, post, caption=post.caption_text)
        session.flush()
    return view(session, post)


def _replace(session: Session, post: Post, *, caption: str, origin: str, now: datetime) -> None:
    post.caption_text = caption
    session.add(Caption(post_id=post.id, text=caption, origin=origin, created_at=now))


def last_change(session: Session, *, owner: Owner, post_id: UUID | str) -> Change:
    """What undo would bring back, and how the present wording came about."""
    post = owned(session, Post, post_id, owner=owner)
    newest, *older = _wordings(session, post.id, count=2)
    return Change(newest.origin, older[0].text if older else None)


def mark_used(session: Session, *, owner: Owner, post_id: UUID | str, now: datetime) -> PostView:
    """Remember that the post is out; AcknowledgementRequired while a warning that stops it is unread."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    acknowledgements.require(post)
    if post.status != "exported":
        post.status, post.used_at = "exported", now
        events.record(session, owner=owner, name="post.used", props={"platform": post.platform_type}, now=now)
    session.flush()
    return view(session, post)


def acknowledge(session: Session, *, owner: Owner, post_id: UUID | str, now: datetime) -> PostView:
    """The owner has read the warnings that stop this post."""
    return view(session, acknowledgements.give(session, owner=owner, post_id=post_id, now=now))


def give_feedback(
    session: Session,
    *,
    owner: Owner,
    post_id: UUID | str,
    rating: str,
    comment: str | None,
    now: datetime,
    limits: Limits,
) -> None:
    """Keep a thumb and its comment, scrubbed like every text of an owner."""
    post = owned(session, Post, post_id, owner=owner)
    if rating not in ("up", "down"):
        raise Invalid(field="rating", allowed=["up", "down"])
    if comment and len(comment) > limits.comment_characters:
        raise Invalid(field="comment", limit=limits.comment_characters)
    words = privacy.redacted(comment) if comment else None
    session.add(Feedback(post_id=post.id, rating=rating, comment=words, created_at=now))
    events.record(session, owner=owner, name="feedback.given", props={"rating": rating}, now=now)


def one(session: Session, *, owner: Owner, post_id: UUID | str, locale: Language | None = None) -> PostView:
    return view(session, owned(session, Post, post_id, owner=owner), locale=locale)


def all_of(session: Session, *, owner: Owner, locale: Language | None = None) -> list[PostView]:
    """The owner's posts, newest first."""
    query = select(Post).where(Post.owner_type == owner.type, Post.owner_id == owner.id)
    return [view(session, post, locale=locale) for post in session.exec(query.order_by(col(Post.created_at).desc()))]


def page_of(
    session: Session, *, owner: Owner, before: UUID | str | None, size: int, locale: Language | None = None
) -> tuple[list[PostView], UUID | None]:
    """So many posts, newest first, and the one to go on before; `before` is a post of the owner."""
    query = select(Post).where(Post.owner_type == owner.type, Post.owner_id == owner.id)
    if before is not None:
        last = owned(session, Post, before, owner=owner)
        query = query.where(tuple_(col(Post.created_at), col(Post.id)) < (last.created_at, last.id))
    order = query.order_by(col(Post.created_at).desc(), col(Post.id).desc())
    found = list(session.exec(order.limit(size + 1)))
    more = found[size - 1].id if len(found) > size else None
    return [view(session, post, locale=locale) for post in found[:size]], more


def view(session: Session, post: Post, *, locale: Language | None = None) -> PostView:
    """The post as it leaves the services; reasons of flags in `locale`, else in the caption's language."""
    usage = session.exec(select(PostImageUsage).where(PostImageUsage.post_id == post.id)).one_or_none()
    return PostView(
        id=post.id,
        platform_type=Platform(post.platform_type),
        post_type=PostType(post.post_type),
        language=Language(post.language),
        week_start_date=post.week_start_date,
        caption_text=post.caption_text,
        facts=facts_in(post),
        risk_flags=_flags(post.risk_flags, locale=locale or Language(post.language)),
        unacknowledged=_flags(acknowledgements.missing(post), locale=locale or Language(post.language)),
        status=post.status,
        revisions_used=post.revisions_used,
        image_usage=ImageUsage(
            candidate_batches_used=usage.candidate_batches_used if usage else 0,
            finalized_count=usage.finalized_count if usage else 0,
        ),
        created_at=post.created_at,
        thumb_url=_thumb(session, post_id=post.id),
    )


def facts_in(post: Post) -> list[str]:
    """The facts that stand in the caption as it is now: word for word, or still told of those it was written from."""
    caption = post.caption_text
    known = extractor.from_json(post.extracted).texts
    return [fact for fact in known if fact in caption or (fact in post.facts and grounding.told(fact, caption))]


def _flags(flags: list[dict[str, Any]], *, locale: Language) -> list[RiskFlagView]:
    return [RiskFlagView(why=risk.reason(flag["rule"], locale), **flag) for flag in flags]


def _thumb(session: Session, *, post_id: UUID) -> str | None:
    best = col(PostImage.stage) == Stage.FINAL
    query = select(PostImage.id).where(PostImage.post_id == post_id)
    image_id = session.exec(query.order_by(best.desc(), col(PostImage.ordinal)).limit(1)).first()
    return f"/api/images/{image_id}?size=thumb" if image_id else None
