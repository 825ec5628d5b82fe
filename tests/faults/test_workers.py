"""Faults 2, 12 and 16: workers that die, sleep or believe another time. Each with its control."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import UUID

import psutil
import pytest
from sqlmodel import text

from socialdraft import db, wiring
from socialdraft.db import transaction
from socialdraft.ports import Ports
from socialdraft.services.workflows.make_candidates import make_candidates
from tests.faults.processes import family, frozen, gone, strike, wait_until
from tests.faults.rig import Rig

CALLS = 2
AHEAD = timedelta(minutes=5)


def at_work(rig: Rig, **settings: str) -> tuple[psutil.Process, UUID]:
    """A worker whose horse has asked the provider and waits for its answers, and the job."""
    rig.hold_calls(CALLS)
    worker = rig.process(**settings)
    job_id = rig.order()[0]
    wait_until(lambda: not rig.studio.waiting())
    return worker, job_id


def horse_after_its_worker_was_killed(rig: Rig, *, others: Ports | None = None, **settings: str) -> psutil.Process:
    """The horse of a worker that was killed while others got the same job again."""
    worker, job_id = at_work(rig, **settings)
    horse = family(worker.pid)[0]
    strike(worker)
    wait_until(lambda: gone(worker))
    for _ in range(3):  # the queue delivers it again, as often as it likes
        make_candidates(others or rig.here, job_id=job_id)
    return horse


def test_a_killed_worker_takes_its_horse_along_and_nothing_is_paid_twice(rig: Rig) -> None:
    horse = horse_after_its_worker_was_killed(rig)
    wait_until(lambda: gone(horse))  # its calls are held: by itself it would wait on
    rig.go_on()
    assert rig.finish(work=True)
    assert rig.unfinished() == 0
    assert rig.broken() == set()


def test_without_the_guard_the_horse_lives_on_and_the_lease_alone_keeps_others_out(rig: Rig) -> None:
    horse = horse_after_its_worker_was_killed(rig, WITHOUT="orphan_guard")
    assert not gone(horse)
    rig.go_on()
    assert rig.finish(work=True)
    assert rig.broken() == set()


def test_without_guard_and_lease_the_same_pictures_are_paid_twice(rig: Rig) -> None:
    later = replace(rig.here, now=lambda: datetime.now(UTC) + AHEAD)  # for whom every lease has ended
    horse = horse_after_its_worker_was_killed(rig, others=later, WITHOUT="orphan_guard")
    rig.go_on()
    wait_until(lambda: gone(horse))
    assert "doubled" in rig.broken()


def traces(job_id: UUID) -> list[tuple[object, ...]]:
    """All that a worker can have written for a job, money aside."""
    rows = """
    SELECT i.id::text, i.storage_key, i.ordinal::text FROM post_images i JOIN jobs j USING (batch_id) WHERE j.id = :job
    UNION ALL SELECT status, finished_at::text, fence::text FROM jobs WHERE id = :job
    UNION ALL SELECT status, completed_at::text, '' FROM image_batches b WHERE id = (SELECT batch_id FROM jobs
    WHERE id = :job) UNION ALL SELECT event_name, count(*)::text, '' FROM events GROUP BY event_name ORDER BY 1, 2, 3
    """
    with transaction() as session:
        return [tuple(row) for row in session.execute(text(rows), {"job": job_id})]


def written_by_a_sleeper(rig: Rig, **settings: str) -> bool:
    """Whether a worker that slept through the end of its job changed anything when it woke."""
    worker = rig.process(FAULT="after_provider:stop", **settings)
    job_id = rig.order()[0]
    sleeper = frozen(worker.pid)
    assert rig.finish(work=True)
    before = traces(job_id)
    sleeper.send_signal(signal.SIGCONT)
    wait_until(lambda: gone(sleeper))
    return traces(job_id) != before


def test_a_worker_that_wakes_late_writes_nothing(rig: Rig) -> None:
    assert not written_by_a_sleeper(rig)
    assert rig.unfinished() == 0


def test_without_the_fence_a_late_worker_ends_the_job_again(rig: Rig) -> None:
    assert written_by_a_sleeper(rig, WITHOUT="fence")


class Ahead(datetime):
    """A machine's clock that is five minutes ahead."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + AHEAD


@contextmanager
def clock_ahead(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(db, "datetime", Ahead)
        patch.setattr(wiring, "datetime", Ahead)
        wiring._lag.cache_clear()
        yield
    wiring._lag.cache_clear()


def visited_by_a_fast_clock(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a worker is at work, another whose clock is five minutes ahead gets the same job."""
    _, job_id = at_work(rig)
    with clock_ahead(monkeypatch):
        visitor = threading.Thread(
            target=make_candidates, args=(replace(rig.here, now=wiring.now),), kwargs={"job_id": job_id}
        )
        visitor.start()
        visitor.join()
    rig.go_on()
    wait_until(lambda: rig.count("SELECT count(*) FROM api_cost_ledger WHERE state IN ('held', 'sent')") == 0)


def test_a_worker_with_a_fast_clock_takes_no_lease_from_a_living_one(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    visited_by_a_fast_clock(rig, monkeypatch)
    assert rig.broken() == set()


def test_when_each_machine_believes_its_own_clock_pictures_are_paid_twice(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "clock_lag", timedelta)
    visited_by_a_fast_clock(rig, monkeypatch)
    assert "doubled" in rig.broken()
