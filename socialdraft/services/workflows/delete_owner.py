"""Everything an owner has, gone: rows in one transaction, then the objects nobody else needs."""

import secrets

from sqlmodel import Session, col, delete, select, update

from socialdraft.db import transaction
from socialdraft.models import (
    Business,
    BusinessPlatform,
    Event,
    IdempotencyKey,
    Ingest,
    Post,
    PostImage,
    Upload,
    User,
    VisitorSession,
)
from socialdraft.ports import Ports
from socialdraft.services.owners import Owner

OWNED = (Event, Upload, BusinessPlatform)


def delete_owner(ports: Ports, *, owner: Owner) -> str:
    """Delete the owner's data and end their sessions; returns a receipt that names nobody.

    Ledger rows keep amounts and slots keep counts: both are needed to hold the caps, and neither holds text.
    """
    with transaction() as session:
        keys = _object_keys(session, owner)
        _delete_rows(session, owner)
        _end_sessions(session, owner, now=ports.now())
        orphans = keys - _still_used(session, keys)
    for key in orphans:
        ports.storage.delete(key)
    return secrets.token_hex(8)


def _object_keys(session: Session, owner: Owner) -> set[str]:
    keys: set[str] = set()
    for model in (PostImage, Upload):
        mine = select(model.storage_key, model.thumb_key).filter_by(owner_type=owner.type, owner_id=owner.id)
        for row in session.exec(mine):
            keys.update(row)
    return keys


def _delete_rows(session: Session, owner: Owner) -> None:
    mine = {"owner_type": owner.type, "owner_id": owner.id}
    session.execute(update(PostImage).filter_by(**mine).values(source_candidate_id=None))
    for model in (Post, Ingest, *OWNED, Business, IdempotencyKey):
        session.execute(delete(model).filter_by(**mine))


def _end_sessions(session: Session, owner: Owner, *, now: object) -> None:
    column = col(VisitorSession.linked_user_id if owner.type == "user" else VisitorSession.id)
    session.execute(update(VisitorSession).where(column == owner.id).values(ended_at=now))
    if owner.type == "user":
        session.execute(update(VisitorSession).where(column == owner.id).values(linked_user_id=None))
        session.execute(delete(User).where(col(User.id) == owner.id))


def _still_used(session: Session, keys: set[str]) -> set[str]:
    """Keys are content hashes, so another owner may hold the same object."""
    used: set[str] = set()
    for model in (PostImage, Upload):
        for column in (model.storage_key, model.thumb_key):
            used.update(session.exec(select(column).where(col(column).in_(keys))))
    return used
