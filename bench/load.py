"""Open tabs under load, over real sockets and HTTP: p95 of an event, Redis per tab, what 1, 2 and 4 processes carry.

`python bench/load.py [--tabs 500] [--seconds 20] [--processes 1 2 4]` against the stack that runs on DATA_DIR, and
where none runs there, on one of its own; web processes are started on free ports and stopped again. Loopback only.
"""

import argparse
import asyncio
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import redis
from wsproto import ConnectionType, WSConnection
from wsproto.events import CloseConnection, Request, TextMessage

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from socialdraft.settings import Settings  # noqa: E402
from socialdraft.stack.home import Home  # noqa: E402
from socialdraft.stack.plan import attached  # noqa: E402
from socialdraft.stack.port import free_port  # noqa: E402
from tests.product_fixture import fresh  # noqa: E402

EVENT = "reflex___state____state.socialdraft___state___shell____shell.dismiss"
ROUTER = {"pathname": "/week", "asPath": "/week", "query": {}}
POLICY = "[limits]\nproof_cost = 0\n[doors.socket]\neach = 100000\nnetwork = 100000\n"


class Line:
    """A websocket as a browser opens it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._wire, self._heard, self._part = WSConnection(ConnectionType.CLIENT), asyncio.Queue[str](), ""
        self._listener: asyncio.Task[None] | None = None

    async def hello(self, url: str) -> None:
        host = urlsplit(url).netloc
        target = f"/_event/?token={uuid4()}&EIO=4&transport=websocket"
        self._put(Request(host=host, target=target, extra_headers=[(b"origin", url.encode())]))
        self._listener = asyncio.create_task(self._listen())
        await self.hear()
        self.say("40/_event,")
        await self.hear()

    def say(self, text: str) -> None:
        self._put(TextMessage(data=text))

    async def hear(self) -> str:
        while (text := await self._heard.get()) == "2":
            self.say("3")
        if not text:
            raise ConnectionError
        return text

    async def close(self) -> None:
        if self._listener:
            self._listener.cancel()
        self._writer.close()

    def _put(self, event: Request | TextMessage) -> None:
        self._writer.write(self._wire.send(event))

    async def _listen(self) -> None:
        while data := await self._reader.read(65536):
            self._wire.receive_data(data)
            for event in self._wire.events():
                if isinstance(event, TextMessage):
                    self._part += event.data
                    if event.message_finished:
                        self._heard.put_nowait(self._part)
                        self._part = ""
                elif isinstance(event, CloseConnection):
                    self._heard.put_nowait("")
        self._heard.put_nowait("")


class Tab:
    """One open page: sends an event each second and waits for its answer."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.waits: list[float] = []
        self.lost = 0

    async def live(self, *, seconds: float, pause: float) -> None:
        place = urlsplit(self.url)
        line = Line(*await asyncio.open_connection(place.hostname, place.port))
        await line.hello(self.url)
        ends = time.monotonic() + seconds
        try:
            while time.monotonic() < ends:
                began = time.monotonic()
                await self.ask(line)
                await asyncio.sleep(max(pause - (time.monotonic() - began), 0))
        finally:
            await line.close()

    async def ask(self, line: Line) -> None:
        """One event and its answer; ten seconds without one is a time-out."""
        began = time.monotonic()
        event = {"name": EVENT, "payload": {}, "router_data": ROUTER}
        line.say("42/_event," + json.dumps(["event", event]))
        try:
            async with asyncio.timeout(10):
                while not (await line.hear()).startswith("42/_event"):
                    pass
        except TimeoutError:
            self.lost += 1
        else:
            self.waits.append(time.monotonic() - began)


@asynccontextmanager
async def served(env: dict[str, str], *, processes: int) -> AsyncIterator[str]:
    """Our own web processes behind one port."""
    port = free_port()
    folder = Path(env["DATA_DIR"]) / "bench.toml"
    folder.write_text(POLICY)
    own = env | {"PORT": str(port), "HOST": "127.0.0.1", "POLICY_FILE": str(folder)}
    command = [sys.executable, "-m", "socialdraft", "web", "--workers", str(processes)]
    server = subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: ASYNC220
    url = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient() as client:
            for _ in range(240):
                try:
                    if (await client.get(f"{url}/healthz")).is_success:
                        break
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.5)
            else:
                raise SystemExit("The web processes did not answer within two minutes.")
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def memory(store: "redis.Redis") -> int:
    found: dict[str, int] = store.info("memory")  # type: ignore[assignment]
    return found["used_memory"]


async def at_pace(url: str, *, tabs: int, seconds: float, store: "redis.Redis") -> None:
    """`tabs` pages with one event each second."""
    before, open_tabs = memory(store), [Tab(url) for _ in range(tabs)]
    work = [asyncio.create_task(spread(tab, index / tabs, seconds=seconds)) for index, tab in enumerate(open_tabs)]
    await asyncio.sleep(seconds * 0.8)
    per_tab = (memory(store) - before) / tabs
    ends = await asyncio.gather(*work, return_exceptions=True)
    waits = sorted(wait for tab in open_tabs for wait in tab.waits)
    failed = sum(isinstance(end, BaseException) for end in ends)
    told = f"{tabs} tabs x 1 event/s, {len(waits)} events: p50 {at(waits, 0.5):.0f} ms, p95 {at(waits, 0.95):.0f} ms, "
    lost = sum(tab.lost for tab in open_tabs)
    print(
        told
        + f"p99 {at(waits, 0.99):.0f} ms, time-outs {lost}, lines lost {failed}, Redis {per_tab / 1000:.1f} kB a tab"
    )


async def spread(tab: Tab, start: float, *, seconds: float) -> None:
    await asyncio.sleep(start * 3)  # tabs are not opened at the same moment
    await tab.live(seconds=seconds - 3, pause=1.0)


async def flat_out(url: str, *, processes: int, seconds: float) -> None:
    """48 pages that ask again as soon as they have an answer."""
    tabs = [Tab(url) for _ in range(48)]
    began = time.monotonic()
    await asyncio.gather(*(tab.live(seconds=seconds, pause=0.055) for tab in tabs), return_exceptions=True)
    count = sum(len(tab.waits) for tab in tabs)
    mean = statistics.fmean(wait for tab in tabs for wait in tab.waits) * 1000
    async with httpx.AsyncClient(base_url=url) as client:
        answers = await asked(client, seconds=seconds / 2)
    rate = count / (time.monotonic() - began)
    print(f"{processes} web: {rate:.0f} events/s (mean {mean:.0f} ms), {answers:.0f} pages/s")


async def asked(client: httpx.AsyncClient, *, seconds: float) -> float:
    """Pages a second over 16 connections."""
    ends, count = time.monotonic() + seconds, 0

    async def ask() -> None:
        nonlocal count
        while time.monotonic() < ends:
            count += (await client.get("/")).is_success

    await asyncio.gather(*(ask() for _ in range(16)))
    return count / seconds


def at(waits: list[float], share: float) -> float:
    return waits[min(int(len(waits) * share), len(waits) - 1)] * 1000 if waits else 0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tabs", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--processes", type=int, nargs="*", default=[1, 2, 4])
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
    """One line for each number of processes, and one for all the tabs."""
    store = redis.Redis.from_url(env["REDIS_URL"])
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; the load is made on the same machine", flush=True)
    for processes in given.processes:
        async with served(env, processes=processes) as url:
            await flat_out(url, processes=processes, seconds=given.seconds / 2)
            if processes == 2:  # noqa: PLR2004 (one for each core)
                await at_pace(url, tabs=given.tabs, seconds=given.seconds, store=store)


if __name__ == "__main__":
    main()
