"""Migrations go up, down and up again, and end where the models are."""

from collections.abc import Iterator

import pytest
from alembic.config import Config

from alembic import command
from socialdraft import db
from socialdraft.settings import settings
from tests.spare_fixture import drop_database, make_database


@pytest.fixture
def alone(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Config]:
    """Alembic on a database that nobody else uses."""
    url = make_database(database_url)
    monkeypatch.setenv("DATABASE_URL", url)
    settings.cache_clear()
    db.engine.cache_clear()
    yield Config("alembic.ini")
    db.engine().dispose()
    db.engine.cache_clear()
    settings.cache_clear()
    drop_database(database_url, url)


def test_migrations_go_up_down_and_up_and_leave_what_the_models_say(alone: Config) -> None:
    command.check(alone)
    command.downgrade(alone, "0001")
    command.upgrade(alone, "head")
    command.check(alone)
    command.downgrade(alone, "base")
    command.upgrade(alone, "head")
    command.check(alone)
