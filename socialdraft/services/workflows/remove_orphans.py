"""Objects that no row knows: what a crash between storage and database has left behind."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from socialdraft.db import transaction
from socialdraft.ports import ObjectStorage
from socialdraft.services import objects

GRACE = timedelta(days=1)
"""A picture is stored before its row; within a day the row is there, or never."""


class Outside(Protocol):
    """What looking needs."""

    @property
    def storage(self) -> ObjectStorage: ...

    @property
    def now(self) -> Callable[[], datetime]: ...


def remove_orphans(ports: Outside) -> int:
    """Delete old objects without a row, one two-letter folder after the other; how many."""
    return sum(_remove(ports, f"{number:02x}/") for number in range(256))


def _remove(ports: Outside, folder: str) -> int:
    found = set(ports.storage.older(folder, than=ports.now() - GRACE))
    if not found:
        return 0
    with transaction() as session:
        orphans = objects.orphans(session, found)
    for key in orphans:
        ports.storage.delete(key)
    return len(orphans)
