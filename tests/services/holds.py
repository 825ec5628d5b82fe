"""Holds of a known price, and the books read back after them."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, select

from socialdraft.models import BudgetMonth, LedgerEntry
from socialdraft.policy import COPYWRITE, Limits, Policy
from socialdraft.pricing import Usage
from socialdraft.services import budget
from socialdraft.services.budget import Call
from socialdraft.services.owners import Owner
from tests import audit

LIMITS = replace(
    Limits(),
    monthly_cap_usd=Decimal(10),
    margin_usd=Decimal(0),
    anonymous_month_share=Decimal(1),
    owner_month_usd=Decimal(5),
)
BOUND = Usage(text_in=1000, text_out=1000)
HELD = Decimal("0.006")
NOTHING = Decimal(0)
USED = Usage(text_in=10, text_out=20)
COST = Decimal("0.00011")


def hold(session: Session, owner: Owner, *, now: datetime, sent: bool = True, limits: Limits = LIMITS) -> UUID:
    call = Call(owner, "text", "copy", "studio", COPYWRITE.model, BOUND, timeout=60)
    made = budget.hold(session, call, now=now, policy=Policy(limits=limits))
    if sent:
        budget.mark_sent(session, hold_id=made, timeout=60, now=now)
    return made


def entry(session: Session, hold_id: UUID) -> LedgerEntry:
    session.flush()
    session.expire_all()
    return session.get_one(LedgerEntry, hold_id)


def books(session: Session) -> tuple[Decimal, Decimal]:
    """Held and spent; every sum that depends on them agrees."""
    session.flush()
    assert audit.violations(session) == set()
    month = session.exec(select(BudgetMonth).execution_options(populate_existing=True)).one()
    return month.held, month.spent
