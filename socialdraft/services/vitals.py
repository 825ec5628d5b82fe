"""What an operator's probe and graph need to know; counts and dollars, no owner."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlmodel import Session, col, func, select, text

from socialdraft.models import BudgetMonth, Job, LedgerEntry, Sweep
from socialdraft.policy import month_of

OVERDUE = timedelta(seconds=60)
"""A living sweeper has dealt with everything long before."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """Rows by state, the month's dollars, and seconds the oldest waiting job has waited."""

    jobs: dict[str, int]
    ledger: dict[str, int]
    spent: Decimal
    held: Decimal
    cap: Decimal
    level: int
    queue_age: float


def vitals(session: Session, *, now: datetime) -> Vitals:
    month = session.get(BudgetMonth, month_of(now))
    oldest = session.exec(select(func.min(Job.run_after)).where(Job.status == "queued")).one()
    return Vitals(
        jobs=dict(session.exec(select(Job.status, func.count()).group_by(Job.status)).all()),
        ledger=dict(session.exec(select(LedgerEntry.state, func.count()).group_by(LedgerEntry.state)).all()),
        spent=month.spent if month else Decimal(0),
        held=month.held if month else Decimal(0),
        cap=month.cap if month else Decimal(0),
        level=month.level if month else 0,
        queue_age=max((now - oldest).total_seconds(), 0.0) if oldest else 0.0,
    )


def is_swept(session: Session, *, now: datetime) -> bool:
    """Whether the sweeper lives: it ran lately, and nothing waits for it longer than it may."""
    last = session.exec(select(Sweep.finished_at).where(Sweep.name == "sweep")).first()
    if last is not None and last < now - OVERDUE:
        return False
    hold = select(LedgerEntry.id).where(
        col(LedgerEntry.state).in_(("held", "sent")), col(LedgerEntry.expires_at) < now - OVERDUE
    )
    job = select(Job.id).where(
        Job.status == "queued", col(Job.run_after) < now - OVERDUE, col(Job.rung_at) < now - OVERDUE
    )
    return session.exec(hold.limit(1)).first() is None and session.exec(job.limit(1)).first() is None


def schema_version(session: Session) -> str | None:
    """The migration the database is at."""
    version: str | None = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version
