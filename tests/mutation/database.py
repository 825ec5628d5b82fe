"""Stands as `tests/services/conftest.py` in the copy: a database of its own for each process that tries a mutant."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from socialdraft import db
from socialdraft.settings import settings


@pytest.fixture(scope="session")
def migrated() -> Iterator[str]:
    base, name = os.environ["MUTATION_SERVER"], f"mutant_{os.getpid()}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE mutant STRATEGY FILE_COPY".encode())
        os.environ["DATABASE_URL"] = f"{base}/{name}"
        settings.cache_clear()
        db.engine.cache_clear()
        yield os.environ["DATABASE_URL"]
        db.engine().dispose()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
