"""A picture job on its way: calls side by side, each picture shown as it comes, stopped, and asked to go on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from redis import Redis
from sqlmodel import select

from socialdraft import hooks, logs
from socialdraft.db import transaction
from socialdraft.errors import AlreadyFinalized
from socialdraft.hooks import Point
from socialdraft.models import LedgerEntry
from socialdraft.policy import LADDER, Policy
from socialdraft.ports import Ports
from socialdraft.schemas import PostView
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.make_candidates import make_candidates
from socialdraft.services.workflows.make_finals import make_finals
from socialdraft.services.workflows.start_pictures import cancel, retry_missing, start_candidates, start_finals
from tests.spare_fixture import ROOMY
from tests.studio_fixture import StudioServer
from tests.workflows.test_journey import arrive, balanced, finish, gallery, generate, job, write

Listen = Callable[[Callable[[Point], None]], None]


@pytest.fixture
def listen() -> Iterator[Listen]:
    """Call a function at each of the pipeline's named points."""
    before = hooks.listener

    def attach(function: Callable[[Point], None]) -> None:
        hooks.listener = function

    yield attach
    hooks.listener = before


@pytest.fixture
def written(here: Ports) -> tuple[Owner, PostView]:
    owner, order = arrive(here)
    return owner, write(here, owner, order)


def ordered(here: Ports, owner: Owner, post: PostView) -> UUID:
    started, _ = start_candidates(here, owner=owner, post_id=post.id, style=None, new_batch=False, key="g")
    return started.job_id


def one_at_a_time(here: Ports) -> Ports:
    return replace(here, policy=replace(here.policy, limits=replace(here.policy.limits, images_at_once=1)))


def image_calls(post: PostView) -> int:
    with transaction() as session:
        kinds = ("image", "edit")
        rows = session.exec(select(LedgerEntry).where(LedgerEntry.post_id == post.id))
        return len([row for row in rows if row.kind in kinds and row.state != "voided"])


def test_a_gallery_is_five_calls_for_four_pictures_each_of_another_idea(
    here: Ports, studio: StudioServer, written: tuple[Owner, PostView]
) -> None:
    owner, post = written
    roomy = replace(here, policy=Policy(limits=ROOMY, ladder=LADDER))
    before = len(studio.requests())
    ideas = generate(roomy, owner, post)
    drawn = [row["body"] for row in studio.requests()[before:] if row["path"] == "/v1/images/generations"]
    assert ideas.progress.done == 20
    assert [body["n"] for body in drawn] == [4] * 5
    assert {body["quality"] for body in drawn} == {"low"}
    for line in ("Subject: ", "Composition: "):
        said = [next(row for row in body["prompt"].splitlines() if row.startswith(line)) for body in drawn]
        assert len(set(said)) >= 3


@pytest.mark.parametrize(("at_once", "together"), [(9, True), (1, False)], ids=["as it is", "without concurrency"])
def test_the_calls_of_a_job_are_under_way_together(
    *, here: Ports, studio: StudioServer, written: tuple[Owner, PostView], listen: Listen, at_once: int, together: bool
) -> None:
    owner, post = written
    here = replace(here, policy=replace(here.policy, limits=replace(ROOMY, images_at_once=at_once)))
    job_id = ordered(here, owner, post)
    studio.latency(candidate_s=1)
    open_calls, most = 0, 0

    def count(point: Point) -> None:
        nonlocal open_calls, most
        open_calls += {"after_sent": 1, "after_provider": -1}.get(point, 0)
        most = max(most, open_calls)

    listen(count)
    make_candidates(here, job_id=job_id)
    assert (most == 2) is together


def test_each_picture_is_told_to_open_pages_when_it_is_there(
    here: Ports, written: tuple[Owner, PostView], spare_redis: str, listen: Listen
) -> None:
    owner, post = written
    job_id = ordered(here, owner, post)
    seen: list[int] = []
    listen(lambda point: seen.append(job(owner, job_id).progress.done) if point == "after_row" else None)
    with Redis.from_url(spare_redis) as redis, redis.pubsub(ignore_subscribe_messages=True) as page:
        page.subscribe(f"job:{job_id}")
        page.get_message(timeout=1)
        make_candidates(here, job_id=job_id)
        news = 0
        while page.get_message(timeout=0.2):
            news += 1
    assert (len(seen), min(seen) < 6, max(seen)) == (6, True, 6)
    assert news >= 6


def test_a_job_that_waits_is_cancelled_before_anything_is_paid(
    here: Ports, studio: StudioServer, written: tuple[Owner, PostView]
) -> None:
    owner, post = written
    job_id = ordered(here, owner, post)
    before = len(studio.charges())
    told = cancel(here, owner=owner, job_id=job_id)
    make_candidates(here, job_id=job_id)
    assert (told.status, told.error, told.progress.done) == ("failed", "cancelled", 0)
    assert len(studio.charges()) == before


def test_a_job_at_work_is_stopped_and_goes_on_where_it_stopped_as_the_same_gallery(
    here: Ports, studio: StudioServer, written: tuple[Owner, PostView], listen: Listen
) -> None:
    owner, post = written
    job_id = ordered(here, owner, post)
    rows: list[Point] = []

    def stop_at_first_row(point: Point) -> None:
        rows.append(point)
        if point == "after_row" and rows.count("after_row") == 1:
            cancel(here, owner=owner, job_id=job_id)

    listen(stop_at_first_row)
    make_candidates(one_at_a_time(here), job_id=job_id)
    told = job(owner, job_id)
    assert (told.status, told.error, told.progress.done, image_calls(post)) == ("partial", "cancelled", 4, 1)
    make_candidates(here, job_id=retry_missing(here, owner=owner, post_id=post.id))
    assert (job(owner, job_id).progress.done, image_calls(post)) == (6, 2)
    balanced(studio)


def test_missing_finals_are_made_later_without_a_second_finalize(
    here: Ports, studio: StudioServer, written: tuple[Owner, PostView]
) -> None:
    owner, post = written
    generate(here, owner, post)
    picks = [one.id for one in gallery(owner, post).candidates[:3]]
    studio.faults({"kind": "moderation_blocked", "path": "/v1/images/edits"})
    told = finish(here, owner, post, picks)
    assert (told.status, told.progress.done, told.error) == ("partial", 2, "refused")
    with pytest.raises(AlreadyFinalized):
        start_finals(here, owner=owner, post_id=post.id, candidate_ids=picks, key="f2")
    make_finals(here, job_id=retry_missing(here, owner=owner, post_id=post.id))
    finals = gallery(owner, post).finals
    assert [one.source_candidate_id for one in finals] == picks
    assert job(owner, told.id).status == "succeeded"
    balanced(studio)


def test_lines_written_in_a_picture_thread_name_the_job(
    here: Ports, written: tuple[Owner, PostView], listen: Listen
) -> None:
    job_id = ordered(here, *written)
    heard: list[dict[str, str]] = []
    listen(lambda point: heard.append(logs.ids()) if point == "after_provider" else None)
    logs.begin(job_id=str(job_id))
    make_candidates(here, job_id=job_id)
    assert heard
    assert all(ids == {"job_id": str(job_id)} for ids in heard)
