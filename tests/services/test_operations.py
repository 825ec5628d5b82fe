"""What `/ops` shows is what direct SQL over the ledger and the events says; what an operator sets is written down."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select, text

from socialdraft.errors import BudgetExhausted, Invalid
from socialdraft.models import LedgerEntry, OperatorAction
from socialdraft.policy import Policy
from socialdraft.pricing import Usage
from socialdraft.services import budget, events, operators, steering
from socialdraft.services.budget import Call
from socialdraft.services.operations import controls, funnel, ledger, money, work
from socialdraft.services.owners import Owner
from tests.factories import make_candidates, make_owner, make_post

PICTURE = "gpt-image-2.5-flare-2026-09-08"


def spend(session: Session, owner: Owner, *, now: datetime, kind: str, outcome: str, **more: object) -> LedgerEntry:
    """One call with its end."""
    words = kind in ("text", "judge")
    bound = Usage(text_in=90_000, **({"text_out": 9000} if words else {"image_out": 9000}))
    model = "gpt-6-luna" if words else PICTURE
    call = Call(owner=owner, kind=kind, purpose="t", provider="studio", model=model, bound=bound, timeout=60, **more)  # type: ignore[arg-type]
    hold_id = budget.hold(session, call, now=now, policy=Policy())
    if outcome in ("sent", "posted", "assumed"):
        budget.mark_sent(session, hold_id=hold_id, timeout=60, now=now)
    if outcome == "posted":
        used = Usage(text_in=7, **({"text_out": 700} if words else {"image_out": 7000}))
        budget.post(session, hold_id=hold_id, usage=used, request_id="req_7", now=now + timedelta(seconds=3))
    if outcome == "assumed":
        budget.assume(session, hold_id=hold_id, error="timeout", now=now)
    if outcome == "voided":
        budget.void(session, hold_id=hold_id, error="rate_limited", now=now)
    session.flush()
    return session.get_one(LedgerEntry, hold_id)


@pytest.fixture
def busy(session: Session, now: datetime) -> Owner:
    """A month with calls of every kind and end, some of an earlier day, and a funnel."""
    for table in ("api_cost_ledger", "budget_pools", "budget_month", "events"):
        session.execute(text(f"DELETE FROM {table}"))  # noqa: S608
    owner = make_owner(session, now=now)
    post = make_post(session, owner, now=now)
    for days, kind, outcome in (
        (3, "text", "posted"),
        (3, "judge", "posted"),
        (2, "image", "posted"),
        (1, "image", "assumed"),
        (0, "image", "voided"),
        (0, "edit", "posted"),
        (0, "edit", "sent"),
        (0, "text", "held"),
    ):
        spend(session, owner, now=now - timedelta(days=days), kind=kind, outcome=outcome, post_id=post.id)
    spend(session, owner, now=now, kind="text", outcome="posted")
    make_candidates(session, owner, post.id, now=now, count=6)
    for _ in range(2):
        props: events.Props = {"platform": "facebook", "pictures": 1, "post": str(post.id)}
        events.record(session, owner=owner, name="export.downloaded", props=props, now=now)
    return owner


def one(session: Session, query: str) -> Decimal:
    found: Decimal = session.execute(text(query)).scalar_one()
    return found


def test_the_months_figures_are_the_ledgers(session: Session, busy: Owner, now: datetime) -> None:
    assert busy
    found = money.month(session, now=now, policy=Policy())
    sums = "SELECT coalesce(sum({}), 0) FROM api_cost_ledger WHERE state IN ({}) AND month = '2026-11-01'"
    assert found.spent == one(session, sums.format("cost_usd", "'posted', 'assumed'")) > 0
    assert found.assumed == one(session, sums.format("cost_usd", "'assumed'")) > 0
    assert found.held == one(session, sums.format("cost_usd_estimated", "'held', 'sent'")) > 0
    assert found.cap == 1000


def test_every_view_of_the_money_adds_up_to_the_same_sum(session: Session, busy: Owner, now: datetime) -> None:
    assert busy
    month = money.month(session, now=now, policy=Policy())
    total = month.spent + month.held
    for dimension in money.COLUMNS:
        assert sum(usd for _, usd, _ in money.by(session, dimension, now=now)) == total, dimension
    for dimension in ("kind", "model"):
        assert sum(usd for *_, usd in money.per_day(session, by=dimension, now=now)) == total
    days = {day for day, *_ in money.per_day(session, by="kind", now=now)}
    assert len(days) == 4
    assert dict((w, n) for w, _, n in money.by(session, "platform", now=now)) == {"facebook": 7, "": 1}  # noqa: C402
    assert {word for word, *_ in money.by(session, "region", now=now)} == {"TH", ""}


def test_what_a_result_costs_is_all_that_was_paid_for_it(session: Session, busy: Owner, now: datetime) -> None:
    assert busy
    found = {output.name: output for output in money.outputs(session, now=now)}
    words = "SELECT sum(coalesce(cost_usd, cost_usd_estimated)) FROM api_cost_ledger WHERE state <> 'voided'"
    assert found["draft"].usd == one(session, words + " AND kind IN ('text', 'judge')")
    assert found["candidate"].usd == one(session, words + " AND kind = 'image'")
    assert (found["draft"].count, found["candidate"].count, found["final"].count) == (1, 6, 0)
    assert found["final"].each is None
    assert (found["exported"].count, found["exported"].each) == (1, one(session, words)), (
        "a second download is no second post"
    )


def test_the_forecast_says_the_day_or_that_it_is_not_this_month(session: Session, busy: Owner, now: datetime) -> None:
    assert busy
    real = money.month(session, now=now, policy=Policy())
    assert real.burn_per_day == (real.spent + real.held) / 3
    found = money.Month(real.month, Decimal(100), Decimal(80), Decimal(0), Decimal(0), 1, None, Decimal(4))
    told = {each.name: each for each in money.forecast(found, now=now, policy=Policy())}
    assert told["careful"].reached
    assert told["saving"].on == datetime(2026, 11, 26).date()  # noqa: DTZ001
    assert told["tight"].on == datetime(2026, 11, 28).date()  # noqa: DTZ001
    assert told["closed"].on == datetime(2026, 11, 30).date()  # noqa: DTZ001
    still = money.Month(real.month, Decimal(100), Decimal(80), Decimal(0), Decimal(0), 1, None, Decimal("0.1"))
    assert {each.on for each in money.forecast(still, now=now, policy=Policy())} == {None}


def test_the_funnel_counts_steps_and_owners(session: Session, busy: Owner, now: datetime) -> None:
    assert busy
    found = {step.name: (step.count, step.owners) for step in funnel.steps(session, now=now)}
    assert found["session.opened"][0] >= 1
    assert found["caption.written"] == (1, 1)
    assert found["export.downloaded"] == (2, 1)
    assert found["post.used"] == (0, 0)


def test_retention_counts_who_comes_back_by_week(session: Session, now: datetime) -> None:
    session.execute(text("DELETE FROM events"))
    week = timedelta(weeks=1)
    for visits in ((2, 1, 0), (2, 0), (2,), (0,)):
        owner = make_owner(session, now=now)
        for back in visits:
            events.record(session, owner=owner, name="page.viewed", props={}, now=now - back * week)
    found = funnel.retention(session, now=now)
    assert [(cohort.size, cohort.back) for cohort in found] == [(3, (3, 1, 2)), (1, (1,))]


def test_failures_and_health_name_the_cause(session: Session, busy: Owner, now: datetime) -> None:
    assert busy
    causes = {(failure.where, failure.cause): failure.count for failure in work.failures(session, now=now)}
    calls = {("call: image", "rate_limited"): 1, ("call: image", "timeout"): 1}
    assert causes == calls | {("candidates", "unknown"): 1}
    found = {each.kind: each for each in work.health(session, now=now)}
    assert (found["image"].calls, found["image"].failed) == (1, 1)
    assert found["edit"].slow == 3


def test_the_ledger_is_found_by_word_and_leaves_as_csv(session: Session, busy: Owner, now: datetime) -> None:
    assert now
    assert len(ledger.search(session)) == 9
    assert [line.state for line in ledger.search(session, word="assumed")] == ["assumed"]
    assert {line.kind for line in ledger.search(session, word="edit")} == {"edit"}
    assert ledger.search(session, word="%") == []
    assert len(ledger.search(session, word=str(busy.id))) == 9
    rows = list(ledger.as_csv(ledger.search(session)))
    assert rows[0].startswith("id,created_at,kind")
    assert len(rows) == 10
    assert str(busy.id) not in "".join(rows)


def test_what_an_operator_sets_holds_and_is_written_down(session: Session, busy: Owner, now: datetime) -> None:
    assert busy
    controls.set_cap(session, usd="$1,234.50", network=None, now=now, policy=Policy())
    steering.set_cap(session, now=now, limits=Policy().limits)
    session.expire_all()
    assert money.month(session, now=now, policy=Policy()).cap == Decimal("1234.50"), "the sweep keeps what was chosen"
    controls.simulate(session, level=3, network="n", now=now, policy=Policy())
    assert budget.service_level(session, now=now, policy=Policy())[1].name == "tight"
    controls.turn(session, name="images", on=False, network=None, now=now)
    session.flush()
    acts = {act.action: act for act in operators.noted(session)}
    assert acts["cap"].details == {"month": "2026-11-01", "before": "1000.000000", "after": "1234.500000"}
    assert acts["simulated_level"].details == {"month": "2026-11-01", "before": None, "after": "3"}
    assert acts["switch"].details == {"switch": "images", "on": False}
    assert {act.network for act in acts.values()} == {"n", "this machine"}


@pytest.mark.parametrize("usd", ["x", "-1", "NaN", "1e9"])
def test_a_cap_that_is_no_amount_is_refused(session: Session, now: datetime, usd: str) -> None:
    with pytest.raises(Invalid):
        controls.set_cap(session, usd=usd, network=None, now=now, policy=Policy())
    assert not session.exec(select(OperatorAction).where(OperatorAction.action == "cap")).all()


def test_a_cap_below_what_is_spent_stops_new_holds_and_hides_nothing(
    session: Session, busy: Owner, now: datetime
) -> None:
    spent = money.month(session, now=now, policy=Policy()).spent
    controls.set_cap(session, usd="0", network=None, now=now, policy=Policy())
    session.expire_all()
    with pytest.raises(BudgetExhausted), session.begin_nested():
        spend(session, busy, now=now, kind="text", outcome="held")
    assert money.month(session, now=now, policy=Policy()).spent == spent


def test_a_badge_ends_and_cannot_be_made_by_others(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    from socialdraft.settings import settings

    with monkeypatch.context() as patch:
        patch.setenv("OPS_TOKEN", "open sesame")
        settings.cache_clear()
        said = operators.badge(now=now)
        assert operators.is_operator(said, now=now + timedelta(hours=11))
        assert not operators.is_operator(said, now=now + timedelta(hours=13))
        ends, _, mark = said.partition(".")
        assert not operators.is_operator(f"{int(ends) + 9000}.{mark}", now=now)
        assert not any(operators.is_operator(word, now=now) for word in (None, "", ".", "9999999999.x", "é.é"))
        patch.setenv("OPS_TOKEN", "another")
        settings.cache_clear()
        assert not operators.is_operator(said, now=now), "another token ends every sign-in"
    settings.cache_clear()
    assert not operators.knows_token(""), "without a token nobody gets in"
