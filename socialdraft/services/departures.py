"""Whoever deletes everything and signs in again finds their week and month as they left them.

What was used stands under an id that leads to nobody; from the address to that id leads a keyed hash, kept no longer
than the used posts of a week or the money of a month count.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, delete, func, select, update

from socialdraft.models import Departure, LedgerEntry, User, WeeklyQuotaUsage
from socialdraft.policy import Limits, month_of, month_returns_at
from socialdraft.services import budget, quota
from socialdraft.services.doors import keyed
from socialdraft.services.owners import Owner


def remember(session: Session, *, owner: Owner, now: datetime) -> None:
    """Before the owner's rows go: note whose the slots and costs are that stay, if any still count."""
    email = None if owner.anonymous else session.exec(select(User.email).where(User.id == owner.id)).one_or_none()
    until = _counts_until(session, owner, now)
    if email is None or until is None:
        return
    row = {"address": _coded(email), "user_id": owner.id, "until": until}
    session.execute(insert(Departure).values(row).on_conflict_do_update(index_elements=["address"], set_=row))


def resume(session: Session, *, email: str, user_id: UUID, now: datetime, limits: Limits) -> None:
    """Give a new user what the address has used in an earlier life; afterwards nothing is noted any more."""
    mine = col(Departure.address) == _coded(email)
    left = session.execute(delete(Departure).where(mine).returning(col(Departure.user_id))).scalar()
    if left is None:
        return
    before, after = Owner("user", left), Owner("user", user_id)
    session.execute(update(LedgerEntry).filter_by(owner_type="user", owner_id=left).values(owner_id=user_id))
    quota.merge(session, source=before, target=after, limits=limits, now=now)
    budget.merge(session, source=before, target=after)


def _counts_until(session: Session, owner: Owner, now: datetime) -> date | None:
    """The first day on which nothing the owner has used counts any more; None when nothing does today."""
    mine = {"owner_type": owner.type, "owner_id": owner.id}
    last = session.execute(select(func.max(WeeklyQuotaUsage.week_start_date)).filter_by(**mine)).scalar()
    days = [last + quota.WEEKS_KEPT] if last else []
    spent = select(LedgerEntry.id).filter_by(**mine, month=month_of(now)).limit(1)
    if session.exec(spent).first() is not None:
        days.append(month_returns_at(month_of(now)).date())
    return max((day for day in days if day > now.date()), default=None)


def _coded(email: str) -> str:
    return keyed(f"departed {email}")
