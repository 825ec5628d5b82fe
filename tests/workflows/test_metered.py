"""Paid calls: not without the right to make them, not at once again, and one intent keeps one post."""

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import func, select

from socialdraft import hooks
from socialdraft.db import transaction
from socialdraft.errors import InProgress
from socialdraft.models import Job, LedgerEntry, Post, WeeklyQuotaUsage
from socialdraft.ports import Ports, ProviderError
from socialdraft.services import idempotency, images, jobs, providers
from socialdraft.services.assignments import Order
from socialdraft.services.owners import Owner
from socialdraft.services.workflows import metered
from socialdraft.services.workflows.draft_post import draft_post
from socialdraft.services.workflows.make_candidates import make_candidates
from socialdraft.services.workflows.start_pictures import start_candidates
from tests import audit
from tests.factories import make_business, make_ingest, make_owner, make_post
from tests.studio_fixture import StudioServer

DRAWN = "/v1/images/generations"


def ordered(here: Ports) -> UUID:
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        post = make_post(session, owner, now=here.now())
    return start_candidates(here, owner=owner, post_id=post.id, style=None, new_batch=False, key="g")[0].job_id


def drawn(studio: StudioServer, job_id: UUID) -> list[datetime]:
    """When the pictures of this job were asked for."""
    with transaction() as session:
        mine = {str(one) for one in session.exec(select(LedgerEntry.id).where(LedgerEntry.job_id == job_id))}
    rows = [row for row in studio.requests() if row["path"] == DRAWN and row["hold_id"] in mine]
    return sorted(datetime.fromisoformat(row["time"]) for row in rows)


def taken_over(here: Ports, job_id: UUID) -> Callable[[hooks.Point], None]:
    """A listener: before the first picture is asked for, another worker gets the job."""
    late = here.now() + timedelta(hours=1)
    points = itertools.count()

    def listener(point: hooks.Point) -> None:
        if point == "before_sent" and next(points) == 1:  # the brief has been written
            with transaction() as session:
                assert jobs.claim(session, job_id=job_id, now=late, limits=here.policy.limits)

    return listener


def test_a_worker_that_lost_its_job_pays_for_nothing_more(
    here: Ports, studio: StudioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = ordered(here)
    monkeypatch.setattr(hooks, "listener", taken_over(here, job_id))
    make_candidates(here, job_id=job_id)
    assert drawn(studio, job_id) == []


def test_without_the_guard_a_worker_that_lost_its_job_goes_on_paying(
    here: Ports, studio: StudioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id, real = ordered(here), metered.call
    monkeypatch.setattr(hooks, "listener", taken_over(here, job_id))
    monkeypatch.setattr(metered, "call", lambda *given, guard=bool: real(*given, guard=bool if guard else guard))
    make_candidates(here, job_id=job_id)
    assert drawn(studio, job_id) != []


def longest_gap(here: Ports, studio: StudioServer) -> timedelta:
    """Between a refused call of a gallery and the next, when the provider asked for 0.8 s of patience."""
    job_id = ordered(here)
    studio.faults(*[{"kind": "rate_limit", "path": DRAWN, "retry_after_ms": 800}] * 2)
    make_candidates(here, job_id=job_id)
    asked = drawn(studio, job_id)
    assert len(asked) == 4
    with transaction() as session:
        audit.check(session)
        assert images.done_ordinals(session, batch_id=session.get_one(Job, job_id).batch_id)
    return max(after - before for before, after in itertools.pairwise(asked))


def test_a_provider_under_stress_is_left_alone_as_long_as_it_asked(here: Ports, studio: StudioServer) -> None:
    assert longest_gap(here, studio) >= timedelta(seconds=0.75)


def test_without_patience_it_is_asked_again_at_once(
    here: Ports, studio: StudioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metered, "patience", lambda *_, **__: 0.0)
    assert longest_gap(here, studio) < timedelta(seconds=0.75)


@pytest.mark.parametrize(
    ("asked", "attempt", "least"), [(None, 1, 0.5), (None, 2, 1.0), (None, 9, 5.0), (3.0, 1, 3.0), (86_400.0, 1, 900.0)]
)
def test_patience_grows_and_differs_from_one_to_the_next(asked: float | None, attempt: int, least: float) -> None:
    error = ProviderError("rate_limited", billed="no", retriable=True, retry_after=asked)
    waits = [metered.patience(error, attempt=attempt) for _ in range(50)]
    assert all(least <= wait <= least * 1.5 for wait in waits)
    assert len(set(waits)) > 1


def twice_at_once(here: Ports, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """A caption takes longer than its claim, and meanwhile the page asks again: posts and slots after both."""
    monkeypatch.setattr(idempotency, "LOCKED", timedelta(0))
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        business = make_business(session, owner, now=here.now())
        ingest = make_ingest(session, owner, business.id, now=here.now())
    order = Order(business_id=business.id, platform_type="facebook", ingest_id=ingest.ingest_id)

    def again(point: hooks.Point) -> None:
        if point == "before_post":
            monkeypatch.setattr(hooks, "listener", lambda _: None)
            draft_post(here, order, owner=owner, key="k")

    monkeypatch.setattr(hooks, "listener", again)
    try:
        draft_post(here, order, owner=owner, key="k")
    except InProgress as refusal:
        assert refusal.data["retry_after"]  # noqa: PT017 (whether it comes is what the two tests differ in)
    return kept(owner, Post), kept(owner, WeeklyQuotaUsage)


def kept(owner: Owner, model: type[Post | WeeklyQuotaUsage]) -> int:
    with transaction() as session:
        return session.exec(select(func.count()).select_from(model).where(model.owner_id == owner.id)).one()


def test_an_intent_that_outlives_its_claim_keeps_one_post_and_one_slot(
    here: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert twice_at_once(here, monkeypatch) == (1, 1)


def test_without_the_fence_on_the_claim_it_keeps_two(here: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "answer", lambda *_, **__: None)
    assert twice_at_once(here, monkeypatch) == (2, 2)


def test_the_minute_of_pictures_is_waited_for(
    here: Ports, studio: StudioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = iter([0.4, 0.0, 0.0])
    monkeypatch.setattr(providers, "pace", lambda *_, **__: next(waits))
    job_id = ordered(here)
    make_candidates(here, job_id=job_id)
    first, last = drawn(studio, job_id)
    assert last - first >= timedelta(seconds=0.3)
