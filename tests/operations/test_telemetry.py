"""Events reach PostHog from the table, once each, without a word of the owner's; sweeps keep the timetable alone."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import func, select, text

from jobs import maintenance
from jobs.maintenance import Sweeper, Task
from socialdraft.adapters.openai_costs import OpenAICosts
from socialdraft.adapters.posthog import PostHog
from socialdraft.adapters.s3 import S3Storage
from socialdraft.db import transaction
from socialdraft.errors import UnknownEvent
from socialdraft.models import Event, Sweep
from socialdraft.policy import month_of
from socialdraft.ports import Ports
from socialdraft.services import events, sweeps
from socialdraft.services.workflows import deliver_events
from socialdraft.services.workflows.keep_upload import keep_upload
from socialdraft.services.workflows.remove_orphans import remove_orphans
from socialdraft.stack.storage import Bucket
from tests.factories import PASTE, make_owner, make_post
from tests.jobs.test_retention import photo
from tests.operations.receivers import JsonServer, json_server
from tests.studio_fixture import StudioServer


@pytest.fixture
def posthog() -> Iterator[JsonServer]:
    with json_server() as server:
        yield server


def test_events_are_delivered_once_and_hold_no_words_of_the_owner(here: Ports, posthog: JsonServer) -> None:
    with transaction() as session:
        session.execute(text("DELETE FROM events"))
        owner = make_owner(session, now=here.now())
        make_post(session, owner, now=here.now())
    key = PostHog(host=posthog.url, key="phc_test")
    assert deliver_events.deliver(None, now=here.now()) == 0, "without a key they stay in the table"
    posthog.status = 503
    assert deliver_events.deliver(key, now=here.now()) == 0
    posthog.status = 200
    sent = deliver_events.deliver(key, now=here.now())
    assert deliver_events.deliver(key, now=here.now()) == 0
    with transaction() as session:
        rows = {str(row.id): row for row in session.exec(select(Event))}
    batch = [event for body in posthog.received for event in body["batch"]]
    assert sent == len(batch) == len(rows) >= 4
    assert {event["uuid"] for event in batch} == set(rows)
    assert {event["event"] for event in batch} >= {"business.created", "text.checked", "caption.written"}
    told = str(posthog.received)
    assert str(owner.id) not in told
    assert not any(word in told for word in PASTE.split() if len(word) > 4)
    assert {len(event["properties"]["distinct_id"]) for event in batch} == {32}


def make_and_fail(here: Ports) -> None:
    with transaction() as session:
        make_post(session, make_owner(session, now=here.now()), now=here.now())
        raise ZeroDivisionError


def test_a_change_that_is_rolled_back_leaves_no_event(here: Ports) -> None:
    with transaction() as session:
        before = session.exec(select(func.count()).select_from(Event)).one()
    with pytest.raises(ZeroDivisionError):
        make_and_fail(here)
    with transaction() as session:
        assert session.exec(select(func.count()).select_from(Event)).one() == before


@pytest.mark.parametrize("props", [{"page": "x" * 41}, {"text": "soup"}, {"platform": "x"}])
def test_an_event_takes_only_its_own_properties(here: Ports, props: events.Props) -> None:
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        with pytest.raises(UnknownEvent):
            events.record(session, owner=owner, name="page.viewed", props=props, now=here.now())


def test_a_line_of_the_timetable_is_run_alone_and_says_how_it_went(here: Ports) -> None:
    clock, log = [here.now()], list[str]()
    sweeper = Sweeper(here.doorbell, here.storage, here.policy, lambda: clock[0])

    def step(_: Sweeper) -> int:
        assert not maintenance.run(sweeper, task), "nobody else runs it meanwhile"
        log.append("ran")
        return 3

    task = Task("test", 60, (step, lambda _: 1 // 0))
    assert maintenance.run(sweeper, task)
    with transaction() as session:
        row = session.get_one(Sweep, "test")
        assert (row.count, row.failures, row.error, row.lease_until) == (3, 1, "<lambda>", None)
    assert not maintenance.run(sweeper, task), "not due yet"
    clock[0] += timedelta(seconds=61)
    assert maintenance.run(sweeper, task)
    assert log == ["ran", "ran"]


def at_once(here: Ports, name: str) -> int:
    """How many of 16 sweepers that come at the same moment run this line."""
    gate, log = threading.Barrier(16), list[str]()

    def step(_: Sweeper) -> int:
        log.append("ran")
        time.sleep(0.2)
        return 0

    def come(task: Task) -> None:
        gate.wait(60)
        maintenance.run(Sweeper(here.doorbell, here.storage, here.policy, here.now), task)

    sweepers = [threading.Thread(target=come, args=(Task(name, 60, (step,)),)) for _ in range(16)]
    for sweeper in sweepers:
        sweeper.start()
    for sweeper in sweepers:
        sweeper.join()
    return len(log)


def test_of_sixteen_sweepers_one_runs_a_line(here: Ports) -> None:
    assert at_once(here, "crowd") == 1


def test_control_without_the_claim_all_sixteen_do(here: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeps, "claim", lambda *_, **__: True)
    assert at_once(here, "crowd_without_claim") == 16


def test_a_run_whose_process_died_is_taken_over_after_its_lease(here: Ports) -> None:
    now, every = here.now(), timedelta(seconds=2)
    with transaction() as session:
        assert sweeps.claim(session, name="dead", every=every, now=now)
        assert not sweeps.claim(session, name="dead", every=every, now=now + timedelta(seconds=9))
        later = now + timedelta(seconds=11)
        assert sweeps.claim(session, name="dead", every=every, now=later)
        sweeps.done(session, name="dead", started=now, every=every, count=9, error=None, now=later)
        assert session.get_one(Sweep, "dead").finished_at is None, "the dead say nothing"


def with_own_bucket(here: Ports, s3: Bucket) -> Ports:
    """The same ports on a bucket that no other database has rows for."""
    storage = S3Storage(
        endpoint_url=s3.endpoint, bucket="orphanage", access_key=s3.access_key, secret_key=s3.secret_key
    )
    return replace(here, storage=storage)


def test_an_object_without_a_row_goes_after_a_day_and_others_stay(here: Ports, s3: Bucket) -> None:
    here = with_own_bucket(here, s3)
    with transaction() as session:
        owner = make_owner(session, now=here.now())
    keep_upload(here, owner=owner, photo=photo((1, 2, 3)))
    with transaction() as session:
        kept = session.execute(
            text("SELECT storage_key, thumb_key FROM uploads WHERE owner_id = :id"), {"id": owner.id}
        )
        mine = set(kept.one())
    orphan = here.storage.put(b"nobody's", content_type="text/plain")
    assert remove_orphans(here) == 0, "it may have a row tomorrow"
    tomorrow = replace(here, now=lambda: here.now() + timedelta(hours=25))
    assert remove_orphans(tomorrow) >= 1
    assert here.storage.keys(orphan) == []
    assert all(here.storage.keys(key) for key in mine)


def test_the_providers_own_books_are_read_by_its_wire_format(here: Ports, studio: StudioServer) -> None:
    books = OpenAICosts(base_url=studio.base_url, key=studio.key)
    assert books.charged(month_of(here.now())) == studio.total()
    assert OpenAICosts(base_url=studio.base_url, key="").charged(month_of(here.now())) is None
