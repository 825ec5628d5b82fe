"""One intent has one effect and one answer."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from socialdraft.errors import IdempotencyKeyRequired, IdempotencyKeyReused, InProgress, Invalid
from socialdraft.services import idempotency
from socialdraft.services.idempotency import KEPT, LOCKED, Intent
from socialdraft.services.owners import Owner
from tests.factories import make_owner


def intent(owner: Owner, *, key: str | None = "k", body: dict[str, object] | None = None) -> Intent:
    return Intent.of(owner=owner, route="posts.generate", key=key, body=body or {"a": 1})


def test_the_answer_is_replayed_to_every_repeat(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    first = intent(owner)
    assert idempotency.claim(session, first, now=now) is None
    idempotency.answer(session, first, status=201, body={"posts": []})
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


def test_whoever_was_slow_enough_to_lose_the_claim_may_neither_answer_nor_release_it(
    session: Session, now: datetime
) -> None:
    owner = make_owner(session, now=now)
    slow, quick = intent(owner), intent(owner)
    idempotency.claim(session, slow, now=now)
    assert idempotency.claim(session, quick, now=now + LOCKED) is None
    with pytest.raises(InProgress) as refusal:
        idempotency.answer(session, slow, status=201, body={"twice": True})
    assert refusal.value.data == {"retry_after": 2}
    idempotency.release(session, slow)
    with pytest.raises(InProgress):
        idempotency.claim(session, intent(owner), now=now + LOCKED)
    idempotency.answer(session, quick, status=201, body={"once": True})
    assert idempotency.claim(session, slow, now=now + LOCKED) == {"once": True}


def test_keys_belong_to_their_owner(session: Session, now: datetime) -> None:
    mine, theirs = (intent(make_owner(session, now=now)) for _ in range(2))
    idempotency.claim(session, mine, now=now)
    idempotency.answer(session, mine, status=201, body={"secret": True})
    assert idempotency.claim(session, theirs, now=now) is None


def test_a_released_claim_and_one_a_day_old_are_free(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    first, second = intent(owner), intent(owner)
    idempotency.claim(session, first, now=now)
    idempotency.release(session, first)
    assert idempotency.claim(session, second, now=now) is None
    idempotency.answer(session, second, status=201, body={"x": 1})
    assert idempotency.claim(session, intent(owner), now=now + KEPT - timedelta(microseconds=1)) == {"x": 1}
    assert idempotency.claim(session, intent(owner), now=now + KEPT) is None


def test_a_key_has_room_for_two_hundred_characters(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    assert idempotency.claim(session, intent(owner, key="k" * 200), now=now) is None
    with pytest.raises(Invalid) as refusal:
        intent(owner, key="k" * 201)
    assert refusal.value.data == {"field": "Idempotency-Key", "limit": 200}


@pytest.mark.parametrize("key", [None, "", "   "])
def test_a_missing_key_is_refused(session: Session, now: datetime, key: str | None) -> None:
    with pytest.raises(IdempotencyKeyRequired):
        intent(make_owner(session, now=now), key=key)


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8) | st.integers() | st.none(), max_size=6))
def test_the_order_of_a_body_does_not_matter(body: dict[str, object]) -> None:
    owner = Owner("session", uuid4())
    assert intent(owner, body=body) == intent(owner, body=dict(reversed(body.items())))


def test_a_body_may_hold_ids_and_days() -> None:
    owner, body = Owner("session", uuid4()), {"id": uuid4(), "day": date(2026, 11, 25)}
    assert intent(owner, body=body) == intent(owner, body=dict(body))
    assert intent(owner, body=body) != intent(owner, body=body | {"id": uuid4()})


def test_without_the_fingerprint_another_body_gets_the_first_answer(session: Session, now: datetime) -> None:
    """The control of `another body under the same key is refused`."""
    owner = make_owner(session, now=now)
    first = intent(owner)
    idempotency.claim(session, first, now=now)
    idempotency.answer(session, first, status=201, body={"of": "the first"})
    careless = replace(intent(owner, body={"a": 2}), fingerprint=first.fingerprint)
    assert idempotency.claim(session, careless, now=now) == {"of": "the first"}


def test_without_the_owner_in_the_key_a_stranger_gets_the_answer(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of `keys belong to their owner`."""
    mine, theirs = (intent(make_owner(session, now=now)) for _ in range(2))
    idempotency.claim(session, mine, now=now)
    idempotency.answer(session, mine, status=201, body={"secret": True})
    monkeypatch.setattr(Intent, "row", mine.row)  # as if the key were everybody's
    assert idempotency.claim(session, theirs, now=now) == {"secret": True}


def test_a_repeat_during_the_work_is_told_when_to_come_back(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    idempotency.claim(session, intent(owner), now=now)
    with pytest.raises(InProgress) as refusal:
        idempotency.claim(session, intent(owner), now=now)
    assert refusal.value.data == {"retry_after": 2}
