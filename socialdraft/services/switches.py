"""What an operator has switched off: pictures, words, or strangers. Asked before every hold."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, delete, select

from socialdraft.errors import Paused
from socialdraft.models import Switch
from socialdraft.services.owners import Owner

PICTURES = ("image", "edit")
_OFF = select(Switch.name)


def off(session: Session) -> set[str]:
    """The names of what is switched off."""
    return set(session.exec(_OFF))


def require_on(session: Session, *, owner: Owner, kind: str) -> None:
    """`Paused` when this kind of call, or this kind of owner, is switched off."""
    wanted = {"images" if kind in PICTURES else "text"} | ({"anonymous"} if owner.anonymous else set())
    if stopped := sorted(wanted & off(session)):
        raise Paused(switch=stopped[0])


def turn(session: Session, *, name: str, on: bool, now: datetime) -> None:
    """Switch something on or off; twice is harmless."""
    if on:
        session.execute(delete(Switch).where(col(Switch.name) == name))
    else:
        session.execute(insert(Switch).values(name=name, off_since=now).on_conflict_do_nothing())
