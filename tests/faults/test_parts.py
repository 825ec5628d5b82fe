"""Faults 9, 10, 11 and 13: Redis, PostgreSQL or storage away at the worst moment. Each with its control."""

import io
import threading
import zipfile
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import pytest
from redis import Redis
from sqlalchemy.exc import DBAPIError

from socialdraft import hooks
from socialdraft.db import transaction
from socialdraft.models import Post
from socialdraft.services.owners import Owner
from socialdraft.services.workflows import make_pictures, metered, start_pictures
from socialdraft.services.workflows.export_post import export_zip
from socialdraft.services.workflows.make_candidates import make_candidates
from tests.factories import make_owner, make_post
from tests.faults.entry import Hit, listening
from tests.faults.proxy import Fault
from tests.faults.rig import Rig

NOT_SWEPT = 0.6
"""Seconds after which a job that nobody rings for is taken to be lost: without a bell nothing can move it."""


def flushed(rig: Rig) -> None:
    rig.order(2)
    with Redis.from_url(rig.mortal.valkey.url) as redis:
        redis.flushall()


def crashed_without_its_file(rig: Rig) -> None:
    rig.order(2)
    rig.mortal.crash(rig.mortal.valkey, data=False)


def full(rig: Rig) -> None:
    with Redis.from_url(rig.mortal.valkey.url) as redis:
        redis.config_set("maxmemory", 1)
        rig.order(2)
        redis.config_set("maxmemory", 0)


def unreachable(rig: Rig) -> None:
    rig.redis.switch(Fault(reset=True))
    rig.order(2)
    rig.redis.switch()


def silent(rig: Rig) -> None:
    rig.redis.switch(Fault(blackhole=True))
    rig.order(1)
    rig.redis.switch()


LONG = pytest.mark.faults
LOSSES = (
    flushed,
    crashed_without_its_file,
    full,
    pytest.param(unreachable, marks=LONG),
    pytest.param(silent, marks=LONG),
)


@pytest.mark.parametrize("loss", LOSSES)
def test_no_job_is_lost_with_redis(rig: Rig, loss: Callable[[Rig], None]) -> None:
    loss(rig)
    assert rig.finish(work=True)
    assert rig.unfinished() == 0
    assert rig.broken() == set()


@pytest.mark.parametrize("loss", [flushed, *(pytest.param(loss, marks=LONG) for loss in (full, unreachable, silent))])
def test_without_the_sweeper_the_same_jobs_are_lost(rig: Rig, loss: Callable[[Rig], None]) -> None:
    loss(rig)
    assert not rig.finish(seconds=NOT_SWEPT, sweep=False, work=True)


def click(rig: Rig, monkeypatch: pytest.MonkeyPatch, *, fault: str) -> None:
    """Ask for a gallery through the workflow while the process meets this fault."""
    with transaction() as session:
        owner = make_owner(session, now=rig.here.now())
        post = make_post(session, owner, now=rig.here.now())
    with monkeypatch.context() as patch:
        patch.setattr(hooks, "listener", listening(fault))
        with pytest.raises(Hit):
            start_pictures.start_candidates(
                rig.here, owner=owner, post_id=post.id, style=None, new_batch=False, key="k"
            )


