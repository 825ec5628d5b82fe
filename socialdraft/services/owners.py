"""Who acts, and the one door through which an owner's objects are found."""

from dataclasses import dataclass
from typing import Literal, TypeVar
from uuid import UUID

from sqlmodel import Session, select

from socialdraft.errors import NotFound
from socialdraft.models.base import Owned

OwnedRow = TypeVar("OwnedRow", bound=Owned)


@dataclass(frozen=True, slots=True)
class Owner:
    """A session, or the user a session is signed in as."""

    type: Literal["session", "user"]
    id: UUID

    @property
    def anonymous(self) -> bool:
        return self.type == "session"


def owned(session: Session, model: type[OwnedRow], row_id: UUID | str, *, owner: Owner, lock: bool = False) -> OwnedRow:
    """The owner's row; `NotFound` for an absent one, a foreign one and an id that is no UUID alike."""
    query = select(model).where(model.id == _uuid(row_id), model.owner_type == owner.type, model.owner_id == owner.id)
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound
    return row


def _uuid(value: UUID | str) -> UUID:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value)
    except ValueError:
        raise NotFound from None
