"""The month's money as the ledger has it: what is committed, how fast it burns, what a result costs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from sqlmodel import Session, text

from socialdraft.policy import Policy, month_of, month_returns_at
from socialdraft.services import budget

BURN_DAYS = 7
Dimension = Literal["kind", "model", "level", "platform", "region"]
COST = "coalesce(l.cost_usd, l.cost_usd_estimated)"
COUNTED = "l.state <> 'voided'"
COLUMNS: dict[Dimension, str] = {
    "kind": "l.kind",
    "model": "l.model",
    "level": "l.level::text",
    "platform": "p.platform_type",
    "region": "b.region",
}
OUTPUTS: dict[str, tuple[str, str, str]] = {
    # result: the calls that are paid for it, the event that tells of it, how many that makes
    "draft": ("kind IN ('text', 'judge', 'moderation')", "caption.written", "count(*)"),
    "candidate": ("kind = 'image'", "candidates.finished", "coalesce(sum((props->>'done')::int), 0)"),
    "final": ("kind = 'edit'", "finalize.finished", "coalesce(sum((props->>'done')::int), 0)"),
    "exported": ("true", "export.downloaded", "count(DISTINCT props->>'post')"),
    "used": ("true", "post.used", "count(*)"),
}


@dataclass(frozen=True, slots=True)
class Month:
    """Dollars of one UTC month; `assumed` is the part of `spent` whose truth nobody knows."""

    month: date
    cap: Decimal
    spent: Decimal
    held: Decimal
    assumed: Decimal
    level: int
    simulated: int | None
    burn_per_day: Decimal

    @property
    def share(self) -> Decimal:
        return (self.spent + self.held) / self.cap if self.cap else Decimal(1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a share of the cap is reached at the present burn; None when not in this month."""

    name: str
    enter: Decimal
    reached: bool
    on: date | None


@dataclass(frozen=True, slots=True)
class Output:
    """What one result costs: all that was paid towards it, divided by how many there are."""

    name: str
    usd: Decimal
    count: int

    @property
    def each(self) -> Decimal | None:
        return self.usd / self.count if self.count else None


def month(session: Session, *, now: datetime, policy: Policy) -> Month:
    row = budget.ensure_month(session, now=now, limits=policy.limits)
    assumed = session.execute(
        text("SELECT coalesce(sum(cost_usd), 0) FROM api_cost_ledger WHERE month = :month AND state = 'assumed'"),
        {"month": row.month},
    ).scalar_one()
    return Month(
        month=row.month,
        cap=row.cap,
        spent=row.spent,
        held=row.held,
        assumed=assumed,
        level=budget.service_level(session, now=now, policy=policy)[0],
        simulated=row.simulated_level,
        burn_per_day=burn(session, now=now),
    )


def burn(session: Session, *, now: datetime) -> Decimal:
    """Dollars a day, by the last week or by as much of it as there is."""
    query = text(
        f"SELECT coalesce(sum({COST}), 0) AS usd, min(l.created_at) AS since FROM api_cost_ledger l"  # noqa: S608 (our own words)
        f" WHERE {COUNTED} AND l.created_at > :since AND l.created_at <= :now"
    )
    row = session.execute(query, {"since": now - timedelta(days=BURN_DAYS), "now": now}).one()
    if row.since is None:
        return Decimal(0)
    days = max(Decimal((now - row.since).total_seconds()) / 86400, Decimal(1))
    return Decimal(row.usd / days)


def forecast(found: Month, *, now: datetime, policy: Policy) -> list[Forecast]:
    """Each rung of the ladder, and the end of the money."""
    ends = month_returns_at(month_of(now))
    marks = [(level.name, level.enter) for level in policy.ladder[1:]] + [("closed", Decimal(1))]
    return [_forecast(found, name, enter, now=now, ends=ends) for name, enter in marks]


def _forecast(found: Month, name: str, enter: Decimal, *, now: datetime, ends: datetime) -> Forecast:
    if found.share >= enter:
        return Forecast(name, enter, reached=True, on=None)
    missing = enter * found.cap - found.spent - found.held
    if not found.burn_per_day or missing / found.burn_per_day > (ends - now).total_seconds() / 86400:
        return Forecast(name, enter, reached=False, on=None)
    return Forecast(name, enter, reached=False, on=(now + timedelta(days=float(missing / found.burn_per_day))).date())


def per_day(session: Session, *, by: Dimension, now: datetime, days: int = 30) -> list[tuple[date, str, Decimal]]:
    """Dollars of each day (UTC) and word, oldest first; open holds count in full."""
    query = text(
        f"SELECT (l.created_at AT TIME ZONE 'UTC')::date AS day, {COLUMNS[by]} AS word, sum({COST}) AS usd"  # noqa: S608
        f" FROM api_cost_ledger l WHERE {COUNTED} AND l.created_at > :since AND l.created_at <= :now"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    )
    rows = session.execute(query, {"since": now - timedelta(days=days), "now": now})
    return [(row.day, row.word, row.usd) for row in rows]


def by(session: Session, dimension: Dimension, *, now: datetime) -> list[tuple[str, Decimal, int]]:
    """Dollars and calls of this month by one dimension; "" is what no living post explains."""
    query = text(
        f"SELECT coalesce({COLUMNS[dimension]}, '') AS word, sum({COST}) AS usd, count(*) AS calls"  # noqa: S608
        " FROM api_cost_ledger l LEFT JOIN posts p ON p.id = l.post_id LEFT JOIN businesses b ON b.id = p.business_id"
        f" WHERE {COUNTED} AND l.month = :month GROUP BY 1 ORDER BY 2 DESC"
    )
    rows = session.execute(query, {"month": month_of(now)})
    return [(row.word, row.usd, row.calls) for row in rows]


def outputs(session: Session, *, now: datetime) -> list[Output]:
    """What a draft, a candidate, a final, an exported and a used post cost this month."""
    return [_output(session, name, *rule, now=now) for name, rule in OUTPUTS.items()]


def _output(session: Session, name: str, calls: str, event: str, counted: str, *, now: datetime) -> Output:
    values = {"month": month_of(now), "ends": month_returns_at(month_of(now)), "event": event}
    usd = session.execute(
        text(f"SELECT coalesce(sum({COST}), 0) FROM api_cost_ledger l WHERE month = :month AND {COUNTED} AND {calls}"),  # noqa: S608
        values,
    ).scalar_one()
    count = session.execute(
        text(
            f"SELECT {counted} FROM events"  # noqa: S608
            " WHERE event_name = :event AND created_at >= :month AND created_at < :ends"
        ),
        values,
    ).scalar_one()
    return Output(name, usd, int(count))
