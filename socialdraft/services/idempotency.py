"""One intent, one effect: a key is claimed before the work and remembers the answer."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, delete, select

from socialdraft.errors import IdempotencyKeyRequired, IdempotencyKeyReused, InProgress, Invalid
from socialdraft.models import IdempotencyKey
from socialdraft.services import owners
from socialdraft.services.owners import Owner

LONGEST_KEY = 200
KEPT = timedelta(hours=24)
LOCKED = timedelta(seconds=180)
"""Longer than a caption can take; then the claim of a dead process is free again."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What an owner wants done once: the route, their key and the fingerprint of the body.

    `claim_id` tells this try from a later one: whoever was slow enough to lose the claim may not answer for it.
    """

    owner: Owner
    route: str
    key: str
    fingerprint: str
    claim_id: UUID = field(default_factory=uuid4, compare=False)

    @classmethod
    def of(cls, *, owner: Owner, route: str, key: str | None, body: dict[str, Any]) -> "Intent":
        """`IdempotencyKeyRequired` without a key; equal bodies have equal fingerprints whatever their order."""
        if not key or not key.strip():
            raise IdempotencyKeyRequired
        if len(key) > LONGEST_KEY:
            raise Invalid(field="Idempotency-Key", limit=LONGEST_KEY)
        canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), default=str)
        return cls(owner=owner, route=route, key=key, fingerprint=sha256(canonical.encode()).hexdigest())

    @property
    def row(self) -> dict[str, Any]:
        return {
            "owner_type": self.owner.type,
            "owner_id": self.owner.id,
            "route": self.route,
            "key": self.key,
        }


def claim(session: Session, intent: Intent, *, now: datetime) -> dict[str, Any] | None:
    """None when the work is ours to do, else the answer it already has.

    `InProgress` while another holds the claim, `IdempotencyKeyReused` for the same key with another body.
    """
    owners.present(session, owner=intent.owner)
    session.execute(delete(IdempotencyKey).filter_by(**intent.row).where(col(IdempotencyKey.expires_at) <= now))
    fresh = intent.row | {
        "id": intent.claim_id,
        "fingerprint": intent.fingerprint,
        "created_at": now,
        "locked_until": now + LOCKED,
        "expires_at": now + KEPT,
    }
    statement = insert(IdempotencyKey).values(fresh).on_conflict_do_nothing().returning(col(IdempotencyKey.id))
    if session.execute(statement).first() is not None:
        return None
    row = session.exec(select(IdempotencyKey).filter_by(**intent.row).with_for_update()).one()
    if row.fingerprint != intent.fingerprint:
        raise IdempotencyKeyReused
    if row.body is not None:
        return row.body
    if row.locked_until > now:
        raise InProgress(retry_after=2)
    row.id, row.locked_until = intent.claim_id, now + LOCKED
    return None


def answer(session: Session, intent: Intent, *, status: int, body: dict[str, Any]) -> None:
    """Remember the answer, in the same transaction as its effect; `InProgress` when a later try has the claim."""
    row = session.exec(select(IdempotencyKey).filter_by(id=intent.claim_id).with_for_update()).one_or_none()
    if row is None:
        raise InProgress(retry_after=2)
    row.status, row.body = status, body


def release(session: Session, intent: Intent) -> None:
    """Forget a claim whose work failed without effect, so that the same key may try again."""
    session.execute(delete(IdempotencyKey).filter_by(id=intent.claim_id).where(col(IdempotencyKey.body).is_(None)))
