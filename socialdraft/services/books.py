"""The statements that move money. Each is one step: a row of the ledger never changes without its pools and month.

Whoever moves money locks the ledger's row, then pools by name, then the month's row, which is everybody's: it comes
last, so that it is held from one statement to the commit and no longer. Each step of a statement asks for the count of
the one before it, which keeps PostgreSQL to this order.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, text


class Terms(NamedTuple):
    """What a month's row says at this moment."""

    month: date
    cap: Decimal
    held: Decimal
    spent: Decimal
    level: int
    chosen_cap: Decimal | None


class Month(NamedTuple):
    """The month's row after a hold."""

    held: Decimal
    spent: Decimal
    cap: Decimal
    level: int


class OpenCall(NamedTuple):
    """A ledger's row that this transaction has locked in order to settle it."""

    id: UUID
    model: str
    price_version: str
    pools: list[str]
    month: date
    state: str
    cost_usd_estimated: Decimal
    cost_usd: Decimal | None


_SELECT = f"SELECT {', '.join(OpenCall._fields)} FROM api_cost_ledger WHERE"  # noqa: S608 (our own names)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended. `actual` is None for a call that cost nothing; what is None otherwise stays as it is."""

    state: str
    actual: Decimal | None
    uncertain: bool = False
    request_id: str | None = None
    error: str | None = None
    units: Mapping[str, int] | None = None


def terms(session: Session, *, month: date) -> Terms | None:
    """The month as it is now, whatever this session has read before; None before its first use."""
    statement = text("SELECT month, cap, held, spent, level, chosen_cap FROM budget_month WHERE month = :month")
    found = session.execute(statement, {"month": month}).first()
    return Terms(*found) if found else None


def hold(
    session: Session, row: Mapping[str, Any], *, pools: Mapping[str, Decimal], margin: Decimal, share: Decimal
) -> tuple[set[str], Month | None]:
    """Write the row if its estimate fits each of its pools and this share of the month.

    The pools it fits, and the month after it; None when nothing was held, and then this transaction must end.
    """
    names = sorted(pools)
    values = {"names": names, "limits": [pools[name] for name in names], "margin": margin, "share": share}
    stored = {name: json.dumps(row[name]) for name in ("pools", "units")}
    statement = text(
        "WITH wanted AS ("
        " SELECT name, most FROM unnest(cast(:names AS text[]), cast(:limits AS numeric[])) AS w (name, most)"
        "), pooled AS ("
        " INSERT INTO budget_pools (name, committed)"
        " SELECT name, :cost_usd_estimated FROM wanted WHERE :cost_usd_estimated <= most ORDER BY name"
        " ON CONFLICT (name) DO UPDATE SET committed = budget_pools.committed + excluded.committed"
        " WHERE budget_pools.committed + excluded.committed <= (SELECT most FROM wanted w WHERE w.name = excluded.name)"
        " RETURNING name"
        "), admitted AS ("
        " UPDATE budget_month SET held = held + :cost_usd_estimated WHERE month = :month"
        " AND (SELECT count(*) FROM pooled) = cardinality(cast(:names AS text[]))"
        " AND held + spent + :cost_usd_estimated <= (cap - :margin) * :share"
        " RETURNING held, spent, cap, level"
        "), written AS ("
        " INSERT INTO api_cost_ledger (id, owner_type, owner_id, created_at, month, pools, provider, kind, purpose,"
        " model, price_version, units, cost_usd_estimated, state, uncertain, post_id, job_id, item, attempt, level,"
        " request_id, expires_at)"
        " SELECT :id, :owner_type, :owner_id, :created_at, :month, cast(:pools AS jsonb), :provider, :kind, :purpose,"
        " :model, :price_version, cast(:units AS jsonb), :cost_usd_estimated, 'held', false, :post_id, :job_id, :item,"
        " :attempt, :level, '', :expires_at FROM admitted"
        ") SELECT array(SELECT name FROM pooled), admitted.*"
        " FROM (SELECT 1) AS always LEFT JOIN admitted ON true"
    )
    pooled, *month = session.execute(statement, {**row, **stored, **values}).one()
    return set(pooled), Month(*month) if month[0] is not None else None


def send(session: Session, *, hold_id: UUID, now: datetime, until: datetime) -> bool:
    """From held to sent; False when the hold has expired."""
    statement = text(
        "UPDATE api_cost_ledger SET state = 'sent', expires_at = :until"
        " WHERE id = :id AND state = 'held' AND expires_at > :now RETURNING id"
    )
    return session.execute(statement, {"id": hold_id, "now": now, "until": until}).first() is not None


def open_one(session: Session, *, hold_id: UUID, states: Iterable[str]) -> OpenCall | None:
    """The row, locked, when it is in one of these states."""
    return _opened(session, "id = :id AND state = ANY(:states) FOR UPDATE", id=hold_id, states=list(states))


def open_expired(session: Session, *, now: datetime) -> OpenCall | None:
    """Some row whose time is over and that nobody else is settling, locked."""
    which = "state IN ('held', 'sent') AND expires_at <= :now LIMIT 1 FOR UPDATE SKIP LOCKED"
    return _opened(session, which, now=now)


def _opened(session: Session, which: str, **values: object) -> OpenCall | None:
    found = session.execute(text(f"{_SELECT} {which}"), values).first()
    return OpenCall(*found) if found else None


def settle(session: Session, call: OpenCall, outcome: Outcome, *, now: datetime) -> None:
    """Move the row to its new state and the pools and the month with it."""
    assumed = call.cost_usd if call.state == "assumed" else None
    values = {
        "id": call.id,
        "pools": call.pools,
        "month": call.month,
        "now": now,
        "held": Decimal(0) if assumed is not None else call.cost_usd_estimated,
        "change": (outcome.actual or Decimal(0)) - (assumed or Decimal(0)),
        "state": outcome.state,
        "actual": outcome.actual,
        "uncertain": outcome.uncertain,
        "request_id": outcome.request_id,
        "error": outcome.error,
        "units": None if outcome.units is None else json.dumps(outcome.units),
    }
    statement = text(
        "WITH settled AS ("
        " UPDATE api_cost_ledger SET state = :state, cost_usd = :actual, settled_at = :now, uncertain = :uncertain,"
        " request_id = coalesce(:request_id, request_id), error = coalesce(:error, error),"
        " units = coalesce(cast(:units AS jsonb), units) WHERE id = :id RETURNING id"
        "), locked AS ("
        " SELECT name FROM budget_pools WHERE name = ANY(:pools) AND (SELECT count(*) FROM settled) = 1"
        " ORDER BY name FOR UPDATE"
        "), moved AS ("
        " UPDATE budget_pools SET committed = committed + :change - :held FROM locked"
        " WHERE budget_pools.name = locked.name RETURNING budget_pools.name"
        ") UPDATE budget_month SET held = held - :held, spent = spent + :change,"
        " overrun = greatest(overrun, held - :held + spent + :change - cap)"
        " WHERE month = :month AND (SELECT count(*) FROM moved) >= 0"
    )
    session.execute(statement, values)
