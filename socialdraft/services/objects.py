"""Which stored object stands behind an image id, for its owner only."""

from uuid import UUID

from sqlmodel import Session

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
