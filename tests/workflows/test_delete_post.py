"""One post can go; what it took from the week stays taken, and nothing of it is left behind."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, col, select, text

from socialdraft.db import transaction
from socialdraft.errors import NotFound, WeeklyQuotaReached
from socialdraft.models import ImageBatch, Post, PostImage, Upload
from socialdraft.policy import Platform
from socialdraft.ports import Ports
from socialdraft.services import idempotency, jobs, posts
from socialdraft.services.batches import start_candidates
from socialdraft.services.idempotency import Intent
from socialdraft.services.jobs import LeaseLost
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.delete_post import delete_post
from tests.factories import LIMITS, make_candidates, make_owner, make_post
from tests.services.slots import left

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def drawn(here: Ports, owner: Owner, post_id: UUID, content: bytes) -> str:
    """A finished picture of the post, with its idea; the key it is stored under."""
    with transaction() as session:
        idea = make_candidates(session, owner, post_id, now=here.now(), count=2)[0]
        made: dict[str, Any] = {
            "owner_type": owner.type,
            "owner_id": owner.id,
            "created_at": here.now(),
            "post_id": post_id,
        }
        batch = ImageBatch(
            **made, stage="final_high", ordinal=1, requested_count=1, quality="high", level=0, prompts=[], selection=[]
        )
        session.add(batch)
        session.flush()
        key = here.storage.put(content, content_type="image/png")
        session.add(
            PostImage(
                **made,
                batch_id=batch.id,
                stage="final_high",
                ordinal=1,
                storage_key=key,
                thumb_key=key,
                width=1,
                height=1,
                prompt="",
                source_candidate_id=idea,
            )
        )
    return key


def a_post(here: Ports, *, owner: Owner | None = None) -> tuple[Owner, UUID]:
    with transaction() as session:
        owner = owner or make_owner(session, now=here.now())
        return owner, make_post(session, owner, now=here.now()).id


def stored(here: Ports, key: str) -> bool:
    return bool(here.storage.keys(key))


def rows_that_name(session: Session, post_id: UUID) -> set[str]:
    """Tables with a row that knows the post."""
    return {
        table
        for (table,) in session.execute(text(TABLES))
        if session.execute(text(f"SELECT 1 FROM {table} t WHERE t::text LIKE :word"), {"word": f"%{post_id}%"}).first()  # noqa: S608
    }


def test_a_deleted_post_takes_its_rows_and_pictures_with_it_but_not_those_of_others(here: Ports) -> None:
    owner, post_id = a_post(here)
    mine, shared = f"only mine {uuid4()}".encode(), f"both {uuid4()}".encode()
    gone = drawn(here, owner, post_id, mine)
    other, other_post = a_post(here)
    same = drawn(here, other, other_post, shared)
    owner, second = a_post(here, owner=owner)
    with transaction() as session:
        intent = Intent.of(owner=owner, route="posts.generate", key=uuid4().hex, body={})
        idempotency.claim(session, intent, now=here.now())
        idempotency.answer(session, intent, status=201, body={"id": str(post_id), "caption_text": "Boat noodles"})
    assert drawn(here, owner, second, shared) == same

    for one in (post_id, second):
        delete_post(here, owner=owner, post_id=one)

    with transaction() as session:
        for one in (post_id, second):
            assert rows_that_name(session, one) == {"weekly_quota_usage"}
            with pytest.raises(NotFound):
                posts.one(session, owner=owner, post_id=one)
        assert posts.one(session, owner=other, post_id=other_post)
    assert not stored(here, gone)
    assert stored(here, same)


def test_its_place_in_the_week_stays_used(here: Ports) -> None:
    owner, first = a_post(here)
    delete_post(here, owner=owner, post_id=first)
    _, second = a_post(here, owner=owner)
    delete_post(here, owner=owner, post_id=second)
    with transaction() as session:
        assert left(session, owner, now=here.now())[Platform.FACEBOOK] == 0
        with pytest.raises(WeeklyQuotaReached):
            make_post(session, owner, now=here.now())


def test_nobody_deletes_what_belongs_to_somebody_else(here: Ports) -> None:
    owner, post_id = a_post(here)
    stranger, _ = a_post(here)
    for who, which in ((stranger, post_id), (owner, uuid4())):
        with pytest.raises(NotFound):
            delete_post(here, owner=who, post_id=which)
    with transaction() as session:
        assert posts.one(session, owner=owner, post_id=post_id)


def test_a_worker_that_is_drawing_for_it_stops(here: Ports) -> None:
    owner, post_id = a_post(here)
    with transaction() as session:
        started = start_candidates(
            session, owner=owner, post_id=post_id, style=None, new_batch=False, now=here.now(), policy=here.policy
        )
        held = jobs.claim(session, job_id=started.job_id, now=here.now(), limits=LIMITS)
    assert held is not None
    delete_post(here, owner=owner, post_id=post_id)
    with transaction() as session, pytest.raises(LeaseLost):
        jobs.hold_fence(session, held)


def test_a_photo_goes_with_the_last_post_that_is_built_around_it(here: Ports) -> None:
    owner, first = a_post(here)
    _, second = a_post(here, owner=owner)
    key = here.storage.put(f"photo {uuid4()}".encode(), content_type="image/jpeg")
    with transaction() as session:
        photo = Upload(
            owner_type=owner.type, owner_id=owner.id, created_at=here.now() - timedelta(minutes=1),
            storage_key=key, thumb_key=key, width=1, height=1,
        )  # fmt: skip
        session.add(photo)
        session.flush()
        for row in session.exec(select(Post).where(col(Post.id).in_([first, second]))):
            row.upload_id = photo.id
    delete_post(here, owner=owner, post_id=first)
    assert stored(here, key)
    delete_post(here, owner=owner, post_id=second)
    assert not stored(here, key)
