"""The pages' socket: who may open one, how much may come in, and when it ends with its session."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from socialdraft import wiring
from socialdraft.api.networks import network_of
from socialdraft.db import transaction
from socialdraft.errors import RateLimited
from socialdraft.rates import EVENTS_AT_ONCE, EVENTS_PER_SECOND, FRAME_BYTES, Door
from socialdraft.services import accounts, doors, sessions
from socialdraft.settings import settings

REFUSED, TOO_LARGE = 1008, 1009
WATCH_SECONDS = 3.0
"""How long a page may stay open after its session has ended, at most."""
FORGET_SECONDS = 5.0
NOBODY = accounts.token_hash("")
log = logging.getLogger("socialdraft.api")


class Sockets:
    """ASGI middleware around everything; only websockets are touched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.open: defaultdict[bytes, set[asyncio.Event]] = defaultdict(set)
        self._watcher: asyncio.Task[None] | None = None
        self._forgetting: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        caller = HTTPConnection(scope)
        cookie = caller.cookies.get(settings().cookie_name, "")
        if not _welcome(caller, cookie) or not await _admitted(caller, cookie):
            await WebSocket(scope, receive, send).send_denial_response(Response(status_code=403))
            return
        key, ended = accounts.token_hash(cookie), asyncio.Event()
        tab, scope = _bound(scope, cookie)
        await asyncio.to_thread(wiring.tabs().note, key.hex(), tab)
        self.open[key].add(ended)
        self._watcher = self._watcher or asyncio.create_task(self._watch())
        line = Line(receive, send, ended=ended)
        try:
            await self.app(scope, line.receive, line.send)
        finally:
            self.open[key].discard(ended)
            if not self.open[key]:
                del self.open[key]
            await asyncio.to_thread(wiring.tabs().note, key.hex(), tab)
            if ended.is_set():
                self._forgetting.add(task := asyncio.create_task(_forget(key.hex())))
                task.add_done_callback(self._forgetting.discard)

    async def _watch(self) -> None:
        """Cut the sockets of sessions that have ended, wherever that happened; the database knows."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            try:
                for key in await asyncio.to_thread(_ended, set(self.open) - {NOBODY}):
                    for ended in self.open.get(key, ()):
                        ended.set()
            except Exception:
                log.exception("sockets.unwatched")


class Line:
    """One socket: what comes in is measured, and it can be cut."""

    def __init__(self, receive: Receive, send: Send, *, ended: asyncio.Event) -> None:
        self._receive, self._send = receive, send
        self._ended = asyncio.ensure_future(ended.wait())
        self._credit, self._counted_at = float(EVENTS_AT_ONCE), time.monotonic()
        self._cut = False

    async def receive(self) -> Message:
        coming = asyncio.ensure_future(_message(self._receive))
        await asyncio.wait({coming, self._ended}, return_when=asyncio.FIRST_COMPLETED)
        if not coming.done():
            coming.cancel()
            return await self._end(REFUSED)
        message = coming.result()
        if message["type"] == "websocket.disconnect":
            self._ended.cancel()
        elif message["type"] == "websocket.receive":
            if len(message.get("bytes") or message.get("text") or "") > FRAME_BYTES:
                return await self._end(TOO_LARGE)
            if not self._has_credit():
                return await self._end(REFUSED)
        return message

    async def send(self, message: Message) -> None:
        if not self._cut:
            await self._send(message)

    def _has_credit(self) -> bool:
        """A bucket that fills while the owner thinks."""
        now = time.monotonic()
        filled = self._credit + (now - self._counted_at) * EVENTS_PER_SECOND
        self._credit, self._counted_at = min(filled, float(EVENTS_AT_ONCE)) - 1, now
        return self._credit >= 0

    async def _end(self, code: int) -> Message:
        self._ended.cancel()
        self._cut = True
        await self._send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}


async def _message(receive: Callable[[], Awaitable[Message]]) -> Message:
    return await receive()


def _bound(scope: Scope, cookie: str) -> tuple[str, Scope]:
    """The tab's name and the line, renamed so that the token a browser chose opens what it wrote with this cookie only.

    The framework gives a tab's memory to whoever shows its token, which stands in addresses and logs.
    """
    asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    tab = str(UUID(doors.keyed(f"tab {cookie} {asked.get('token', '')}")))
    return tab, {**scope, "query_string": urlencode({**asked, "token": tab}).encode()}


async def _forget(key: str) -> None:
    """Once the events under way have written their last."""
    await asyncio.sleep(FORGET_SECONDS)
    await asyncio.to_thread(wiring.tabs().forget, key)


def _welcome(caller: HTTPConnection, cookie: str) -> bool:
    """Our own pages say their origin; whoever says none must at least be somebody."""
    origin = caller.headers.get("origin")
    return bool(cookie) if origin is None else origin in settings().origins


async def _admitted(caller: HTTPConnection, cookie: str) -> bool:
    try:
        return await asyncio.to_thread(_may_enter, caller, cookie)
    except Exception:
        log.exception("sockets.unasked")
        return False


def _may_enter(caller: HTTPConnection, cookie: str) -> bool:
    """A cookie that opens nothing is refused, so that its page asks why; none at all may hear it in a sentence."""
    if cookie and _ended({accounts.token_hash(cookie)}):
        return False
    policy, who = settings().policy, doors.keyed(cookie) if cookie else None
    try:
        doors.enter(wiring.rates(), Door.SOCKET, policy=policy, who=who, network=network_of(caller))
    except RateLimited:
        return False
    return True


def _ended(hashes: set[bytes]) -> set[bytes]:
    with transaction() as session:
        return sessions.ended_among(session, hashes, now=datetime.now(UTC), limits=settings().policy.limits)
