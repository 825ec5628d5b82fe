"""The real servers of a test run: started once per session, on free ports, in a folder of its own.

A pytest plugin (see `addopts`), so every folder of tests has `database_url`, `redis_url`, `s3`.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from socialdraft.stack.port import free_port
from socialdraft.stack.postgres import Postgres
from socialdraft.stack.process import Part, wait_ready
from socialdraft.stack.storage import Bucket, Storage
from socialdraft.stack.valkey import Valkey


@dataclass(frozen=True)
class Services:
    """The three parts, for tests that kill and restart them."""

    postgres: Postgres
    valkey: Valkey
    storage: Storage

    def parts(self) -> tuple[Part, ...]:
        return (self.storage, self.valkey, self.postgres)


def make_services(home: Path) -> Services:
    key = secrets.token_hex(16)
    return Services(
        Postgres(home, port=free_port()),
        Valkey(home, port=free_port(), password=key),
        Storage(home, port=free_port(), bucket="media", access_key="test", secret_key=key),
    )


@contextmanager
def own_postgres() -> Iterator[str]:
    """The URL of a PostgreSQL with nothing in it, gone with the block; for what measures outside a test run."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        postgres = make_services(Path(folder)).postgres
        postgres.start()
        try:
            wait_ready((postgres,))
            yield postgres.url
        finally:
            postgres.stop()


@pytest.fixture(scope="session")
def stack_home() -> Iterator[Path]:
    """A folder that PostgreSQL's lesser account can enter when the suite runs as root."""
    home = Path(tempfile.mkdtemp(prefix="socialdraft-test-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    yield home
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def services(stack_home: Path) -> Iterator[Services]:
    started = make_services(stack_home)
    try:
        for part in started.parts():
            part.start()
        wait_ready(started.parts())
        yield started
    finally:
        for part in started.parts():
            part.stop()


@pytest.fixture(scope="session")
def database_url(services: Services) -> str:
    """An empty database, `postgresql://…`; migrating it is the caller's."""
    return services.postgres.url


@pytest.fixture(scope="session")
def redis_url(services: Services) -> str:
    return services.valkey.url


@pytest.fixture(scope="session")
def s3(services: Services) -> Bucket:
    """`endpoint`, `name`, `access_key`, `secret_key` of an existing bucket."""
    return services.storage.bucket
