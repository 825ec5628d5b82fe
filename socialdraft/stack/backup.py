"""`backup`, `restore`, `drill`: the database and its objects in one folder, and the proof that they come back.

A backup is a folder with `database.dump`, `objects/` and `manifest.json`. Objects that an earlier backup holds are
linked, not copied: their names are hashes of their content.
"""

import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import psycopg
from PIL import Image
from psycopg.conninfo import conninfo_to_dict

from socialdraft import db, wiring
from socialdraft.db import transaction
from socialdraft.ports import ObjectStorage
from socialdraft.services import invariants, objects, sweeps
from socialdraft.services.workflows import delete_owner
from socialdraft.settings import settings
from socialdraft.stack.failure import Exit, StackError
from socialdraft.stack.postgres import installed_programs
from socialdraft.stack.program import migrate_to_newest

DUMP, OBJECTS, MANIFEST = "database.dump", "objects", "manifest.json"
KEPT = timedelta(days=35)
"""The privacy notice promises that backups forget by then."""
LOOKED_AT = 20
"""Pictures a drill opens."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a restore or a drill has proved."""

    objects: int
    deleted_again: int
    missing: int
    pictures: int
    breaches: dict[str, int]
    seconds: float

    @property
    def good(self) -> bool:
        return not self.missing and not self.breaches


def back_up(folder: Path, *, now: datetime) -> Path:
    """Write a backup into a new folder inside `folder`, forget those that are too old, and say so in the timetable."""
    made = folder / f"{now:%Y-%m-%dT%H%M%SZ}"
    (made / OBJECTS).mkdir(parents=True, mode=0o700)
    _run("pg_dump", "--format=custom", f"--file={made / DUMP}", url=settings().database_url)
    # Objects come second: a picture is stored before its row, so each row of the dump finds its picture.
    count = _copy_out(wiring.storage(), made / OBJECTS, earlier=_newest(folder, before=made))
    digest = hashlib.sha256((made / DUMP).read_bytes()).hexdigest()
    told = {"made_at": now.isoformat(), "objects": count, "database_sha256": digest}
    (made / MANIFEST).write_text(json.dumps(told, indent=2) + "\n")
    for old in backups(folder):
        if _made_at(old) < now - KEPT:
            shutil.rmtree(old)
    with transaction() as session:
        sweeps.ran(session, name="backup", count=count, now=now)
    return made


def backups(folder: Path) -> list[Path]:
    """The whole ones, oldest first; one without a manifest was never finished."""
    return sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))


def restore(backup: Path) -> Found:
    """Fill the empty database and the storage from a backup; who was deleted meanwhile stays deleted."""
    if _tables(settings().database_url):
        raise StackError(
            "The database is not empty. Restore into a new one, then point DATABASE_URL at it.", code=Exit.DATA_FOLDER
        )
    started = time.monotonic()
    _load(backup, url=settings().database_url)
    storage = wiring.storage()
    for key, path in _objects(backup):
        storage.keep(key, path.read_bytes())
    return _proved(_Outside(storage), backup=backup, started=started)


