"""Galleries and finals: the caps of a post, and what the ladder leaves of them."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlmodel import Session

from socialdraft.errors import (
    AlreadyFinalized,
    BatchLimitReached,
    BlockedContent,
    BudgetExhausted,
    DomainError,
    NewBatchDisabled,
    NotFound,
    SelectionEmpty,
    SelectionTooLarge,
    UnknownCandidate,
)
from socialdraft.models import BudgetMonth, Post
from socialdraft.policy import Policy, Quality, month_of
from socialdraft.schemas import CandidatesStarted, FinalizeStarted
from socialdraft.services import batches, budget, images, jobs
from socialdraft.services.images import NewImage
from socialdraft.services.owners import Owner
from tests.factories import LIMITS, make_candidates, make_owner, make_post


@pytest.fixture
def owner(session: Session, now: datetime) -> Owner:
    return make_owner(session, now=now)


@pytest.fixture
def post(session: Session, owner: Owner, now: datetime) -> Post:
    return make_post(session, owner, now=now)


def generate(
    session: Session, owner: Owner, post: Post, *, now: datetime, new_batch: bool = False, policy: Policy | None = None
) -> CandidatesStarted:
    return batches.start_candidates(
        session,
        owner=owner,
        post_id=post.id,
        style=None,
        new_batch=new_batch,
        now=now,
        policy=policy or Policy(),
    )


def finish(session: Session, owner: Owner, post: Post, picks: list[object], *, now: datetime) -> FinalizeStarted:
    return batches.start_finals(
        session,
        owner=owner,
        post_id=post.id,
        candidate_ids=picks,  # type: ignore[arg-type]
        now=now,
        policy=Policy(),
    )


def at_level(session: Session, level: int, *, now: datetime) -> None:
    budget.ensure_month(session, now=now, limits=LIMITS)
    session.get_one(BudgetMonth, month_of(now)).simulated_level = level
    session.flush()


def test_a_second_gallery_needs_to_be_asked_for_as_one_and_a_third_never_comes(
    session: Session, owner: Owner, post: Post, now: datetime
) -> None:
    assert generate(session, owner, post, now=now).requested_count == 20
    with pytest.raises(BatchLimitReached):
        generate(session, owner, post, now=now)
    generate(session, owner, post, now=now, new_batch=True)
    with pytest.raises(BatchLimitReached):
        generate(session, owner, post, now=now, new_batch=True)


@pytest.mark.parametrize(("level", "count"), [(0, 20), (2, 20), (3, 10)])
def test_the_ladder_sets_the_size_of_a_gallery(  # noqa: PLR0917
    session: Session, owner: Owner, post: Post, now: datetime, level: int, count: int
) -> None:
    at_level(session, level, now=now)
    assert generate(session, owner, post, now=now).requested_count == count


def test_the_ladder_takes_the_extra_gallery_first(session: Session, owner: Owner, post: Post, now: datetime) -> None:
    generate(session, owner, post, now=now)
    at_level(session, 1, now=now)
    with pytest.raises(NewBatchDisabled):
        generate(session, owner, post, now=now, new_batch=True)


def test_at_words_only_there_is_no_gallery(session: Session, owner: Owner, post: Post, now: datetime) -> None:
    at_level(session, 4, now=now)
    with pytest.raises(BudgetExhausted):
        generate(session, owner, post, now=now)


def test_a_gallery_shrinks_to_what_the_money_carries(session: Session, owner: Owner, post: Post, now: datetime) -> None:
    unshared = replace(LIMITS, anonymous_month_share=Decimal(1), anonymous_day_share=Decimal(1))
    poor = replace(unshared, monthly_cap_usd=Decimal("0.25"), margin_usd=Decimal(0))  # room for about 13
    assert generate(session, owner, post, now=now, policy=Policy(limits=poor)).requested_count == 10


@pytest.mark.parametrize(
    ("picks", "refusal"),
    [([], SelectionEmpty), (["not-an-id"], UnknownCandidate), ([uuid4()], UnknownCandidate)],
)
def test_a_selection_must_be_of_this_gallery(  # noqa: PLR0917
    session: Session, owner: Owner, post: Post, now: datetime, picks: list[object], refusal: type[DomainError]
) -> None:
    make_candidates(session, owner, post.id, now=now, count=4)
    with pytest.raises(refusal):
        finish(session, owner, post, picks, now=now)


def test_the_tenth_pick_is_refused_and_says_how_many_are_allowed(
    session: Session, owner: Owner, post: Post, now: datetime
) -> None:
    made = make_candidates(session, owner, post.id, now=now, count=10)
    with pytest.raises(SelectionTooLarge) as refusal:
        finish(session, owner, post, list(made), now=now)
    assert refusal.value.data["allowed"] == 9
    assert finish(session, owner, post, list(made[:9]), now=now).requested_count == 9


@pytest.mark.parametrize(("level", "allowed", "quality"), [(2, 6, Quality.HIGH), (3, 3, Quality.MEDIUM)])
def test_the_ladder_shrinks_the_finals(  # noqa: PLR0917
    session: Session, owner: Owner, post: Post, now: datetime, level: int, allowed: int, quality: Quality
) -> None:
    made = make_candidates(session, owner, post.id, now=now, count=9)
    at_level(session, level, now=now)
    with pytest.raises(SelectionTooLarge) as refusal:
        finish(session, owner, post, list(made), now=now)
    assert refusal.value.data["allowed"] == allowed
    assert finish(session, owner, post, list(made[:allowed]), now=now).quality == quality


def test_a_post_is_finished_once_and_then_has_no_new_gallery(
    session: Session, owner: Owner, post: Post, now: datetime
) -> None:
    made = make_candidates(session, owner, post.id, now=now, count=4)
    finish(session, owner, post, [made[0]], now=now)
    with pytest.raises(AlreadyFinalized):
        finish(session, owner, post, [made[1]], now=now)
    with pytest.raises(AlreadyFinalized):
        generate(session, owner, post, now=now, new_batch=True)


def test_a_stranger_s_post_does_not_exist(session: Session, post: Post, now: datetime) -> None:
    stranger = make_owner(session, now=now)
    with pytest.raises(NotFound):
        generate(session, stranger, post, now=now)
    with pytest.raises(NotFound):
        finish(session, stranger, post, [uuid4()], now=now)


def test_goods_that_may_not_be_advertised_reach_no_picture(session: Session, owner: Owner, now: datetime) -> None:
    post = make_post(session, owner, now=now)
    post.caption_text = "โปรเบียร์ 1 แถม 1 คืนนี้"
    with pytest.raises(BlockedContent):
        generate(session, owner, post, now=now)


def test_pictures_of_a_second_gallery_stand_behind_all_places_of_the_first(
    session: Session, owner: Owner, post: Post, now: datetime
) -> None:
    make_candidates(session, owner, post.id, now=now, count=3)  # of twenty that were asked for
    held = jobs.claim(
        session, job_id=generate(session, owner, post, now=now, new_batch=True).job_id, now=now, limits=LIMITS
    )
    assert held is not None
    late, early = (NewImage(n, f"bb/{n}.png", f"bb/{n}.webp", 1024, 1280, "Subject: noodles") for n in (4, 2))
    for arrived, places in ((late, [24]), (early, [22, 24])):
        images.keep(session, held, images=[arrived], now=now)
        seen = images.gallery(session, owner=owner, post_id=post.id)
        assert [one.place for one in seen.candidates] == [1, 2, 3, *places]
        assert seen.places == 40
        told = images.job(session, owner=owner, job_id=held.job_id)
        assert [one.place for one in told.images] == places
