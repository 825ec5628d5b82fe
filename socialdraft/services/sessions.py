"""Where an owner is signed in, and how that ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select, update

from socialdraft.errors import NotFound
from socialdraft.models import VisitorSession
from socialdraft.policy import Limits
from socialdraft.schemas import SessionEntry
from socialdraft.services import accounts
from socialdraft.services.owners import Owner, as_uuid

MOST = 100


def all_of(session: Session, *, owner: Owner, token: str | None, now: datetime, limits: Limits) -> list[SessionEntry]:
    """The owner's last live sessions, the last used one first; `token` is the cookie of the one that asks."""
    query = select(VisitorSession).where(*_live(now, limits), _whose(owner))
    current = accounts.token_hash(token or "")
    return [
        SessionEntry(
            id=row.id,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            expires_at=row.expires_at,
            current=row.token_hash == current,
        )
        for row in session.exec(query.order_by(col(VisitorSession.last_seen_at).desc()).limit(MOST))
    ]


def end(session: Session, *, owner: Owner, session_id: UUID | str, now: datetime) -> None:
    """End one session of the owner; `NotFound` for an ended, a foreign and an absent one."""
    statement = (
        update(VisitorSession)
        .where(col(VisitorSession.id) == as_uuid(session_id), _whose(owner), _open())
        .values(ended_at=now)
    )
    if session.execute(statement.returning(col(VisitorSession.id))).first() is None:
        raise NotFound


def end_all(session: Session, *, owner: Owner, now: datetime) -> None:
    """End every session of the owner, the one that asks included."""
    session.execute(update(VisitorSession).where(_whose(owner), _open()).values(ended_at=now))


def ended_among(session: Session, hashes: Iterable[bytes], *, now: datetime, limits: Limits) -> set[bytes]:
    """Which of these cookies' hashes no longer open anything."""
    asked = set(hashes)
    query = select(VisitorSession.token_hash).where(*_live(now, limits), col(VisitorSession.token_hash).in_(asked))
    return asked - set(session.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class Browser:
    """A session as the owner it began as, and the hash of its cookie in hex, by which its tabs are known."""

    owner: Owner
    cookie_hash: str


def browsers_of(session: Session, *, owner: Owner) -> list[Browser]:
    """All sessions an owner has or had, ended ones too."""
    rows = session.exec(select(VisitorSession).where(_whose(owner)))
    return [Browser(Owner("session", row.id), row.token_hash.hex()) for row in rows]


def _whose(owner: Owner) -> ColumnElement[bool]:
    return col(VisitorSession.id if owner.anonymous else VisitorSession.linked_user_id) == owner.id


def _open() -> ColumnElement[bool]:
    return col(VisitorSession.ended_at).is_(None)


def _live(now: datetime, limits: Limits) -> tuple[ColumnElement[bool], ...]:
    seen = now - timedelta(days=limits.session_idle_days)
    return _open(), col(VisitorSession.expires_at) > now, col(VisitorSession.last_seen_at) > seen
