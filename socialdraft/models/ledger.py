"""Quota slots and money: rows whose constraints are the caps."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from socialdraft.models.base import Json, Moment, Money, Owned, Row, one_of

STATES = ("held", "sent", "posted", "assumed", "voided")


class WeeklyPlatform(Row, table=True):
    """The at most two distinct platforms an owner has used in a week; swapping gives no third."""

    __tablename__ = "weekly_platforms"
    __table_args__ = (
        UniqueConstraint("owner_type", "owner_id", "week_start_date", "slot"),
        UniqueConstraint("owner_type", "owner_id", "week_start_date", "platform_type"),
        CheckConstraint("slot BETWEEN 1 AND 2", name="slot"),
    )

    owner_type: str
    owner_id: UUID
    week_start_date: date
    platform_type: str
    slot: int


class WeeklyQuotaUsage(Row, table=True):
    """One taken slot: `posts_used_count` is the count this post brought the week to.

    No foreign keys: a slot outlives the post, the platform and the business.
    """

    __tablename__ = "weekly_quota_usage"
    __table_args__ = (
        UniqueConstraint("owner_type", "owner_id", "platform_type", "week_start_date", "posts_used_count"),
        CheckConstraint("posts_used_count BETWEEN 1 AND 2", name="slot"),
    )

    owner_type: str
    owner_id: UUID
    business_id: UUID
    platform_type: str
    week_start_date: date
    timezone: str
    posts_used_count: int
    post_id: UUID | None = None
    updated_at: datetime = Moment(nullable=False)


class NetworkDay(SQLModel, table=True):
    """First posts of new sessions from one network (a keyed hash) on one UTC day."""

    __tablename__ = "network_days"

    network: str = Field(primary_key=True, max_length=64)
    day: date = Field(primary_key=True)
    first_posts: int


class WeekPromise(SQLModel, table=True):
    """Posts per platform promised for a week, written once, so a tighter ladder waits for the next."""

    __tablename__ = "week_promises"

    week_start_date: date = Field(primary_key=True)
    posts_per_week: int


class BudgetMonth(SQLModel, table=True):
    """One UTC month of money. `overrun` is what a provider charged beyond its hold: the truth is never refused.

    `chosen_cap` is what an operator set for this month; without it the setting rules.
    """

    __tablename__ = "budget_month"
    __table_args__ = (
        CheckConstraint("held >= 0 AND spent >= 0 AND overrun >= 0", name="not_negative"),
        CheckConstraint("held + spent <= cap + overrun", name="cap"),
    )

    month: date = Field(primary_key=True)
    cap: Decimal = Money(nullable=False)
    held: Decimal = Money(default=Decimal(0), nullable=False)
    spent: Decimal = Money(default=Decimal(0), nullable=False)
    overrun: Decimal = Money(default=Decimal(0), nullable=False)
    level: int = 0
    simulated_level: int | None = None
    chosen_cap: Decimal | None = Money(default=None)


class ProviderState(SQLModel, table=True):
    """What all processes know about a provider, or about one of its models (`provider:model`)."""

    __tablename__ = "provider_states"

    name: str = Field(primary_key=True, max_length=120)
    paced_until: datetime = Moment(nullable=False)
    paused_until: datetime | None = Moment(default=None)
    reason: str | None = Field(default=None, max_length=20)


class BudgetPool(SQLModel, table=True):
    """A share of the money: anonymous sessions by month and by day, and each owner by month."""

    __tablename__ = "budget_pools"
    __table_args__ = (CheckConstraint("committed >= 0", name="not_negative"),)

    name: str = Field(primary_key=True, max_length=80)
    committed: Decimal = Money(default=Decimal(0), nullable=False)


class LedgerEntry(Owned, table=True):
    """Hold and ledger in one: a row per physical provider call, written before it."""

    __tablename__ = "api_cost_ledger"
    __table_args__ = (
        one_of("state", STATES, name="state"),
        one_of("kind", ("text", "judge", "image", "edit", "moderation"), name="kind"),
        CheckConstraint("cost_usd_estimated >= 0", name="estimate"),
        CheckConstraint("(state IN ('posted', 'assumed')) = (cost_usd IS NOT NULL)", name="settled"),
        Index(
            "uq_api_cost_ledger_item",
            "job_id",
            "item",
            "attempt",
            unique=True,
            postgresql_where=text("job_id IS NOT NULL"),
        ),
        Index("ix_api_cost_ledger_open", "expires_at", postgresql_where=text("state IN ('held', 'sent')")),
    )

    month: date = Field(index=True)
    pools: list[str] = Json()
    provider: str
    kind: str
    purpose: str
    model: str
    price_version: str
    units: dict[str, Any] = Json()
    cost_usd_estimated: Decimal = Money(nullable=False)
    cost_usd: Decimal | None = Money(default=None)
    state: str = "held"
    uncertain: bool = False
    post_id: UUID | None = Field(default=None, index=True)
    job_id: UUID | None = None
    item: int | None = None
    attempt: int = 1
    level: int | None = None
    request_id: str = ""
    error: str | None = None
    expires_at: datetime = Moment(nullable=False)
    settled_at: datetime | None = Moment(default=None)
