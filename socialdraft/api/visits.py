"""What happens when a browser opens a page: it has a session afterwards."""

from datetime import UTC, datetime

from starlette.requests import Request

from socialdraft import wiring
from socialdraft.api import networks
from socialdraft.db import transaction
from socialdraft.errors import DomainError
from socialdraft.rates import Door
from socialdraft.services import accounts, doors
from socialdraft.settings import settings


def open_session(request: Request, token: str | None) -> str | None:
    """The token for a new session's cookie; None when this one is live, or when no more may be opened now."""
    try:
        with transaction() as session:
            policy, network = settings().policy, networks.network_of(request)
            _, fresh = accounts.open_session(
                session, token=token, now=datetime.now(UTC), limits=policy.limits, network=network
            )
            if fresh:
                # A refusal rolls the new row back.
                doors.enter(wiring.rates(), Door.SESSION, policy=policy, who=None, network=network)
            return fresh
    except DomainError:
        return None


def has_business(token: str) -> bool:
    """Whether a live session of this token has a business; opens nothing."""
    now, limits = datetime.now(UTC), settings().policy.limits
    try:
        with transaction() as session:
            owner = accounts.owner_of(session, token=token, now=now, limits=limits)
            return accounts.business_of(session, owner=owner) is not None
    except DomainError:
        return False
