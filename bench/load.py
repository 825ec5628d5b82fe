"""Open tabs under load, over real sockets and HTTP: p95 of an event, Redis per tab, what 1, 2 and 4 processes carry.

`python bench/load.py [--tabs 500] [--seconds 60] [--processes 1 2 4] [--loads 0]` against the stack that runs on
DATA_DIR, and where none runs there, on one of its own; web processes are started on free ports and stopped again.
With `--loads 5` each fifth event of a tab reads its owner's week. Loopback only.
"""

import argparse
import asyncio
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from itertools import cycle
from pathlib import Path

import httpx
import psutil
import redis

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.tabs import Reader, Tab, Told, events  # noqa: E402
from socialdraft.settings import Settings  # noqa: E402
from socialdraft.stack.home import Home  # noqa: E402
from socialdraft.stack.plan import attached  # noqa: E402
from socialdraft.stack.port import free_port  # noqa: E402
from tests.product_fixture import fresh  # noqa: E402

POLICY = "[limits]\nproof_cost = 0\n[doors.socket]\neach = 100000\nnetwork = 100000\n"
BUSINESS = {"category": "cafe", "region": "TH", "default_language": "en", "tone_preset": "friendly"}
SHOPS = 20
"""Owners behind the tabs."""
OPENING = 0.04
"""Seconds from one tab to the next while they are opened."""
EAGER, FASTEST = 96, 0.055
"""Tabs that ask again at once, and how soon a page may."""


@asynccontextmanager
async def served(env: dict[str, str], *, processes: int) -> AsyncIterator[tuple[str, psutil.Process]]:
    """Our own web processes behind one port."""
    port = free_port()
    policy = Path(env["DATA_DIR"]) / "bench.toml"
    policy.write_text(POLICY)
    own = env | {"PORT": str(port), "HOST": "127.0.0.1", "POLICY_FILE": str(policy)}
    command = [sys.executable, "-m", "socialdraft", "web", "--workers", str(processes)]
    server = subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: ASYNC220
    url = f"http://127.0.0.1:{port}"
    try:
        await answers(url)
        yield url, psutil.Process(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


async def answers(url: str) -> None:
    async with httpx.AsyncClient() as client:
        for _ in range(600):
            try:
                if (await client.get(f"{url}/healthz")).is_success:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.5)
    raise SystemExit("The web processes did not answer within five minutes.")


class Spent:
    """Whose time the two cores spent since it was made: the load's, the web processes', everybody else's."""

    def __init__(self, server: psutil.Process) -> None:
        self._server, self._began = server, time.monotonic()
        self._before = self._now()

    def _now(self) -> tuple[float, float, float]:
        family = [self._server, *self._server.children(recursive=True)]
        web = sum(sum(one.cpu_times()[:2]) for one in family)
        whole = psutil.cpu_times()
        return time.process_time(), web, whole.user + whole.nice + whole.system

    def told(self, count: int) -> str:
        """The shares until now, and what each of so many answers cost the web processes."""
        load, web, whole = (now - before for now, before in zip(self._now(), self._before, strict=True))
        seconds, each = time.monotonic() - self._began, web / max(count, 1) * 1000
        made, served, rest = (part / seconds * 100 for part in (load, web, whole - load - web))
        return f"CPU of a core: load {made:.0f} %, web {served:.0f} % ({each:.2f} ms each), others {rest:.0f} %"


def memory(store: "redis.Redis") -> int:
    found: dict[str, int] = store.info("memory")  # type: ignore[assignment]
    return found["used_memory"]


def shop(url: str) -> str:
    """The cookie of an owner with a business on two platforms."""
    with httpx.Client(base_url=url, timeout=30) as client:
        client.post("/api/session", json={}).raise_for_status()
        business = client.post("/api/business", json=BUSINESS).raise_for_status().json()["id"]
        for platform in ("facebook", "instagram"):
            client.post(f"/api/business/{business}/platforms", json={"platform_type": platform}).raise_for_status()
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


async def opened(url: str, *, count: int, cookies: list[str], loads: int, told: Told) -> list[Tab]:
    """So many tabs of these owners, opened one after the other."""
    tabs = []
    for cookie, _ in zip(cycle(cookies), range(count), strict=False):
        tabs.append(tab := Tab(url, cookie=cookie, events=events(loads), told=told))
        await tab.open()
        await asyncio.sleep(OPENING)
    await asyncio.sleep(3)
    return tabs


