"""Who acts, and the one door through which an owner's objects are found."""

from dataclasses import dataclass
from typing import Literal, TypeVar
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from socialdraft.errors import NotFound, NotSignedIn
from socialdraft.models import User, VisitorSession
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
    query = select(model).where(model.id == as_uuid(row_id), model.owner_type == owner.type, model.owner_id == owner.id)
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound
    return row


_PRESENT = {
    "session": select(VisitorSession.linked_user_id).where(col(VisitorSession.id) == bindparam("id")),
    "user": select(User.id).where(col(User.id) == bindparam("id")),
}
_PRESENT = {kind: query.with_for_update(read=True, key_share=True) for kind, query in _PRESENT.items()}


def present(session: Session, *, owner: Owner) -> Owner:
    """Who the owner is now, and stays until this transaction ends; `NotSignedIn` for one who has left.

    A request that began as a session may end as the user this session has signed in as. To be called before a row
    is written that no other row of the owner guards.
    """
    found = session.execute(_PRESENT[owner.type], {"id": owner.id}).first()
    if found is None:
        raise NotSignedIn
    return Owner("user", found[0]) if found[0] else owner


def as_uuid(value: UUID | str) -> UUID:
    """The id; `NotFound` when it can't be one."""
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value)
    except ValueError:
        raise NotFound from None
