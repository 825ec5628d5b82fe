"""Migrations run against DATABASE_URL, one runner at a time, and give up quickly on a busy lock."""

import time

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

import socialdraft.models  # noqa: F401 (registers the tables)
from alembic import context
from socialdraft.db import engine

RUNNER_LOCK = 715_001


def run() -> None:
    """Under an advisory lock, so two starting processes can't both migrate."""
    with engine().connect() as connection:
        _wait_for_turn(connection)
        connection.execute(text("SET lock_timeout = '2s'"))
        connection.commit()
        context.configure(connection=connection, target_metadata=SQLModel.metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": RUNNER_LOCK})


def _wait_for_turn(connection: Connection) -> None:
    """Asked again and again: a statement that waits would hold up an index that is built beside it."""
    taken = False
    while not taken:
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": RUNNER_LOCK}).scalar_one()
        connection.commit()
        time.sleep(0 if taken else 0.2)


run()
