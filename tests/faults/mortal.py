"""A PostgreSQL and a Redis that may be killed, and a migrated database to copy."""

import secrets
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from socialdraft.stack.port import free_port
from socialdraft.stack.postgres import Postgres
from socialdraft.stack.process import Part, wait_ready
from socialdraft.stack.valkey import Valkey
from tests.faults.processes import family, strike
from tests.product_fixture import unset
from tests.spare_fixture import ROOT


@dataclass
class Mortal:
    """A PostgreSQL and a Redis of their own."""

    postgres: Postgres
    valkey: Valkey
    starter: ThreadPoolExecutor
    """A part dies with the thread that started it, and a test's own threads come and go."""

    @classmethod
    @contextmanager
    def running(cls, home: Path) -> Iterator["Mortal"]:
        redis = Valkey(home, port=free_port(), password=secrets.token_hex(8))
        with ThreadPoolExecutor(max_workers=1) as starter:
            made = cls(Postgres(home, port=free_port()), redis, starter)
            parts: tuple[Part, ...] = (made.postgres, made.valkey)
            try:
                for part in parts:
                    starter.submit(part.start).result()
                wait_ready(parts)
                yield made
            finally:
                for part in parts:
                    part.stop()

    def crash(self, part: Part, *, data: bool = True) -> None:
        """Kill -9 and start again; without `data` what it knew is gone."""
        assert part.child
        *children, server = family(part.child.pid)
        for process in (server, *children):  # a server that outlives its children would start to recover
            strike(process)
        psutil.wait_procs((server, *children), timeout=20)
        part.stop()
        if not data:
            for file in (part.home / "valkey").glob("appendonlydir/*"):
                file.unlink()
        self.starter.submit(part.start).result()
        wait_ready((part,))


def clone_database(url: str) -> str:
    """A fresh copy of the migrated template; its URL."""
    base, name = url.rsplit("/", 1)[0], f"rig_{secrets.token_hex(4)}"
    with psycopg.connect(base + "/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_rig".encode())
    return f"{base}/{name}"


def make_template(url: str) -> None:
    base = url.rsplit("/", 1)[0]
    with psycopg.connect(base + "/postgres", autocommit=True) as connection:
        connection.execute(b"CREATE DATABASE template_rig")
    env = {**unset(), "DATABASE_URL": f"{base}/template_rig"}
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT, env=env, check=True)
