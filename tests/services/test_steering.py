"""What an operator changes about a month, and that it stays on record."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from socialdraft.errors import Invalid
from socialdraft.models import OperatorAction
from socialdraft.policy import LADDER, Limits, Policy
from socialdraft.services import budget, steering


def record(session: Session) -> list[tuple[str, str | None, str | None]]:
    rows = session.exec(select(OperatorAction)).all()
    return [(row.action, row.details["before"], row.details["after"]) for row in rows]


def test_a_changed_cap_is_followed_and_kept_on_record_once(session: Session, now: datetime) -> None:
    budget.ensure_month(session, now=now, limits=Limits())
    lower = replace(Limits(), monthly_cap_usd=Decimal(500))
    for _ in range(2):
        steering.set_cap(session, now=now, limits=lower)
    assert budget.ensure_month(session, now=now, limits=lower).cap == 500
    assert record(session) == [("cap", "1000.000000", "500")]


def test_a_cap_the_operator_chose_beats_the_setting(session: Session, now: datetime) -> None:
    month = budget.ensure_month(session, now=now, limits=Limits())
    month.chosen_cap = Decimal(300)
    session.flush()
    steering.set_cap(session, now=now, limits=Limits())
    assert budget.ensure_month(session, now=now, limits=Limits()).cap == 300


@pytest.mark.parametrize("level", range(len(LADDER)))
def test_every_rung_can_be_tried_and_left_again(session: Session, now: datetime, level: int) -> None:
    steering.simulate(session, level=level, now=now, policy=Policy())
    assert budget.service_level(session, now=now, policy=Policy()) == (level, LADDER[level])
    steering.simulate(session, level=None, now=now, policy=Policy())
    assert budget.service_level(session, now=now, policy=Policy())[0] == 0
    assert record(session) == [("simulated_level", None, str(level)), ("simulated_level", str(level), None)]


@pytest.mark.parametrize("level", [-1, len(LADDER)])
def test_a_rung_that_is_not_there_is_refused(session: Session, now: datetime, level: int) -> None:
    with pytest.raises(Invalid) as refusal:
        steering.simulate(session, level=level, now=now, policy=Policy())
    assert refusal.value.data["allowed"] == [0, 1, 2, 3, 4]
    assert record(session) == []


def test_the_same_rung_again_changes_nothing(session: Session, now: datetime) -> None:
    for _ in range(2):
        steering.simulate(session, level=3, now=now, policy=Policy())
    assert len(record(session)) == 1
