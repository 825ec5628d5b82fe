"""What the sweeper finds, whose turn it is, and what happens to the batch beside its job."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, text

from socialdraft.models import ImageBatch, Job, LedgerEntry
from socialdraft.policy import Policy
from socialdraft.services import batches, jobs
from socialdraft.services.jobs import RING_AGAIN, Attempts
from socialdraft.services.owners import Owner
from tests.factories import LIMITS, ledger_entry, make_owner, make_post, make_user

LEASE = timedelta(seconds=LIMITS.lease_seconds)
MOMENT = timedelta(microseconds=1)


def ordered(session: Session, *, now: datetime, owner: Owner | None = None) -> UUID:
    owner = owner or make_owner(session, now=now)
    post = make_post(session, owner, now=now)
    return batches.start_candidates(
        session, owner=owner, post_id=post.id, style=None, new_batch=False, now=now, policy=Policy()
    ).job_id


def claim(session: Session, job_id: UUID, *, now: datetime) -> jobs.Claim:
    held = jobs.claim(session, job_id=job_id, now=now, limits=LIMITS)
    assert held is not None
    return held


def job(session: Session, job_id: UUID) -> Job:
    session.flush()
    session.expire_all()
    return session.get_one(Job, job_id)


def batch(session: Session, job_id: UUID) -> ImageBatch:
    return session.get_one(ImageBatch, job(session, job_id).batch_id)


def test_a_claim_says_whose_job_it_is_and_sets_both_clocks(session: Session, now: datetime) -> None:
    one, other = ordered(session, now=now), ordered(session, now=now)
    held, row = claim(session, one, now=now), job(session, one)
    assert (held.job_id, held.kind, held.post_id, held.batch_id) == (one, "candidates", row.post_id, row.batch_id)
    assert (held.owner.type, held.owner.id, held.fence, held.attempts) == ("session", row.owner_id, 1, 1)
    assert (row.status, row.fence, row.attempts, row.lease_until) == ("running", 1, 1, now + LEASE)
    assert (batch(session, one).status, batch(session, other).status) == ("running", "queued")
    assert job(session, other).status == "queued"


def test_a_users_job_is_the_users(session: Session, now: datetime) -> None:
    user = make_user(session, now=now)
    assert claim(session, ordered(session, now=now, owner=user), now=now).owner == user


def test_what_others_have_written_meanwhile_is_seen_in_a_row_known_before(session: Session, now: datetime) -> None:
    one = ordered(session, now=now)
    known = job(session, one)
    session.execute(text("UPDATE jobs SET fence = 7, attempts = 2 WHERE id = :id"), {"id": one})
    held = claim(session, one, now=now)
    assert (held.fence, held.attempts) == (8, 3)
    session.execute(text("UPDATE jobs SET total = 3 WHERE id = :id"), {"id": one})
    assert jobs.hold_fence(session, held).total == 3
    assert known.total == 3


def test_who_asks_for_no_more_is_heard_while_the_job_is_open(session: Session, now: datetime) -> None:
    waiting, running, other = (ordered(session, now=now) for _ in range(3))
    claim(session, running, now=now)
    for one in (waiting, running):
        jobs.cancel(session, job=job(session, one))
        assert jobs.cancelled(session, job_id=one)
    assert not jobs.cancelled(session, job_id=other)
    jobs.end(session, job(session, other), status="succeeded", error=None, now=now)
    jobs.cancel(session, job=job(session, other))
    assert not jobs.cancelled(session, job_id=other)


def test_a_lease_ends_after_its_last_moment(session: Session, now: datetime) -> None:
    one = ordered(session, now=now)
    claim(session, one, now=now)
    assert jobs.claim(session, job_id=one, now=now + LEASE, limits=LIMITS) is None
    assert claim(session, one, now=now + LEASE + MOMENT).fence == 2


def test_a_renewed_lease_runs_from_now(session: Session, now: datetime) -> None:
    held = claim(session, ordered(session, now=now), now=now)
    jobs.renew(session, held, now=now + LEASE / 2, limits=LIMITS)
    assert job(session, held.job_id).lease_until == now + LEASE * 1.5


def test_only_the_holder_of_the_newest_fence_may_write(session: Session, now: datetime) -> None:
    held = claim(session, ordered(session, now=now), now=now)
    assert jobs.hold_fence(session, held).id == held.job_id
    for stale in (
        replace(held, fence=held.fence - 1),
        replace(held, fence=held.fence + 1),
        replace(held, job_id=uuid4()),
    ):
        with pytest.raises(jobs.LeaseLost):
            jobs.hold_fence(session, stale)
    jobs.end(session, job(session, held.job_id), status="succeeded", error=None, now=now)
    with pytest.raises(jobs.LeaseLost):
        jobs.hold_fence(session, held)


@pytest.mark.parametrize(("counted", "attempts"), [(True, 1), (False, 0)])
def test_a_job_handed_back_waits_as_long_as_it_should(
    session: Session,
    now: datetime,
    counted: bool,  # noqa: FBT001
    attempts: int,
) -> None:
    one, other = ordered(session, now=now), ordered(session, now=now)
    held, again = claim(session, one, now=now), now + timedelta(seconds=30)
    claim(session, other, now=now)
    jobs.hand_back(session, held, run_after=again, counted=counted)
    row = job(session, one)
    assert (row.status, row.lease_until, row.run_after, row.rung_at, row.attempts) == (
        "queued",
        None,
        again,
        None,
        attempts,
    )
    assert (batch(session, one).status, batch(session, other).status) == ("queued", "running")
    assert jobs.claim(session, job_id=one, now=again - MOMENT, limits=LIMITS) is None
    assert claim(session, one, now=again)


def test_an_ended_job_ends_its_batch_and_nobody_elses(session: Session, now: datetime) -> None:
    one, other = ordered(session, now=now), ordered(session, now=now)
    claim(session, one, now=now)
    jobs.end(session, job(session, one), status="failed", error="server", now=now)
    row = job(session, one)
    assert (row.status, row.error, row.lease_until, row.finished_at) == ("failed", "server", None, now)
    assert (batch(session, one).status, batch(session, one).completed_at) == ("failed", now)
    assert (batch(session, other).status, batch(session, other).completed_at) == ("queued", None)


def test_a_job_opened_again_starts_afresh(session: Session, now: datetime) -> None:
    one, other = ordered(session, now=now), ordered(session, now=now)
    for each in (one, other):
        claim(session, each, now=now)
        jobs.end(session, job(session, each), status="partial", error="server", now=now)
    later = now + timedelta(hours=1)
    jobs.reopen(session, job=job(session, one), now=later)
    row = job(session, one)
    assert (row.status, row.attempts, row.run_after, row.rung_at) == ("queued", 0, later, later)
    assert (row.finished_at, row.error) == (None, None)
    assert (batch(session, one).status, batch(session, one).completed_at) == ("queued", None)
    assert (batch(session, other).status, batch(session, other).completed_at) == ("partial", now)


def test_the_bell_is_rung_again_after_a_pause_for_some_at_a_time(session: Session, now: datetime) -> None:
    first, second, third = (ordered(session, now=now + MOMENT * n) for n in range(3))
    assert jobs.waiting(session, now=now + RING_AGAIN) == []
    late = now + RING_AGAIN + timedelta(seconds=1)
    assert {job_id for _, job_id in jobs.waiting(session, now=late, batch=2)} == {first, second}
    assert jobs.waiting(session, now=late, batch=2) == [("candidates", third)]
    assert job(session, first).rung_at == late


def test_so_many_at_a_time_whichever_way_postgresql_goes_about_it(session: Session, now: datetime) -> None:
    """With a poor plan it would choose some anew for each row it looks at."""
    for one in range(6):
        ordered(session, now=now + MOMENT * one)
    for way in ("hashjoin", "mergejoin", "hashagg", "sort", "material", "memoize"):
        session.execute(text(f"SET LOCAL enable_{way} = off"))
    assert len(jobs.waiting(session, now=now + RING_AGAIN + timedelta(seconds=1), batch=2)) == 2


def test_only_what_is_due_and_open_is_rung_for(session: Session, now: datetime) -> None:
    handed, ended, running = (ordered(session, now=now) for _ in range(3))
    jobs.hand_back(session, claim(session, handed, now=now), run_after=now + timedelta(hours=1), counted=True)
    claim(session, ended, now=now)
    jobs.end(session, job(session, ended), status="succeeded", error=None, now=now)
    claim(session, running, now=now)
    soon = now + LEASE
    assert jobs.waiting(session, now=soon) == []
    assert jobs.waiting(session, now=soon + MOMENT) == [("candidates", running)]
    in_an_hour = jobs.waiting(session, now=now + timedelta(hours=1))
    assert {job_id for _, job_id in in_an_hour} == {handed, running}


def test_poison_is_what_has_lost_its_last_lease(session: Session, now: datetime) -> None:
    one, fresh = ordered(session, now=now), ordered(session, now=now)
    claim(session, fresh, now=now)
    twice = replace(LIMITS, job_attempts=2)
    for turn in range(2):
        claim(session, one, now=now + LEASE * 2 * turn)
    over = now + LEASE * 3
    assert jobs.poisoned(session, now=over, limits=twice) == []
    assert [row.id for row in jobs.poisoned(session, now=over + MOMENT, limits=twice)] == [one]
    assert jobs.claim(session, job_id=one, now=over + MOMENT, limits=twice) is None
    assert jobs.claim(session, job_id=one, now=over + MOMENT, limits=LIMITS)
    waiting = replace(LIMITS, job_attempts=0)
    jobs.hand_back(session, claim(session, fresh, now=over), run_after=over, counted=True)
    assert fresh not in {row.id for row in jobs.poisoned(session, now=over + LEASE * 2, limits=waiting)}


@pytest.mark.odd_books("held", "spent")  # calls of a month that has no row
def test_a_call_counts_as_charged_unless_it_surely_was_not(session: Session, now: datetime) -> None:
    one, other = ordered(session, now=now), ordered(session, now=now)
    for number, state in enumerate(("held", "sent", "posted", "assumed", "voided"), start=1):
        for job_id, item in ((one, 1), (one, 2), (other, 1), (other, 3)):
            session.add(paid(job_id, item=item, attempt=number, state=state, now=now))
    session.flush()
    assert jobs.attempts(session, job_id=one, item=1) == Attempts(total=5, charged=3)
    assert jobs.attempts(session, job_id=one, item=3) == Attempts(total=0, charged=0)


def paid(job_id: UUID, *, item: int, attempt: int, state: str, now: datetime) -> LedgerEntry:
    charged = Decimal(1) if state in ("posted", "assumed") else None
    facts = {"kind": "image", "purpose": "candidates", "cost_usd_estimated": Decimal(1), "cost_usd": charged}
    call = {"job_id": job_id, "item": item, "attempt": attempt, "state": state}
    return ledger_entry(Owner("session", uuid4()), now=now, **facts, **call)
