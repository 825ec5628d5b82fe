"""What an operator can set: a rung to try, this month's cap, the kill switches. Each leaves a line of who and when."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from sqlmodel import Session

from socialdraft.errors import Invalid
from socialdraft.policy import SWITCHES, Policy
from socialdraft.services import budget, operators, steering, switches

HIGHEST_CAP = Decimal(100_000)


def simulate(session: Session, *, level: int | None, network: str | None, now: datetime, policy: Policy) -> None:
    """Offer what this rung offers, whatever the money says; None returns to the truth. Caps hold as ever."""
    steering.simulate(session, level=level, now=now, policy=policy, network=network or operators.HERE)


def set_cap(session: Session, *, usd: str, network: str | None, now: datetime, policy: Policy) -> None:
    """Another cap for this month; empty returns to the setting. It follows at once, and the pools with it."""
    row = budget.ensure_month(session, now=now, limits=policy.limits)
    chosen = _dollars(usd) if usd.strip() else None
    row.chosen_cap = chosen
    session.flush()
    steering.set_cap(session, now=now, limits=policy.limits, network=network or operators.HERE)


def _dollars(said: str) -> Decimal:
    try:
        usd = Decimal(said.strip().lstrip("$").replace(",", ""))
    except InvalidOperation:
        raise Invalid(field="cap") from None
    if not (usd.is_finite() and 0 <= usd <= HIGHEST_CAP):
        raise Invalid(field="cap")
    return usd.quantize(Decimal("0.01"))


def turn(session: Session, *, name: str, on: bool, network: str | None, now: datetime) -> None:
    """Switch pictures, words or strangers off or on."""
    if name not in SWITCHES:
        raise Invalid(field="switch", allowed=list(SWITCHES))
    switches.turn(session, name=name, on=on, now=now)
    operators.note(session, action="switch", network=network, now=now, switch=name, on=on)
