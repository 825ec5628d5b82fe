"""Batches of pictures, the pictures, and the owner's own photos."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from socialdraft.models.base import Json, Moment, Owned, Row, one_of
from socialdraft.policy import Quality, Stage

JOB_STATES = ("queued", "running", "succeeded", "partial", "failed")


class ImageBatch(Owned, table=True):
    """One gallery of candidates, or the one finalize of a post; the constraints are the caps."""

    __tablename__ = "image_batches"
    __table_args__ = (
        UniqueConstraint("post_id", "stage", "ordinal"),
        CheckConstraint("ordinal BETWEEN 1 AND 2", name="ordinal"),
        CheckConstraint("stage <> 'final_high' OR ordinal = 1", name="one_finalize"),
        CheckConstraint("stage <> 'final_high' OR requested_count <= 9", name="final_count"),
        one_of("stage", Stage, name="stage"),
        one_of("quality", Quality, name="quality"),
        one_of("status", JOB_STATES, name="status"),
    )

    post_id: UUID = Field(foreign_key="posts.id", ondelete="CASCADE")
    stage: str
    ordinal: int
    requested_count: int
    quality: str
    status: str = "queued"
    style: str = ""
    level: int
    prompts: list[str] = Json()
    selection: list[str] = Json()
    completed_at: datetime | None = Moment(default=None)


class PostImage(Owned, table=True):
    __tablename__ = "post_images"
    __table_args__ = (
        UniqueConstraint("batch_id", "ordinal"),
        Index(
            "uq_post_images_final",
            "post_id",
            "source_candidate_id",
            unique=True,
            postgresql_where=text("stage = 'final_high'"),
        ),
        CheckConstraint("stage <> 'final_high' OR ordinal BETWEEN 1 AND 9", name="final_ordinal"),
        CheckConstraint("focus_x BETWEEN 0 AND 1 AND focus_y BETWEEN 0 AND 1", name="focus"),
        one_of("stage", Stage, name="stage"),
    )

    post_id: UUID = Field(foreign_key="posts.id", ondelete="CASCADE", index=True)
    batch_id: UUID = Field(foreign_key="image_batches.id", ondelete="CASCADE")
    stage: str
    ordinal: int
    storage_key: str
    thumb_key: str
    width: int
    height: int
    prompt: str
    selected: bool = False
    source_candidate_id: UUID | None = Field(default=None, foreign_key="post_images.id")
    likeness: float | None = None
    enlarged: bool = False
    focus_x: float = 0.5
    focus_y: float = 0.5


class PostImageUsage(Row, table=True):
    """What a post has used of its picture allowance; survives the pictures."""

    __tablename__ = "post_image_usage"
    __table_args__ = (
        CheckConstraint("candidate_batches_used BETWEEN 0 AND 2", name="batches"),
        CheckConstraint("finalized_count BETWEEN 0 AND 9", name="finals"),
    )

    post_id: UUID = Field(foreign_key="posts.id", ondelete="CASCADE", unique=True)
    candidate_batches_used: int = 0
    finalized_count: int = 0
    updated_at: datetime = Moment(nullable=False)


class Upload(Owned, table=True):
    """An owner's own photo, re-encoded and without metadata."""

    __tablename__ = "uploads"

    storage_key: str
    thumb_key: str
    width: int
    height: int


class Job(Owned, table=True):
    """Work for a worker: the truth about it, with a lease and a fence."""

    __tablename__ = "jobs"
    __table_args__ = (
        one_of("kind", ("candidates", "finalize"), name="kind"),
        one_of("status", JOB_STATES, name="status"),
        CheckConstraint("(status = 'running') = (lease_until IS NOT NULL)", name="lease"),
        Index("ix_jobs_waiting", "run_after", postgresql_where=text("status IN ('queued', 'running')")),
    )

    kind: str
    post_id: UUID = Field(foreign_key="posts.id", ondelete="CASCADE", index=True)
    batch_id: UUID = Field(foreign_key="image_batches.id", ondelete="CASCADE", unique=True)
    status: str = "queued"
    attempts: int = 0
    fence: int = 0
    total: int
    lease_until: datetime | None = Moment(default=None)
    run_after: datetime = Moment(nullable=False)
    rung_at: datetime | None = Moment(default=None)
    finished_at: datetime | None = Moment(default=None)
    error: str | None = Field(default=None, max_length=60)


class IdempotencyKey(Row, table=True):
    """One intent of one owner: the claim, then the answer that every repeat receives."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("owner_type", "owner_id", "route", "key"),)

    owner_type: str
    owner_id: UUID
    route: str = Field(max_length=120)
    key: str = Field(max_length=200)
    fingerprint: str = Field(max_length=64)
    status: int | None = None
    body: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    locked_until: datetime = Moment(nullable=False)
    expires_at: datetime = Moment(nullable=False)
