"""Stands as `tests/services/conftest.py` in the copy: a database that no other process uses at the same time.

The tests roll back what they write, so the next mutant can have the same one.
"""

import itertools
import os
from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import Phase
from hypothesis import settings as hypothesis

from socialdraft import db
from socialdraft.settings import settings

# A mutant is killed by the first example that fails; nobody asks for the smallest.
hypothesis.register_profile("mutation", deadline=None, database=None, phases=(Phase.explicit, Phase.generate))
hypothesis.load_profile("mutation")


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Properties last: most mutants fall to a plain test first."""
    items.sort(key=lambda item: bool(getattr(item.obj, "is_hypothesis_test", False)))


@pytest.fixture(scope="session")
def migrated() -> Iterator[str]:
    base = os.environ["MUTATION_SERVER"]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        os.environ["DATABASE_URL"] = f"{base}/{free_database(connection)}"
        settings.cache_clear()
        db.engine.cache_clear()
        yield os.environ["DATABASE_URL"]
        db.engine().dispose()


def free_database(connection: psycopg.Connection) -> str:
    """The first copy of the template that nobody holds, made if need be; ours until the connection ends."""
    template = os.environ["MUTATION_TEMPLATE"]
    for number in itertools.count(1):
        lock = connection.execute("SELECT pg_try_advisory_lock(%s)", [number]).fetchone()
        if lock and lock[0]:
            break
    name = f"{template}_{number}"
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return name
