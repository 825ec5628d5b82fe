"""What the operator turns: the month's cap and the simulated rung; each change stays on record."""

from datetime import datetime

from sqlmodel import Session, select

from socialdraft.errors import Invalid
from socialdraft.models import BudgetMonth, OperatorAction
from socialdraft.policy import Limits, Policy
from socialdraft.services import budget


def set_cap(session: Session, *, now: datetime, limits: Limits, network: str = "") -> None:
    """Follow a changed cap; one below what is committed admits no new hold and hides no old one."""
    month = _locked(session, now=now, limits=limits)
    cap = limits.monthly_cap_usd if month.chosen_cap is None else month.chosen_cap
    if month.cap == cap:
        return
    _record(session, "cap", month=month, before=month.cap, after=cap, network=network, now=now)
    month.cap = cap
    month.overrun = max(month.overrun, month.held + month.spent - cap)
    session.flush()


def simulate(session: Session, *, level: int | None, now: datetime, policy: Policy, network: str = "") -> None:
    """Let this rung rule for the rest of the month, or with None the money again."""
    if level is not None and not 0 <= level < len(policy.ladder):
        raise Invalid(field="level", allowed=list(range(len(policy.ladder))))
    month = _locked(session, now=now, limits=policy.limits)
    if month.simulated_level != level:
        before = month.simulated_level
        _record(session, "simulated_level", month=month, before=before, after=level, network=network, now=now)
        month.simulated_level = level
        session.flush()


def _locked(session: Session, *, now: datetime, limits: Limits) -> BudgetMonth:
    month = budget.ensure_month(session, now=now, limits=limits).month
    query = select(BudgetMonth).where(BudgetMonth.month == month)
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).one()


def _record(
    session: Session, what: str, *, month: BudgetMonth, before: object, after: object, network: str, now: datetime
) -> None:
    details = {"month": month.month.isoformat(), "before": _said(before), "after": _said(after)}
    session.add(OperatorAction(created_at=now, action=what, details=details, network=network))


def _said(value: object) -> str | None:
    return None if value is None else str(value)
