"""How fast the embedded servers start, and what the whole product costs while nobody uses it.

`python bench/stack.py` measures the three servers; `python bench/stack.py up` the running stack on DATA_DIR.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from socialdraft.stack.home import MARK
from socialdraft.stack.process import wait_ready
from tests.services_fixture import Services, make_services

RUNS = 3
WATCHED = 20  # seconds


def timed(act: Callable[[Services], object], services: Services) -> float:
    began = time.perf_counter()
    act(services)
    return time.perf_counter() - began


def start(services: Services) -> None:
    for part in services.parts():
        part.start()
    wait_ready(services.parts())


def stop(services: Services) -> None:
    for part in services.parts():
        part.ask()
    for part in services.parts():
        part.stop()


def measure_services() -> None:
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o711)
            services = make_services(Path(folder))
            cold, down = timed(start, services), timed(stop, services)
            warm = timed(start, services)
            stop(services)
        print(f"cold start {cold:5.2f} s   warm start {warm:5.2f} s   stop {down:5.2f} s")


def measure_running() -> None:
    home = str(Path(os.environ.get("DATA_DIR", ".local")).resolve())
    found = [each for each in psutil.process_iter() if belongs(each, home)]
    before = {each: sum(each.cpu_times()[:2]) for each in found}
    time.sleep(WATCHED)
    for each in found:
        used = (sum(each.cpu_times()[:2]) - before[each]) / WATCHED * 100
        words = " ".join(each.cmdline()).strip()[-60:] or each.name()
        print(f"{each.memory_full_info().pss / 1e6:6.0f} MB  {used:5.2f} % CPU  {words}")
    print(f"{sum(each.memory_full_info().pss for each in found) / 1e6:6.0f} MB  in all, the supervisor not counted")


def belongs(process: psutil.Process, home: str) -> bool:
    try:
        return process.environ().get(MARK) == home or (
            process.name() == "postgres" and process.cwd().startswith(str((Path(home) / "postgres").resolve()))
        )
    except psutil.Error:
        return False


if __name__ == "__main__":
    measure_running() if sys.argv[1:] == ["up"] else measure_services()