@pytest.mark.parametrize("fault", ["after_commit:raise", "before_ring:raise", "after_ring:raise"])
def test_a_committed_job_runs_once_whether_or_not_its_bell_rang(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    click(rig, monkeypatch, fault=fault)
    assert rig.finish(work=True)
    assert rig.unfinished() == 0
    assert rig.count("SELECT count(*) FROM jobs") == 1
    assert rig.broken() == set()


def test_a_committed_job_without_bell_and_sweeper_never_runs(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    click(rig, monkeypatch, fault="before_ring:raise")
    assert not rig.finish(seconds=NOT_SWEPT, sweep=False, work=True)


def test_what_was_not_committed_rings_no_bell(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    click(rig, monkeypatch, fault="before_commit:raise")
    assert rig.count("SELECT count(*) FROM jobs") == 0
    assert rig.rung() == []


def test_ringing_before_the_commit_wakes_workers_for_nothing(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_pictures, "after_commit", lambda _session, action: action())
    click(rig, monkeypatch, fault="before_commit:raise")
    assert rig.count("SELECT count(*) FROM jobs") == 0
    assert len(rig.rung()) == 1


def meet(monkeypatch: pytest.MonkeyPatch, point: hooks.Point, event: Callable[[], None]) -> None:
    """The event happens when this process first passes the hook."""
    once, happened = threading.Lock(), threading.Event()

    def listener(passed: hooks.Point) -> None:
        if passed == point and once.acquire(blocking=False):
            event()
            happened.set()

    monkeypatch.setattr(hooks, "listener", listener)


def failover(rig: Rig) -> None:
    """Every connection breaks; a moment later the database is there again."""
    rig.postgres.switch(Fault(reset=True))
    rig.later(0.3, rig.postgres.switch)


def crash(rig: Rig) -> None:
    rig.mortal.crash(rig.mortal.postgres)


def batch_during(rig: Rig, monkeypatch: pytest.MonkeyPatch, event: Callable[[Rig], None], point: hooks.Point) -> None:
    rig.order()
    [(_, job_id)] = rig.rung()
    meet(monkeypatch, point, lambda: event(rig))
    with suppress(DBAPIError):  # the horse would die of it
        make_candidates(rig.here, job_id=job_id)


@pytest.mark.parametrize(
    ("event", "point"),
    [
        (crash, "after_claim"),
        (failover, "after_provider"),
        pytest.param(failover, "after_claim", marks=LONG),
        pytest.param(failover, "before_row", marks=LONG),
        pytest.param(crash, "after_provider", marks=LONG),
        pytest.param(crash, "before_row", marks=LONG),
    ],
)
def test_a_batch_goes_on_after_postgresql_was_away(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, event: Callable[[Rig], None], point: hooks.Point
) -> None:
    batch_during(rig, monkeypatch, event, point)
    assert rig.finish(work=True)
    assert rig.unfinished() == 0
    assert rig.broken() == set()
    assert rig.count("SELECT count(*) FROM post_images") == rig.here.policy.ladder[0].candidates


def test_without_patience_and_sweeper_a_batch_stays_where_postgresql_left_it(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metered, "DATABASE_PAUSES", ())
    batch_during(rig, monkeypatch, crash, "before_row")
    assert not rig.finish(seconds=NOT_SWEPT, sweep=False, work=True)
    assert rig.count("SELECT count(*) FROM api_cost_ledger WHERE state IN ('held', 'sent')")


def calls(rig: Rig) -> int:
    return rig.count("SELECT count(*) FROM api_cost_ledger WHERE kind = 'image'")


def test_a_paid_picture_outlives_a_crash_of_postgresql(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    batch_during(rig, monkeypatch, crash, "before_row")
    assert rig.finish(work=True)
    assert calls(rig) == 2
    assert rig.broken() == set()


def test_without_patience_the_same_crash_makes_us_pay_again(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metered, "DATABASE_PAUSES", ())
    batch_during(rig, monkeypatch, crash, "before_row")
    assert rig.finish(work=True)
    assert calls(rig) > 2


@pytest.mark.parametrize(
    "fault",
    [Fault(reset=True), *(pytest.param(fault, marks=LONG) for fault in (Fault(latency=0.2), Fault(half_close=True)))],
)
def test_a_paid_picture_outlives_an_outage_of_storage(rig: Rig, monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    def outage() -> None:
        rig.storage.switch(fault)
        rig.later(2, rig.storage.switch)

    meet(monkeypatch, "before_store", outage)
    make_candidates(rig.here, job_id=rig.order()[0])
    assert rig.unfinished() == 0
    assert calls(rig) == 2
    assert rig.broken() == set()


def test_without_patience_an_outage_of_storage_loses_paid_pictures(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_pictures, "STORAGE_PAUSES", ())
    meet(monkeypatch, "before_store", lambda: rig.storage.switch(Fault(reset=True)))
    job_id = rig.order()[0]
    with pytest.raises(ConnectionError):
        make_candidates(rig.here, job_id=job_id)
    rig.storage.switch()
    assert rig.count("SELECT count(*) FROM post_images") == 0
    assert rig.finish(work=True)
    assert "doubled" in rig.broken()


def test_the_caption_leaves_while_storage_is_away(rig: Rig) -> None:
    owner, post_id = owner_of(rig, rig.order()[0])
    rig.storage.switch(Fault(reset=True))
    with zipfile.ZipFile(io.BytesIO(b"".join(export_zip(rig.here, owner=owner, post_id=post_id)))) as archive:
        assert archive.namelist() == ["caption.txt"]


def owner_of(rig: Rig, job_id: UUID) -> tuple[Owner, UUID]:
    job = rig.job(job_id)
    with transaction() as session:
        post = session.get_one(Post, job.post_id)
    return Owner("session", post.owner_id), post.id
