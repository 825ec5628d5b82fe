"""Money: nothing is called before its upper bound is held, and nothing passes the month's cap.

A ledger row is one physical provider call: held → sent → posted | assumed, held → voided, and sent → voided
only when the provider certainly did not charge. `Σ held` and `Σ spent` are kept on the month's one row, and a
hold is admitted by one conditional UPDATE of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select, text, update

from socialdraft import pricing
from socialdraft.errors import BudgetExhausted
from socialdraft.models import BudgetMonth, BudgetPool, LedgerEntry
from socialdraft.policy import Level, Limits, Offer, Policy, level_for, month_of, month_returns_at, offer_at
from socialdraft.pricing import Usage
from socialdraft.services import switches
from socialdraft.services.owners import Owner

HOLD_SECONDS = 60
"""A hold that is not sent within this is void: its process is gone."""


class HoldLost(Exception):
    """The hold was swept before the call was sent, so the call must not be made."""


@dataclass(frozen=True, slots=True)
class Call:
    """One physical provider call before it is made; `bound` is the most it can use."""

    owner: Owner
    kind: str
    purpose: str
    provider: str
    model: str
    bound: Usage
    timeout: float
    post_id: UUID | None = None
    job_id: UUID | None = None
    item: int | None = None
    attempt: int = 1


def ensure_month(session: Session, *, now: datetime, limits: Limits) -> BudgetMonth:
    """This UTC month's row, made on first use, with the configured cap."""
    month = month_of(now)
    query = select(BudgetMonth).where(BudgetMonth.month == month)
    if found := session.exec(query).one_or_none():
        return found
    values = {"month": month, "cap": limits.monthly_cap_usd, "held": 0, "spent": 0, "overrun": 0, "level": 0}
    session.execute(insert(BudgetMonth).values(values).on_conflict_do_nothing())
    return session.exec(query).one()


def service_level(session: Session, *, now: datetime, policy: Policy) -> tuple[int, Level]:
    """The rung that rules right now, or the one the operator simulates."""
    row = ensure_month(session, now=now, limits=policy.limits)
    if row.simulated_level is not None:
        index = min(row.simulated_level, len(policy.ladder) - 1)
    else:
        index = level_for(_share(row.held + row.spent, row.cap), previous=row.level, ladder=policy.ladder)
    return index, policy.ladder[index]


def offer(session: Session, *, now: datetime, policy: Policy) -> Offer:
    return offer_at(service_level(session, now=now, policy=policy)[1], limits=policy.limits)


def hold(session: Session, call: Call, *, now: datetime, policy: Policy) -> UUID:
    """Set the call's upper bound aside and return the hold's id; `BudgetExhausted` when it does not fit.

    The caller has made sure that the owner is `present`.
    """
    amount = pricing.cost(call.model, call.bound, on=now.date())
    switches.require_on(session, owner=call.owner, kind=call.kind)
    month = ensure_month(session, now=now, limits=policy.limits)
    pools = _pools(call.owner, month=month, now=now, limits=policy.limits)
    _admit_pools(session, pools, amount=amount, now=now)
    share = _open_share(call.kind, policy.limits)
    level = _admit_month(session, amount=amount, share=share, now=now, policy=policy)
    row = LedgerEntry(
        owner_type=call.owner.type,
        owner_id=call.owner.id,
        created_at=now,
        month=month_of(now),
        pools=sorted(pools),
        provider=call.provider,
        kind=call.kind,
        purpose=call.purpose,
        model=call.model,
        price_version=pricing.price_of(call.model, on=now.date())["valid_from"].isoformat(),
        units=call.bound.units(),
        cost_usd_estimated=amount,
        expires_at=now + timedelta(seconds=HOLD_SECONDS),
        post_id=call.post_id,
        job_id=call.job_id,
        item=call.item,
        attempt=call.attempt,
        level=level,
    )
    session.add(row)
    session.flush()
    return row.id


def _pools(owner: Owner, *, month: BudgetMonth, now: datetime, limits: Limits) -> dict[str, Decimal]:
    """The shares this owner's money comes out of, with their limits in dollars."""
    cap = limits.monthly_cap_usd if month.chosen_cap is None else month.chosen_cap
    pools = {f"owner:{owner.id}:{month.month:%Y-%m}": limits.owner_month_usd}
    if owner.anonymous:
        pools[f"anonymous:{month.month:%Y-%m}"] = cap * limits.anonymous_month_share
        pools[f"anonymous:{now:%Y-%m-%d}"] = cap * limits.anonymous_day_share
    return pools


