"""A database of their own for tests that commit, and the ports of a process on the suite's real parts.

A pytest plugin, because workflows, faults and pages all need it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import create_engine, delete
from sqlmodel import Session

from socialdraft import db
from socialdraft.adapters.mailbox import LocalMailbox
from socialdraft.adapters.openai_client import connect
from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.adapters.openai_text import OpenAIText
from socialdraft.adapters.redis_rates import RedisRates
from socialdraft.adapters.redis_tabs import RedisTabs
from socialdraft.adapters.rq_queue import RqDoorbell
from socialdraft.adapters.s3 import S3Storage
from socialdraft.models import ProviderState
from socialdraft.policy import LADDER, Limits, Policy
from socialdraft.ports import Ports
from socialdraft.services import budget
from socialdraft.stack.storage import Bucket
from tests import audit
from tests.studio_fixture import StudioServer

ROOT = Path(__file__).parents[1]
SMALL = (replace(LADDER[0], candidates=6),)
"""A gallery of six in two calls: enough to see what happens, quick to draw."""
ROOMY = replace(
    Limits(),
    images_per_minute=100_000,
    anonymous_month_share=Decimal(1),
    anonymous_day_share=Decimal(1),
    owner_month_usd=Decimal(1000),
)


def make_database(database_url: str) -> str:
    """A freshly migrated database beside the suite's; its URL."""
    name = f"spare_{uuid4().hex[:8]}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    url = database_url.rsplit("/", 1)[0] + f"/{name}"
    env = os.environ | {"DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT, env=env, check=True)
    return url


def drop_database(database_url: str, url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)".encode())


@pytest.fixture(scope="module")
def spare_database(database_url: str) -> Iterator[str]:
    url = make_database(database_url)
    yield url
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    with Session(engine) as session:
        found = audit.violations(session)
    engine.dispose()
    drop_database(database_url, url)
    assert found == set(), "the books do not agree after this suite"


@pytest.fixture
def committed(spare_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """`transaction()` in this process commits to the spare database."""
    engine = create_engine(spare_database.replace("postgresql://", "postgresql+psycopg://", 1))
    monkeypatch.setattr(db, "engine", lambda: engine)
    yield spare_database
    engine.dispose()


@pytest.fixture(scope="session")
def spare_redis(redis_url: str) -> str:
    """A numbered database of the suite's Redis, so that no other test's worker takes these jobs."""
    return urlsplit(redis_url)._replace(path="/1").geturl()


@pytest.fixture
def here(committed: str, studio: StudioServer, s3: Bucket, spare_redis: str) -> Ports:
    """The ports of a process: the studio by HTTP, S3, Redis, a wide budget and small galleries."""
    assert committed
    with db.transaction() as session:  # no test inherits another's broken provider
        session.execute(delete(ProviderState))
        budget.ensure_month(session, now=datetime.now(UTC), limits=ROOMY)  # whoever comes first would set its cap
    connection = connect(base_url=studio.base_url, api_key=studio.key, provider="studio")
    storage = S3Storage(endpoint_url=s3.endpoint, bucket=s3.name, access_key=s3.access_key, secret_key=s3.secret_key)
    return Ports(
        text=OpenAIText(connection),
        images=OpenAIImages(connection),
        storage=storage,
        doorbell=RqDoorbell(spare_redis),
        mail=LocalMailbox(spare_redis),
        rates=RedisRates(spare_redis),
        tabs=RedisTabs(spare_redis),
        provider="studio",
        policy=Policy(limits=ROOMY, ladder=SMALL),
        now=lambda: datetime.now(UTC),
    )


def capped(ports: Ports, cap: Decimal) -> Ports:
    """The same ports under another monthly cap, without a margin."""
    limits = replace(ports.policy.limits, monthly_cap_usd=cap, margin_usd=Decimal(0))
    return replace(ports, policy=replace(ports.policy, limits=limits))
