"""Processes seen from outside: found, waited for, struck."""

import signal
import time
from collections.abc import Callable

import psutil


def family(pid: int) -> list[psutil.Process]:
    """The process and everything below it that still lives; children first."""
    try:
        parent = psutil.Process(pid)
        return [*parent.children(recursive=True), parent]
    except psutil.NoSuchProcess:
        return []


def frozen(pid: int, *, seconds: float = 120) -> psutil.Process:
    """The process of this family that a hook has stopped, once it has."""
    found: list[psutil.Process] = []

    def look() -> bool:
        found[:] = [one for one in family(pid) if status(one) == psutil.STATUS_STOPPED]
        return bool(found)

    wait_until(look, seconds=seconds)
    return found[0]


def status(process: psutil.Process) -> str:
    try:
        return str(process.status())
    except psutil.NoSuchProcess:
        return psutil.STATUS_DEAD


def gone(process: psutil.Process) -> bool:
    return status(process) in (psutil.STATUS_DEAD, psutil.STATUS_ZOMBIE)


def wait_until(condition: Callable[[], bool], *, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.03)


def strike(process: psutil.Process, number: signal.Signals = signal.SIGKILL) -> bool:
    """Send the signal; whether there was still somebody to get it."""
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return False
    return True
