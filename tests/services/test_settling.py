"""How a hold ends: each way once, to the micro-dollar, and nobody else's."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import Session, col, select, text

from socialdraft import pricing
from socialdraft.models import BudgetMonth, BudgetPool
from socialdraft.policy import COPYWRITE, Policy
from socialdraft.pricing import Unpriced, Usage
from socialdraft.services import budget
from socialdraft.services.budget import HOLD_SECONDS, Call
from tests import audit
from tests.factories import make_owner, make_user
from tests.services.holds import BOUND, COST, HELD, LIMITS, NOTHING, USED, books, entry, hold

LATER = timedelta(seconds=5)


def test_a_hold_names_everything_its_call_will_be_traced_by(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    ids = [UUID(int=n) for n in (1, 2)]
    call = Call(owner, "image", "candidates", "studio", COPYWRITE.model, BOUND, 150.0, ids[0], ids[1], 3, 2)
    row = entry(session, budget.hold(session, call, now=now, policy=Policy(limits=LIMITS)))
    assert (row.owner_type, row.owner_id) == ("session", owner.id)
    assert (row.kind, row.purpose, row.provider, row.model) == ("image", "candidates", "studio", COPYWRITE.model)
    assert (row.post_id, row.job_id, row.item, row.attempt) == (*ids, 3, 2)
    assert (row.state, row.cost_usd_estimated, row.cost_usd, row.uncertain) == ("held", HELD, None, False)
    assert (row.month, row.created_at, row.expires_at) == (
        date(2026, 11, 1),
        now,
        now + timedelta(seconds=HOLD_SECONDS),
    )
    assert row.units == {"text_in": 1000, "text_out": 1000}
    assert row.price_version == "2026-10-01"
    assert row.level == 0
    assert row.pools == ["anonymous:2026-11", "anonymous:2026-11-25", f"owner:{owner.id}:2026-11"]
    assert books(session) == (HELD, NOTHING)


def test_a_user_takes_nothing_from_the_strangers(session: Session, now: datetime) -> None:
    user = make_user(session, now=now)
    assert entry(session, hold(session, user, now=now)).pools == [f"owner:{user.id}:2026-11"]


def test_a_hold_that_was_sent_waits_as_long_as_its_call_may_take(session: Session, now: datetime) -> None:
    made = hold(session, make_owner(session, now=now), now=now)
    row = entry(session, made)
    assert (row.state, row.expires_at) == ("sent", now + timedelta(seconds=60 + HOLD_SECONDS))
    with pytest.raises(budget.HoldLost):
        budget.mark_sent(session, hold_id=made, timeout=60, now=now)


def test_a_hold_is_lost_in_the_moment_it_expires(session: Session, now: datetime) -> None:
    made = hold(session, make_owner(session, now=now), now=now, sent=False)
    with pytest.raises(budget.HoldLost):
        budget.mark_sent(session, hold_id=made, timeout=60, now=now + timedelta(seconds=HOLD_SECONDS))


def test_an_answer_is_charged_as_told_and_leaves_other_holds_alone(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    other, made = hold(session, owner, now=now), hold(session, owner, now=now)
    budget.post(session, hold_id=made, usage=USED, request_id="req", now=now + LATER)
    row = entry(session, made)
    assert (row.state, row.cost_usd, row.request_id, row.uncertain) == ("posted", COST, "req", False)
    assert (row.units, row.settled_at) == ({"text_in": 10, "text_out": 20}, now + LATER)
    assert entry(session, other).state == "sent"
    assert books(session) == (HELD, COST)


def test_an_answer_without_usage_is_charged_in_full_and_marked(session: Session, now: datetime) -> None:
    made = hold(session, make_owner(session, now=now), now=now)
    budget.post(session, hold_id=made, usage=None, request_id="req", now=now)
    row = entry(session, made)
    assert (row.state, row.cost_usd, row.uncertain, row.units) == (
        "posted",
        HELD,
        True,
        {"text_in": 1000, "text_out": 1000},
    )
    assert books(session) == (NOTHING, HELD)


def test_a_call_nobody_knows_the_end_of_is_charged_in_full(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    other, made = hold(session, owner, now=now), hold(session, owner, now=now)
    for _ in range(2):
        budget.assume(session, hold_id=made, error="timeout", request_id="req", now=now + LATER)
    row = entry(session, made)
    assert (row.state, row.cost_usd, row.uncertain) == ("assumed", HELD, True)
    assert (row.error, row.request_id, row.settled_at) == ("timeout", "req", now + LATER)
    assert entry(session, other).state == "sent"
    assert books(session) == (HELD, HELD)
    budget.post(session, hold_id=made, usage=USED, request_id="late", now=now + LATER)
    row = entry(session, made)
    assert (row.state, row.cost_usd, row.uncertain) == ("posted", COST, False)
    assert books(session) == (HELD, COST)


@pytest.mark.parametrize("sent", [False, True])
def test_a_call_that_was_surely_not_charged_is_free_again(session: Session, now: datetime, sent: bool) -> None:  # noqa: FBT001
    owner = make_owner(session, now=now)
    other, made = hold(session, owner, now=now), hold(session, owner, now=now, sent=sent)
    for _ in range(2):
        budget.void(session, hold_id=made, error="server", request_id="req", now=now + LATER)
    row = entry(session, made)
    assert (row.state, row.cost_usd, row.uncertain) == ("voided", None, False)
    assert (row.error, row.request_id, row.settled_at) == ("server", "req", now + LATER)
    assert entry(session, other).state == "sent"
    assert books(session) == (HELD, NOTHING)


def test_an_end_without_the_providers_number_has_none(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    free, charged = hold(session, owner, now=now), hold(session, owner, now=now)
    budget.void(session, hold_id=free, error="x", now=now)
    budget.assume(session, hold_id=charged, error="x", now=now)
    assert [entry(session, one).request_id for one in (free, charged)] == ["", ""]


def test_an_end_goes_by_the_row_as_it_is_now(session: Session, now: datetime) -> None:
    made = hold(session, make_owner(session, now=now), now=now)
    assumed = "UPDATE api_cost_ledger SET state = 'assumed', cost_usd = cost_usd_estimated WHERE id = :id"
    session.execute(text(assumed), {"id": made})
    session.execute(text("UPDATE budget_month SET held = 0, spent = :held"), {"held": HELD})
    budget.post(session, hold_id=made, usage=USED, request_id="", now=now)
    row = entry(session, made)
    assert (row.state, row.cost_usd) == ("posted", COST)
    assert books(session) == (NOTHING, COST)


def test_what_is_over_stays_over(session: Session, now: datetime) -> None:
    """No end follows another, but an assumption may become the truth."""
    owner = make_owner(session, now=now)
    unsent, voided, posted = (hold(session, owner, now=now, sent=sent) for sent in (False, True, True))
    budget.assume(session, hold_id=unsent, error="x", now=now)
    budget.post(session, hold_id=unsent, usage=USED, request_id="", now=now)
    assert entry(session, unsent).state == "held"
    budget.void(session, hold_id=voided, error="x", now=now)
    budget.post(session, hold_id=voided, usage=USED, request_id="", now=now)
    budget.assume(session, hold_id=voided, error="x", now=now)
    budget.post(session, hold_id=posted, usage=USED, request_id="", now=now)
    budget.void(session, hold_id=posted, error="x", now=now)
    budget.assume(session, hold_id=posted, error="x", now=now)
    assert [entry(session, one).state for one in (voided, posted)] == ["voided", "posted"]
    assert books(session) == (HELD, COST)


@pytest.mark.parametrize(("sent", "seconds", "state"), [(False, 60, "voided"), (True, 120, "assumed")])
def test_a_forgotten_hold_is_swept_when_its_time_is_up_and_not_before(
    session: Session,
    now: datetime,
    sent: bool,  # noqa: FBT001
    seconds: int,
    state: str,
) -> None:
    owner = make_owner(session, now=now)
    made = hold(session, owner, now=now, sent=sent)
    assert not budget.sweep_one(session, now=now + timedelta(seconds=seconds - 1))
    assert entry(session, made).state == ("sent" if sent else "held")
    over = now + timedelta(seconds=seconds)
    assert budget.sweep_one(session, now=over)
    row = entry(session, made)
    assert (row.state, row.error, row.settled_at) == (state, "expired", over)
    assert not budget.sweep_one(session, now=over)
    assert books(session) == (NOTHING, HELD if sent else NOTHING)


def test_the_sweeper_takes_one_at_a_time(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    for _ in range(3):
        hold(session, owner, now=now, sent=False)
    late = now + timedelta(hours=1)
    assert budget.sweep_one(session, now=late)
    assert books(session) == (2 * HELD, NOTHING)
    assert [budget.sweep_one(session, now=late) for _ in range(3)] == [True, True, False]


def test_a_price_holds_from_its_day_on_and_a_call_keeps_the_price_of_its_day(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row for row in pricing.table()["price"] if row["model"] == COPYWRITE.model]
    dearer = rows[0] | {"valid_from": date(2026, 12, 1), "text_out": "50.00"}
    monkeypatch.setattr(pricing, "table", lambda: {"price": [dearer, *rows]})
    owner, december = make_owner(session, now=now), datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
    old = hold(session, owner, now=now)
    new = hold(session, owner, now=december)
    for made in (old, new):
        budget.post(session, hold_id=made, usage=USED, request_id="", now=december)
    assert entry(session, old).cost_usd_estimated == HELD, "what will be dearer is not dearer yet"
    assert entry(session, old).cost_usd == COST
    assert entry(session, new).cost_usd == Decimal("0.00101")
    assert [entry(session, one).price_version for one in (old, new)] == ["2026-10-01", "2026-12-01"]
    with pytest.raises(Unpriced):
        hold(session, owner, now=datetime(2026, 9, 30, tzinfo=UTC))


@pytest.mark.odd_books("held")
def test_settling_in_the_month_of_the_answer_would_break_the_books(session: Session) -> None:
    """The control of `the settlement belongs to the month of its hold`."""
    eve = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC)
    made = hold(session, make_owner(session, now=eve), now=eve)
    budget.ensure_month(session, now=eve + LATER, limits=LIMITS)
    session.execute(text("UPDATE budget_month SET held = 1 WHERE month = '2026-12-01'"))
    row = entry(session, made)
    row.month = date(2026, 12, 1)
    session.flush()
    budget.post(session, hold_id=made, usage=USED, request_id="", now=eve + LATER)
    assert {"held", "spent"} & audit.violations(session)


def test_a_charge_above_its_hold_is_the_truth_and_is_recorded_as_overrun(session: Session, now: datetime) -> None:
    limits = replace(LIMITS, monthly_cap_usd=Decimal("0.01"), anonymous_day_share=Decimal(1))
    made = hold(session, make_owner(session, now=now), now=now, limits=limits)
    budget.post(session, hold_id=made, usage=Usage(text_out=10_000), request_id="", now=now)
    assert books(session) == (NOTHING, Decimal("0.05"))
    month = session.exec(select(BudgetMonth)).one()
    assert (month.overrun, month.cap) == (Decimal("0.04"), Decimal("0.01"))


def test_an_overrun_is_what_all_calls_together_are_above_the_cap(session: Session, now: datetime) -> None:
    limits = replace(LIMITS, monthly_cap_usd=Decimal("0.02"), anonymous_day_share=Decimal(1))
    usual, dear = (hold(session, make_owner(session, now=now), now=now, limits=limits) for _ in range(2))
    budget.post(session, hold_id=usual, usage=USED, request_id="", now=now)
    budget.post(session, hold_id=dear, usage=Usage(text_out=10_000), request_id="", now=now)
    assert books(session) == (NOTHING, COST + Decimal("0.05"))
    assert session.exec(select(BudgetMonth)).one().overrun == COST + Decimal("0.03")


def test_what_a_visitor_has_cost_becomes_the_users_with_every_open_hold(session: Session, now: datetime) -> None:
    visitor, user, stranger = make_owner(session, now=now), make_user(session, now=now), make_owner(session, now=now)
    for owner in (visitor, user, stranger):
        budget.post(session, hold_id=hold(session, owner, now=now), usage=USED, request_id="", now=now)
    october = now - timedelta(days=26)
    hold(session, visitor, now=october.replace(month=10, day=30))
    under_way = hold(session, visitor, now=now)
    session.execute(
        text("UPDATE api_cost_ledger SET owner_type = 'user', owner_id = :user WHERE owner_id = :visitor"),
        {"user": user.id, "visitor": visitor.id},
    )
    budget.merge(session, source=visitor, target=user)
    budget.post(session, hold_id=under_way, usage=USED, request_id="", now=now)
    session.flush()
    assert audit.violations(session) == set()
    pools = {
        row.name: row.committed for row in session.exec(select(BudgetPool).where(col(BudgetPool.name).like("owner:%")))
    }
    assert pools == {
        f"owner:{user.id}:2026-11": 3 * COST,
        f"owner:{user.id}:2026-10": HELD,
        f"owner:{stranger.id}:2026-11": COST,
    }


@pytest.mark.odd_books("pools")
def test_joining_purses_writes_to_no_row_that_keeps_its_purse(session: Session, now: datetime) -> None:
    """A row that is written is locked: a stranger's call, or the user's own, would have to wait for a sign-in."""
    visitor, user, stranger = make_owner(session, now=now), make_user(session, now=now), make_owner(session, now=now)
    others = [hold(session, owner, now=now) for owner in (user, stranger)]
    moved = hold(session, visitor, now=now)
    session.execute(
        text("UPDATE api_cost_ledger SET owner_type = 'user', owner_id = :user WHERE owner_id = :visitor"),
        {"user": user.id, "visitor": visitor.id},
    )
    borrowed = text(  # nobody's row looks like this; were there one, it would still not be the visitor's
        "UPDATE api_cost_ledger SET pools = (SELECT pools FROM api_cost_ledger WHERE id = :moved) WHERE id = :stranger"
    )
    session.execute(borrowed, {"moved": moved, "stranger": others[1]})
    before = {one: place(session, one) for one in (*others, moved)}
    budget.merge(session, source=visitor, target=user)
    after = {one: place(session, one) for one in before}
    assert {one for one, there in after.items() if there != before[one]} == {moved}


def place(session: Session, hold_id: UUID) -> str:
    """Where this version of the row lies; each write makes another version."""
    session.flush()
    return str(session.execute(text("SELECT ctid FROM api_cost_ledger WHERE id = :id"), {"id": hold_id}).scalar_one())
