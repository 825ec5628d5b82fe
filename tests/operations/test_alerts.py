"""Fault 24: 64 writers cross every mark of the budget while the mail server is down; one alert each arrives, late."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, select, text

from socialdraft import db
from socialdraft.adapters.http_webhook import HttpWebhook
from socialdraft.adapters.smtp import SmtpMailer
from socialdraft.db import transaction
from socialdraft.models import Alert, BudgetMonth, Delivery
from socialdraft.policy import Policy
from socialdraft.ports import Ports
from socialdraft.pricing import Usage, cost
from socialdraft.services import alerts, budget, sweeps
from socialdraft.services.alerts import BUDGET_MARKS
from socialdraft.services.budget import Call
from socialdraft.services.workflows.deliver_alerts import Addressee, Courier, deliver
from socialdraft.stack.port import free_port
from tests.factories import make_owner
from tests.operations.receivers import JsonServer, json_server, mail_server
from tests.spare_fixture import capped

WRITERS = 64
BOUND = Usage(text_in=100_000, text_out=20_000)
MODEL = "gpt-6-luna"
WAYS = ("email", "webhook")
SAID = {f"{mark} %" for mark in BUDGET_MARKS} | {"10x"}
"""A whole month spent in a moment is also an odd hour."""


filled = pytest.mark.odd_books("spent")
"""A month is filled by its sum alone."""


@pytest.fixture
def webhook() -> Iterator[JsonServer]:
    with json_server() as server:
        yield server


@pytest.fixture
def poor(here: Ports) -> Iterator[Ports]:
    """A cap that exactly 64 calls fill."""
    with transaction() as session:
        session.execute(text("TRUNCATE alerts, alert_deliveries, api_cost_ledger, budget_month, budget_pools CASCADE"))
    yield capped(here, cost(MODEL, BOUND) * WRITERS)
    with transaction() as session:
        session.execute(text("TRUNCATE alerts, alert_deliveries, api_cost_ledger, budget_month, budget_pools CASCADE"))


def all_at_once(ports: Ports, watch: Callable[[Session, datetime], object]) -> None:
    """64 writers hold their share of the last dollar, each looking whether a mark was crossed."""
    gate, failed = threading.Barrier(WRITERS), []
    with transaction() as session:
        owner = make_owner(session, now=ports.now())
        budget.ensure_month(session, now=ports.now(), limits=ports.policy.limits)
    call = Call(owner=owner, kind="text", purpose="t", provider="studio", model=MODEL, bound=BOUND, timeout=60)

    def write() -> None:
        gate.wait(60)
        try:
            with transaction() as session:
                budget.hold(session, call, now=ports.now(), policy=ports.policy)
            with transaction() as session:
                watch(session, ports.now())
        except Exception as error:  # noqa: BLE001 (told to the test)
            failed.append(error)

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failed, failed[0]


@pytest.fixture
def wide_pool(committed: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A connection for each writer."""
    engine = create_engine(committed.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=WRITERS)
    with monkeypatch.context() as patch:
        patch.setattr(db, "engine", lambda: engine)
        yield
    engine.dispose()


def test_each_mark_is_said_once_by_each_way_though_the_mail_server_was_down(
    poor: Ports, wide_pool: None, webhook: JsonServer
) -> None:
    assert wide_pool is None
    all_at_once(poor, lambda session, now: alerts.watch(session, channels=WAYS, now=now))
    start, port = poor.now(), free_port()
    clock = [start]
    courier = Courier(SmtpMailer(f"smtp://127.0.0.1:{port}", site="test"), HttpWebhook(), now=lambda: clock[0])
    to = Addressee("ops@example.com", f"{webhook.url}/hook", "https://shop.example")
    for minute in (0, 1, 3, 5):
        clock[0] = start + timedelta(minutes=minute)
        deliver(courier, to=to)
    with transaction() as session:
        waiting = session.exec(select(Delivery).where(Delivery.channel == "email")).all()
        assert {row.sent_at for row in waiting} == {None}
        assert {row.error for row in waiting} == {"ConnectionRefusedError"}
    with mail_server(port) as inbox:
        for minute in range(6, 20):
            clock[0] = start + timedelta(minutes=minute)
            deliver(courier, to=to)
        levels = Counter(str(letter["subject"]) for letter in inbox.letters)
    assert len(levels) == len(SAID)
    assert set(levels.values()) == {1}
    assert Counter(body["level"] for body in webhook.received) == dict.fromkeys(SAID, 1)


