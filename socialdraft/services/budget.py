"""Money: nothing is called before its upper bound is held, and nothing passes the month's cap.

A ledger row is one physical provider call: held → sent → posted | assumed, held → voided, and sent → voided
only when the provider certainly did not charge. `Σ held` and `Σ spent` are kept on the month's one row, and a
hold is admitted by one conditional UPDATE of it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select, text, update

from socialdraft import pricing
from socialdraft.errors import BudgetExhausted
from socialdraft.models import BudgetMonth, BudgetPool
from socialdraft.policy import Level, Limits, Offer, Policy, level_for, month_of, month_returns_at, offer_at
from socialdraft.pricing import Usage
from socialdraft.services import books, switches
from socialdraft.services.books import Month, Outcome, Terms
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

    The caller has made sure that the owner is `present`, and ends this transaction after a refusal.
    """
    amount = pricing.cost(call.model, call.bound, on=now.date())
    switches.require_on(session, owner=call.owner, kind=call.kind)
    terms = _terms(session, now=now, limits=policy.limits)
    pools = _pools(call.owner, cap=terms.chosen_cap, now=now, limits=policy.limits)
    row = _entry(call, terms=terms, amount=amount, now=now, policy=policy) | {"pools": sorted(pools)}
    open_share = _open_share(call.kind, policy.limits)
    admitted, month = books.hold(session, row, pools=pools, margin=policy.limits.margin_usd, share=open_share)
    if month is None:
        refused = sorted(pools.keys() - admitted)
        raise _refusal(refused[0], now) if refused else exhausted(now)
    _note_level(session, month, now=now, policy=policy)
    found: UUID = row["id"]
    return found


def _entry(call: Call, *, terms: Terms, amount: Decimal, now: datetime, policy: Policy) -> dict[str, Any]:
    """The ledger's row of a call that is held."""
    share = _share(terms.held + terms.spent + amount, terms.cap)
    return {
        "id": uuid4(),
        "owner_type": call.owner.type,
        "owner_id": call.owner.id,
        "created_at": now,
        "month": terms.month,
        "provider": call.provider,
        "kind": call.kind,
        "purpose": call.purpose,
        "model": call.model,
        "price_version": pricing.price_of(call.model, on=now.date())["valid_from"].isoformat(),
        "units": call.bound.units(),
        "cost_usd_estimated": amount,
        "expires_at": now + timedelta(seconds=HOLD_SECONDS),
        "post_id": call.post_id,
        "job_id": call.job_id,
        "item": call.item,
        "attempt": call.attempt,
        "level": level_for(share, previous=terms.level, ladder=policy.ladder),
    }


def _terms(session: Session, *, now: datetime, limits: Limits) -> Terms:
    month = month_of(now)
    if (found := books.terms(session, month=month)) is None:
        ensure_month(session, now=now, limits=limits)
        found = books.terms(session, month=month)
    assert found is not None
    return found


def _pools(owner: Owner, *, cap: Decimal | None, now: datetime, limits: Limits) -> dict[str, Decimal]:
    """The shares this owner's money comes out of, with their limits in dollars; an operator's `cap` rules."""
    cap = limits.monthly_cap_usd if cap is None else cap
    month = f"{month_of(now):%Y-%m}"
    pools = {f"owner:{owner.id}:{month}": limits.owner_month_usd}
    if owner.anonymous:
        pools[f"anonymous:{month}"] = cap * limits.anonymous_month_share
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


def _open_share(kind: str, limits: Limits) -> Decimal:
    """How much of the month this kind may fill: words outlast finals, finals outlast new ideas."""
    if kind in ("text", "judge", "moderation"):
        return Decimal(1)
    reserve = limits.text_reserve_share if kind == "edit" else limits.text_reserve_share + limits.finish_reserve_share
    return Decimal(1) - reserve


def _note_level(session: Session, row: Month, *, now: datetime, policy: Policy) -> None:
    """Remember the rung that this hold brings: the way back down starts lower."""
    level = level_for(_share(row.held + row.spent, row.cap), previous=row.level, ladder=policy.ladder)
    if level != row.level:
        session.execute(update(BudgetMonth).where(col(BudgetMonth.month) == month_of(now)).values(level=level))


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
    until = now + timedelta(seconds=timeout + HOLD_SECONDS)
    if not books.send(session, hold_id=hold_id, now=now, until=until):
        raise HoldLost


def post(session: Session, *, hold_id: UUID, usage: Usage | None, request_id: str, now: datetime) -> None:
    """Charge what the call used; without a usage report it is charged in full. A late truth replaces an assumption."""
    call = books.open_one(session, hold_id=hold_id, states=("sent", "assumed"))
    if call is None:
        return
    actual, units = call.cost_usd_estimated, None
    if usage is not None:
        actual, units = pricing.cost(call.model, usage, on=date.fromisoformat(call.price_version)), usage.units()
    outcome = Outcome("posted", actual, uncertain=usage is None, request_id=request_id, units=units)
    books.settle(session, call, outcome, now=now)


def void(session: Session, *, hold_id: UUID, error: str, request_id: str = "", now: datetime) -> None:
    """Free a hold the provider certainly did not charge."""
    call = books.open_one(session, hold_id=hold_id, states=("held", "sent"))
    if call is not None:
        books.settle(session, call, Outcome("voided", None, request_id=request_id, error=error), now=now)


def assume(session: Session, *, hold_id: UUID, error: str, request_id: str = "", now: datetime) -> None:
    """Charge a sent call whose outcome nobody knows in full."""
    call = books.open_one(session, hold_id=hold_id, states=("sent",))
    if call is not None:
        outcome = Outcome("assumed", call.cost_usd_estimated, uncertain=True, request_id=request_id, error=error)
        books.settle(session, call, outcome, now=now)


def sweep_one(session: Session, *, now: datetime) -> bool:
    """Void one expired hold that was never sent, or assume one that was; False when none is left.

    One at a time: two settlements in one transaction could lock owners' pools against each other.
    """
    call = books.open_expired(session, now=now)
    if call is None:
        return False
    sent = call.state == "sent"
    actual = call.cost_usd_estimated if sent else None
    outcome = Outcome("assumed" if sent else "voided", actual, uncertain=sent, error="expired")
    books.settle(session, call, outcome, now=now)
    return True


@dataclass(frozen=True, slots=True)
class Room:
    """Dollars an owner could still hold, and the refusal of the nearest limit, or of the one that is shut longest."""

    usd: Decimal
    refusal: BudgetExhausted


def room(session: Session, *, owner: Owner, kind: str, now: datetime, policy: Policy) -> Room:
    """What this owner could still hold for this kind of call, before anything is asked of the provider."""
    switches.require_on(session, owner=owner, kind=kind)
    terms = _terms(session, now=now, limits=policy.limits)
    open_share = (terms.cap - policy.limits.margin_usd) * _open_share(kind, policy.limits)
    rooms = [Room(open_share - terms.held - terms.spent, exhausted(now))]
    pools = _pools(owner, cap=terms.chosen_cap, now=now, limits=policy.limits)
    query = select(BudgetPool).where(col(BudgetPool.name).in_(pools))
    committed = {pool.name: pool.committed for pool in session.exec(query)}
    rooms += [Room(limit - committed.get(name, Decimal(0)), _refusal(name, now)) for name, limit in pools.items()]
    shut = [one for one in rooms if one.usd <= 0]
    if shut:  # all of them must be open again
        return max(shut, key=lambda one: str(one.refusal.data["returns_at"]))
    return min(rooms, key=lambda one: one.usd)
