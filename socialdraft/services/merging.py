"""Anonymous work becomes a user's: rows change hands, used posts stay used, nothing is gained."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, delete, select, update

from socialdraft.models import (
    Business,
    BusinessPlatform,
    Event,
    IdempotencyKey,
    ImageBatch,
    Ingest,
    Job,
    LedgerEntry,
    Post,
    PostImage,
    Upload,
    User,
    VisitorSession,
)
from socialdraft.policy import Limits, free_slot
from socialdraft.services import accounts, budget, quota
from socialdraft.services.owners import Owner

MOVED = (Post, Ingest, Upload, ImageBatch, Job, PostImage, Event, LedgerEntry)
"""Posts first: whoever is writing beside us holds the post's row, and what they add is moved after it."""


def merge(session: Session, *, source: UUID, target: UUID, now: datetime, limits: Limits) -> None:
    """Give everything of an anonymous session to a user, for whom it then stands.

    One owner has one business: with two, the user's stays and takes in the posts.
    """
    row = session.exec(select(VisitorSession).where(VisitorSession.id == source).with_for_update()).one()
    session.exec(select(User.id).where(User.id == target).with_for_update()).one()
    mine, theirs = Owner("session", source), Owner("user", target)
    _bring_business(session, mine=mine, theirs=theirs, limits=limits)
    for model in MOVED:
        session.execute(update(model).filter_by(**_of(mine)).values(**_of(theirs)))
    _bring_answers(session, mine=mine, theirs=theirs)
    quota.merge(session, source=mine, target=theirs, limits=limits, now=now)
    budget.merge(session, source=mine, target=theirs)
    row.linked_user_id = target


def _of(owner: Owner) -> dict[str, object]:
    return {"owner_type": owner.type, "owner_id": owner.id}


def _bring_business(session: Session, *, mine: Owner, theirs: Owner, limits: Limits) -> None:
    brought, kept = (accounts.business_of(session, owner=owner) for owner in (mine, theirs))
    if brought is None:
        return
    if kept is None:
        for model in (Business, BusinessPlatform):
            session.execute(update(model).filter_by(**_of(mine)).values(**_of(theirs)))
        return
    for child in (Post, Ingest):
        session.execute(update(child).where(col(child.business_id) == brought.id).values(business_id=kept.id))
    chosen = accounts.platforms_of(session, business_id=kept.id)
    taken, known = [row.slot for row in chosen], {row.platform_type for row in chosen}
    for row in accounts.platforms_of(session, business_id=brought.id):
        slot = free_slot(taken, limits.platforms_per_owner)
        if row.platform_type not in known and slot is not None:
            taken.append(slot)
            row.owner_type, row.owner_id, row.business_id, row.slot = theirs.type, theirs.id, kept.id, slot
    session.flush()
    session.execute(delete(Business).where(col(Business.id) == brought.id))


def _bring_answers(session: Session, *, mine: Owner, theirs: Owner) -> None:
    """Intents move along, unless the user has used the same key."""
    known = select(IdempotencyKey.route, IdempotencyKey.key).filter_by(**_of(theirs))
    taken = {(row.route, row.key) for row in session.execute(known)}
    for row in session.exec(select(IdempotencyKey).filter_by(**_of(mine))):
        if (row.route, row.key) not in taken:
            row.owner_type, row.owner_id = theirs.type, theirs.id
    session.flush()
