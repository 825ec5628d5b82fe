"""A caption's wordings: what is one step, what undo brings back, what a rewrite replaced."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from socialdraft.models import Post
from socialdraft.policy import Language
from socialdraft.services import posts
from socialdraft.services.captions import language_of
from socialdraft.services.owners import Owner
from tests.factories import make_owner, make_post


@pytest.fixture
def owner(session: Session, now: datetime) -> Owner:
    return make_owner(session, now=now)


@pytest.fixture
def post(session: Session, owner: Owner, now: datetime) -> Post:
    return make_post(session, owner, now=now)


def typed(session: Session, owner: Owner, post: Post, text: str, *, at: datetime) -> None:
    posts.edit(session, owner=owner, post_id=post.id, text=text, now=at)


def test_saves_in_one_breath_are_one_step_back(session: Session, owner: Owner, post: Post, now: datetime) -> None:
    typed(session, owner, post, "Before.", at=now + timedelta(minutes=1))
    later = now + timedelta(minutes=5)
    for seconds, text in enumerate(("Buns", "Buns from", "Buns from 8.")):
        typed(session, owner, post, text, at=later + timedelta(seconds=seconds))
    assert posts.undo(session, owner=owner, post_id=post.id).caption_text == "Before."


def test_a_rewrite_shows_what_it_replaced_and_undo_brings_it_back(
    session: Session, owner: Owner, post: Post, now: datetime
) -> None:
    typed(session, owner, post, "Buns from 8.", at=now + timedelta(minutes=1))
    posts.rewritten(
        session,
        owner=owner,
        post_id=post.id,
        caption="ขนมปังออกจากเตาแปดโมง",
        facts=[],
        language=Language.TH,
        accused=[],
        now=now + timedelta(minutes=2),
    )
    change = posts.last_change(session, owner=owner, post_id=post.id)
    assert (change.origin, change.before) == ("rewritten", "Buns from 8.")
    view = posts.undo(session, owner=owner, post_id=post.id)
    assert (view.caption_text, view.language) == ("Buns from 8.", Language.EN)


def test_the_first_wording_has_nothing_before_it(session: Session, owner: Owner, post: Post) -> None:
    assert posts.last_change(session, owner=owner, post_id=post.id).before is None
    assert posts.undo(session, owner=owner, post_id=post.id).caption_text == post.caption_text


@pytest.mark.parametrize(
    ("text", "language"),
    [("Buns from 8.", Language.EN), ("ขนมปัง 45 บาท", Language.TH), ("Pad thai ผัดไทย, two plates for $20", Language.EN)],
)
def test_a_wording_is_in_the_language_of_most_of_its_letters(text: str, language: Language) -> None:
    assert language_of(text) == language


def test_the_facts_shown_are_those_the_caption_tells_now(
    session: Session, owner: Owner, post: Post, now: datetime
) -> None:
    assert posts.view(session, post).facts == ["Boat noodles 45 baht"]
    typed(session, owner, post, "Come by today.", at=now + timedelta(minutes=1))
    assert posts.view(session, post).facts == []
    assert posts.undo(session, owner=owner, post_id=post.id).facts == ["Boat noodles 45 baht"]
