"""Every limit on money: the last dollar is admitted, the next refused, and the rung of the ladder follows."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select, update

from socialdraft.errors import BudgetExhausted, Paused
from socialdraft.models import BudgetMonth
from socialdraft.policy import COPYWRITE, LADDER, Policy
from socialdraft.services import budget, switches
from socialdraft.services.budget import Call
from tests.factories import make_owner, make_user
from tests.services.holds import BOUND, COST, HELD, LIMITS, NOTHING, USED, books, entry, hold


@pytest.mark.parametrize(
    ("limits", "room", "returns"),
    [
        ({"monthly_cap_usd": Decimal(3)}, Decimal(3), "2026-12-01"),
        ({"margin_usd": Decimal(7)}, Decimal(3), "2026-12-01"),
        ({"owner_month_usd": Decimal(2)}, Decimal(2), "2026-12-01"),
        ({"anonymous_month_share": Decimal("0.2")}, Decimal(2), "2026-12-01"),
        ({"anonymous_day_share": Decimal("0.1")}, Decimal(1), "2026-11-26"),
    ],
)
def test_the_nearest_limit_says_how_much_is_left_and_when_it_returns(
    session: Session, now: datetime, limits: dict[str, Decimal], room: Decimal, returns: str
) -> None:
    open_to_all = replace(LIMITS, anonymous_day_share=Decimal(1), owner_month_usd=Decimal(10))
    policy = Policy(limits=replace(open_to_all, **limits))  # type: ignore[arg-type]
    owner = make_owner(session, now=now)
    found = budget.room(session, owner=owner, kind="text", now=now, policy=policy)
    assert (found.usd, found.refusal.data["returns_at"]) == (room, f"{returns}T00:00:00+00:00")
    hold(session, owner, now=now, limits=policy.limits)
    assert budget.room(session, owner=owner, kind="text", now=now, policy=policy).usd == room - HELD


@pytest.mark.parametrize(
    ("limits", "returns"),
    [
        ({"owner_month_usd": HELD}, "2026-12-01"),
        ({"anonymous_month_share": HELD / 10}, "2026-12-01"),
        ({"anonymous_day_share": HELD / 10}, "2026-11-26"),
        ({"monthly_cap_usd": HELD, "anonymous_day_share": Decimal(2)}, "2026-12-01"),
    ],
)
def test_each_limit_admits_its_last_dollar_and_refuses_the_next(
    session: Session, now: datetime, limits: dict[str, Decimal], returns: str
) -> None:
    chosen: dict[str, Any] = {"anonymous_day_share": Decimal(1)} | limits
    tight = replace(LIMITS, **chosen)
    owner = make_owner(session, now=now)
    hold(session, owner, now=now, limits=tight)
    with pytest.raises(BudgetExhausted) as refusal, session.begin_nested():
        hold(session, owner, now=now, limits=tight)
    assert refusal.value.data["returns_at"] == f"{returns}T00:00:00+00:00"
    assert books(session) == (HELD, NOTHING)


@pytest.mark.parametrize(
    ("kind", "share"), [("text", "1"), ("judge", "1"), ("moderation", "1"), ("edit", "0.98"), ("image", "0.975")]
)
def test_words_keep_two_percent_and_finals_half_a_percent_for_themselves(
    session: Session, now: datetime, kind: str, share: str
) -> None:
    limits = replace(LIMITS, anonymous_day_share=Decimal(1), owner_month_usd=Decimal(10))
    found = budget.room(session, owner=make_user(session, now=now), kind=kind, now=now, policy=Policy(limits=limits))
    assert found.usd == 10 * Decimal(share)


def test_the_rung_is_kept_with_the_month_and_the_hold(session: Session, now: datetime) -> None:
    limits = replace(LIMITS, monthly_cap_usd=Decimal("0.0069"), anonymous_day_share=Decimal(1))
    owner = make_owner(session, now=now)
    made = hold(session, owner, now=now, limits=limits)  # 87 %
    assert entry(session, made).level == 2
    assert session.exec(select(BudgetMonth)).one().level == 2
    assert budget.service_level(session, now=now, policy=Policy(limits=limits))[1].name == "saving"
    budget.void(session, hold_id=made, error="", now=now)
    assert budget.service_level(session, now=now, policy=Policy(limits=limits))[1].name == "normal"


@pytest.mark.parametrize("limit", ["owner_month_usd", "anonymous_month_share", "anonymous_day_share"])
def test_a_first_call_may_be_too_dear_as_well(session: Session, now: datetime, limit: str) -> None:
    """When nobody has taken anything out of that share yet."""
    too_little = HELD - Decimal("0.000001")
    usd = too_little if limit == "owner_month_usd" else too_little / LIMITS.monthly_cap_usd
    chosen: dict[str, Any] = {"anonymous_day_share": Decimal(1)} | {limit: usd}
    with pytest.raises(BudgetExhausted), session.begin_nested():
        hold(session, make_owner(session, now=now), now=now, limits=replace(LIMITS, **chosen))


def test_there_is_no_room_for_what_is_switched_off(session: Session, now: datetime) -> None:
    user, policy = make_user(session, now=now), Policy(limits=LIMITS)
    switches.turn(session, name="images", on=False, now=now)
    assert budget.room(session, owner=user, kind="text", now=now, policy=policy).usd > 0
    with pytest.raises(Paused):
        budget.room(session, owner=user, kind="image", now=now, policy=policy)


@pytest.fixture
def server_in_bangkok() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Bangkok")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("server_in_bangkok")
def test_a_day_of_money_ends_at_midnight_utc_wherever_the_server_stands(session: Session, now: datetime) -> None:
    evening, limits = now.replace(hour=20), replace(LIMITS, anonymous_day_share=NOTHING)  # in Bangkok the 26th
    room = budget.room(
        session, owner=make_owner(session, now=now), kind="text", now=evening, policy=Policy(limits=limits)
    )
    assert room.refusal.data["returns_at"] == "2026-11-26T00:00:00+00:00"


def test_the_month_counts_what_was_spent(session: Session, now: datetime) -> None:
    user, limits = make_user(session, now=now), replace(LIMITS, monthly_cap_usd=HELD * 2)
    budget.post(session, hold_id=hold(session, user, now=now, limits=limits), usage=None, request_id="", now=now)
    hold(session, user, now=now, limits=limits)
    with pytest.raises(BudgetExhausted), session.begin_nested():
        hold(session, user, now=now, limits=limits)
    assert books(session) == (HELD, HELD)


def test_what_was_spent_leaves_no_room(session: Session, now: datetime) -> None:
    user, policy = make_user(session, now=now), Policy(limits=replace(LIMITS, owner_month_usd=Decimal(100)))
    budget.post(session, hold_id=hold(session, user, now=now, limits=policy.limits), usage=USED, request_id="", now=now)
    assert budget.room(session, owner=user, kind="text", now=now, policy=policy).usd == 10 - COST


def test_the_rung_follows_what_is_spent_as_well_as_what_is_held(session: Session, now: datetime) -> None:
    limits = replace(LIMITS, monthly_cap_usd=HELD * 2 / Decimal("0.8"))
    user, policy = make_user(session, now=now), Policy(limits=limits)
    first = hold(session, user, now=now, limits=limits)  # 40 %
    budget.post(session, hold_id=first, usage=None, request_id="", now=now)
    assert entry(session, hold(session, user, now=now, limits=limits)).level == 1  # 80 %
    assert session.exec(select(BudgetMonth)).one().level == 1
    assert budget.service_level(session, now=now, policy=policy)[1].name == "careful"


def test_a_month_begins_on_the_first_rung_and_without_money_on_the_last(session: Session, now: datetime) -> None:
    assert budget.ensure_month(session, now=now, limits=LIMITS).level == 0
    session.execute(update(BudgetMonth).values(cap=0))
    session.expire_all()
    assert budget.service_level(session, now=now, policy=Policy(limits=LIMITS))[1].name == "words_only"


def test_the_ladder_is_the_operators(session: Session, now: datetime) -> None:
    early = replace(LADDER[1], name="early", enter=Decimal("0.3"), leave=Decimal("0.2"))
    limits = replace(LIMITS, monthly_cap_usd=HELD / Decimal("0.4"))
    policy = Policy(limits=limits, ladder=(LADDER[0], early))
    call = Call(make_user(session, now=now), "text", "copy", "studio", COPYWRITE.model, BOUND, timeout=60)
    assert entry(session, budget.hold(session, call, now=now, policy=policy)).level == 1
    assert session.exec(select(BudgetMonth)).one().level == 1
    assert budget.service_level(session, now=now, policy=policy)[1].name == "early"


@pytest.mark.parametrize(("shown", "rung"), [(0, "normal"), (2, "saving"), (4, "words_only"), (99, "words_only")])
def test_a_simulated_rung_is_shown_and_never_one_the_ladder_has_not(
    session: Session, now: datetime, shown: int, rung: str
) -> None:
    budget.ensure_month(session, now=now, limits=LIMITS).simulated_level = shown
    session.flush()
    assert budget.service_level(session, now=now, policy=Policy(limits=LIMITS))[1].name == rung


@pytest.mark.parametrize(
    ("kind", "cap", "margin"),
    [
        ("text", HELD, NOTHING),
        ("text", HELD * 2, HELD),
        ("edit", HELD / Decimal("0.98"), NOTHING),
        ("image", HELD / Decimal("0.975") + HELD, HELD),
    ],
)
def test_the_month_refuses_whoever_comes_after_its_last_dollar(
    session: Session, now: datetime, kind: str, cap: Decimal, margin: Decimal
) -> None:
    """Users come out of no strangers' share: it is the month itself that says no."""
    call = Call(make_user(session, now=now), kind, "copy", "studio", COPYWRITE.model, BOUND, timeout=60)
    least = Decimal("0.000001")
    for usd, fits in ((cap - least, False), (cap + least, True), (cap + least, False)):
        limits = replace(LIMITS, monthly_cap_usd=usd, margin_usd=margin)
        budget.ensure_month(session, now=now, limits=limits)
        session.execute(update(BudgetMonth).values(cap=usd))
        if fits:
            budget.hold(session, call, now=now, policy=Policy(limits=limits))
            continue
        with pytest.raises(BudgetExhausted) as refusal, session.begin_nested():
            budget.hold(session, call, now=now, policy=Policy(limits=limits))
        assert refusal.value.data["returns_at"] == "2026-12-01T00:00:00+00:00"
    assert books(session) == (HELD, NOTHING)


