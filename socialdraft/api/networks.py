"""Where a caller comes from, and what they may do how often."""

import ipaddress
from collections.abc import Callable

from fastapi import Request
from starlette.requests import HTTPConnection

from socialdraft.api.deps import Caller, Here
from socialdraft.rates import Door
from socialdraft.services import doors
from socialdraft.settings import settings

PROXY_HEADERS = ("x-forwarded-for", "forwarded", "x-real-ip", "via")


def address_of(request: HTTPConnection) -> str:
    """The caller's address; a proxy's word counts only for as many hops as we trust."""
    hops = settings().trusted_proxy_hops
    forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
    if hops and len(forwarded) >= hops and forwarded[-hops]:
        return forwarded[-hops]
    return request.client.host if request.client else ""


def network_of(request: HTTPConnection) -> str | None:
    return doors.network_of(address_of(request))


def is_this_machine(request: HTTPConnection) -> bool:
    """Straight from this machine; a proxy on it speaks for strangers and doesn't count."""
    if settings().secure or settings().trusted_proxy_hops or any(name in request.headers for name in PROXY_HEADERS):
        return False
    try:
        return ipaddress.ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False


def through(door: Door) -> Callable[[Request, Caller, Here], None]:
    """A dependency that counts the caller's use of a costly door."""

    def enter(request: Request, owner: Caller, here: Here) -> None:
        doors.enter(here.rates, door, policy=here.policy, who=owner.id, network=network_of(request))

    return enter
