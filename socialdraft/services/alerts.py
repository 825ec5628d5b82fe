"""What the operator must hear: each rule says when, a unique row says once, an outbox sees that it arrives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select, text

from socialdraft.models import Alert, BudgetMonth, Delivery, Sweep
from socialdraft.policy import month_of
from socialdraft.services import invariants, providers
from socialdraft.services.operations import work

BUDGET_MARKS = (70, 85, 95, 100)
"""Per cent of the cap."""
ANOMALY, ANOMALY_FLOOR = 10, Decimal("0.01")
"""An hour is odd when it costs so many times the usual hour, and more than this share of the cap."""
FAILING, FAILING_JOBS = 0.2, 5
"""Jobs fail too often when this share of at least so many of an hour failed."""
LATE = timedelta(minutes=5)
"""A sweep this long after it was due has nobody to run it."""
BACKUP_LATE = timedelta(hours=26)
APART = Decimal("0.02")
"""The ledger and the provider may differ by this share."""
PAUSES = (15, 30, 60, 120, 240, 480, 600)
"""Seconds between tries; the last one repeats until it has arrived."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds right now."""

    rule: str
    level: str
    period: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One alert on its way by one channel."""

    delivery_id: UUID
    channel: str
    rule: str
    level: str
    period: str
    details: dict[str, Any]
    raised_at: datetime


def watch(session: Session, *, channels: tuple[str, ...], now: datetime) -> int:
    """Raise whatever is wrong and was not said yet; how many."""
    return sum(raise_once(session, found, channels=channels, now=now) for found in findings(session, now=now))


def findings(session: Session, *, now: datetime) -> Iterator[Finding]:
    """All rules that can be read from rows."""
    yield from _budget(session, now=now)
    yield from _anomaly(session, now=now)
    yield from _failing(session, now=now)
    yield from _late(session, now=now)
    if paused := providers.paused(session, now=now):
        told = ", ".join(f"{name} ({reason})" for name, reason in paused.items())
        yield Finding("provider_paused", "paused", f"{now:%Y-%m-%d}", {"providers": told})


def raise_once(session: Session, found: Finding, *, channels: tuple[str, ...], now: datetime) -> bool:
    """Keep the alert and put it on its ways; False when this level of this period is known."""
    values = {"rule": found.rule, "level": found.level, "period": found.period, "details": dict(found.details)}
    row = insert(Alert).values(id=uuid4(), created_at=now, **values).on_conflict_do_nothing()
    alert_id = session.execute(row.returning(col(Alert.id))).scalar()
    if alert_id is None:
        return False
    session.add_all(Delivery(alert_id=alert_id, channel=way, due_at=now, created_at=now) for way in channels)
    return True


def _budget(session: Session, *, now: datetime) -> Iterator[Finding]:
    row = session.get(BudgetMonth, month_of(now), populate_existing=True)
    if row is None:
        return
    committed = row.held + row.spent
    for mark in BUDGET_MARKS:
        if committed * 100 >= row.cap * mark:
            money = {"spent": str(row.spent), "held": str(row.held), "cap": str(row.cap)}
            yield Finding("budget", f"{mark} %", f"{row.month:%Y-%m}", money)


def _anomaly(session: Session, *, now: datetime) -> Iterator[Finding]:
    """The last hour against the mean hour of the week before it."""
    row = session.execute(
        text(
            "SELECT coalesce(sum(c) FILTER (WHERE created_at > :hour), 0) AS lately,"
            " coalesce(sum(c) FILTER (WHERE created_at <= :hour), 0) / 167 AS usual FROM (SELECT created_at,"
            " coalesce(cost_usd, cost_usd_estimated) AS c FROM api_cost_ledger"
            " WHERE state <> 'voided' AND created_at > :week AND created_at <= :now) calls"
        ),
        {"hour": now - timedelta(hours=1), "week": now - timedelta(days=7), "now": now},
    ).one()
    month = session.get(BudgetMonth, month_of(now))
    floor = month.cap * ANOMALY_FLOOR if month else Decimal(0)
    if row.lately > max(row.usual * ANOMALY, floor):
        told = {"last_hour": str(round(row.lately, 2)), "usual_hour": str(round(row.usual, 2))}
        yield Finding("spend_anomaly", f"{ANOMALY}x", f"{now:%Y-%m-%d}", told)


def _failing(session: Session, *, now: datetime) -> Iterator[Finding]:
    failed, ended = work.failure_rate(session, now=now)
    if ended >= FAILING_JOBS and failed >= ended * FAILING:
        yield Finding("jobs_failing", "20 %", f"{now:%Y-%m-%d}", {"failed": failed, "ended": ended})


def _late(session: Session, *, now: datetime) -> Iterator[Finding]:
    """Sweeps that are due and not run, or that keep failing; a backup that is too old."""
    for row in session.exec(select(Sweep).execution_options(populate_existing=True)):
        if row.name == "backup":
            late = row.finished_at is not None and row.finished_at < now - BACKUP_LATE
        else:
            late = row.due_at < now - LATE
        if late:
            yield Finding("sweep_late", row.name, f"{now:%Y-%m-%d}", {"due_at": row.due_at.isoformat()})
        elif row.failures >= 3:  # noqa: PLR2004 (once is a hiccup)
            yield Finding("sweep_failing", row.name, f"{now:%Y-%m-%d}", {"error": row.error, "in_a_row": row.failures})


def broken(session: Session, *, now: datetime) -> Finding | None:
    """A truth that does not hold any more."""
    found = invariants.breaches(session)
    return Finding("books", "broken", f"{now:%Y-%m-%d}", {"rules": ", ".join(found)}) if found else None


def compare(session: Session, *, charged: Decimal, now: datetime) -> Finding | None:
    """What our ledger and the provider's own books say of this month, when they are too far apart."""
    row = session.get(BudgetMonth, month_of(now), populate_existing=True)
    ours = row.spent if row else Decimal(0)
    if abs(ours - charged) <= max(ours, charged) * APART + Decimal("0.05"):
        return None
    told = {"ledger": str(ours), "provider": str(charged)}
    return Finding("ledger_differs", "2 %", f"{now:%Y-%m-%d}", told)


def due(session: Session, *, now: datetime) -> Message | None:
    """One delivery whose time has come, its next try already set, so that two couriers never carry the same."""
    waiting = select(Delivery).where(col(Delivery.sent_at).is_(None), col(Delivery.due_at) <= now)
    row = session.exec(waiting.order_by(col(Delivery.due_at)).limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    row.due_at = now + timedelta(seconds=PAUSES[min(row.attempts, len(PAUSES) - 1)])
    row.attempts += 1
    alert = session.get_one(Alert, row.alert_id)
    return Message(row.id, row.channel, alert.rule, alert.level, alert.period, alert.details, alert.created_at)


def arrived(session: Session, *, delivery_id: UUID, now: datetime) -> None:
    row = session.get_one(Delivery, delivery_id)
    row.sent_at, row.error = now, None


def bounced(session: Session, *, delivery_id: UUID, error: str) -> None:
    """It stays due and is tried again."""
    session.get_one(Delivery, delivery_id).error = error[:80]


def recent(session: Session, *, limit: int = 20) -> list[tuple[Alert, list[Delivery]]]:
    """The newest alerts with how they travel."""
    alerts = list(session.exec(select(Alert).order_by(col(Alert.created_at).desc()).limit(limit)))
    ways = list(session.exec(select(Delivery).where(col(Delivery.alert_id).in_([alert.id for alert in alerts]))))
    return [(alert, [way for way in ways if way.alert_id == alert.id]) for alert in alerts]
