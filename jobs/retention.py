"""What is done every few minutes: texts, links and owners whose time is over go, and who was deleted stays deleted."""

from socialdraft.db import transaction
from socialdraft.services import retention
from socialdraft.services.workflows import delete_owner
from socialdraft.services.workflows.delete_owner import Outside
from socialdraft.settings import settings


def expire_texts(here: Outside) -> int:
    with transaction() as session:
        return retention.expire_texts(session, now=here.now(), limits=settings().policy.limits)


def expire_rows(here: Outside) -> int:
    with transaction() as session:
        return retention.expire_rows(session, now=here.now(), limits=settings().policy.limits)


def delete_departed(here: Outside) -> int:
    """Owners who have not been here for the promised time, their pictures too."""
    with transaction() as session:
        gone = retention.departed(session, now=here.now(), limits=settings().policy.limits)
    return sum(delete_owner.remove(here, owner=owner) for owner in gone)
