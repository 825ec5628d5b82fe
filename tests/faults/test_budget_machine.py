"""Any sequence of holds, answers, failures, crashes and sweeps keeps the books right."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlmodel import Session, col, func, select

from socialdraft import db
from socialdraft.errors import BudgetExhausted
from socialdraft.models import BudgetMonth, BudgetPool, LedgerEntry
from socialdraft.policy import COPYWRITE, Limits, Policy
from socialdraft.pricing import Usage
from socialdraft.services import budget
from socialdraft.services.budget import Call
from socialdraft.services.owners import Owner

CAP = Decimal("0.05")
LIMITS = replace(
    Limits(),
    monthly_cap_usd=CAP,
    margin_usd=Decimal(0),
    anonymous_month_share=Decimal(1),
    anonymous_day_share=Decimal(1),
    owner_month_usd=Decimal(1),
)
POLICY = Policy(limits=LIMITS)


class Books(RuleBasedStateMachine):
    """A month of money under every event a hold can meet, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.connection = db.engine().connect()
        self.outer = self.connection.begin()
        self.session = Session(self.connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        self.now = datetime(2026, 11, 25, 12, tzinfo=UTC)
        self.owners = [Owner("session", uuid4()), Owner("user", uuid4())]
        self.holds: list[UUID] = []
        self.bounds: list[int] = []
        budget.ensure_month(self.session, now=self.now, limits=LIMITS)

    def teardown(self) -> None:
        self.session.close()
        self.outer.rollback()
        self.connection.close()

    def any_hold(self, index: int) -> UUID | None:
        return self.holds[index % len(self.holds)] if self.holds else None

    @rule(who=st.integers(0, 1), tokens=st.integers(1, 4000), kind=st.sampled_from(["text", "image", "edit"]))
    def hold(self, who: int, tokens: int, kind: str) -> None:
        call = Call(self.owners[who], kind, "copy", "studio", COPYWRITE.model, Usage(text_out=tokens), timeout=60)
        with suppress(BudgetExhausted), self.session.begin_nested():
            self.holds.append(budget.hold(self.session, call, now=self.now, policy=POLICY))
            self.bounds.append(tokens)

    @rule(index=st.integers(0, 50))
    def send(self, index: int) -> None:
        if hold_id := self.any_hold(index):
            with suppress(budget.HoldLost):
                budget.mark_sent(self.session, hold_id=hold_id, timeout=60, now=self.now)

    @rule(index=st.integers(0, 50), share=st.sampled_from([0, 1, 50, 100]))
    def answer(self, index: int, share: int) -> None:
        if hold_id := self.any_hold(index):
            usage = Usage(text_out=self.bounds[self.holds.index(hold_id)] * share // 100)
            budget.post(self.session, hold_id=hold_id, usage=usage, request_id="r", now=self.now)

    @rule(index=st.integers(0, 50), known=st.booleans())
    def fail(self, index: int, known: bool) -> None:  # noqa: FBT001
        if hold_id := self.any_hold(index):
            (budget.void if known else budget.assume)(self.session, hold_id=hold_id, error="x", now=self.now)

    @rule(seconds=st.integers(1, 200))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def sweep(self) -> None:
        while budget.sweep_one(self.session, now=self.now):
            pass

    @invariant()
    def the_cap_holds_and_the_sums_agree(self) -> None:
        self.session.expire_all()
        month = self.session.exec(select(BudgetMonth)).one()
        assert month.held + month.spent <= CAP
        assert month.held == self.total(LedgerEntry.cost_usd_estimated, ("held", "sent"))
        assert month.spent == self.total(LedgerEntry.cost_usd, ("posted", "assumed"))

    @invariant()
    def each_purse_holds_its_owner_s_part(self) -> None:
        for owner in self.owners:
            mine = LedgerEntry.owner_id == owner.id
            held = self.total(LedgerEntry.cost_usd_estimated, ("held", "sent"), mine)
            spent = self.total(LedgerEntry.cost_usd, ("posted", "assumed"), mine)
            purse = self.session.get(BudgetPool, f"owner:{owner.id}:2026-11")
            assert (purse.committed if purse else 0) == held + spent

    def total(self, column: Any, states: tuple[str, ...], *where: Any) -> Decimal:
        query = select(func.coalesce(func.sum(column), Decimal(0)))
        total: Decimal = self.session.exec(query.where(col(LedgerEntry.state).in_(states), *where)).one()
        return total


def run(examples: int) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=checks,
            phases=[Phase.generate],
        ),
    )


@pytest.mark.usefixtures("migrated")
def test_any_sequence_keeps_the_books_right() -> None:
    run(15)


@pytest.mark.usefixtures("migrated")
def test_settling_twice_without_the_state_check_breaks_the_books(monkeypatch: pytest.MonkeyPatch) -> None:
    real = budget._open

    def any_state(session: Session, hold_id: UUID, *, states: object) -> LedgerEntry | None:  # noqa: ARG001
        return real(session, hold_id, states=("held", "sent", "posted", "assumed", "voided"))

    monkeypatch.setattr(budget, "_open", any_state)
    with pytest.raises(Exception):  # noqa: B017, PT011 (a CHECK or an invariant, whichever is met first)
        run(30)


@pytest.mark.faults
@pytest.mark.usefixtures("migrated")
def test_any_long_sequence_keeps_the_books_right() -> None:
    run(2000)