def drill(backup: Path) -> Found:
    """Restore into a database made for this, prove it, and drop it; the running product is not touched."""
    started, name = time.monotonic(), f"drill_{uuid4().hex[:8]}"
    living = settings().database_url
    with psycopg.connect(living, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    try:
        url = _beside(living, name)
        _load(backup, url=url)
        with _pointed_at(url):
            return _proved(_Outside(Overlay(backup, wiring.storage())), backup=backup, started=started)
    finally:
        with psycopg.connect(living, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


class Overlay:
    """Storage for a drill: a backup's objects, the living ledger of deletions, and nothing is ever written."""

    def __init__(self, backup: Path, living: ObjectStorage) -> None:
        self._backup, self._living = backup, living

    def put(self, content: bytes, *, content_type: str) -> str:
        raise PermissionError(f"a drill stores nothing ({len(content)} bytes of {content_type})")

    def keep(self, key: str, content: bytes) -> None:
        raise PermissionError(f"a drill stores nothing ({key}, {len(content)} bytes)")

    def delete(self, key: str) -> None:
        """Only in thought."""

    def get(self, key: str) -> bytes:
        return (self._backup / OBJECTS / key).read_bytes()

    def keys(self, prefix: str) -> list[str]:
        found = {key for key, _ in _objects(self._backup) if key.startswith(prefix)}
        return sorted(found | set(self._living.keys(prefix)))

    def older(self, prefix: str, *, than: datetime) -> list[str]:
        return self._living.older(prefix, than=than)

    def ready(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Outside:
    storage: ObjectStorage

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)


def _proved(here: _Outside, *, backup: Path, started: float) -> Found:
    """Newest schema, deletions repeated, every truth asked, every row's object there, some pictures opened."""
    migrate_to_newest()
    again = delete_owner.delete_again(here)
    with transaction() as session:
        broken = invariants.breaches(session)
        wanted = objects.all_keys(session)
    held = {key for key, _ in _objects(backup)}
    opened = 0
    for key in sorted(wanted & held)[:LOOKED_AT]:
        Image.open(BytesIO(here.storage.get(key))).verify()
        opened += 1
    return Found(len(held), again, len(wanted - held), opened, broken, time.monotonic() - started)


def _copy_out(storage: ObjectStorage, into: Path, *, earlier: Path | None) -> int:
    keys = storage.keys("")
    for key in keys:
        target, known = into / key, earlier / OBJECTS / key if earlier else None
        target.parent.mkdir(parents=True, exist_ok=True)
        if known and known.is_file():
            os.link(known, target)
        else:
            target.write_bytes(storage.get(key))
    return len(keys)


def _newest(folder: Path, *, before: Path) -> Path | None:
    return next((path for path in reversed(backups(folder)) if path != before), None)


def _made_at(backup: Path) -> datetime:
    return datetime.fromisoformat(json.loads((backup / MANIFEST).read_text())["made_at"])


def _objects(backup: Path) -> Iterator[tuple[str, Path]]:
    root = backup / OBJECTS
    yield from ((path.relative_to(root).as_posix(), path) for path in sorted(root.rglob("*")) if path.is_file())


def _load(backup: Path, *, url: str) -> None:
    told = json.loads((backup / MANIFEST).read_text())
    if hashlib.sha256((backup / DUMP).read_bytes()).hexdigest() != told["database_sha256"]:
        raise StackError(f"{backup / DUMP} is damaged: it is not what was written.", code=Exit.DATA_FOLDER)
    _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={_name(url)}", str(backup / DUMP), url=url)


def _run(program: str, *words: str, url: str) -> None:
    """A PostgreSQL program; address and password travel in its environment, which no list of processes shows."""
    parts = conninfo_to_dict(url)
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    env = {**os.environ, **{names[key]: str(value) for key, value in parts.items() if key in names}}
    done = subprocess.run([_program(program), *words], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise StackError(f"{program} failed: {why}", code=Exit.UNREACHABLE)


def _program(name: str) -> str:
    """The one that came with the requirements, which is of the newest server's age, or the system's."""
    found = shutil.which(name, path=str(installed_programs() or "")) or shutil.which(name)
    if not found:
        raise StackError(f"{name} is not installed: it comes with PostgreSQL's client.", code=Exit.PLATFORM)
    return found


def _tables(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchone()
    return int(row[0]) if row else 0


def _name(url: str) -> str:
    return str(conninfo_to_dict(url)["dbname"])


def _beside(url: str, name: str) -> str:
    base, mark, query = url.partition("?")
    return base.rpartition("/")[0] + f"/{name}" + mark + query


@contextmanager
def _pointed_at(url: str) -> Iterator[None]:
    """This process's database is that one for a while."""
    before = os.environ.get("DATABASE_URL", "")
    _use(url)
    try:
        yield
    finally:
        db.engine().dispose()
        _use(before)


def _use(url: str) -> None:
    os.environ["DATABASE_URL"] = url
    settings.cache_clear()
    db.engine.cache_clear()
