"""Signing in with work at hand: it moves, nothing doubles, and what is under way lands with the user."""

from uuid import uuid4

import pytest
from sqlmodel import col, select

from socialdraft.db import transaction
from socialdraft.models import Business, Post, PostImage, VisitorSession
from socialdraft.policy import Language, Policy
from socialdraft.ports import Ports
from socialdraft.services import accounts, assignments, images, jobs, posts, signin
from socialdraft.services.ai import extractor
from socialdraft.services.ai.extractor import Extracted, Fact, Kind, Season
from socialdraft.services.assignments import Order
from socialdraft.services.images import NewImage
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.start_pictures import start_candidates
from tests.factories import LIMITS, make_business, make_ingest, make_post


@pytest.fixture
def address() -> str:
    return f"owner-{uuid4().hex[:8]}@example.com"


def arrive(here: Ports) -> tuple[Owner, str]:
    """A fresh session and its cookie."""
    with transaction() as session:
        view, cookie = accounts.open_session(session, token=None, now=here.now(), limits=LIMITS)
    assert cookie
    return Owner("session", view.session_id), cookie


def sign_in(here: Ports, address: str, cookie: str | None) -> tuple[Owner, str]:
    with transaction() as session:
        token = signin.make_link(session, email=address, now=here.now(), limits=LIMITS)
    with transaction() as session:
        _, fresh = signin.sign_in(session, token=token, cookie=cookie, now=here.now(), limits=LIMITS)
        return accounts.owner_of(session, token=fresh, now=here.now(), limits=LIMITS), fresh


def written(here: Ports, owner: Owner, platform: str = "facebook") -> Post:
    with transaction() as session:
        return make_post(session, owner, now=here.now(), platform=platform)


def posts_of(owner: Owner) -> set[object]:
    with transaction() as session:
        return {one.id for one in posts.all_of(session, owner=owner)}


def test_the_first_sign_in_takes_the_browsers_work_along(here: Ports, address: str) -> None:
    visitor, cookie = arrive(here)
    post = written(here, visitor)
    user, fresh = sign_in(here, address, cookie)
    assert user.type == "user"
    assert posts_of(user) == {post.id}
    assert posts_of(visitor) == set()
    with transaction() as session:
        business = accounts.business_of(session, owner=user)
        assert business
        assert business.id == post.business_id
        old = session.get_one(VisitorSession, visitor.id)
        assert old.ended_at is not None
    assert fresh != cookie


def test_with_two_businesses_the_users_stays_and_takes_in_the_posts(here: Ports, address: str) -> None:
    visitor, cookie = arrive(here)
    first = written(here, visitor)
    user, _ = sign_in(here, address, cookie)
    again, cookie = arrive(here)
    with transaction() as session:
        make_business(session, again, now=here.now(), platforms=("x", "threads"), language="th")
    second = written(here, again, platform="x")
    same, _ = sign_in(here, address, cookie)
    assert same == user
    assert posts_of(user) == {first.id, second.id}
    with transaction() as session:
        found = session.exec(select(Business).where(col(Business.owner_id).in_([user.id, again.id]))).all()
        assert [row.id for row in found] == [first.business_id]
        platforms = accounts.platforms_of(session, business_id=first.business_id)
        assert {row.platform_type for row in platforms} == {"facebook", "instagram"}


def test_a_free_place_takes_in_a_platform(here: Ports, address: str) -> None:
    visitor, cookie = arrive(here)
    with transaction() as session:
        make_business(session, visitor, now=here.now(), platforms=("facebook",))
    user, _ = sign_in(here, address, cookie)
    again, cookie = arrive(here)
    with transaction() as session:
        make_business(session, again, now=here.now(), platforms=("facebook", "x"))
    sign_in(here, address, cookie)
    with transaction() as session:
        business = accounts.business_of(session, owner=user)
        assert business
        chosen = accounts.platforms_of(session, business_id=business.id)
        assert [(row.slot, row.platform_type) for row in chosen] == [(1, "facebook"), (2, "x")]


def test_another_users_session_brings_nothing_along(here: Ports, address: str) -> None:
    visitor, cookie = arrive(here)
    post = written(here, visitor)
    first, fresh = sign_in(here, address, cookie)
    second, _ = sign_in(here, f"other-{address}", fresh)
    assert first != second
    assert posts_of(first) == {post.id}
    assert posts_of(second) == set()


def test_a_caption_that_was_under_way_lands_with_the_user(here: Ports, address: str) -> None:
    visitor, cookie = arrive(here)
    with transaction() as session:
        business = make_business(session, visitor, now=here.now())
        ingest = make_ingest(session, visitor, business.id, now=here.now())
        order = Order(business_id=business.id, platform_type="facebook", ingest_id=ingest.ingest_id)
        assignment = assignments.begin(session, order, owner=visitor, now=here.now(), policy=Policy())
    user, _ = sign_in(here, address, cookie)
    facts = Extracted(Language.EN, "tea", (Fact(Kind.ITEM, "tea"),), Season.NONE)
    with transaction() as session:
        post = posts.create(
            session,
            assignment,
            caption="Tea today.",
            facts=["tea"],
            extracted=extractor.as_json(facts),
            flags=[],
            now=here.now(),
        )
        assert Owner("user", post.owner_id) == user
    assert posts_of(user) == {post.id}


def test_pictures_that_were_under_way_land_with_the_user(here: Ports, address: str) -> None:
    visitor, cookie = arrive(here)
    post = written(here, visitor)
    started, _ = start_candidates(here, owner=visitor, post_id=post.id, style=None, new_batch=False, key="g")
    with transaction() as session:
        held = jobs.claim(session, job_id=started.job_id, now=here.now(), limits=LIMITS)
        assert held
    user, _ = sign_in(here, address, cookie)
    with transaction() as session:
        jobs.hold_fence(session, held)
        images.keep(session, held, images=[NewImage(1, "a/1.png", "a/1.webp", 8, 8, "tea")], now=here.now())
        row = session.exec(select(PostImage).where(PostImage.post_id == post.id)).one()
        assert Owner("user", row.owner_id) == user
        images.close(session, jobs.hold_fence(session, held), now=here.now(), error="test")
