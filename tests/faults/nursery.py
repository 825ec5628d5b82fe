"""Where processes that may fail come from: imports are done once, each process is a fork.

A line of JSON asks for one (part, environment, log), and its pid is the answer. What comes out is a process as real as
one that was started by hand: a session of its own, killed on its own, with nothing open that it shares.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import psutil

from tests.faults import entry
from tests.product_fixture import unset
from tests.spare_fixture import ROOT


@dataclass
class Nursery:
    """The test's side."""

    process: "subprocess.Popen[str]"
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    @contextmanager
    def open(cls) -> Iterator["Nursery"]:
        command = [sys.executable, "-m", "tests.faults.nursery"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=ROOT, env=unset(), stdin=pipe, stdout=pipe, text=True) as process:
            yield cls(process)
            assert process.stdin
            process.stdin.close()

    def bear(self, part: str, *, environment: dict[str, str], log: Path) -> psutil.Process:
        assert self.process.stdin
        assert self.process.stdout
        log.touch()
        with self.lock:
            print(json.dumps([part, environment, str(log)]), file=self.process.stdin, flush=True)
            return psutil.Process(int(self.process.stdout.readline()))


def main() -> None:
    """Answer until nobody asks any more; the dead are not kept."""
    for name in ("images", "maintenance", "worker"):
        import_module(f"jobs.{name}")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.freeze()
    for line in sys.stdin:
        if not (pid := os.fork()):
            live(*json.loads(line))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def live(part: str, environment: dict[str, str], log: str) -> None:
    """Be that process; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number, source in ((0, os.open(os.devnull, os.O_RDONLY)), (1, out), (2, out)):
        os.dup2(source, number)
    os.environ.clear()
    os.environ.update(environment)
    code = 1
    try:
        entry.main(part)
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
