"""A child process: its output goes to the log, and its end leaves nobody behind."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread

from socialdraft.stack.account import CLEAN_ENV, Account
from socialdraft.stack.failure import Exit, StackError
from socialdraft.stack.home import MARK

LAUNCH = Path(__file__).with_name("launch.py")
changed = Event()  # set whenever some child's output ends, so that the supervisor need not poll
hurry = Event()  # set by a second Ctrl-C: no more grace


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What to run, as whom, and how it wants to be asked to stop; grace in seconds."""

    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=lambda: CLEAN_ENV)
    cwd: Path = Path("/")
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 10
    home: Path = Path()  # whose stack it belongs to; how a later start knows an orphan

    def environment(self) -> dict[str, str]:
        return {**self.env, MARK: str(self.home)}

    def launched(self) -> list[str]:
        account = f"{self.account.uid}:{self.account.gid}" if self.account else "-"
        prefix = [sys.executable, "-I", "-S", str(LAUNCH)]
        return [*prefix, str(os.getpid()), str(int(self.stop_signal)), account, *self.argv]


class Child:
    """One running command.

    Start it from a thread that lives as long as we do: the kernel watches the thread that forked.
    """

    def __init__(self, name: str, command: Command) -> None:
        self.command = command
        self.tail: deque[str] = deque(maxlen=20)
        self._asked = self._buried = False
        self._log = logging.getLogger(f"socialdraft.stack.{name}")
        self._process = subprocess.Popen(
            command.launched(),
            env=command.environment(),
            cwd=command.cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._pump = Thread(target=self._copy_output, name=f"log {name}", daemon=True)
        self._pump.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def ask(self) -> None:
        """Ask it to stop, once: a second signal means "drop your work" to some."""
        if self.exit_code is None and not self._asked:
            self._asked = True
            self._process.send_signal(self.command.stop_signal)

    def stop(self) -> None:
        """Ask, wait for the grace, then kill the whole group; once, as its number may be reused."""
        if self._buried:
            return
        self._buried = True
        self.ask()
        self._wait(self.command.grace)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._pump.join(timeout=1)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while self.exit_code is None and time.monotonic() < end and not hurry.is_set():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=0.2)

    def _copy_output(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self.tail.append(line.rstrip())
                self._log.info("%s", line.rstrip())
        changed.set()


class Part(ABC):
    """Something the supervisor starts, waits for, restarts and stops."""

    blame = Exit.CRASHED  # the exit code when it does not start
    trouble = "did not start"

    def __init__(self, name: str, *, home: Path) -> None:
        self.name = name
        self.home = home.absolute()
        self.child: Child | None = None

    @abstractmethod
    def command(self) -> Command:
        """Prepare what must be there and say what to run; called before every (re)start."""

    @abstractmethod
    def ready(self) -> bool:
        """True once it answers for real."""

    def start(self) -> None:
        self.child = Child(self.name, replace(self.command(), home=self.home))

    def ask(self) -> None:
        if self.child:
            self.child.ask()

    def stop(self) -> None:
        if self.child:
            self.child.stop()

    @property
    def dead(self) -> bool:
        return self.child is not None and self.child.exit_code is not None

    def last_words(self) -> str:
        lines = list(self.child.tail) if self.child else []
        telling = [line for line in lines if "FATAL" in line or "rror" in line]
        return (telling or lines or ["it said nothing"])[-1].strip()


def wait_ready(parts: Sequence[Part], *, seconds: float = 180) -> None:
    """Return when every part answers; StackError when one dies or takes longer than `seconds`."""
    waiting, end = list(parts), time.monotonic() + seconds
    while waiting:
        if dead := [part for part in parts if part.dead]:
            raise failed(dead[0], how=dead[0].trouble)
        waiting = [part for part in waiting if not part.ready()]
        if waiting and time.monotonic() > end:
            raise failed(waiting[0], how=f"was not ready after {seconds:.0f} s")
        time.sleep(0.05 if waiting else 0)


def failed(part: Part, *, how: str) -> StackError:
    log = part.home / "log" / "stack.log"
    return StackError(f"{part.name} {how}: {part.last_words()} (more in {log})", code=part.blame)
