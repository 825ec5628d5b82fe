"""The database: one engine, one way to commit, and what runs once a commit has happened."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import Engine, create_engine, func, select, text
from sqlmodel import Session

from socialdraft.hooks import hook
from socialdraft.settings import settings


@cache
def engine() -> Engine:
    """The process's engine; a forked child must start with its own connections."""
    url = settings().database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    made = create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,  # an error message must not carry what an owner wrote
        pool_size=10,  # as many as a job has calls at once: one beyond it would be opened and closed for each write
        max_overflow=5,
        connect_args={"options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s -c timezone=UTC"},
    )
    os.register_at_fork(after_in_child=lambda: made.dispose(close=False))
    return made


@contextmanager
def transaction() -> Iterator[Session]:
    """The only place that commits: one `with` block is one transaction, then the actions it asked for run."""
    with Session(engine(), expire_on_commit=False) as session:
        with session.begin():
            yield session
            hook("before_commit")
        hook("after_commit")
        for action in session.info.pop("after_commit", []):
            action()


_WITHOUT_WAITING = text("SET LOCAL synchronous_commit TO off")


def without_waiting(session: Session) -> None:
    """Let this transaction reach the disk with the next one that waits for it, so that row locks are held shortly.

    PostgreSQL writes in order: whatever is durable later makes this durable too. A crash before that forgets it.
    """
    session.execute(_WITHOUT_WAITING)


def after_commit(session: Session, action: Callable[[], object]) -> None:
    """Run `action` once this transaction has committed; a rollback drops it."""
    session.info.setdefault("after_commit", []).append(action)


def clock_lag() -> timedelta:
    """How far this machine's clock is behind the database's."""
    with engine().connect() as connection:
        theirs: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return theirs - datetime.now(UTC)
