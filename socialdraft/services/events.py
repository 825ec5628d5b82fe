"""The funnel: what happened, in the same transaction as the change; never user text."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select, update

from socialdraft.errors import UnknownEvent
from socialdraft.models import Event
from socialdraft.services import owners
from socialdraft.services.owners import Owner

PROPS: Mapping[str, frozenset[str]] = {
    # what happened: what may be said about it
    "page.viewed": frozenset({"page"}),
    "business.created": frozenset({"region"}),
    "platform.added": frozenset({"platform"}),
    "owner.signed_in": frozenset(),
    "text.checked": frozenset({"redactions"}),
    "caption.written": frozenset({"platform", "language"}),
    "caption.rewritten": frozenset({"platform"}),
    "caption.edited": frozenset({"origin"}),
    "caption.copied": frozenset({"platform"}),
    "risk.acknowledged": frozenset({"flags"}),
    "candidates.requested": frozenset({"count"}),
    "candidates.finished": frozenset({"done", "total"}),
    "finalize.requested": frozenset({"count"}),
    "finalize.finished": frozenset({"done", "total"}),
    "export.downloaded": frozenset({"platform", "pictures", "post"}),
    "post.used": frozenset({"platform"}),
    "feedback.given": frozenset({"rating"}),
    "limit.met": frozenset({"code"}),
}
NAMES = frozenset(PROPS)

WORD = 40
"""A property is a word from a list, never a sentence."""

Props = dict[str, str | int | float | bool]


def record(session: Session, *, owner: Owner, name: str, props: Props, now: datetime) -> None:
    """Keep one event; a name or property outside the closed list, or a long string, is refused."""
    known = PROPS.get(name)
    if known is None or not known.issuperset(props) or any(_is_sentence(value) for value in props.values()):
        raise UnknownEvent(event_name=name[:60])
    owner = owners.present(session, owner=owner)
    session.add(Event(owner_type=owner.type, owner_id=owner.id, event_name=name, props=dict(props), created_at=now))


def _is_sentence(value: object) -> bool:
    return isinstance(value, str) and len(value) > WORD


def undelivered(session: Session, *, limit: int = 500) -> list[Event]:
    """The oldest events that no analytics tool has seen, held so that only one courier carries them."""
    query = select(Event).where(col(Event.delivered_at).is_(None)).order_by(col(Event.created_at)).limit(limit)
    return list(session.exec(query.with_for_update(skip_locked=True)))


def mark_delivered(session: Session, *, ids: Sequence[UUID], now: datetime) -> None:
    session.execute(update(Event).where(col(Event.id).in_(ids)).values(delivered_at=now))
