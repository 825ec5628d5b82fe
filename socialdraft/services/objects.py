"""Which stored object stands behind an image id, for its owner only, and which objects are needed at all."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from socialdraft.errors import NotFound
from socialdraft.models import PostImage, Upload
from socialdraft.services.owners import Owner, owned


def key_of(session: Session, *, owner: Owner, image_id: UUID | str, thumb: bool) -> str:
    """The storage key of a post's picture or of the owner's own photo; `NotFound` for anything else."""
    row: PostImage | Upload
    try:
        row = owned(session, PostImage, image_id, owner=owner)
    except NotFound:
        row = owned(session, Upload, image_id, owner=owner)
    return row.thumb_key if thumb else row.storage_key


def orphans(session: Session, keys: Collection[str]) -> set[str]:
    """Those of the keys that no row knows. They are content hashes, so two owners may hold the same object."""
    used: set[str] = set()
    for model in (PostImage, Upload):
        for column in (model.storage_key, model.thumb_key):
            used.update(session.exec(select(column).where(col(column).in_(keys))))
    return set(keys) - used


def all_keys(session: Session) -> set[str]:
    """Every object that a row knows."""
    columns = (column for model in (PostImage, Upload) for column in (model.storage_key, model.thumb_key))
    return {key for column in columns for key in session.exec(select(column))}
