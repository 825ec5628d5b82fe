"""A TCP port in front of another that misbehaves on request: before PostgreSQL, Redis, storage and the provider."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to traffic from now on; the default is nothing."""

    latency: float = 0
    """Seconds before each piece, both ways."""
    reset: bool = False
    """Open connections break, new ones too."""
    blackhole: bool = False
    """Connections open, nothing comes through."""
    half_close: bool = False
    """The answer ends as soon as it begins, while the question may still be sent."""
    cut_after: int | None = None
    """A connection breaks after so many bytes of answer."""


@dataclass(slots=True, eq=False)
class Line:
    """One connection through the proxy."""

    near: asyncio.StreamWriter
    far: asyncio.StreamWriter
    answered: int = 0

    def break_off(self) -> None:
        for end in (self.near, self.far):
            end.transport.abort()  # an RST, not a polite end


class Proxy:
    """`with Proxy(url) as proxy:` listens on `proxy.port` until the block ends; `switch` changes the weather."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        assert parts.hostname
        assert parts.port
        self._host, self._port, self._parts = parts.hostname, parts.port, parts
        self._fault, self._lines, self._through = Fault(), set[Line](), asyncio.Event()
        self._through.set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        """The same address, through here."""
        before, at, _ = self._parts.netloc.rpartition("@")
        return self._parts._replace(netloc=f"{before}{at}127.0.0.1:{self.port}").geturl()

    def switch(self, fault: Fault | None = None) -> None:
        """Let this fault rule from now on, on open connections too; without one all is well again."""
        self._do(self._switch(fault or Fault()))

    def _do(self, act: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(10)

    async def _switch(self, fault: Fault) -> None:
        self._fault = fault
        (self._through.clear if fault.blackhole else self._through.set)()
        if fault.reset:
            for line in self._lines:
                line.break_off()

    async def _end(self) -> None:
        self._server.close()
        for line in list(self._lines):
            line.break_off()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        if self._fault.reset:
            near.transport.abort()
            return
        try:
            answers, far = await asyncio.open_connection(self._host, self._port)
        except OSError:
            near.transport.abort()
            return
        line = Line(near, far)
        self._lines.add(line)
        with suppress(asyncio.CancelledError):  # the block ended; asyncio would log it as an error
            await asyncio.gather(self._pump(reader, far, None), self._pump(answers, near, line))
        self._lines.discard(line)
        line.break_off()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Line | None) -> None:
        """Carry bytes one way; `answer` is given on the way back."""
        with suppress(OSError):
            while piece := await reader.read(65536):
                await asyncio.sleep(self._fault.latency)
                await self._through.wait()
                if answer and self._fault.half_close:
                    break
                if answer and self._cut(answer, piece):
                    answer.break_off()
                    return
                writer.write(piece)
                await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()

    def _cut(self, line: Line, piece: bytes) -> bool:
        line.answered += len(piece)
        limit = self._fault.cut_after
        if limit is None or line.answered < limit:
            return False
        line.near.write(piece[: limit - line.answered or None])
        return True
