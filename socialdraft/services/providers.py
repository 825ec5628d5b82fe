"""One provider, many processes: a breaker that opens when it can't help us, and pictures at the pace it takes."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, func, select, update

from socialdraft.models import ProviderState
from socialdraft.policy import Limits
from socialdraft.ports import ProviderError

PAUSE = timedelta(seconds=60)
"""How long nobody asks; then one call tries for all."""
MINUTE = timedelta(minutes=1)
WHOLE = ("money_out", "auth")
ONE_MODEL = "model_gone"


_PAUSED = select(ProviderState.name, ProviderState.paused_until).where(
    col(ProviderState.name).in_(bindparam("names", expanding=True)), col(ProviderState.paused_until).is_not(None)
)


def enter(session: Session, *, provider: str, model: str, now: datetime) -> bool:
    """Whether this call is the one that tries a paused provider; raises ProviderError `paused` for all others."""
    probing = False
    for name, until in session.execute(_PAUSED, {"names": _names(provider, model)}):
        probe = update(ProviderState).where(col(ProviderState.name) == name, col(ProviderState.paused_until) <= now)
        tried = probe.values(paused_until=now + PAUSE).returning(col(ProviderState.name))
        if session.execute(tried).first() is None:
            left = (until - now).total_seconds()
            raise ProviderError("paused", billed="no", retriable=True, retry_after=max(left, 1.0))
        probing = True
    return probing


def trip(session: Session, *, provider: str, model: str, code: str, now: datetime) -> bool:
    """Pause the provider, or one model of it, when the failure would meet every other call too; whether it does."""
    if code not in (*WHOLE, ONE_MODEL):
        return False
    name = provider if code in WHOLE else f"{provider}:{model}"
    paused = {"paused_until": now + PAUSE, "reason": code}
    row = insert(ProviderState).values(name=name, paced_until=now, **paused)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_=paused))
    return True


def reopen(session: Session, *, provider: str, model: str) -> None:
    """The call that tried was answered: all may ask again."""
    named = col(ProviderState.name).in_(_names(provider, model))
    session.execute(update(ProviderState).where(named).values(paused_until=None, reason=None))


def paused(session: Session, *, now: datetime) -> dict[str, str]:
    """Who is paused now, a provider or one of its models, and why."""
    query = select(ProviderState).where(col(ProviderState.paused_until) > now)
    return {row.name: row.reason or "" for row in session.exec(query)}


def pace(session: Session, *, provider: str, pictures: int, now: datetime, limits: Limits) -> float:
    """Take these pictures out of the minute's allowance: 0, or the seconds after which to ask again.

    `paced_until` is when all that was taken would be drawn at an even pace; it may lie one minute ahead.
    """
    cost = MINUTE * min(pictures, limits.images_per_minute) / limits.images_per_minute
    session.execute(insert(ProviderState).values(name=provider, paced_until=now).on_conflict_do_nothing())
    ahead = func.greatest(ProviderState.paced_until, now) + cost
    mine = col(ProviderState.name) == provider
    taken = update(ProviderState).where(mine, ahead <= now + MINUTE).values(paced_until=ahead)
    if session.execute(taken.returning(col(ProviderState.name))).first() is not None:
        return 0.0
    until = session.exec(select(ProviderState.paced_until).where(mine)).one()
    return max((until + cost - now - MINUTE).total_seconds(), 0.01)


def _names(provider: str, model: str) -> tuple[str, str]:
    return provider, f"{provider}:{model}"
