"""How many sessions one network may open; the network is known by a keyed hash, never by its address."""

import hashlib
import hmac
import ipaddress
import logging
import math
import time
from functools import cache

from limits import RateLimitItemPerHour
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError
from starlette.requests import HTTPConnection

from socialdraft.errors import RateLimited
from socialdraft.settings import settings

PATIENCE = 0.5  # seconds to wait for Redis before letting a visitor in
log = logging.getLogger("socialdraft.api")


def admit_session(request: HTTPConnection) -> None:
    """Count one new session of the caller's network; `RateLimited` above the hour's limit, open when Redis is down."""
    limit = RateLimitItemPerHour(settings().policy.limits.sessions_per_network_per_hour, namespace="sd:sessions")
    key = network_key(address_of(request))
    try:
        if _limiter(settings().redis_url).hit(limit, key):
            return
        reset = _limiter(settings().redis_url).get_window_stats(limit, key).reset_time
    except RedisError:
        log.warning("networks.unlimited: Redis does not answer", exc_info=True)
        return
    raise RateLimited(retry_after=max(math.ceil(reset - time.time()), 1))


def newcomer_network(request: HTTPConnection) -> str | None:
    """The network a new session is counted under; None for this machine itself, which is not limited."""
    address = address_of(request)
    try:
        return None if ipaddress.ip_address(address).is_loopback else network_key(address)
    except ValueError:
        return network_key(address)


def address_of(request: HTTPConnection) -> str:
    """The caller's address; a proxy's word counts only for as many hops as we trust."""
    hops = settings().trusted_proxy_hops
    forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
    if hops and len(forwarded) >= hops and forwarded[-hops]:
        return forwarded[-hops]
    return request.client.host if request.client else ""


def network_key(address: str) -> str:
    """The keyed hash of the address's /24 or /64."""
    try:
        known = ipaddress.ip_address(address)
        prefix = 24 if known.version == 4 else 64  # noqa: PLR2004 (IP versions)
        network = str(ipaddress.ip_network(f"{known}/{prefix}", strict=False))
    except ValueError:
        network = "unknown"
    key = settings().secret_key.get_secret_value().encode()
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()[:32]


@cache
def _limiter(url: str) -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(RedisStorage(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE))