def test_control_without_the_unique_row_the_same_mark_is_said_many_times(poor: Ports, wide_pool: None) -> None:
    assert wide_pool is None
    with transaction() as session:
        session.execute(text("ALTER TABLE alerts DROP CONSTRAINT uq_alerts_rule_level_period"))

    def count_then_insert(session: Session, now: datetime) -> None:
        for found in alerts.findings(session, now=now):
            known = select(Alert).where(Alert.rule == found.rule, Alert.level == found.level)
            if session.exec(known).first() is None:
                session.add(Alert(rule=found.rule, level=found.level, period=found.period, details={}, created_at=now))

    all_at_once(poor, count_then_insert)
    with transaction() as session:
        said = Counter(session.exec(select(Alert.level)))
        session.execute(text("TRUNCATE alerts CASCADE"))
        session.execute(
            text("ALTER TABLE alerts ADD CONSTRAINT uq_alerts_rule_level_period UNIQUE (rule, level, period)")
        )
    assert max(said.values()) > 1


def test_a_webhook_that_refuses_is_tried_again(poor: Ports, webhook: JsonServer) -> None:
    with transaction() as session:
        found = alerts.Finding("books", "broken", "2026-11-25", {"rules": "r"})
        assert alerts.raise_once(session, found, channels=("webhook",), now=poor.now())
        assert not alerts.raise_once(session, found, channels=("webhook",), now=poor.now())
    webhook.status, clock = 503, [poor.now()]
    courier = Courier(poor.mail, HttpWebhook(), now=lambda: clock[0])
    to = Addressee("", webhook.url, "https://shop.example")
    assert deliver(courier, to=to) == 0
    webhook.status = 200
    assert deliver(courier, to=to) == 0, "not before its time"
    clock[0] += timedelta(seconds=16)
    assert deliver(courier, to=to) == 1
    assert webhook.received[0]["text"] == "[shop.example] The books do not agree any more: r."


def month(session: Session, now: datetime, *, spent: str) -> None:
    row = budget.ensure_month(session, now=now, limits=Policy().limits)
    row.cap, row.spent = Decimal(100), Decimal(spent)
    session.flush()


def rules(session: Session, now: datetime) -> set[tuple[str, str]]:
    return {(found.rule, found.level) for found in alerts.findings(session, now=now)}


@filled
@pytest.mark.parametrize(("spent", "said"), [("69.99", 0), ("70", 1), ("84", 1), ("85", 2), ("95", 3), ("100", 4)])
def test_a_mark_is_crossed_exactly_at_its_share(session: Session, now: datetime, spent: str, said: int) -> None:
    session.execute(text("DELETE FROM budget_month"))
    month(session, now, spent=spent)
    assert len([found for found in rules(session, now) if found[0] == "budget"]) == said


def test_a_sweep_that_nobody_runs_is_late_and_so_is_an_old_backup(session: Session, now: datetime) -> None:
    every = timedelta(seconds=2)
    for name in ("sweep", "backup"):
        assert sweeps.claim(session, name=name, every=every, now=now)
        assert not sweeps.claim(session, name=name, every=every, now=now), "one at a time"
        sweeps.done(session, name=name, started=now, every=every, count=1, error=None, now=now)
        session.flush()
    assert not {rule for rule in rules(session, now + timedelta(minutes=4)) if rule[0] == "sweep_late"}
    assert ("sweep_late", "sweep") in rules(session, now + timedelta(minutes=6))
    assert ("sweep_late", "backup") not in rules(session, now + timedelta(hours=25))
    assert ("sweep_late", "backup") in rules(session, now + timedelta(hours=27))


def test_an_hour_of_ten_times_the_usual_is_odd(session: Session, now: datetime) -> None:
    session.execute(text("DELETE FROM api_cost_ledger"))
    session.execute(text("DELETE FROM budget_month"))
    month(session, now, spent="0")
    owner = make_owner(session, now=now)
    bound = Usage(image_out=20_000)
    model = "gpt-image-2.5-flare-2026-09-08"
    call = Call(owner=owner, kind="image", purpose="t", provider="s", model=model, bound=bound, timeout=1)
    for hours in range(2, 40):
        budget.hold(session, call, now=now - timedelta(hours=hours), policy=Policy())
    assert ("spend_anomaly", "10x") not in rules(session, now)
    for _ in range(3):
        budget.hold(session, call, now=now - timedelta(minutes=5), policy=Policy())
    assert ("spend_anomaly", "10x") in rules(session, now)


@filled
def test_the_ledger_and_the_provider_may_differ_by_little(session: Session, now: datetime) -> None:
    session.execute(text("DELETE FROM budget_month"))
    month(session, now, spent="50")
    assert alerts.compare(session, charged=Decimal("49.2"), now=now) is None
    assert alerts.compare(session, charged=Decimal(48), now=now) is not None
    assert alerts.compare(session, charged=Decimal(52), now=now) is not None


@filled
def test_broken_books_are_found(session: Session, now: datetime) -> None:
    assert alerts.broken(session, now=now) is None
    session.execute(text("DELETE FROM budget_month"))
    month(session, now, spent="1")
    found = alerts.broken(session, now=now)
    assert found is not None
    assert found.details == {"rules": "spent_is_the_sum_of_settled_calls"}
    assert session.get(BudgetMonth, now.date().replace(day=1)) is not None
