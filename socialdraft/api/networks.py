"""Where a caller comes from, and what they may do how often."""

from collections.abc import Callable

from fastapi import Request
from starlette.requests import HTTPConnection

from socialdraft.api.deps import Caller, Here
from socialdraft.rates import Door
from socialdraft.services import doors
from socialdraft.settings import settings


def address_of(request: HTTPConnection) -> str:
    """The caller's address; a proxy's word counts only for as many hops as we trust."""
    hops = settings().trusted_proxy_hops
    forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
    if hops and len(forwarded) >= hops and forwarded[-hops]:
        return forwarded[-hops]
    return request.client.host if request.client else ""


def network_of(request: HTTPConnection) -> str | None:
    return doors.network_of(address_of(request))


def through(door: Door) -> Callable[[Request, Caller, Here], None]:
    """A dependency that counts the caller's use of a costly door."""

    def enter(request: Request, owner: Caller, here: Here) -> None:
        doors.enter(here.rates, door, policy=here.policy, who=owner.id, network=network_of(request))

    return enter
