"""A provider that cannot help anybody is left alone by all processes, and nobody draws faster than it takes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from socialdraft.policy import Limits
from socialdraft.ports import ProviderError
from socialdraft.services import providers
from socialdraft.services.providers import PAUSE

LATER = timedelta(seconds=1)


def enters(session: Session, *, now: datetime, model: str = "flare") -> bool | float:
    """Whether the call tries for all, or the seconds it is told to wait."""
    try:
        return providers.enter(session, provider="openai", model=model, now=now)
    except ProviderError as error:
        told = error
    assert (told.code, told.billed, told.retriable) == ("paused", "no", True)
    return told.retry_after or 0.0


def trip(session: Session, code: str, *, now: datetime) -> bool:
    return providers.trip(session, provider="openai", model="flare", code=code, now=now)


@pytest.mark.parametrize("code", ["money_out", "auth"])
def test_a_provider_without_money_or_key_is_paused_as_a_whole(session: Session, now: datetime, code: str) -> None:
    assert enters(session, now=now) is False
    assert trip(session, code, now=now)
    assert providers.paused(session, now=now) == {"openai": code}
    assert enters(session, now=now, model="luna") == PAUSE.total_seconds()
    assert providers.enter(session, provider="azure", model="luna", now=now) is False


def test_a_model_that_is_gone_pauses_only_itself(session: Session, now: datetime) -> None:
    assert trip(session, "model_gone", now=now)
    assert enters(session, now=now) == PAUSE.total_seconds()
    assert enters(session, now=now, model="luna") is False


@pytest.mark.parametrize("code", ["rate_limited", "server", "refused", "rejected", "timeout", "paused"])
def test_what_the_next_call_may_not_meet_pauses_nothing(session: Session, now: datetime, code: str) -> None:
    assert not trip(session, code, now=now)
    assert enters(session, now=now) is False
    assert providers.paused(session, now=now) == {}


def test_after_the_pause_one_call_tries_and_its_answer_decides(session: Session, now: datetime) -> None:
    trip(session, "auth", now=now)
    again = now + PAUSE
    assert enters(session, now=again - LATER) == 1.0
    assert enters(session, now=again) is True
    assert enters(session, now=again) == PAUSE.total_seconds()
    providers.reopen(session, provider="openai", model="flare")
    assert enters(session, now=again) is False
    assert providers.paused(session, now=again) == {}


def test_a_failed_try_pauses_again(session: Session, now: datetime) -> None:
    trip(session, "auth", now=now)
    again = now + PAUSE
    enters(session, now=again)
    trip(session, "money_out", now=again + LATER)
    assert providers.paused(session, now=again + PAUSE) == {"openai": "money_out"}
    assert enters(session, now=again + PAUSE) == 1.0


def pace(session: Session, pictures: int, *, now: datetime, minute: int = 10) -> float:
    limits = replace(Limits(), images_per_minute=minute)
    return providers.pace(session, provider="openai", pictures=pictures, now=now, limits=limits)


def test_a_minute_has_so_many_pictures_and_they_come_back_one_by_one(session: Session, now: datetime) -> None:
    assert [pace(session, 4, now=now) for _ in range(2)] == [0, 0]
    assert pace(session, 4, now=now) == 12.0  # two are left, two more take twice six seconds
    assert pace(session, 2, now=now) == 0
    assert pace(session, 1, now=now + timedelta(seconds=5)) == 1.0
    assert pace(session, 1, now=now + timedelta(seconds=6)) == 0


def test_an_idle_provider_saves_up_no_more_than_a_minute(session: Session, now: datetime) -> None:
    pace(session, 1, now=now)
    much_later = now + timedelta(hours=1)
    assert pace(session, 10, now=much_later) == 0
    assert pace(session, 1, now=much_later) == 6.0


def test_a_call_for_more_than_a_minute_holds_gets_its_turn(session: Session, now: datetime) -> None:
    assert pace(session, 8, now=now, minute=5) == 0
    assert pace(session, 8, now=now + timedelta(seconds=1), minute=5) == 59.0
    assert pace(session, 8, now=now + timedelta(seconds=60), minute=5) == 0


def test_each_provider_has_its_own_minute(session: Session, now: datetime) -> None:
    assert pace(session, 10, now=now) == 0
    limits = replace(Limits(), images_per_minute=10)
    assert providers.pace(session, provider="azure", pictures=10, now=now, limits=limits) == 0
