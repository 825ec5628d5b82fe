"""What happened, line by line on disk: charges for good, requests without their bodies."""

import json
import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

BODIES_KEPT = 500


class Journal:
    """An append-only file of JSON lines; with `durable` a line is on the disk before `add` returns."""

    def __init__(self, path: Path, *, durable: bool) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._durable, self._lock = path, durable, Lock()
        self._mend()

    def add(self, record: dict[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False) + "\n"
        with self._lock, self._open() as file:
            file.write(line.encode())
            file.flush()
            if self._durable:
                os.fsync(file.fileno())

    def records(self) -> Iterator[dict[str, Any]]:
        """Every whole line; what a crash tore off is not a record."""
        with self._lock:
            lines = self._path.read_bytes().splitlines()
        for line in lines:
            try:
                yield json.loads(line)
            except ValueError:
                continue

    def clear(self) -> None:
        with self._lock:
            self._path.write_bytes(b"")

    def _open(self) -> BinaryIO:
        return open(self._path, "ab", opener=lambda path, flags: os.open(path, flags, 0o600))

    def _mend(self) -> None:
        """After a crash in mid-line the next record must not be glued to the torn one."""
        with self._open() as file:
            if file.tell() and not self._path.read_bytes().endswith(b"\n"):
                file.write(b"\n")


class RequestLog:
    """Who called what: the file keeps no bodies, since "delete everything" must hold; memory keeps the newest."""

    def __init__(self, path: Path) -> None:
        self._journal = Journal(path, durable=False)
        self._bodies: deque[tuple[str, Any]] = deque(maxlen=BODIES_KEPT)

    def add(self, record: dict[str, Any], *, body: Any) -> None:
        self._bodies.append((record["id"], body))
        self._journal.add(record)

    def records(self) -> list[dict[str, Any]]:
        """All requests, oldest first; `body` is there for the newest ones of this run."""
        bodies = dict(self._bodies)
        return [
            record | ({"body": bodies[record["id"]]} if record["id"] in bodies else {})
            for record in self._journal.records()
        ]

    def clear(self) -> None:
        self._bodies.clear()
        self._journal.clear()
