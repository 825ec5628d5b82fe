"""One intent has one effect and one answer."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from socialdraft.errors import IdempotencyKeyRequired, IdempotencyKeyReused, InProgress
from socialdraft.services import idempotency
from socialdraft.services.idempotency import LOCKED, Intent
from socialdraft.services.owners import Owner
from tests.factories import make_owner


def intent(owner: Owner, *, key: str | None = "k", body: dict[str, object] | None = None) -> Intent:
    return Intent.of(owner=owner, route="posts.generate", key=key, body=body or {"a": 1})


def test_the_answer_is_replayed_to_every_repeat(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    assert idempotency.claim(session, intent(owner), now=now) is None
    idempotency.answer(session, intent(owner), status=201, body={"posts": []})
    assert idempotency.claim(session, intent(owner), now=now) == {"posts": []}


def test_a_running_claim_is_in_progress_until_its_process_must_be_dead(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    idempotency.claim(session, intent(owner), now=now)
    with pytest.raises(InProgress):
        idempotency.claim(session, intent(owner), now=now + LOCKED - timedelta(seconds=1))
    assert idempotency.claim(session, intent(owner), now=now + LOCKED) is None


def test_another_body_under_the_same_key_is_refused(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    idempotency.claim(session, intent(owner), now=now)
    with pytest.raises(IdempotencyKeyReused):
        idempotency.claim(session, intent(owner, body={"a": 2}), now=now)


def test_keys_belong_to_their_owner(session: Session, now: datetime) -> None:
    first, second = make_owner(session, now=now), make_owner(session, now=now)
    idempotency.claim(session, intent(first), now=now)
    idempotency.answer(session, intent(first), status=201, body={"secret": True})
    assert idempotency.claim(session, intent(second), now=now) is None


def test_a_released_claim_and_one_a_day_old_are_free(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    idempotency.claim(session, intent(owner), now=now)
    idempotency.release(session, intent(owner))
    assert idempotency.claim(session, intent(owner), now=now) is None
    idempotency.answer(session, intent(owner), status=201, body={"x": 1})
    assert idempotency.claim(session, intent(owner), now=now + timedelta(hours=25)) is None


@pytest.mark.parametrize("key", [None, "", "   "])
def test_a_missing_key_is_refused(session: Session, now: datetime, key: str | None) -> None:
    with pytest.raises(IdempotencyKeyRequired):
        intent(make_owner(session, now=now), key=key)


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8) | st.integers() | st.none(), max_size=6))
def test_the_order_of_a_body_does_not_matter(body: dict[str, object]) -> None:
    owner = Owner("session", uuid4())
    assert intent(owner, body=body) == intent(owner, body=dict(reversed(body.items())))
