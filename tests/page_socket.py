"""The socket of a page without its page: what a stranger's program can send to the product."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from simple_websocket import Client, ConnectionClosed

from tests.product_fixture import ROOT

PAUSE = 0.055
"""Seconds between events: as fast as a page may send."""
AT_ONCE = 50
"""Events that may come without a pause before."""


@dataclass
class PageSocket:
    """An open line."""

    line: Client
    heard: list[str] = field(default_factory=list)

    def send(self, name: str, payload: dict[str, Any] | None = None, *, path: str = "/settings") -> None:
        event = {"name": name, "payload": payload or {}, "router_data": {"pathname": path, "asPath": path, "query": {}}}
        self.raw("42/_event," + json.dumps(["event", event]))

    def raw(self, text: str) -> None:
        """`ConnectionClosed` where the line was cut, also while this was on its way."""
        try:
            self.line.send(text)
        except OSError as reset:
            raise ConnectionClosed from reset

    def listen(self, *, quiet: float) -> str:
        """Everything that comes until nothing has come for so long; what was said so far."""
        try:
            while (message := self.line.receive(timeout=quiet)) is not None:
                if message == "2":
                    self.raw("3")
                else:
                    self.heard.append(str(message))
        except ConnectionClosed:
            pass
        return "\n".join(self.heard)

    def listen_for(self, enough: Callable[[str], object], *, seconds: float = 60) -> str:
        """What was said once it is enough, or when nothing more will come: for what must be heard, however slow."""
        deadline = time.monotonic() + seconds
        said = "\n".join(self.heard)
        while not enough(said) and self.line.connected and time.monotonic() < deadline:
            said = self.listen(quiet=0.2)
        return said

    def is_open(self) -> bool:
        """Whether it still answers."""
        try:
            self.raw("42/_event," + json.dumps(["ping"]))
            deadline = time.monotonic() + 5
            while time.monotonic() < deadline:
                if "pong" in str(self.line.receive(timeout=5)):
                    return True
        except ConnectionClosed:
            pass
        return False

    def close(self) -> None:
        with contextlib.suppress(ConnectionClosed, OSError):
            self.line.close()


def answered(url: str, *, cookie: str = "", origin: str | None = "") -> int:
    """The status of a handshake: 101 for a line."""
    return handshake(url, cookie=cookie, origin=origin)[0]


def handshake(url: str, *, cookie: str = "", origin: str | None = "") -> tuple[int, Message]:
    """Status and headers of the answer to somebody who wants a line."""
    headers = _headers(url, cookie=cookie, origin=origin) | {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "c29jaWFsZHJhZnQ0MjQyNA==",
    }
    with contextlib.closing(HTTPConnection(urlsplit(url).netloc, timeout=10)) as connection:
        connection.request("GET", f"/_event/?token={uuid4()}&EIO=4&transport=websocket", headers=headers)
        with contextlib.closing(connection.getresponse()) as answer:
            return answer.status, answer.headers


def _headers(url: str, *, cookie: str, origin: str | None) -> dict[str, str]:
    said = {} if origin is None else {"Origin": origin or url}
    return said | ({"Cookie": cookie} if cookie else {})


def opened(url: str, *, cookie: str = "", origin: str | None = "", token: str = "") -> PageSocket:
    """A line as a page opens it; an `origin` of None is not said at all, an empty one is our own."""
    address = f"ws://{urlsplit(url).netloc}/_event/?token={token or uuid4()}&EIO=4&transport=websocket"
    line = Client.connect(address, headers=_headers(url, cookie=cookie, origin=origin))
    socket = PageSocket(line)
    line.send("40/_event,")  # said before listening: a greeting that came with the handshake is only found behind more
    line.receive(timeout=10)
    line.receive(timeout=10)
    return socket


def short(name: str) -> str:
    state, _, handler = name.rpartition(".")
    return f"{state.rpartition('____')[2]}.{handler}"


def handlers() -> dict[str, str]:
    """The full names of all event handlers by their short ones, as a web process registers them."""
    program = (
        "import socialdraft.socialdraft\n"
        "from reflex_base.registry import RegistrationContext\n"
        "print(*RegistrationContext.get().event_handlers, sep='\\n')"
    )
    env = {"__REFLEX_SKIP_COMPILE": "true", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return {short(name): name for name in done.stdout.split()}
