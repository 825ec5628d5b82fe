"""The timetable as rows: whoever claims a line runs it, alone, and says how it went. Any process may try."""

from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select, update

from socialdraft.models import Sweep

SHORTEST_LEASE = timedelta(seconds=10)
"""After so long without a word the one who claimed it is taken for dead."""


def claim(session: Session, *, name: str, every: timedelta, now: datetime) -> bool:
    """Whether the line is due and ours until we say `done` or the lease ends."""
    session.execute(insert(Sweep).values(name=name, due_at=now, count=0, failures=0).on_conflict_do_nothing())
    free = col(Sweep.lease_until).is_(None) | (col(Sweep.lease_until) < now)
    statement = (
        update(Sweep)
        .where(col(Sweep.name) == name, col(Sweep.due_at) <= now, free)
        .values(started_at=now, lease_until=now + max(every, SHORTEST_LEASE))
        .returning(col(Sweep.name))
    )
    return session.execute(statement).first() is not None


def done(
    session: Session, *, name: str, started: datetime, every: timedelta, count: int, error: str | None, now: datetime
) -> None:
    """Say how the run went; one that was taken for dead says nothing any more."""
    row = session.exec(
        select(Sweep).where(Sweep.name == name, Sweep.started_at == started).with_for_update()
    ).one_or_none()
    if row is None:
        return
    row.lease_until, row.due_at, row.finished_at = None, started + every, now
    row.count, row.error = count, error
    row.failures = row.failures + 1 if error else 0


def ran(session: Session, *, name: str, count: int, now: datetime) -> None:
    """Note a run that somebody else keeps the time of, such as a backup."""
    told = {"due_at": now, "started_at": now, "finished_at": now, "count": count, "failures": 0, "error": None}
    row = insert(Sweep).values(name=name, **told)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_=told))
