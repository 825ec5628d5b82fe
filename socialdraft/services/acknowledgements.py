"""Warnings an owner must have read before a post leaves: asked for by a rule, given word for word."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from socialdraft.errors import AcknowledgementRequired
from socialdraft.models import Post
from socialdraft.services import events
from socialdraft.services.lexicon import Severity
from socialdraft.services.owners import Owner, owned


def missing(post: Post) -> list[dict[str, Any]]:
    """The flags that stop this wording; a warning once read counts for the same words only."""
    return [
        flag for flag in post.risk_flags if flag["severity"] == Severity.BLOCK and _words(flag) not in post.acknowledged
    ]


def require(post: Post) -> None:
    """Raise AcknowledgementRequired while a warning is unread."""
    if unread := missing(post):
        raise AcknowledgementRequired(flags=[_words(flag) for flag in unread])


def give(session: Session, *, owner: Owner, post_id: UUID | str, now: datetime) -> Post:
    """The owner has read every warning of this wording and answers for it."""
    post = owned(session, Post, post_id, owner=owner, lock=True)
    if unread := missing(post):
        post.acknowledged = [*post.acknowledged, *(_words(flag) for flag in unread)]
        events.record(session, owner=owner, name="risk.acknowledged", props={"flags": len(unread)}, now=now)
        session.flush()
    return post


def _words(flag: dict[str, Any]) -> dict[str, str]:
    return {"rule": flag["rule"], "quote": flag["quote"]}
