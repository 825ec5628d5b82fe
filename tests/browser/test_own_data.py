"""Deleting everything, seen from where the data were: tables, stored files, and the pages' memory in Redis."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from redis import Redis

from socialdraft.adapters.s3 import S3Storage
from socialdraft.stack.home import Home
from tests.api.visitor import Server, Visitor
from tests.page_socket import opened
from tests.product_fixture import Product

KEPT = {"api_cost_ledger", "weekly_quota_usage", "weekly_platforms", "budget_pools"}
"""Amounts and counts under an id that leads to nobody any more."""


@pytest.fixture
def owner(product: Product) -> Iterator[Visitor]:
    server = Server(product.url, {"DATABASE_URL": product.state()["database"]}, Path(product.home))
    visitor = Visitor(server).arrive().settle(name=f"Canary {uuid4().hex[:8]}")
    visitor.ids = visitor.one_of_everything()
    yield visitor
    visitor.http.close()


def tables_with(product: Product, *words: str) -> set[str]:
    """The tables in which any of these words stands, whatever the column."""
    found = set()
    with psycopg.connect(product.state()["database"]) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            rows = f"SELECT 1 FROM {table} t WHERE t::text LIKE ANY(%s) LIMIT 1"  # noqa: S608 (our own tables)
            if connection.execute(rows.encode(), [[f"%{word}%" for word in words]]).fetchone():
                found.add(table)
    return found


def keys_with(product: Product, word: str) -> list[str]:
    """The keys of Redis whose name or value has the word."""
    readers = {b"string": "GET {}", b"list": "LRANGE {} 0 -1", b"set": "SMEMBERS {}", b"hash": "HGETALL {}"}
    readers[b"zset"] = "ZRANGE {} 0 -1"
    found = []
    with Redis.from_url(product.state()["redis"]) as redis:
        for key in redis.scan_iter():
            command = readers[redis.type(key)].replace(" ", "\0").encode().replace(b"{}", key).split(b"\0")
            value: Any = redis.execute_command(*command)
            if word.encode() in key or word in repr(value):
                found.append(key.decode())
    return found


def picture_keys(owner: Visitor, whose: str) -> set[str]:
    """The stored files of this owner, or of all others; equal pictures are one file."""
    query = f"SELECT storage_key, thumb_key FROM post_images WHERE owner_id {whose} %s"  # noqa: S608
    return {key for row in owner.server.sql(query, owner.session_id) for key in row}


def stored(product: Product) -> S3Storage:
    home = Home(product.home)
    return S3Storage(
        endpoint_url=product.state()["s3"],
        bucket="media",
        access_key=home.secret("s3_access_key"),
        secret_key=home.secret("s3_secret_key"),
    )


def eventually(condition: Callable[[], bool], *, seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.5)
    return True


def test_nothing_of_a_deleted_owner_is_left_anywhere(
    product: Product, registry: dict[str, str], owner: Visitor
) -> None:
    name, session = owner.business["name"], owner.session_id
    keys = picture_keys(owner, "=")
    tabs = [opened(product.url, cookie=f"sd_session={owner.http.cookies['sd_session']}") for _ in range(2)]
    for tab in tabs:
        tab.send(registry["preferences.load"])
        tab.listen_for(lambda heard: name in heard)
    closed, still_open = tabs
    closed.close()
    assert {"businesses", "posts", "sessions"} <= tables_with(product, name, session)
    assert eventually(lambda: len(keys_with(product, name)) == len(tabs)), "each page remembers the shop"
    assert all(stored(product).keys(key) for key in keys)

    others = picture_keys(owner, "<>")
    gone = owner.http.delete("/api/me")
    assert len(gone.headers["deletion-receipt"]) == 16
    assert tables_with(product, name, *owner.ids.values()) <= KEPT
    assert tables_with(product, session) <= KEPT
    assert {key for key in keys if stored(product).keys(key)} <= others
    assert eventually(lambda: not keys_with(product, name)), keys_with(product, name)
    still_open.close()
