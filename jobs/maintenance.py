"""The timetable: rings for jobs nobody took, settles abandoned holds, keeps promises, watches and reports."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs import errands, retention
from socialdraft import logs
from socialdraft.adapters import sentry
from socialdraft.db import transaction
from socialdraft.hooks import hook
from socialdraft.policy import Policy
from socialdraft.ports import Doorbell, ObjectStorage
from socialdraft.services import budget, images, jobs, quota, steering, sweeps, vitals
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
        here.doorbell.ring(kind, job_id, again=True)
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


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the timetable: every so many seconds, by one process at a time."""

    name: str
    seconds: float
    steps: tuple[Callable[[Sweeper], int], ...]


SWEEP = Task("sweep", 2, SWEEPS)
ALERTS = Task("alerts", 15, (errands.watch, errands.deliver_alerts))
TIMETABLE = (
    SWEEP,
    ALERTS,
    Task("events", 30, (errands.deliver_events,)),
    Task(
        "retention",
        600,
        (delete_owner.delete_again, retention.expire_texts, retention.expire_rows, retention.delete_departed),
    ),
    Task("invariants", 600, (errands.check_books,)),
    Task("reconciliation", 3600, (errands.compare_books,)),
    Task("orphans", 6 * 3600, (errands.remove_orphans,)),
)


def sweep(here: Sweeper, steps: tuple[Callable[[Sweeper], int], ...] = SWEEPS) -> tuple[int, str | None]:
    """One round: how much was done, and the first step that failed; it is logged and leaves the others their turn."""
    total, failed = 0, None
    for step in steps:
        try:
            count = step(here)
        except Exception:
            log.exception("%s failed", step.__name__)
            failed = failed or step.__name__
        else:
            total += count
            if count:
                log.info("%s: %d", step.__name__, count)
    return total, failed


def run(here: Sweeper, task: Task) -> bool:
    """Run the task if it is due and nobody else does; says in its row how it went."""
    every, started = timedelta(seconds=task.seconds), here.now()
    with transaction() as session:
        if not sweeps.claim(session, name=task.name, every=every, now=started):
            return False
    count, error = sweep(here, task.steps)
    with transaction() as session:
        sweeps.done(session, name=task.name, started=started, every=every, count=count, error=error, now=here.now())
    return True


def stand_in(here: Sweeper) -> bool:
    """While the sweeper is dead it can't say so; whoever else lives does it in its place, one at a time."""
    try:
        with transaction() as session:
            if vitals.is_swept(session, now=here.now()):
                return False
        return run(here, ALERTS)
    except Exception:
        log.exception("nobody could stand in")
        return False


def this_process() -> Sweeper:
    return Sweeper(doorbell(), storage(), settings().policy, now)


def run_forever(every: float = SWEEP.seconds) -> None:
    """Keep the timetable until SIGTERM or SIGINT."""
    logs.configure("sweeper")
    sentry.watch("sweeper")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    here, timetable = this_process(), (replace(SWEEP, seconds=every), *TIMETABLE[1:])
    log.info("sweeper at work")
    due = dict.fromkeys(timetable, 0.0)
    while not stop.wait(min(every, max(min(due.values()) - time.monotonic(), 0.05))):
        for task in [task for task in timetable if due[task] <= time.monotonic()]:
            ran = _run(here, task)
            due[task] = time.monotonic() + task.seconds * (1 if ran else 0.25)


def _run(here: Sweeper, task: Task) -> bool:
    try:
        return run(here, task)
    except Exception:
        log.exception("%s was not run", task.name)
        return False
