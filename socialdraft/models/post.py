"""What an owner pasted and the posts made of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from socialdraft.models.base import Json, Moment, Owned, Row, one_of
from socialdraft.policy import Language, Platform, PostType

STATUSES = ("draft", "images_pending", "ready_to_export", "exported")


class Ingest(Owned, table=True):
    """A scrubbed paste; the raw text is never stored."""

    __tablename__ = "ingests"

    business_id: UUID = Field(foreign_key="businesses.id", ondelete="CASCADE", index=True)
    redacted_text: str
    redactions: list[dict[str, Any]] = Json()
    raw_text_storage_key: str | None = None
    deleted_at: datetime | None = Moment(default=None)


class Post(Owned, table=True):
    __tablename__ = "posts"
    __table_args__ = (
        one_of("status", STATUSES, name="status"),
        one_of("platform_type", Platform, name="platform_type"),
        one_of("post_type", PostType, name="post_type"),
        one_of("language", Language, name="language"),
        CheckConstraint("revisions_used BETWEEN 0 AND 10", name="revisions_used"),
    )

    business_id: UUID = Field(foreign_key="businesses.id", ondelete="CASCADE", index=True)
    ingest_id: UUID = Field(foreign_key="ingests.id")
    platform_type: str
    post_type: str
    language: str
    week_start_date: date
    caption_text: str
    extracted: dict[str, Any] = Json()
    facts: list[str] = Json()
    risk_flags: list[dict[str, Any]] = Json()
    acknowledged: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONB, nullable=False, server_default="[]")
    )
    status: str = "draft"
    revisions_used: int = 0
    upload_id: UUID | None = Field(default=None)
    used_at: datetime | None = Moment(default=None)


class Caption(Row, table=True):
    """Each wording a post has had, for undo; the newest is the post's `caption_text`."""

    __tablename__ = "captions"
    __table_args__ = (one_of("origin", ("written", "rewritten", "edited", "suggested"), name="origin"),)

    post_id: UUID = Field(foreign_key="posts.id", ondelete="CASCADE", index=True)
    text: str
    origin: str


class Feedback(Row, table=True):
    __tablename__ = "feedback"
    __table_args__ = (one_of("rating", ("up", "down"), name="rating"),)

    post_id: UUID = Field(foreign_key="posts.id", ondelete="CASCADE", index=True)
    rating: str
    comment: str | None = None


class Event(Owned, table=True):
    """A step of the funnel; properties are numbers and enum words, never user text."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_undelivered", "created_at", postgresql_where=text("delivered_at IS NULL")),)

    event_name: str = Field(max_length=60, index=True)
    props: dict[str, Any] = Json()
    delivered_at: datetime | None = Moment(default=None)
