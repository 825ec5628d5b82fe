"""A job has one holder at a time, and only the holder may write."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session

from socialdraft.models import Job
from socialdraft.policy import Policy
from socialdraft.services import batches, images, jobs
from socialdraft.services.images import NewImage
from socialdraft.services.owners import Owner
from tests.factories import LIMITS, make_owner, make_post

LEASE = timedelta(seconds=LIMITS.lease_seconds)


@pytest.fixture
def owner(session: Session, now: datetime) -> Owner:
    return make_owner(session, now=now)


@pytest.fixture
def job_id(session: Session, owner: Owner, now: datetime) -> UUID:
    post = make_post(session, owner, now=now)
    started = batches.start_candidates(
        session, owner=owner, post_id=post.id, style=None, new_batch=False, now=now, policy=Policy()
    )
    return started.job_id


def claim(session: Session, job_id: UUID, now: datetime) -> jobs.Claim:
    held = jobs.claim(session, job_id=job_id, now=now, limits=LIMITS)
    assert held is not None
    return held


def picture(ordinal: int) -> NewImage:
    return NewImage(ordinal, f"aa/{ordinal}.png", f"aa/{ordinal}.webp", 1024, 1280, "Subject: noodles")


def test_a_job_is_claimed_once_until_its_lease_runs_out(session: Session, job_id: UUID, now: datetime) -> None:
    first = claim(session, job_id, now)
    assert jobs.claim(session, job_id=job_id, now=now + LEASE, limits=LIMITS) is None
    second = claim(session, job_id, now + LEASE + timedelta(seconds=1))
    assert second.fence == first.fence + 1


def test_a_holder_that_lost_its_lease_can_neither_renew_nor_finish(
    session: Session, job_id: UUID, now: datetime
) -> None:
    stale = claim(session, job_id, now)
    claim(session, job_id, now + LEASE * 2)
    with pytest.raises(jobs.LeaseLost):
        jobs.renew(session, stale, now=now, limits=LIMITS)
    with pytest.raises(jobs.LeaseLost):
        jobs.end(session, jobs.hold_fence(session, stale), status="succeeded", error=None, now=now)


def test_a_renewed_lease_keeps_others_out(session: Session, job_id: UUID, now: datetime) -> None:
    held = claim(session, job_id, now)
    jobs.renew(session, held, now=now + LEASE / 2, limits=LIMITS)
    assert jobs.claim(session, job_id=job_id, now=now + LEASE, limits=LIMITS) is None


def test_the_bell_rings_again_for_work_nobody_took_and_for_dead_holders(
    session: Session, job_id: UUID, now: datetime
) -> None:
    assert jobs.waiting(session, now=now) == []
    late = now + timedelta(seconds=16)
    assert jobs.waiting(session, now=late) == [("candidates", job_id)]
    assert jobs.waiting(session, now=late) == []
    claim(session, job_id, late)
    assert jobs.waiting(session, now=late + timedelta(seconds=20)) == []
    assert jobs.waiting(session, now=late + LEASE * 2) == [("candidates", job_id)]


def test_a_job_handed_back_waits_for_its_time(session: Session, job_id: UUID, now: datetime) -> None:
    held = claim(session, job_id, now)
    jobs.hand_back(session, held, run_after=now + timedelta(seconds=30), counted=False)
    assert jobs.claim(session, job_id=job_id, now=now + timedelta(seconds=29), limits=LIMITS) is None
    assert claim(session, job_id, now + timedelta(seconds=31)).attempts == 1


def test_a_job_that_kills_its_workers_is_parked(session: Session, job_id: UUID, now: datetime) -> None:
    limits = replace(LIMITS, job_attempts=3)
    for turn in range(3):
        claim(session, job_id, now + LEASE * 2 * turn)
    later = now + LEASE * 8
    assert [job.id for job in jobs.poisoned(session, now=later, limits=limits)] == [job_id]
    images.close(session, session.get_one(Job, job_id), now=later, error="poison")
    assert jobs.claim(session, job_id=job_id, now=later + LEASE, limits=limits) is None
    assert session.get_one(Job, job_id).status == "failed"


@pytest.mark.parametrize(("made", "status"), [(20, "succeeded"), (7, "partial"), (0, "failed")])
def test_a_job_ends_as_what_it_delivered(session: Session, job_id: UUID, now: datetime, made: int, status: str) -> None:
    held = claim(session, job_id, now)
    images.keep(session, held, images=[picture(n) for n in range(1, made + 1)], now=now)
    assert images.close(session, jobs.hold_fence(session, held), now=now, error="server") == status


def test_a_picture_that_arrives_twice_is_one_picture(
    session: Session, job_id: UUID, owner: Owner, now: datetime
) -> None:
    held = claim(session, job_id, now)
    for _ in range(2):
        images.keep(session, held, images=[picture(1), picture(2)], now=now)
    assert images.job(session, owner=owner, job_id=job_id).progress.done == 2


def test_a_partly_failed_job_opens_again_without_a_second_batch(
    session: Session, job_id: UUID, owner: Owner, now: datetime
) -> None:
    held = claim(session, job_id, now)
    images.keep(session, held, images=[picture(1)], now=now)
    images.close(session, jobs.hold_fence(session, held), now=now, error="server")
    again = batches.retry_missing(session, owner=owner, post_id=held.post_id, now=now)
    assert (again.id, again.status) == (job_id, "queued")
    assert claim(session, job_id, now).batch_id == held.batch_id
