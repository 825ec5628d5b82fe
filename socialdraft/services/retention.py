"""What is kept too long: pasted texts, unused links, owners who have left. The privacy notice promises the ages."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult
from sqlmodel import Session, col, delete, exists, func, select, update

from socialdraft.models import (
    Business,
    Departure,
    Event,
    IdempotencyKey,
    Ingest,
    NetworkDay,
    Post,
    SignInLink,
    SpentProof,
    Upload,
    User,
    VisitorSession,
    WeeklyPlatform,
    WeeklyQuotaUsage,
)
from socialdraft.policy import Limits
from socialdraft.services import quota
from socialdraft.services.owners import Owner

AT_ONCE = 200


def expire_texts(session: Session, *, now: datetime, limits: Limits) -> int:
    """Forget pasted texts that are too old; posts keep the facts that were taken from them. How many."""
    before = now - timedelta(days=limits.ingest_days)
    old = col(Ingest.created_at) <= before
    unused = old & ~exists().where(col(Post.ingest_id) == col(Ingest.id))
    gone = _count(session.execute(delete(Ingest).where(unused)))
    emptied = (
        update(Ingest)
        .where(old, col(Ingest.deleted_at).is_(None))
        .values(redacted_text="", redactions=[], deleted_at=now)
    )
    return gone + _count(session.execute(emptied))


def expire_rows(session: Session, *, now: datetime, limits: Limits) -> int:
    """Forget links, proofs, answers, counts and sessions that are of no more use; how many.

    A user's sessions stay as long as the user may: the last one says when they were here, each whose work came along.
    """
    forgotten = now - timedelta(days=limits.user_days)
    signed_in = col(VisitorSession.linked_user_id).is_not(None)
    rules = (
        delete(SignInLink).where(col(SignInLink.expires_at) <= now),
        delete(SpentProof).where(col(SpentProof.expires_at) <= now),
        delete(IdempotencyKey).where(col(IdempotencyKey.expires_at) <= now),
        delete(Event).where(col(Event.created_at) <= forgotten),
        delete(NetworkDay).where(col(NetworkDay.day) < (now - timedelta(days=1)).date()),
        delete(WeeklyQuotaUsage).where(col(WeeklyQuotaUsage.week_start_date) < (now - quota.WEEKS_KEPT).date()),
        delete(WeeklyPlatform).where(col(WeeklyPlatform.week_start_date) < (now - quota.WEEKS_KEPT).date()),
        delete(Departure).where(col(Departure.until) <= now.date()),
        delete(VisitorSession).where(signed_in, col(VisitorSession.last_seen_at) <= forgotten),
        delete(VisitorSession).where(~signed_in, _absent_since(now, limits), ~_has(Business), ~_has(Upload)),
    )
    return sum(_count(session.execute(rule)) for rule in rules)


def departed(session: Session, *, now: datetime, limits: Limits) -> list[Owner]:
    """Owners with something of theirs who have not been here for so long that it is to be deleted; some at a time."""
    strangers = select(VisitorSession.id).where(
        col(VisitorSession.linked_user_id).is_(None), _absent_since(now, limits)
    )
    last_seen = (
        select(func.max(VisitorSession.last_seen_at))
        .where(col(VisitorSession.linked_user_id) == col(User.id))
        .scalar_subquery()
    )
    users = select(User.id).where(func.coalesce(last_seen, User.created_at) <= now - timedelta(days=limits.user_days))
    return [
        *(Owner("session", found) for found in session.exec(strangers.limit(AT_ONCE))),
        *(Owner("user", found) for found in session.exec(users.limit(AT_ONCE))),
    ]


def _absent_since(now: datetime, limits: Limits) -> ColumnElement[bool]:
    return col(VisitorSession.last_seen_at) <= now - timedelta(days=limits.anonymous_days)


def _has(model: type[Business | Upload]) -> ColumnElement[bool]:
    return exists().where(col(model.owner_id) == col(VisitorSession.id))


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