def merge(session: Session, *, source: Owner, target: Owner) -> None:
    """What one owner has cost counts for the other, month by month; open holds are settled there too.

    Both owners are locked by the caller, so that no hold of either is under way.
    """
    old, new = (f"owner:{owner.id}:" for owner in (source, target))
    moved = text(
        "UPDATE api_cost_ledger SET pools = replace(pools::text, :old, :new)::jsonb WHERE owner_id = :id"
        " AND pools::text LIKE '%' || :old || '%'"
    )
    session.execute(moved, {"old": old, "new": new, "id": target.id})
    poured = text(
        "WITH gone AS (DELETE FROM budget_pools WHERE starts_with(name, :old) RETURNING name, committed)"
        " INSERT INTO budget_pools (name, committed) SELECT replace(name, :old, :new), committed FROM gone"
        " ON CONFLICT (name) DO UPDATE SET committed = budget_pools.committed + excluded.committed"
    )
    session.execute(poured, {"old": old, "new": new})


def _admit_pools(session: Session, pools: Mapping[str, Decimal], *, amount: Decimal, now: datetime) -> None:
    """Take the amount out of each pool, in the order of their names so that two holds never wait for each other."""
    names = sorted(pools)
    statement = text(
        "WITH wanted AS (SELECT * FROM unnest(cast(:names AS text[]), cast(:limits AS numeric[])) AS w (name, most))"
        " INSERT INTO budget_pools (name, committed)"
        " SELECT name, :amount FROM wanted WHERE :amount <= most ORDER BY name"
        " ON CONFLICT (name) DO UPDATE SET committed = budget_pools.committed + excluded.committed"
        " WHERE budget_pools.committed + excluded.committed <= (SELECT most FROM wanted w WHERE w.name = excluded.name)"
        " RETURNING name"
    )
    values = {"names": names, "limits": [pools[name] for name in names], "amount": amount}
    admitted = set(session.execute(statement, values).scalars())
    if refused := [name for name in names if name not in admitted]:
        raise _refusal(refused[0], now)


def _open_share(kind: str, limits: Limits) -> Decimal:
    """How much of the month this kind may fill: words outlast finals, finals outlast new ideas."""
    if kind in ("text", "judge", "moderation"):
        return Decimal(1)
    reserve = limits.text_reserve_share if kind == "edit" else limits.text_reserve_share + limits.finish_reserve_share
    return Decimal(1) - reserve


def _admit_month(session: Session, *, amount: Decimal, share: Decimal, now: datetime, policy: Policy) -> int:
    """Hold the amount in the month's row; the rung of the ladder that this brings."""
    statement = text(
        "UPDATE budget_month SET held = held + :amount WHERE month = :month"
        " AND held + spent + :amount <= (cap - :margin) * :share RETURNING held, spent, cap, level"
    )
    values = {"amount": amount, "month": month_of(now), "margin": policy.limits.margin_usd, "share": share}
    row = session.execute(statement, values).first()
    if row is None:
        raise exhausted(now)
    level = level_for(_share(row.held + row.spent, row.cap), previous=row.level, ladder=policy.ladder)
    if level != row.level:
        session.execute(update(BudgetMonth).where(col(BudgetMonth.month) == month_of(now)).values(level=level))
    return level


def _share(committed: Decimal, cap: Decimal) -> Decimal:
    return committed / cap if cap else Decimal(1)


def exhausted(now: datetime) -> BudgetExhausted:
    """The refusal when money is out, with the moment it returns."""
    return BudgetExhausted(returns_at=month_returns_at(month_of(now)).isoformat())


def _refusal(pool: str, now: datetime) -> BudgetExhausted:
    """The strangers' share of a day returns at midnight UTC, every other with the month."""
    if pool != f"anonymous:{now:%Y-%m-%d}":
        return exhausted(now)
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    return BudgetExhausted(returns_at=datetime.combine(tomorrow, time(), tzinfo=UTC).isoformat())


def mark_sent(session: Session, *, hold_id: UUID, timeout: float, now: datetime) -> None:
    """From here on the provider may charge; `HoldLost` when the hold has expired, and then nothing may be sent."""
    statement = (
        update(LedgerEntry)
        .where(col(LedgerEntry.id) == hold_id, col(LedgerEntry.state) == "held", col(LedgerEntry.expires_at) > now)
        .values(state="sent", expires_at=now + timedelta(seconds=timeout + HOLD_SECONDS))
        .returning(col(LedgerEntry.id))
    )
    if session.execute(statement).first() is None:
        raise HoldLost


