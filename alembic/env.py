"""Migrations run against DATABASE_URL, one runner at a time, and give up quickly on a busy lock."""

from sqlalchemy import text
from sqlmodel import SQLModel

import socialdraft.models  # noqa: F401 (registers the tables)
from alembic import context
from socialdraft.db import engine

RUNNER_LOCK = 715_001


def run() -> None:
    """One transaction under an advisory lock, so two starting processes can't both migrate."""
    with engine().connect() as connection:
        connection.execute(text("SET lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": RUNNER_LOCK})
        connection.execute(text("SET lock_timeout = '2s'"))
        connection.commit()
        context.configure(connection=connection, target_metadata=SQLModel.metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": RUNNER_LOCK})


run()
