"""A worker, sweeper or web process that can be made to fail: `python -m tests.faults.entry worker|sweep|web`.

FAULT=after_provider:kill9@3,before_row:raise: what happens on which pass (1 without `@`) of which hook; `stop`
freezes the process until somebody sends it SIGCONT, `pause` waits two seconds. With FAULT_ONCE=<file> only the first
process that gets there is hit. WITHOUT=lease,orphan_guard,drain,stand_in: protections switched off, for controls.
"""

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from socialdraft import hooks


class Hit(RuntimeError):
    """What `raise` raises."""


@dataclass(frozen=True, slots=True)
class Rule:
    point: str
    act: str
    turn: int

    @classmethod
    def parse(cls, word: str) -> "Rule":
        what, _, turn = word.partition("@")
        point, _, act = what.partition(":")
        return cls(point, act, int(turn or 1))


def act(name: str) -> None:
    if name == "raise":
        raise Hit
    if name == "pause":
        time.sleep(2)
        return
    os.kill(os.getpid(), {"kill9": signal.SIGKILL, "stop": signal.SIGSTOP, "term": signal.SIGTERM}[name])


def listening(fault: str, *, once: str = "") -> Callable[[hooks.Point], None]:
    """A listener that does what `fault` says."""
    rules, passes = [Rule.parse(word) for word in fault.split(",") if word], Counter[str]()

    def reached(point: hooks.Point) -> None:
        passes[point] += 1
        for rule in rules:
            if (rule.point, rule.turn) == (point, passes[point]) and (not once or first(once)):
                act(rule.act)

    return reached


def first(path: str) -> bool:
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        return True
    return False


def without_lease() -> None:
    """Whoever comes takes the job, also from a living holder."""
    from datetime import UTC

    from socialdraft.services import jobs

    real = jobs.claim

    def claim(session: Any, *, now: datetime, **given: Any) -> Any:
        assert now.tzinfo is UTC
        return real(session, now=now + timedelta(days=1), **given)

    jobs.claim = claim


def without_fence() -> None:
    """A holder that lost its lease may still write."""
    from socialdraft.models import Job
    from socialdraft.services import jobs

    jobs.hold_fence = lambda session, held: session.get_one(Job, held.job_id)


def without_orphan_guard() -> None:
    """A horse outlives its killed worker."""
    from rq import Worker

    from jobs.worker import LeasedWorker

    LeasedWorker.main_work_horse = Worker.main_work_horse  # type: ignore[method-assign]


def without_skipping() -> None:
    """A second run makes finished pictures again."""
    from socialdraft.services import images

    images.done_ordinals = lambda *_, **__: set()


def without_drain() -> None:
    """A worker that is asked to stop does not tell its horse."""
    from rq import Worker

    from jobs.worker import LeasedWorker

    LeasedWorker.handle_warm_shutdown_request = Worker.handle_warm_shutdown_request  # type: ignore[method-assign]


def without_stand_in() -> None:
    """A worker minds its own business while nobody sweeps."""
    from jobs import maintenance

    maintenance.stand_in = lambda here: False  # noqa: ARG005


CONTROLS = {
    "drain": without_drain,
    "stand_in": without_stand_in,
    "lease": without_lease,
    "fence": without_fence,
    "orphan_guard": without_orphan_guard,
    "skipping": without_skipping,
}


def web() -> None:
    import asyncio

    from granian.constants import Interfaces
    from granian.server.embed import Server

    from socialdraft.api.app import create_app

    server = Server(create_app(), "127.0.0.1", int(os.environ["PORT"]), interface=Interfaces.ASGI, websockets=False)
    asyncio.run(server.serve())


def main(part: str) -> None:
    hooks.listener = listening(os.environ.get("FAULT", ""), once=os.environ.get("FAULT_ONCE", ""))
    for name in filter(None, os.environ.get("WITHOUT", "").split(",")):
        CONTROLS[name]()
    if part == "web":
        web()
    elif part == "sweep":
        from jobs.maintenance import run_forever

        run_forever(every=0.3)
    else:
        from jobs.worker import main as work

        work()


if __name__ == "__main__":
    main(sys.argv[1])
