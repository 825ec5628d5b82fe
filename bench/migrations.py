"""Migrations on big tables while somebody writes: the longest wait of a writer on the way down and up, twice.

`python bench/migrations.py [--rows 1000000]`; a PostgreSQL of its own. Ends with 1 when a writer waited over 2 s.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from sqlmodel import Session, create_engine  # noqa: E402

from tests.factories import make_candidates, make_owner, make_post  # noqa: E402
from tests.services_fixture import own_postgres  # noqa: E402

LONGEST = 2.0
HELD = 0.02
"""Seconds a writer keeps its transaction open, as a request does."""
FIRST = "0001"
LEDGER = (
    "INSERT INTO api_cost_ledger (id, created_at, owner_type, owner_id, month, pools, provider, kind, purpose, model,"
    " price_version, units, cost_usd_estimated, cost_usd, state, uncertain, post_id, attempt, request_id, expires_at)"
    " SELECT gen_random_uuid(), now(), owner_type, owner_id, date_trunc('month', now())::date, '[]', 'studio', 'text',"
    " 'caption', 'm', '1', '{}', 0.001, 0.001, 'posted', false, id, 1, '', now() FROM posts"
)
EVENT = (
    "INSERT INTO events (id, created_at, owner_type, owner_id, event_name, props)"
    " SELECT gen_random_uuid(), now(), owner_type, owner_id, event_name, props FROM events LIMIT 1"
)
TABLES = ("events", "posts", "api_cost_ledger", "post_images")
WRITES = (
    EVENT,
    "UPDATE posts SET caption_text = caption_text || '' WHERE id = (SELECT id FROM posts LIMIT 1)",
    LEDGER + " LIMIT 1",
    "UPDATE post_images SET selected = NOT selected WHERE id = (SELECT id FROM post_images LIMIT 1)",
)
"""What code of the first schema writes; every newer schema must take it."""


def filled(url: str, *, rows: int) -> None:
    """One of everything, then copies of it."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    now = datetime.now(UTC)
    with Session(engine) as session, session.begin():
        owner = make_owner(session, now=now)
        make_candidates(session, owner, make_post(session, owner, now=now).id, now=now, count=2)
    engine.dispose()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(LEDGER.encode())
        for table in TABLES:
            # A batch has each ordinal once; the other tables have no such column and pass over it.
            made = "jsonb_populate_record(one.row, jsonb_build_object('id', gen_random_uuid(), 'ordinal', n)) made"
            one = f"(SELECT t AS row FROM {table} t LIMIT 1) one"  # noqa: S608
            copy = f"INSERT INTO {table} SELECT made.* FROM {one}, generate_series(1000, 1000 + {rows}) n, {made}"  # noqa: S608
            connection.execute(copy.encode())
        connection.execute(b"ANALYZE")


class Writer:
    """Writes all the time, one kind of row, and remembers its longest wait and what went wrong."""

    def __init__(self, url: str, statement: str) -> None:
        self.url, self.statement = url, statement
        self.count, self.longest, self.failed = 0, 0.0, list[str]()

    def write(self, over: threading.Event) -> None:
        with psycopg.connect(self.url) as connection:
            while not over.wait(0.01):
                began = time.perf_counter()
                try:
                    connection.execute(self.statement.encode())
                    self.longest = max(self.longest, time.perf_counter() - began)
                    self.count += 1
                    time.sleep(HELD)
                    connection.commit()
                except psycopg.Error as error:
                    self.failed.append(str(error).splitlines()[0])
                    connection.rollback()


@contextmanager
def written(url: str) -> Iterator[list[Writer]]:
    over, writers = threading.Event(), [Writer(url, statement) for statement in WRITES]
    threads = [threading.Thread(target=writer.write, args=(over,)) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        yield writers
    finally:
        over.set()
        for thread in threads:
            thread.join()


def alembic(url: str, *words: str) -> float:
    """Seconds the command took."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "alembic", *words]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True, capture_output=True)
    return time.perf_counter() - began


def measure(url: str, *, rows: int) -> float:
    """The longest wait of any writer, which is no shorter than its longest wait for a lock."""
    alembic(url, "upgrade", "head")
    began = time.perf_counter()
    filled(url, rows=rows)
    print(f"{rows:,} rows each in {', '.join(TABLES)}: filled in {time.perf_counter() - began:.0f} s")
    with written(url) as writers:
        for words in (("downgrade", FIRST), ("upgrade", "head")) * 2:
            print(f"{' '.join(words):16} {alembic(url, *words):5.1f} s")
    alembic(url, "check")
    for name, writer in zip(TABLES, writers, strict=True):
        print(f"{name:16} {writer.count:5} writes, longest {writer.longest * 1000:4.0f} ms, failed {writer.failed}")
    return max(writer.longest if not writer.failed else LONGEST * 2 for writer in writers)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with own_postgres() as url:
        longest = measure(url, rows=rows)
    print(f"longest wait {longest:.2f} s of {LONGEST} s allowed")
    return int(longest > LONGEST)


if __name__ == "__main__":
    sys.exit(main())
