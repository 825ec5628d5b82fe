"""A database of its own for tests that commit from many processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def spare_database(database_url: str) -> Iterator[str]:
    """A freshly migrated database beside the suite's."""
    name = f"faults_{uuid4().hex[:8]}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    url = database_url.rsplit("/", 1)[0] + f"/{name}"
    env = os.environ | {"DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT, env=env, check=True)
    yield url
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]
