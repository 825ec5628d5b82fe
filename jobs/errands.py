"""What goes out to the operator and their tools, and what is compared with the outside."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from socialdraft import wiring
from socialdraft.db import transaction
from socialdraft.policy import month_of
from socialdraft.services import alerts
from socialdraft.services.workflows import deliver_alerts as courier
from socialdraft.services.workflows import deliver_events as telegraph
from socialdraft.services.workflows.remove_orphans import remove_orphans

__all__ = ["check_books", "compare_books", "deliver_alerts", "deliver_events", "remove_orphans", "watch"]


class Clock(Protocol):
    @property
    def now(self) -> Callable[[], datetime]: ...


def watch(here: Clock) -> int:
    """Raise what is wrong and was not said yet."""
    with transaction() as session:
        return alerts.watch(session, channels=wiring.addressee().channels, now=here.now())


def deliver_alerts(_here: Clock) -> int:
    return courier.deliver(wiring.courier(), to=wiring.addressee())


def deliver_events(here: Clock) -> int:
    return telegraph.deliver(wiring.analytics(), now=here.now())


def check_books(here: Clock) -> int:
    """Raise an alert when a truth does not hold any more; how many were new."""
    channels, now = wiring.addressee().channels, here.now()
    with transaction() as session:
        found = alerts.broken(session, now=now)
        return int(found is not None and alerts.raise_once(session, found, channels=channels, now=now))


def compare_books(here: Clock) -> int:
    """Compare the month with the provider's own sum, where a key allows."""
    channels, now = wiring.addressee().channels, here.now()
    charged = wiring.provider_books().charged(month_of(now))
    if charged is None:
        return 0
    with transaction() as session:
        found = alerts.compare(session, charged=charged, now=now)
        return int(found is not None and alerts.raise_once(session, found, channels=channels, now=now))
