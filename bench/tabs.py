"""Open pages made cheap: frames are built once and sent as they are, so that the servers are what is measured.

One process carries 500 of them with a few per cent of a core. Used by `bench/load.py`.
"""

import asyncio
import json
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlsplit
from uuid import uuid4

STATE = "reflex___state____state"
TOUCH = f"{STATE}.socialdraft___state___shell____shell.dismiss"
"""An event that only the page's own memory answers."""
LOAD = f"{STATE}.socialdraft___state___week____week.load"
"""An event that looks up the session and reads the owner's week."""
ROUTER = {"pathname": "/week", "asPath": "/week", "query": {}}
PATIENCE = 10.0  # seconds without an answer are a time-out
SHORT, LONG = 126, 127  # what a frame's second byte says when the length follows in 2 or 8 bytes


def frame(text: str) -> bytes:
    """A client's text frame. Its mask is zero, so that it is the same bytes each time."""
    body = text.encode()
    size = bytes([0x80 | len(body)]) if len(body) < SHORT else struct.pack("!BH", 0x80 | SHORT, len(body))
    return b"\x81" + size + bytes(4) + body


def event(name: str) -> bytes:
    return frame("42/_event," + json.dumps(["event", {"name": name, "payload": {}, "router_data": ROUTER}]))


HELLO = frame(
    "40/_event," + json.dumps({"event": {"name": f"{STATE}.hydrate_and_load", "payload": {}, "router_data": ROUTER}}),
)
PONG = frame("3")


@dataclass
class Told:
    """What all tabs met."""

    waits: list[float] = field(default_factory=list)
    timeouts: int = 0
    lost: int = 0

    def at(self, share: float) -> float:
        """Milliseconds that this share of the events did not exceed."""
        waits = sorted(self.waits)
        return waits[min(int(len(waits) * share), len(waits) - 1)] * 1000 if waits else 0.0


class Tab(asyncio.Protocol):
    """One open page: opened as a browser opens it, then one event after the other, each when its answer has come.

    `pause` is the time from one event to the next; a page that waited longer goes on at once.
    """

    def __init__(self, url: str, *, cookie: str, events: Iterator[bytes], told: Told) -> None:
        self.pause = 1.0
        self._url, self._cookie, self._events, self._told = url, cookie, events, told
        self._rest, self._greeted, self._over = b"", False, False
        self._asked_at = self._next_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    async def open(self) -> None:
        place = urlsplit(self._url)
        await asyncio.get_running_loop().create_connection(lambda: self, place.hostname, place.port)

    def start(self, *, after: float, pause: float) -> None:
        """Send the first event after so many seconds, and go on from there."""
        self.pause, self._next_at = pause, time.monotonic() + after
        self._later(after, self._ask)

    def close(self) -> None:
        self._over = True
        if self._timer:
            self._timer.cancel()
        self._line.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._line = transport
        place = urlsplit(self._url).netloc
        lines = (
            f"GET /_event/?token={uuid4()}&EIO=4&transport=websocket HTTP/1.1",
            f"Host: {place}",
            f"Origin: {self._url}",
            f"Cookie: {self._cookie}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: c29jaWFsZHJhZnQ0MjQyNA==",
        )
        transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def connection_lost(self, _error: Exception | None) -> None:
        if not self._over:
            self._told.lost += 1
            self.close()

    def data_received(self, data: bytes) -> None:
        self._rest += data
        if not self._greeted:
            head, end, rest = self._rest.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head.split(b"\r\n")[0]:
                self._line.close()
                return
            self._greeted, self._rest = True, rest
        while (text := self._frame()) is not None:
            self._hear(text)

    def _frame(self) -> bytes | None:
        """The next whole frame; None while it has not all come."""
        data = self._rest
        if len(data) < 2:  # noqa: PLR2004 (what a frame begins with)
            return None
        size, start = data[1], 2
        if size >= SHORT:
            start = 4 if size == SHORT else 10
            size = int.from_bytes(data[2:start]) if len(data) >= start else len(data)
        if len(data) < start + size:
            return None
        self._rest = data[start + size :]
        return data[start : start + size]

    def _hear(self, text: bytes) -> None:
        if text.startswith(b"42/_event"):
            if self._asked_at:
                self._answered()
        elif text.startswith(b"0"):
            self._line.write(HELLO)
        elif text == b"2":
            self._line.write(PONG)

    def _ask(self) -> None:
        self._asked_at = time.monotonic()
        self._line.write(next(self._events))
        self._later(PATIENCE, self._give_up)

    def _answered(self) -> None:
        now = time.monotonic()
        self._told.waits.append(now - self._asked_at)
        self._asked_at = 0.0
        self._next_at = max(self._next_at + self.pause, now)
        self._later(self._next_at - now, self._ask)

    def _give_up(self) -> None:
        self._told.timeouts += 1
        self._asked_at, self._next_at = 0.0, time.monotonic()
        self._later(0, self._ask)

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, act)


def events(loads: int) -> Iterator[bytes]:
    """Events of a page of which one in `loads` asks the database; 0 is none."""
    return cycle([event(TOUCH)] * (loads - 1) + [event(LOAD)] if loads else [event(TOUCH)])


class Reader(asyncio.Protocol):
    """Asks for the same document again and again over one connection."""

    def __init__(self, url: str, path: str, *, cookie: str) -> None:
        place = urlsplit(url)
        self._asks = f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\n\r\n".encode()
        self._place = place.hostname, place.port
        self._rest, self.count, self.refused = b"", 0, 0

    async def open(self) -> None:
        self._line, _ = await asyncio.get_running_loop().create_connection(lambda: self, *self._place)
        self._line.write(self._asks)

    def close(self) -> None:
        self._line.close()

    def data_received(self, data: bytes) -> None:
        self._rest += data
        head, end, body = self._rest.partition(b"\r\n\r\n")
        if not end:
            return
        head = head.lower()
        _, known, length = head.partition(b"content-length:")
        whole = len(body) >= int(length.split(b"\r\n")[0]) if known else body.endswith(b"0\r\n\r\n")
        if whole:
            self._rest = b""
            self.count += 1
            self.refused += b" 200 " not in head.split(b"\r\n")[0] + b" "
            self._line.write(self._asks)
