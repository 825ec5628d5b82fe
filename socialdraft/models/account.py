"""Who an owner is, and the business they work on."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from socialdraft.models.base import Moment, Owned, Row, one_of
from socialdraft.policy import Category, Language, Platform, Region, Tone

OWNER_TYPES = ("session", "user")


class User(Row, table=True):
    __tablename__ = "users"

    email: str | None = Field(default=None, max_length=254, unique=True)


class VisitorSession(Row, table=True):
    """A browser's session; only the SHA-256 of its cookie is kept."""

    __tablename__ = "sessions"

    token_hash: bytes = Field(unique=True)
    last_seen_at: datetime = Moment(nullable=False)
    expires_at: datetime = Moment(nullable=False)
    ended_at: datetime | None = Moment(default=None)
    linked_user_id: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    network: str | None = Field(default=None, max_length=64)
    notice_version: str | None = Field(default=None, max_length=20)
    notice_seen_at: datetime | None = Moment(default=None)


class SignInLink(Row, table=True):
    """A link that was sent to an address; the row and the address go when it is used or has expired."""

    __tablename__ = "sign_in_links"

    token_hash: bytes = Field(unique=True)
    email: str = Field(max_length=254, index=True)
    expires_at: datetime = Moment(nullable=False)


class SpentProof(SQLModel, table=True):
    """A proof of work that has let somebody in; its nonce can't do so twice."""

    __tablename__ = "spent_proofs"

    nonce: str = Field(primary_key=True, max_length=64)
    expires_at: datetime = Moment(nullable=False)


class Departure(SQLModel, table=True):
    """A user who deleted everything: what they used this week and month stays under their id until it counts no more.

    `address` is a keyed hash; it is there so that the same address does not start afresh.
    """

    __tablename__ = "departures"

    address: str = Field(primary_key=True, max_length=64)
    user_id: UUID
    until: date


class Business(Owned, table=True):
    __tablename__ = "businesses"
    __table_args__ = (
        UniqueConstraint("owner_type", "owner_id"),
        one_of("owner_type", OWNER_TYPES, name="owner_type"),
        one_of("region", Region, name="region"),
        one_of("default_language", Language, name="default_language"),
        one_of("tone_preset", Tone, name="tone_preset"),
        one_of("business_category", Category, name="business_category"),
    )

    region: str
    default_language: str
    tone_preset: str
    business_category: str
    name: str | None = Field(default=None, max_length=80)
    timezone: str = Field(max_length=64)
    next_timezone: str | None = Field(default=None, max_length=64)
    timezone_changes_at: datetime | None = Moment(default=None)


class BusinessPlatform(Owned, table=True):
    """One of the two platforms an owner has chosen; `slot` makes a third impossible."""

    __tablename__ = "business_platforms"
    __table_args__ = (
        UniqueConstraint("business_id", "platform_type"),
        UniqueConstraint("owner_type", "owner_id", "slot"),
        CheckConstraint("slot BETWEEN 1 AND 2", name="slot"),
        one_of("platform_type", Platform, name="platform_type"),
    )

    business_id: UUID = Field(foreign_key="businesses.id", ondelete="CASCADE")
    platform_type: str
    slot: int
