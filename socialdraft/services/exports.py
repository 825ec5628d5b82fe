"""What we keep about an owner, as they may take it away: of every table, since its columns say whose a row is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import ColumnElement, Table
from sqlmodel import Session, SQLModel, col, or_, select

from socialdraft.models import Post, PostImage, SignInLink, Upload, User, VisitorSession
from socialdraft.services.owners import Owner

INTERNAL = {
    *("owner_type", "owner_id", "token_hash", "fingerprint", "body"),
    *("storage_key", "thumb_key", "raw_text_storage_key", "prompt", "prompts", "likeness"),
    *("pools", "units", "price_version", "cost_usd_estimated", "cost_usd", "uncertain", "request_id"),
    *("fence", "lease_until", "locked_until", "rung_at", "run_after"),
}
"""Columns that say how we store, count and draw, or that open something; nothing about the owner."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored file under the name it gets in the archive."""

    name: str
    key: str


def rows_of(session: Session, *, owner: Owner) -> dict[str, list[dict[str, Any]]]:
    """All the owner's rows by table, without internals."""
    return {
        table.name: [_told(row) for row in session.execute(table.select().where(mine)).mappings()]
        for table, mine in tables_of(owner)
    }


def tables_of(owner: Owner) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Every table that has something of an owner, and which of its rows; all others belong to nobody."""
    special: dict[str, ColumnElement[bool]] = {
        "users": col(User.id) == owner.id,
        "sessions": or_(col(VisitorSession.id) == owner.id, col(VisitorSession.linked_user_id) == owner.id),
        "sign_in_links": col(SignInLink.email).in_(select(User.email).where(User.id == owner.id)),
    }
    posts = select(Post.id).where(Post.owner_type == owner.type, Post.owner_id == owner.id)
    for table in SQLModel.metadata.sorted_tables:
        if table.name in special:
            yield table, special[table.name]
        elif "owner_id" in table.columns:
            yield table, (table.c.owner_type == owner.type) & (table.c.owner_id == owner.id)
        elif "post_id" in table.columns:
            yield table, table.c.post_id.in_(posts)


def _told(row: Mapping[Any, Any]) -> dict[str, Any]:
    told: dict[str, Any] = to_jsonable_python({name: value for name, value in row.items() if name not in INTERNAL})
    return told


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
