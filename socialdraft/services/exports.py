"""What we keep about an owner, as they may take it away."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from socialdraft.models import (
    Business,
    BusinessPlatform,
    Caption,
    Event,
    Feedback,
    Ingest,
    Post,
    PostImage,
    Upload,
    WeeklyQuotaUsage,
)
from socialdraft.models.base import Row
from socialdraft.services.owners import Owner

OWNED: tuple[type[Row], ...] = (
    Business,
    BusinessPlatform,
    Ingest,
    Post,
    PostImage,
    Upload,
    WeeklyQuotaUsage,
    Event,
)
OF_POSTS: tuple[type[Caption | Feedback], ...] = (Caption, Feedback)
INTERNAL = {"owner_type", "owner_id", "storage_key", "thumb_key", "raw_text_storage_key", "prompt", "likeness"}
"""Columns that say how we store and draw, nothing about the owner."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored file under the name it gets in the archive."""

    name: str
    key: str


def rows_of(session: Session, *, owner: Owner) -> dict[str, list[dict[str, Any]]]:
    """All the owner's rows by table, without internals."""
    mine = {"owner_type": owner.type, "owner_id": owner.id}
    found: dict[str, list[Row]] = {
        str(model.__tablename__): list(session.exec(select(model).filter_by(**mine))) for model in OWNED
    }
    posts = select(Post.id).filter_by(**mine)
    for child in OF_POSTS:
        found[str(child.__tablename__)] = list(session.exec(select(child).where(col(child.post_id).in_(posts))))
    return {table: [row.model_dump(mode="json", exclude=INTERNAL) for row in rows] for table, rows in found.items()}


def pictures_of(session: Session, *, owner: Owner) -> list[Picture]:
    """The owner's pictures and photos, named by what they are."""
    mine = {"owner_type": owner.type, "owner_id": owner.id}
    drawn = session.exec(select(PostImage).filter_by(**mine).order_by(col(PostImage.created_at)))
    sent = session.exec(select(Upload).filter_by(**mine))
    return [
        *(
            Picture(f"posts/{one.post_id}/{one.stage}/{one.id}{_ending(one.storage_key)}", one.storage_key)
            for one in drawn
        ),
        *(Picture(f"photos/{one.id}{_ending(one.storage_key)}", one.storage_key) for one in sent),
    ]


def _ending(key: str) -> str:
    stem, dot, ending = key.rpartition(".")
    return dot + ending if stem else ""