def test_the_strangers_shares_follow_the_cap_an_operator_has_chosen(session: Session, now: datetime) -> None:
    limits = replace(LIMITS, anonymous_month_share=HELD / 10, anonymous_day_share=Decimal(1))
    budget.ensure_month(session, now=now, limits=limits).chosen_cap = Decimal(20)
    session.flush()
    stranger, policy = make_owner(session, now=now), Policy(limits=limits)
    assert budget.room(session, owner=stranger, kind="text", now=now, policy=policy).usd == 2 * HELD
    for _ in range(2):
        hold(session, stranger, now=now, limits=limits)
    with pytest.raises(BudgetExhausted), session.begin_nested():
        hold(session, stranger, now=now, limits=limits)


def test_another_months_money_has_no_say(session: Session, now: datetime) -> None:
    for month, cap in ((now.replace(month=10), NOTHING), (now, Decimal(10)), (now.replace(month=12), NOTHING)):
        budget.ensure_month(session, now=month, limits=LIMITS).cap = cap
    session.flush()
    user, limits = make_user(session, now=now), replace(LIMITS, owner_month_usd=Decimal(100))
    assert budget.room(session, owner=user, kind="text", now=now, policy=Policy(limits=limits)).usd == 10
    made = entry(session, hold(session, user, now=now, limits=limits))
    assert (made.month, made.level) == (now.date().replace(day=1), 0)