async def run(tabs: list[Tab], *, seconds: float, pause: float) -> None:
    """All tabs at this pace, their events spread evenly over the time between two."""
    for index, tab in enumerate(tabs):
        tab.start(after=index / len(tabs) * pause, pause=pause)
    await asyncio.sleep(seconds)
    for tab in tabs:
        tab.close()


async def at_pace(url: str, web: psutil.Process, given: argparse.Namespace, store: "redis.Redis") -> None:
    """`tabs` pages with one event each second."""
    cookies, told, before = [shop(url) for _ in range(SHOPS)], Told(), memory(store)
    tabs = await opened(url, count=given.tabs, cookies=cookies, loads=given.loads, told=told)
    per_tab, spent = (memory(store) - before) / given.tabs, Spent(web)
    await run(tabs, seconds=given.seconds, pause=1.0)
    print(
        f"{given.tabs} tabs x 1 event/s, {len(told.waits)} events: p50 {told.at(0.5):.0f} ms, "
        f"p95 {told.at(0.95):.0f} ms, p99 {told.at(0.99):.0f} ms, slowest {told.at(1):.0f} ms, "
        f"time-outs {told.timeouts}, lines lost {told.lost}, Redis {per_tab / 1000:.1f} kB a tab; "
        f"{spent.told(len(told.waits))}",
        flush=True,
    )


async def flat_out(url: str, web: psutil.Process, *, processes: int, given: argparse.Namespace) -> None:
    """Pages that ask again as soon as they have an answer; then documents and the API the same way."""
    cookies, told = [shop(url)], Told()
    tabs = await opened(url, count=EAGER, cookies=cookies, loads=given.loads, told=told)
    spent = Spent(web)
    await run(tabs, seconds=given.seconds / 3, pause=FASTEST)
    print(
        f"{processes} web: {len(told.waits) / (given.seconds / 3):.0f} events/s "
        f"(p50 {told.at(0.5):.0f} ms, time-outs {told.timeouts}, lines lost {told.lost}); "
        f"{spent.told(len(told.waits))}",
        flush=True,
    )
    for path in ("/week", "/api/usage"):
        await documents(url, path, web, cookie=cookies[0], processes=processes, seconds=given.seconds / 6)


async def documents(url: str, path: str, web: psutil.Process, *, cookie: str, processes: int, seconds: float) -> None:
    """Answers a second over 16 connections."""
    readers = [Reader(url, path, cookie=cookie) for _ in range(16)]
    spent = Spent(web)
    for reader in readers:
        await reader.open()
    await asyncio.sleep(seconds)
    count, refused = sum(one.count for one in readers), sum(one.refused for one in readers)
    print(
        f"{processes} web: {count / seconds:.0f} answers/s of {path} (refused {refused}); {spent.told(count)}",
        flush=True,
    )
    for reader in readers:
        reader.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tabs", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, nargs="*", default=[1, 2, 4], help="flat out with so many")
    parser.add_argument("--loads", type=int, default=0, help="one event in so many reads the owner's week")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with nullcontext() if runs() else fresh() as own:
        if own:
            os.environ["DATA_DIR"] = str(own.home)
        env = {**os.environ, **attached(Settings()), "DATA_DIR": str(Settings().data_dir.resolve())}
        asyncio.run(measure(given, env))


def runs() -> bool:
    """Whether a stack answers on DATA_DIR."""
    address = Home(Settings().data_dir).state().get("web")
    try:
        return bool(address) and httpx.get(f"{address}/healthz", timeout=10).is_success
    except httpx.TransportError:
        return False


async def measure(given: argparse.Namespace, env: dict[str, str]) -> None:
    """One line for each number of processes, and one for all the tabs on one process for each core."""
    store = redis.Redis.from_url(env["REDIS_URL"])
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; the load is made on the same machine", flush=True)
    for processes in given.processes:
        async with served(env, processes=processes) as (url, web):
            await flat_out(url, web, processes=processes, given=given)
    if given.tabs:
        async with served(env, processes=os.cpu_count() or 1) as (url, web):
            await at_pace(url, web, given, store)


if __name__ == "__main__":
    main()
