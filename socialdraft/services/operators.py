"""Who may see `/ops`: whoever knew OPS_TOKEN in the last hours. What they do is written down."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from socialdraft.models import OperatorAction
from socialdraft.settings import settings

HERE = "this machine"
"""The network of whoever needs no network."""
SHIFT = timedelta(hours=12)
"""How long a sign-in holds; another OPS_TOKEN ends all of them at once."""


def cookie_name() -> str:
    return "__Host-sd_ops" if settings().secure else "sd_ops"


def knows_token(said: str) -> bool:
    """Whether this is OPS_TOKEN; without one nobody is an operator."""
    token = settings().ops_token.get_secret_value()
    return bool(token) and hmac.compare_digest(said.encode(), token.encode())


def badge(*, now: datetime) -> str:
    """What an operator's cookie holds: when it ends, and our mark on that."""
    ends = str(int((now + SHIFT).timestamp()))
    return f"{ends}.{_mark(ends)}"


def is_operator(said: str | None, *, now: datetime) -> bool:
    """Whether the cookie is a badge of ours that has not ended."""
    ends, _, mark = (said or "").partition(".")
    if not settings().ops_token.get_secret_value() or not (ends.isascii() and ends.isdigit()):
        return False
    return hmac.compare_digest(mark.encode(), _mark(ends).encode()) and int(ends) > now.timestamp()


def _mark(ends: str) -> str:
    chosen = settings()
    key = f"{chosen.secret_key.get_secret_value()} {chosen.ops_token.get_secret_value()}"
    return hmac.new(key.encode(), f"operator until {ends}".encode(), hashlib.sha256).hexdigest()


def note(session: Session, *, action: str, network: str | None, now: datetime, **details: Any) -> None:
    """Write down what an operator did, in the transaction that does it."""
    session.add(OperatorAction(created_at=now, action=action, details=details, network=network or HERE))


def noted(session: Session, *, limit: int = 20) -> list[OperatorAction]:
    """The newest acts first."""
    return list(session.exec(select(OperatorAction).order_by(col(OperatorAction.created_at).desc()).limit(limit)))
