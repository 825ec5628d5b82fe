"""Everything an owner has, gone: rows in one transaction, then the objects nobody else needs.

Who asked for it stands in a ledger outside the database, so that a restored backup can't bring them back.
"""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlmodel import Session, select, update

from socialdraft.db import transaction
from socialdraft.models import PostImage, Upload, User, VisitorSession
from socialdraft.ports import ObjectStorage, Ports
from socialdraft.services import departures, exports, objects, sessions
from socialdraft.services.owners import Owner

KEPT = {"api_cost_ledger", "weekly_quota_usage", "weekly_platforms"}
"""Amounts and counts without a word of anybody; the caps stand on them."""
LEDGER = "deletions/"
LEDGER_KEPT = timedelta(days=60)
"""Longer than any backup is kept."""


class Outside(Protocol):
    """What deleting needs: the ports of a process, or the little a sweeper has."""

    @property
    def storage(self) -> ObjectStorage: ...

    @property
    def now(self) -> Callable[[], datetime]: ...


def delete_owner(ports: Ports, *, owner: Owner) -> str:
    """Delete the owner's data and end their sessions; returns a receipt that names nobody.

    Costs keep their amounts and slots their counts: both are needed to hold the caps, and neither holds text. While
    they count, a user's address leads to them as a keyed hash, so that signing in again is no fresh start.
    A user's browsers stand in the ledger too: an older backup has their work from before they signed in.
    """
    receipt = secrets.token_hex(8)
    with transaction() as session:
        browsers = sessions.browsers_of(session, owner=owner)
    for one in {owner, *(browser.owner for browser in browsers)}:
        ports.storage.keep(f"{LEDGER}{ports.now():%Y-%m-%d}/{one.type}/{one.id}/{receipt}", b"")
    remove(ports, owner=owner)
    for browser in browsers:
        ports.tabs.forget(browser.cookie_hash)
    return receipt


def remove(ports: Outside, *, owner: Owner) -> bool:
    """Delete the owner's data; whether there was any trace of them."""
    with transaction() as session:
        found = _hold(session, owner)
        keys = _object_keys(session, owner)
        departures.remember(session, owner=owner, now=ports.now())
        _delete_rows(session, owner)
        orphans = objects.orphans(session, keys)
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
    """Wait until nobody writes for the owner, and let nobody begin: a writer finds them gone."""
    model = VisitorSession if owner.anonymous else User
    return session.exec(select(model.id).where(model.id == owner.id).with_for_update()).first() is not None


def _object_keys(session: Session, owner: Owner) -> set[str]:
    keys: set[str] = set()
    for model in (PostImage, Upload):
        mine = select(model.storage_key, model.thumb_key).filter_by(owner_type=owner.type, owner_id=owner.id)
        for row in session.exec(mine):
            keys.update(row)
    return keys


def _delete_rows(session: Session, owner: Owner) -> None:
    """Children before parents, and the address last, because open links are found by it."""
    mine = {"owner_type": owner.type, "owner_id": owner.id}
    session.execute(update(PostImage).filter_by(**mine).values(source_candidate_id=None))
    tables = list(exports.tables_of(owner))
    tables.reverse()
    tables.sort(key=lambda one: one[0].name == User.__tablename__)
    for table, theirs in tables:
        if table.name not in KEPT:
            session.execute(table.delete().where(theirs))
