"""`up`: start every part that no URL is given for, keep them alive, stop them in order.

Exit codes are `failure.Exit`. One thread forks and watches; children report by ending their output.
"""

import logging
import signal
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from socialdraft.settings import Settings
from socialdraft.stack import log
from socialdraft.stack.home import Home
from socialdraft.stack.plan import Plan
from socialdraft.stack.port import require_free
from socialdraft.stack.process import Part, changed, failed, hurry, wait_ready

DEATHS, WINDOW = 5, 60.0  # so many ends in so many seconds, and we give up
LONGEST_PAUSE = 10.0  # seconds
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
logger = logging.getLogger("socialdraft.stack")


class StopRequested(BaseException):
    """Ctrl-C or SIGTERM; like KeyboardInterrupt, no ordinary handler may swallow it."""


class Patience:
    """When a part that ended may start again, and when it has ended too often."""

    def __init__(self) -> None:
        self._ends: deque[float] = deque(maxlen=DEATHS)

    def pause(self, *, now: float) -> float | None:
        """Seconds to wait before the next start; None to give up."""
        self._ends.append(now)
        recent = [end for end in self._ends if now - end < WINDOW]
        if len(recent) >= DEATHS:
            return None
        return float(min(0.25 * 2 ** (len(recent) - 1), LONGEST_PAUSE))


class Supervisor:
    """The running parts, in the order they were started."""

    def __init__(self) -> None:
        self._waves: list[list[Part]] = []
        self._patience: defaultdict[Part, Patience] = defaultdict(Patience)
        self._due: dict[Part, float] = {}

    def start(self, *parts: Part) -> None:
        self._waves.append(list(parts))
        for part in parts:
            part.start()

    def watch(self) -> None:
        """Restart whatever ends, for ever; StackError when something ends too often."""
        while True:
            changed.wait(timeout=0.25 if self._due else 2)
            changed.clear()
            for part in [part for wave in self._waves for part in wave if part.dead]:
                self._revive(part, now=time.monotonic())

    def stop(self) -> None:
        """Last started, first stopped; the parts of one wave stop side by side."""
        for wave in reversed(self._waves):
            for part in wave:
                part.ask()
            for part in wave:
                part.stop()

    def _revive(self, part: Part, *, now: float) -> None:
        if part not in self._due:
            part.stop()  # whatever it left in its process group
            pause = self._patience[part].pause(now=now)
            if pause is None:
                raise failed(part, how="keeps ending")
            logger.warning("%s ended; it starts again in %.1f s", part.name, pause)
            self._due[part] = now + pause
        elif now >= self._due[part]:
            del self._due[part]
            part.start()


def up(settings: Settings, *, make_plan: type[Plan] = Plan) -> None:
    """Run the whole product until Ctrl-C or SIGTERM; StackError says why it cannot."""
    home, parts = Home(settings.data_dir), Supervisor()
    with home.locked(), log.written_to(home.path / "log"), stoppable():
        try:
            home.end_orphans()
            require_free(settings.port, host=settings.host)
            address = start(parts, plan=make_plan(settings, home=home))
            print(f"socialdraft is ready at {address} (Ctrl-C stops it)", flush=True)  # noqa: T201
            parts.watch()
        except StopRequested:
            logger.info("stopping")
        except OSError as error:  # a full disk, a file of another account
            raise home.unusable(str(error)) from error
        finally:
            home.withdraw()
            parts.stop()


def start(parts: Supervisor, *, plan: Plan) -> str:
    """Bring everything up in the order of need; returns the address of the pages."""
    plan.check_given()
    services, build = plan.services(), plan.build()
    parts.start(*services, build)
    wait_ready(services)
    if not build.ready():
        logger.warning("The pages are being built; the first time this takes about a minute.")
    finish(build, seconds=900)
    migration, web = plan.migration(), plan.web()
    parts.start(migration)
    parts.start(web)  # it answers long after a migration with nothing to do has ended
    finish(migration, seconds=600)
    background = plan.background()
    parts.start(*background)
    wait_ready([web, *background])
    return plan.publish()


def finish(task: Part, *, seconds: float) -> None:
    wait_ready([task], seconds=seconds)
    task.stop()


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn the first stop signal into StopRequested, and a second one into impatience."""
    asked = False

    def heed(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            hurry.set()
        else:
            asked = True
            raise StopRequested

    before = {number: signal.signal(number, heed) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
