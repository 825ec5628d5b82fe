"""Fixtures every folder shares: the migrated database, a session that is rolled back, and ports on real parts."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import settings as hypothesis
from sqlalchemy import Connection
from sqlmodel import Session, SQLModel, text

from socialdraft import (
    db,
    models,  # noqa: F401 (registers every table)
)
from socialdraft.settings import settings
from tests import audit

# Time limits belong to benchmarks: a busy machine must not fail a property.
hypothesis.register_profile("suite", deadline=None)
hypothesis.load_profile("suite")

EMPTY = "; ".join(
    ["SET LOCAL session_replication_role TO replica"]
    + [f"DELETE FROM {table.name}" for table in SQLModel.metadata.sorted_tables]  # noqa: S608 (our own names)
    + ["SET LOCAL session_replication_role TO origin"]
)


@pytest.fixture(scope="session")
def migrated(database_url: str) -> Iterator[str]:
    """The database at the newest migration; the process's settings point at it."""
    from alembic.config import Config

    from alembic import command

    patch = pytest.MonkeyPatch()
    patch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()
    db.engine.cache_clear()
    command.upgrade(Config("alembic.ini"), "head")
    yield database_url
    with Session(db.engine()) as session:
        left = audit.violations(session)
    db.engine().dispose()
    db.engine.cache_clear()
    settings.cache_clear()
    patch.undo()
    assert left == set(), "the books do not agree after these suites"


@pytest.fixture
def connection(migrated: str) -> Iterator[Connection]:  # noqa: ARG001
    """One connection that sees empty tables; its outer transaction is rolled back after the test.

    Tests beside it leave committed rows behind, in an order nobody knows.
    """
    with db.engine().connect() as opened:
        outer = opened.begin()
        opened.execute(text(EMPTY))
        yield opened
        outer.rollback()


@pytest.fixture
def session(connection: Connection, request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session inside a savepoint: what a test writes is gone afterwards, and until then the books agree.

    `odd_books` names what a test breaks on purpose.
    """
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as opened:
        yield opened
        broken = {name for mark in request.node.iter_markers("odd_books") for name in mark.args}
        if not opened.is_active:
            opened.rollback()
        assert audit.violations(opened) == broken, "the books do not agree after this test"


@pytest.fixture
def now() -> datetime:
    """A Wednesday noon in UTC."""
    return datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
