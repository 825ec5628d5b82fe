"""Signing in by a link that was sent to an address: asked for by anyone, used once by whoever reads the mail."""

import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, delete, select

from socialdraft.errors import Invalid, LinkExpired
from socialdraft.models import SignInLink, User, VisitorSession
from socialdraft.policy import Limits
from socialdraft.schemas import SessionView
from socialdraft.services import accounts, departures, events, merging
from socialdraft.services.owners import Owner

LONGEST = 254
_LOCAL = r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+[a-z0-9-]{{2,63}}")


def address_of(text: str) -> str:
    """The address as it is kept and compared; `Invalid` for what no mail could be sent to."""
    address = text.strip().lower()
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address) or not address.isascii():
        raise Invalid(field="email")
    return address


def make_link(session: Session, *, email: str, now: datetime, limits: Limits) -> str:
    """A fresh token for this address, known or not; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    expires = now + timedelta(minutes=limits.link_minutes)
    session.add(SignInLink(token_hash=_hash(token), email=email, created_at=now, expires_at=expires))
    return token


def address_behind(session: Session, *, token: str, now: datetime) -> str:
    """Whom the link would sign in; changes nothing. `LinkExpired` for an old, used or invented one."""
    query = select(SignInLink.email).where(SignInLink.token_hash == _hash(token), SignInLink.expires_at > now)
    email = session.exec(query).one_or_none()
    if email is None:
        raise LinkExpired
    return email


def sign_in(
    session: Session, *, token: str, cookie: str | None, now: datetime, limits: Limits
) -> tuple[SessionView, str]:
    """A new session of the address's user and the token for its cookie; the browser's old session ends.

    What this browser's anonymous session has made becomes the user's.
    """
    email = _use(session, token=token, now=now)
    user_id = _user(session, email=email, now=now, limits=limits)
    before = accounts.live_session(session, token=cookie, now=now, limits=limits)
    if before:
        if before.linked_user_id is None:
            merging.merge(session, source=before.id, target=user_id, now=now, limits=limits)
        before.ended_at = now
    view, fresh = accounts.open_session(session, token=None, now=now, limits=limits)
    row = session.get_one(VisitorSession, view.session_id)
    row.linked_user_id = user_id
    if before:
        row.notice_version, row.notice_seen_at = before.notice_version, before.notice_seen_at
    session.flush()
    events.record(session, owner=Owner("user", user_id), name="owner.signed_in", props={}, now=now)
    return view, fresh or ""


def _use(session: Session, *, token: str, now: datetime) -> str:
    """Take the link, once whatever comes at the same time; the address's other links go with it."""
    mine = (col(SignInLink.token_hash) == _hash(token)) & (col(SignInLink.expires_at) > now)
    email = session.execute(delete(SignInLink).where(mine).returning(col(SignInLink.email))).scalar()
    if email is None:
        raise LinkExpired
    session.execute(delete(SignInLink).where(col(SignInLink.email) == email))
    return str(email)


def _user(session: Session, *, email: str, now: datetime, limits: Limits) -> UUID:
    fresh = insert(User).values(id=uuid4(), email=email, created_at=now).on_conflict_do_nothing()
    is_new = session.execute(fresh.returning(col(User.id))).first() is not None
    user_id = session.exec(select(User.id).where(User.email == email)).one()
    if is_new:
        departures.resume(session, email=email, user_id=user_id, now=now, limits=limits)
    return user_id


def email_of(session: Session, *, owner: Owner) -> str | None:
    """The address an owner has signed in with; None for who has not."""
    if owner.anonymous:
        return None
    return session.exec(select(User.email).where(User.id == owner.id)).one_or_none()


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
