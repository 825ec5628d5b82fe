"""Everything an owner has, gone: rows in one transaction, then the objects nobody else needs.

Who asked for it stands in a ledger outside the database, so that a restored backup can't bring them back.
"""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

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
from socialdraft.ports import ObjectStorage
from socialdraft.services import objects
from socialdraft.services.owners import Owner

OWNED = (Event, Upload, BusinessPlatform)
LEDGER = "deletions/"
LEDGER_KEPT = timedelta(days=60)
"""Longer than any backup is kept."""


class Outside(Protocol):
    """What deleting needs: the ports of a process, or the little a sweeper has."""

    @property
    def storage(self) -> ObjectStorage: ...

    @property
    def now(self) -> Callable[[], datetime]: ...


def delete_owner(ports: Outside, *, owner: Owner) -> str:
    """Delete the owner's data and end their sessions; returns a receipt that names nobody.

    Costs keep their amounts and slots their counts: both are needed to hold the caps, and neither holds text.
    """
    receipt = secrets.token_hex(8)
    ports.storage.keep(f"{LEDGER}{ports.now():%Y-%m-%d}/{owner.type}/{owner.id}/{receipt}", b"")
    remove(ports, owner=owner)
    return receipt


def remove(ports: Outside, *, owner: Owner) -> bool:
    """Delete the owner's data; whether there was any trace of them."""
    with transaction() as session:
        found = _hold(session, owner)
        keys = _object_keys(session, owner)
        _delete_rows(session, owner)
        orphans = keys - objects.used(session, keys)
    for key in orphans:
        ports.storage.delete(key)
    return found


def delete_again(ports: Outside) -> int:
    """Delete whoever is in the ledger and in the database again: after a restore. How many came back."""
    again, oldest = 0, (ports.now() - LEDGER_KEPT).date()
    for key in ports.storage.keys(LEDGER):
        day, kind, owner_id, _receipt = key.removeprefix(LEDGER).split("/")
        if date.fromisoformat(day) < oldest:
            ports.storage.delete(key)
        else:
            again += remove(ports, owner=Owner("user" if kind == "user" else "session", UUID(owner_id)))
    return again


def _hold(session: Session, owner: Owner) -> bool:
    """Wait until nobody writes for the owner, and let nobody begin; then their sessions and address go."""
    model = VisitorSession if owner.anonymous else User
    found = session.exec(select(model.id).where(model.id == owner.id).with_for_update()).first() is not None
    column = col(VisitorSession.id if owner.anonymous else VisitorSession.linked_user_id)
    session.execute(delete(VisitorSession).where(column == owner.id))
    session.execute(delete(User).where(col(User.id) == owner.id))
    return found


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
