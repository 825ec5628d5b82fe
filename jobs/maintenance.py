"""The sweeper: rings for jobs nobody took, settles abandoned holds, frees abandoned slots."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs import retention
from socialdraft.db import transaction
from socialdraft.hooks import hook
from socialdraft.policy import Policy
from socialdraft.ports import Doorbell, ObjectStorage
from socialdraft.services import budget, images, jobs, quota, steering
from socialdraft.services.workflows import delete_owner
from socialdraft.settings import settings
from socialdraft.wiring import doorbell, now, storage

log = logging.getLogger("socialdraft.sweeper")


@dataclass(frozen=True, slots=True)
class Sweeper:
    """What a sweep needs of the outside: no model."""

    doorbell: Doorbell
    storage: ObjectStorage
    policy: Policy
    now: Callable[[], datetime]


def ring_waiting(here: Sweeper) -> int:
    """Ring again for jobs that wait or whose worker is gone; how many."""
    with transaction() as session:
        waiting = jobs.waiting(session, now=here.now())
    hook("before_ring_again")
    for kind, job_id in waiting:
        here.doorbell.ring(kind, job_id)
    return len(waiting)


def park_poison(here: Sweeper) -> int:
    """End jobs that have killed too many workers; what they made stays."""
    with transaction() as session:
        parked = jobs.poisoned(session, now=here.now(), limits=here.policy.limits)
        for job in parked:
            images.close(session, job, now=here.now(), error="poison")
    return len(parked)


def settle_expired(here: Sweeper) -> int:
    """Void or assume every hold whose time is up; how many."""
    count = 0
    while True:
        with transaction() as session:
            if not budget.sweep_one(session, now=here.now()):
                return count
        count += 1


def free_slots(here: Sweeper) -> int:
    with transaction() as session:
        return quota.give_back_abandoned(session, now=here.now())


def follow_cap(here: Sweeper) -> int:
    with transaction() as session:
        steering.set_cap(session, now=here.now(), limits=here.policy.limits)
    return 0


SWEEPS: tuple[Callable[[Sweeper], int], ...] = (follow_cap, park_poison, ring_waiting, settle_expired, free_slots)


RARE: tuple[Callable[[Sweeper], int], ...] = (
    delete_owner.delete_again,
    retention.expire_texts,
    retention.expire_rows,
    retention.delete_departed,
)
RARE_SECONDS = 600.0


def sweep(here: Sweeper, steps: tuple[Callable[[Sweeper], int], ...] = SWEEPS) -> None:
    """One round; a sweep that fails is logged and leaves the others their turn."""
    for step in steps:
        try:
            if count := step(here):
                log.info("%s: %d", step.__name__, count)
        except Exception:
            log.exception("%s failed", step.__name__)


def run_forever(every: float = 2.0) -> None:
    """Sweep until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    here, due = Sweeper(doorbell(), storage(), settings().policy, now), 0.0
    log.info("sweeper at work")
    while not stop.wait(every):
        sweep(here)
        if time.monotonic() >= due:
            sweep(here, RARE)
            due = time.monotonic() + RARE_SECONDS