def post(session: Session, *, hold_id: UUID, usage: Usage | None, request_id: str, now: datetime) -> None:
    """Charge what the call used; without a usage report it is charged in full. A late truth replaces an assumption."""
    row = _open(session, hold_id, states=("sent", "assumed"))
    if row is None:
        return
    actual = row.cost_usd_estimated
    if usage is not None:
        actual = pricing.cost(row.model, usage, on=date.fromisoformat(row.price_version))
    _settle(session, row, state="posted", actual=actual, now=now)
    row.request_id, row.uncertain = request_id, usage is None
    if usage is not None:
        row.units = usage.units()


def void(session: Session, *, hold_id: UUID, error: str, request_id: str = "", now: datetime) -> None:
    """Free a hold the provider certainly did not charge."""
    row = _open(session, hold_id, states=("held", "sent"))
    if row is not None:
        _settle(session, row, state="voided", actual=None, now=now)
        row.error, row.request_id = error, request_id


def assume(session: Session, *, hold_id: UUID, error: str, request_id: str = "", now: datetime) -> None:
    """Charge a sent call whose outcome nobody knows in full."""
    row = _open(session, hold_id, states=("sent",))
    if row is not None:
        _settle(session, row, state="assumed", actual=row.cost_usd_estimated, now=now)
        row.error, row.request_id = error, request_id


def sweep_one(session: Session, *, now: datetime) -> bool:
    """Void one expired hold that was never sent, or assume one that was; False when none is left.

    One at a time: two settlements in one transaction could lock owners' pools against each other.
    """
    query = select(LedgerEntry).where(col(LedgerEntry.state).in_(("held", "sent")), col(LedgerEntry.expires_at) <= now)
    row = session.exec(query.limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return False
    if row.state == "held":
        _settle(session, row, state="voided", actual=None, now=now)
    else:
        _settle(session, row, state="assumed", actual=row.cost_usd_estimated, now=now)
    row.error = "expired"
    return True


@dataclass(frozen=True, slots=True)
class Room:
    """Dollars an owner could still hold, and the refusal of whichever limit is the nearest."""

    usd: Decimal
    refusal: BudgetExhausted


def room(session: Session, *, owner: Owner, kind: str, now: datetime, policy: Policy) -> Room:
    """What this owner could still hold for this kind of call, before anything is asked of the provider."""
    switches.require_on(session, owner=owner, kind=kind)
    month = ensure_month(session, now=now, limits=policy.limits)
    open_share = (month.cap - policy.limits.margin_usd) * _open_share(kind, policy.limits)
    rooms = [Room(open_share - month.held - month.spent, exhausted(now))]
    pools = _pools(owner, month=month, now=now, limits=policy.limits)
    query = select(BudgetPool).where(col(BudgetPool.name).in_(pools))
    committed = {pool.name: pool.committed for pool in session.exec(query)}
    rooms += [Room(limit - committed.get(name, Decimal(0)), _refusal(name, now)) for name, limit in pools.items()]
    return min(rooms, key=lambda one: one.usd)


def _open(session: Session, hold_id: UUID, *, states: Iterable[str]) -> LedgerEntry | None:
    query = select(LedgerEntry).where(LedgerEntry.id == hold_id, col(LedgerEntry.state).in_(states))
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def _settle(session: Session, row: LedgerEntry, *, state: str, actual: Decimal | None, now: datetime) -> None:
    """Move the row to `state` and the month and pools with it, in one step."""
    assumed = row.cost_usd if row.state == "assumed" else None
    held = Decimal(0) if assumed is not None else row.cost_usd_estimated
    change = (actual or Decimal(0)) - (assumed or Decimal(0))
    for name in row.pools:
        move = {"name": name, "change": change - held}
        session.execute(text("UPDATE budget_pools SET committed = committed + :change WHERE name = :name"), move)
    moved = text(
        "UPDATE budget_month SET held = held - :held, spent = spent + :change,"
        " overrun = greatest(overrun, held - :held + spent + :change - cap) WHERE month = :month"
    )
    session.execute(moved, {"held": held, "change": change, "month": row.month})
    row.state, row.cost_usd, row.settled_at = state, actual, now
    row.uncertain = state == "assumed"
    session.flush()
