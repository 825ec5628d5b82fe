"""Money: held before it is spent, never past the cap, and every hold comes to one end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import Session, func, select

from socialdraft import pricing
from socialdraft.errors import BudgetExhausted
from socialdraft.models import BudgetMonth, LedgerEntry
from socialdraft.policy import CANDIDATE, COPYWRITE, FINAL, Limits, Policy
from socialdraft.pricing import Unpriced, Usage, image_bound, text_bound
from socialdraft.services import budget, steering, usage
from socialdraft.services.budget import Call
from socialdraft.services.owners import Owner
from tests.factories import make_owner, make_user

WIDE = Limits(anonymous_month_share=Decimal(1), anonymous_day_share=Decimal(1), owner_month_usd=Decimal(10_000))
TEXT = text_bound(["ก๋วยเตี๋ยวเรือ 45 บาท 🍜"], max_output_tokens=1000)
PRICE = pricing.cost(COPYWRITE.model, TEXT, on=date(2026, 11, 25))


def text_call(owner: Owner, bound: Usage = TEXT) -> Call:
    return Call(
        owner=owner, kind="text", purpose="copy", provider="studio", model=COPYWRITE.model, bound=bound, timeout=60
    )


def capped(cap: str, **limits: object) -> Policy:
    return Policy(limits=replace(WIDE, monthly_cap_usd=Decimal(cap), margin_usd=Decimal(0), **limits))  # type: ignore[arg-type]


def month(session: Session) -> BudgetMonth:
    session.expire_all()
    return session.exec(select(BudgetMonth)).one()


def open_hold(session: Session, owner: Owner, *, now: datetime, policy: Policy, sent: bool = True) -> UUID:
    hold = budget.hold(session, text_call(owner), now=now, policy=policy)
    if sent:
        budget.mark_sent(session, hold_id=hold, timeout=60, now=now)
    return hold


def test_a_hold_that_would_pass_the_cap_by_a_millionth_is_refused(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    price = PRICE
    exactly_two = capped(str(price * 2))
    budget.hold(session, text_call(owner), now=now, policy=exactly_two)
    budget.hold(session, text_call(owner), now=now, policy=exactly_two)
    with pytest.raises(BudgetExhausted) as refusal, session.begin_nested():
        budget.hold(session, text_call(owner), now=now, policy=exactly_two)
    assert refusal.value.data["returns_at"] == "2026-12-01T00:00:00+00:00"
    assert month(session).held == price * 2


def test_an_owner_is_told_that_captions_are_closed_and_until_when(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    policy = capped(str(PRICE))
    assert usage.closed_until(session, owner=owner, now=now, policy=policy) is None
    budget.hold(session, text_call(owner), now=now, policy=policy)
    assert usage.closed_until(session, owner=owner, now=now, policy=policy) == datetime(2026, 12, 1, tzinfo=UTC)
    today = replace(WIDE, anonymous_day_share=Decimal("0.000001"), margin_usd=Decimal(0))
    both = usage.closed_until(session, owner=owner, now=now, policy=Policy(limits=today))
    assert both == datetime(2026, 12, 1, tzinfo=UTC), "tomorrow the month is still used up"
    month(session).cap = Decimal(10)
    session.flush()
    tomorrow = usage.closed_until(session, owner=owner, now=now, policy=Policy(limits=today))
    assert tomorrow == datetime(2026, 11, 26, tzinfo=UTC)


def test_a_posted_hold_charges_what_was_used_and_frees_the_rest(session: Session, now: datetime) -> None:
    owner, policy = make_owner(session, now=now), capped("10")
    hold = open_hold(session, owner, now=now, policy=policy)
    budget.post(session, hold_id=hold, usage=Usage(text_in=10, text_out=20), request_id="req_1", now=now)
    row = month(session)
    assert (row.held, row.spent) == (Decimal(0), Decimal("0.000110"))
    budget.post(session, hold_id=hold, usage=Usage(text_in=10, text_out=20), request_id="req_1", now=now)
    assert month(session).spent == Decimal("0.000110")


def test_without_a_usage_report_the_whole_hold_is_charged(session: Session, now: datetime) -> None:
    owner, policy = make_owner(session, now=now), capped("10")
    hold = open_hold(session, owner, now=now, policy=policy)
    budget.post(session, hold_id=hold, usage=None, request_id="", now=now)
    assert month(session).spent == PRICE


def test_an_expired_hold_is_void_when_unsent_and_charged_when_sent(session: Session, now: datetime) -> None:
    owner, policy = make_owner(session, now=now), capped("10")
    unsent = open_hold(session, owner, now=now, policy=policy, sent=False)
    sent = open_hold(session, owner, now=now, policy=policy)
    later = now + timedelta(seconds=121)
    while budget.sweep_one(session, now=later):
        pass
    ends = {row.id: (row.state, row.uncertain) for row in session.exec(select(LedgerEntry))}
    assert (ends[unsent], ends[sent]) == (("voided", False), ("assumed", True))
    row = month(session)
    assert (row.held, row.spent) == (Decimal(0), PRICE)


def test_a_swept_hold_may_not_be_sent_any_more(session: Session, now: datetime) -> None:
    owner, policy = make_owner(session, now=now), capped("10")
    hold = open_hold(session, owner, now=now, policy=policy, sent=False)
    with pytest.raises(budget.HoldLost):
        budget.mark_sent(session, hold_id=hold, timeout=60, now=now + timedelta(seconds=61))


def test_a_late_answer_replaces_what_was_assumed(session: Session, now: datetime) -> None:
    owner, policy = make_owner(session, now=now), capped("10")
    hold = open_hold(session, owner, now=now, policy=policy)
    budget.assume(session, hold_id=hold, error="timeout", now=now)
    budget.post(session, hold_id=hold, usage=Usage(text_in=10, text_out=20), request_id="req_1", now=now)
    row = month(session)
    assert (row.held, row.spent) == (Decimal(0), Decimal("0.000110"))


def test_a_charge_above_its_hold_is_recorded_and_closes_the_month(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    policy = capped(str(PRICE))
    hold = open_hold(session, owner, now=now, policy=policy)
    budget.post(session, hold_id=hold, usage=Usage(text_out=1_000_000), request_id="", now=now)
    row = month(session)
    assert row.spent == Decimal(5)
    assert row.overrun == row.spent - row.cap
    with pytest.raises(BudgetExhausted), session.begin_nested():
        budget.hold(session, text_call(owner), now=now, policy=policy)


def test_a_settlement_belongs_to_the_month_of_its_hold(session: Session) -> None:
    eve = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC)
    owner, policy = make_owner(session, now=eve), capped("10")
    hold = open_hold(session, owner, now=eve, policy=policy)
    budget.ensure_month(session, now=eve + timedelta(seconds=2), limits=policy.limits)
    budget.post(session, hold_id=hold, usage=None, request_id="", now=eve + timedelta(seconds=2))
    session.expire_all()
    november, december = sorted(session.exec(select(BudgetMonth)), key=lambda row: row.month)
    assert november.spent > 0
    assert december.spent == 0


def test_a_cap_lowered_below_what_is_committed_admits_nothing_and_hides_nothing(
    session: Session, now: datetime
) -> None:
    owner = make_owner(session, now=now)
    open_hold(session, owner, now=now, policy=capped("10"))
    steering.set_cap(session, now=now, limits=capped("0.001").limits)
    row = month(session)
    assert row.held > row.cap
    with pytest.raises(BudgetExhausted), session.begin_nested():
        open_hold(session, owner, now=now, policy=capped("0.001"))


def test_anonymous_sessions_share_a_daily_purse_that_signed_in_users_do_not_touch(
    session: Session, now: datetime
) -> None:
    price = PRICE
    policy = capped(str(price * 100), anonymous_day_share=Decimal("0.02"))
    open_hold(session, make_owner(session, now=now), now=now, policy=policy)
    open_hold(session, make_owner(session, now=now), now=now, policy=policy)
    stranger = make_owner(session, now=now)
    with pytest.raises(BudgetExhausted), session.begin_nested():
        open_hold(session, stranger, now=now, policy=policy)
    open_hold(session, make_user(session, now=now), now=now, policy=policy)
    open_hold(session, stranger, now=now + timedelta(days=1), policy=policy)


def test_one_owner_can_not_spend_more_than_their_share(session: Session, now: datetime) -> None:
    owner, price = make_owner(session, now=now), PRICE
    policy = capped("10", owner_month_usd=price)
    open_hold(session, owner, now=now, policy=policy)
    with pytest.raises(BudgetExhausted), session.begin_nested():
        open_hold(session, owner, now=now, policy=policy)


def test_words_outlast_finals_and_finals_outlast_new_ideas(session: Session, now: datetime) -> None:
    owner, policy = make_owner(session, now=now), capped("1")
    filled = capped("1")
    budget.ensure_month(session, now=now, limits=filled.limits)
    room = {
        kind: budget.room(session, owner=owner, kind=kind, now=now, policy=policy).usd
        for kind in ("text", "edit", "image")
    }
    assert room["text"] > room["edit"] > room["image"]


@pytest.mark.parametrize(
    ("model", "bound"),
    [("gpt-unknown", TEXT), (COPYWRITE.model, Usage(image_out=1)), ("omni-moderation-latest", Usage(text_out=1))],
)
def test_what_has_no_price_is_refused_before_anything_is_held(
    session: Session, now: datetime, model: str, bound: Usage
) -> None:
    owner = make_owner(session, now=now)
    call = replace(text_call(owner), model=model, bound=bound)
    with pytest.raises(Unpriced):
        budget.hold(session, call, now=now, policy=capped("10"))
    assert session.exec(select(func.count()).select_from(LedgerEntry)).one() == 0


@pytest.mark.parametrize("quality", ["auto", "", "ultra"])
def test_an_unknown_quality_has_no_price(quality: str) -> None:
    with pytest.raises(Unpriced):
        image_bound(CANDIDATE.model, prompt="x", width=1024, height=1280, quality=quality, count=1)


@pytest.mark.parametrize(
    ("size", "tokens"),
    [((1024, 1024), 1756), ((1024, 1280), 1510), ((1088, 1360), 1587), ((1536, 864), 1078), ((1152, 2048), 1413)],
)
def test_picture_tokens_follow_the_published_table(size: tuple[int, int], tokens: int) -> None:
    assert pricing.image_tokens(FINAL.model, width=size[0], height=size[1], quality="high") == tokens
