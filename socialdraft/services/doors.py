"""Costly doors open only so often, for each owner and for each network, whichever way somebody comes in."""

import hashlib
import hmac
import ipaddress

from socialdraft.errors import RateLimited
from socialdraft.policy import Policy
from socialdraft.ports import RateCounter
from socialdraft.rates import Door
from socialdraft.settings import settings


def enter(rates: RateCounter, door: Door, *, policy: Policy, who: object, network: str | None) -> None:
    """Count one use of the door; `RateLimited` when `who` or the network has used it up.

    `who` is an owner's id, or None where nobody is known yet. A network of None is this machine and not limited.
    """
    rate = policy.doors[door]
    shares = [(str(who), rate.each)] if who is not None else []
    shares += [(network, rate.network)] if network is not None else []
    for name, limit in shares:
        if wait := rates.wait(f"{door}:{name}", limit=limit, seconds=rate.seconds):
            raise RateLimited(retry_after=wait)


def network_of(address: str) -> str | None:
    """The keyed hash of the address's /24 or /64, never the address; None for this machine itself."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return keyed("unknown")
    if known.is_loopback:
        return None
    prefix = 24 if known.version == 4 else 64  # noqa: PLR2004 (IP versions)
    return keyed(str(ipaddress.ip_network(f"{known}/{prefix}", strict=False)))


def keyed(text: str) -> str:
    """A name for what we don't want to write down; of no use to who has not the key."""
    return hmac.new(settings().secret_key.get_secret_value().encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
