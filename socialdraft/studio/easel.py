"""Where pictures are drawn: a few processes of their own, so that the server's loop stays free."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.process import BaseProcess
from typing import Any, Literal

Detail = Literal["low", "medium", "high"]
WORKERS = max(2, min(4, os.cpu_count() or 2))


class Easel:
    """Draws in worker processes that start with the first picture and die with their parent."""

    def __init__(self) -> None:
        self._pool = _pool()

    async def run(self, work: Callable[..., bytes], /, *args: Any, **options: Any) -> bytes:
        """One picture; a worker that died is replaced, and its picture is drawn once more."""
        task, loop = partial(work, *args, **options), asyncio.get_running_loop()
        pool = self._pool
        try:
            return await loop.run_in_executor(pool, task)
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = _pool()
            return await loop.run_in_executor(self._pool, task)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def draw(prompt: str, *, index: int, width: int, height: int, detail: Detail, photo: bytes = b"") -> bytes:
    """A new picture; runs in a worker, which alone pays for loading the drawing code."""
    from socialdraft.studio import pictures

    return pictures.draw(prompt, index=index, width=width, height=height, detail=detail, photo=photo)


def redraw(png: bytes, *, width: int, height: int, detail: Detail) -> bytes:
    """The same composition at another size; raises ValueError for a picture that is not ours."""
    from socialdraft.studio import pictures

    return pictures.redraw(png, width=width, height=height, detail=detail)


def _pool() -> ProcessPoolExecutor:
    # The server has threads of its own, so a plain fork could inherit a held lock.
    return ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn"), initializer=_settle_in)


def _settle_in() -> None:
    """Ctrl-C is the parent's business; when the parent is gone, nobody is left to draw for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)
