"""Work for the workers: PostgreSQL is the truth, a lease says whose it is, a fence keeps the dead from writing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, or_, select, text, update

from socialdraft.models import ImageBatch, Job, LedgerEntry
from socialdraft.policy import Limits
from socialdraft.services.owners import Owner

RING_AGAIN = timedelta(seconds=15)
OPEN = ("queued", "running")
CANCELLED = "cancelled"
"""The `error` of a job whose owner asked for no more; also while its last calls are still under way."""


class LeaseLost(Exception):
    """Another worker has this job now; nothing more may be written for it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a job until the lease ends; every write shows the fence."""

    job_id: UUID
    kind: str
    post_id: UUID
    batch_id: UUID
    owner: Owner
    fence: int
    attempts: int


def enqueue(session: Session, *, batch: ImageBatch, kind: str, now: datetime) -> Job:
    """Write the job of this batch; the caller rings after commit."""
    job = Job(
        owner_type=batch.owner_type,
        owner_id=batch.owner_id,
        created_at=now,
        kind=kind,
        post_id=batch.post_id,
        batch_id=batch.id,
        total=batch.requested_count,
        run_after=now,
        rung_at=now,
    )
    session.add(job)
    session.flush()
    return job


def claim(session: Session, *, job_id: UUID, now: datetime, limits: Limits) -> Claim | None:
    """Take the job if it waits or its lease ran out; None when it is finished, not due, poison or somebody's."""
    free = or_(col(Job.status) == "queued", (col(Job.status) == "running") & (col(Job.lease_until) < now))
    alive = col(Job.attempts) < limits.job_attempts
    statement = (
        update(Job)
        .where(col(Job.id) == job_id, col(Job.run_after) <= now, free, alive)
        .values(
            status="running",
            fence=Job.fence + 1,
            attempts=Job.attempts + 1,
            lease_until=now + timedelta(seconds=limits.lease_seconds),
        )
        .returning(col(Job.id))
    )
    if session.execute(statement).first() is None:
        return None
    job = session.exec(select(Job).where(Job.id == job_id).execution_options(populate_existing=True)).one()
    session.execute(update(ImageBatch).where(col(ImageBatch.id) == job.batch_id).values(status="running"))
    owner = Owner("user" if job.owner_type == "user" else "session", job.owner_id)
    return Claim(job.id, job.kind, job.post_id, job.batch_id, owner, job.fence, job.attempts)


def renew(session: Session, held: Claim, *, now: datetime, limits: Limits) -> None:
    """Keep the lease; `LeaseLost` when it is not ours any more."""
    job = hold_fence(session, held)
    job.lease_until = now + timedelta(seconds=limits.lease_seconds)


def hold_fence(session: Session, held: Claim) -> Job:
    """The job's row, locked, if the claim still stands; `LeaseLost` when it does not."""
    query = select(Job).where(Job.id == held.job_id, Job.fence == held.fence, Job.status == "running")
    job = session.exec(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if job is None:
        raise LeaseLost
    return job


def end(session: Session, job: Job, *, status: str, error: str | None, now: datetime) -> None:
    """End the job and its batch as succeeded, partial or failed; the caller holds its fence."""
    job.status, job.error, job.lease_until, job.finished_at = status, error, None, now
    session.execute(
        update(ImageBatch).where(col(ImageBatch.id) == job.batch_id).values(status=status, completed_at=now)
    )


def hand_back(session: Session, held: Claim, *, run_after: datetime, counted: bool) -> None:
    """Put the job back in the queue; an orderly return (`counted` False) is no attempt spent."""
    job = hold_fence(session, held)
    job.status, job.lease_until, job.run_after, job.rung_at = "queued", None, run_after, None
    if not counted:
        job.attempts -= 1
    session.execute(update(ImageBatch).where(col(ImageBatch.id) == job.batch_id).values(status="queued"))


def cancel(session: Session, *, job: Job) -> None:
    """Ask for no more: calls that are under way end and keep what they made, nothing new is begun."""
    if job.status in OPEN:
        job.error = CANCELLED
    session.flush()


def cancelled(session: Session, *, job_id: UUID) -> bool:
    return session.exec(select(Job.error).where(Job.id == job_id)).first() == CANCELLED


def reopen(session: Session, *, job: Job, now: datetime) -> None:
    """Queue a partly failed job again for what is missing; no new batch, no new finalize."""
    job.status, job.run_after, job.rung_at, job.attempts = "queued", now, now, 0
    job.finished_at, job.error = None, None
    session.execute(
        update(ImageBatch).where(col(ImageBatch.id) == job.batch_id).values(status="queued", completed_at=None)
    )


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often a job's call was tried, and how many of those tries were or may have been charged."""

    total: int
    charged: int


def attempts(session: Session, *, job_id: UUID, item: int) -> Attempts:
    """A call left open by a dead worker counts as charged: it may have been."""
    query = select(LedgerEntry.state).where(LedgerEntry.job_id == job_id, LedgerEntry.item == item)
    states = list(session.exec(query))
    return Attempts(total=len(states), charged=sum(state in ("sent", "posted", "assumed") for state in states))


def waiting(session: Session, *, now: datetime, batch: int = 200) -> list[tuple[str, UUID]]:
    """Kind and id of the jobs whose bell must be rung again; marks them as rung.

    Chosen once, before the update: as a subquery of it, PostgreSQL may choose anew for each row, and pass the limit.
    """
    statement = text(
        "WITH due AS MATERIALIZED (SELECT id FROM jobs WHERE run_after <= :now"
        " AND (status = 'queued' OR (status = 'running' AND lease_until < :now))"
        " AND (rung_at IS NULL OR rung_at < :before)"
        " ORDER BY run_after LIMIT :batch FOR UPDATE SKIP LOCKED)"
        " UPDATE jobs SET rung_at = :now FROM due WHERE jobs.id = due.id RETURNING jobs.kind, jobs.id"
    )
    values = {"now": now, "before": now - RING_AGAIN, "batch": batch}
    return [(row.kind, row.id) for row in session.execute(statement, values)]


def poisoned(session: Session, *, now: datetime, limits: Limits) -> list[Job]:
    """Jobs whose lease ran out once too often, locked, to be ended so that they can't loop."""
    query = select(Job).where(
        Job.status == "running", col(Job.lease_until) < now, col(Job.attempts) >= limits.job_attempts
    )
    return list(session.exec(query.with_for_update(skip_locked=True)))
