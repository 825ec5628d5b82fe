"""The funnel: what happened, in the same transaction as the change; never user text."""

from datetime import datetime

from sqlmodel import Session

from socialdraft.errors import UnknownEvent
from socialdraft.models import Event
from socialdraft.services import owners
from socialdraft.services.owners import Owner

NAMES = frozenset(
    {
        "page.viewed",
        "business.created",
        "text.checked",
        "caption.written",
        "caption.rewritten",
        "caption.edited",
        "caption.copied",
        "risk.acknowledged",
        "candidates.requested",
        "candidates.finished",
        "finalize.requested",
        "finalize.finished",
        "export.downloaded",
        "post.used",
        "feedback.given",
        "limit.met",
    }
)

WORD = 40
"""A property is a word from a list, never a sentence."""

Props = dict[str, str | int | float | bool]


def record(session: Session, *, owner: Owner, name: str, props: Props, now: datetime) -> None:
    """Keep one event; a name outside the closed list or a long string among its properties is refused."""
    if name not in NAMES or any(isinstance(value, str) and len(value) > WORD for value in props.values()):
        raise UnknownEvent(event_name=name[:60])
    owner = owners.present(session, owner=owner)
    session.add(Event(owner_type=owner.type, owner_id=owner.id, event_name=name, props=dict(props), created_at=now))
