"""Stands as `tests/services/conftest.py` in the copy: a database of its own for each process that tries a mutant."""

import os
from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    base, name = os.environ["MUTATION_SERVER"], f"mutant_{os.getpid()}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE mutant".encode())
        yield f"{base}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
