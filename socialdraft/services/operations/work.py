"""How the work goes: what waits, what failed and why, how the provider answers, whether the sweeps run."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, text

from socialdraft.models import Job, Sweep

ENDED = ("succeeded", "partial", "failed")


@dataclass(frozen=True, slots=True)
class Queue:
    """Jobs that wait and run, and the seconds the oldest one has waited."""

    waiting: int
    running: int
    age: float
    lost_leases: int


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, how often, and an example to search the log for."""

    where: str
    cause: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Health:
    """How a provider answered in the last hour, by kind of call."""

    provider: str
    kind: str
    calls: int
    failed: int
    unknown: int
    slow: float


def queue(session: Session, *, now: datetime) -> Queue:
    row = session.execute(
        text(
            "SELECT count(*) FILTER (WHERE status = 'queued') AS waiting,"
            " count(*) FILTER (WHERE status = 'running') AS running,"
            " min(run_after) FILTER (WHERE status = 'queued') AS oldest,"
            " count(*) FILTER (WHERE status = 'running' AND lease_until < :now) AS lost"
            " FROM jobs WHERE status IN ('queued', 'running')"
        ),
        {"now": now},
    ).one()
    age = max((now - row.oldest).total_seconds(), 0.0) if row.oldest else 0.0
    return Queue(row.waiting, row.running, age, row.lost)


def failures(session: Session, *, now: datetime, days: int = 7) -> list[Failure]:
    """Jobs that did not succeed and calls that went wrong, the commonest first."""
    query = text(
        "SELECT kind AS place, coalesce(error, 'unknown') AS cause, count(*) AS times, min(id::text) AS example"
        " FROM jobs WHERE status IN ('partial', 'failed') AND finished_at > :since GROUP BY 1, 2"
        " UNION ALL SELECT 'call: ' || kind, error, count(*), min(id::text) FROM api_cost_ledger"
        " WHERE error IS NOT NULL AND created_at > :since GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 30"
    )
    rows = session.execute(query, {"since": now - timedelta(days=days)})
    return [Failure(row.place, row.cause, row.times, row.example) for row in rows]


def failure_rate(session: Session, *, now: datetime, minutes: int = 60) -> tuple[int, int]:
    """Jobs that failed among those that ended lately; a refusal for want of money is no failure."""
    refused = ("budget_exhausted", "paused", "refused")
    query = select(Job.status).where(
        col(Job.status).in_(ENDED),
        col(Job.finished_at) > now - timedelta(minutes=minutes),
        col(Job.error).is_(None) | col(Job.error).not_in(refused),
    )
    states = list(session.exec(query))
    return states.count("failed"), len(states)


def health(session: Session, *, now: datetime) -> list[Health]:
    query = text(
        "SELECT provider, kind, count(*) AS calls, count(*) FILTER (WHERE state = 'voided') AS failed,"
        " count(*) FILTER (WHERE state = 'assumed') AS unknown, coalesce(percentile_cont(0.95) WITHIN GROUP"
        " (ORDER BY extract(epoch FROM settled_at - created_at)) FILTER (WHERE state = 'posted'), 0) AS slow"
        " FROM api_cost_ledger WHERE created_at > :since GROUP BY 1, 2 ORDER BY 1, 2"
    )
    rows = session.execute(query, {"since": now - timedelta(hours=1)})
    return [Health(row.provider, row.kind, row.calls, row.failed, row.unknown, float(row.slow)) for row in rows]


def sweeps(session: Session) -> list[Sweep]:
    return list(session.exec(select(Sweep).order_by(col(Sweep.name))))
