"""The API as it is served: granian, a worker and visitors, on the suite's real parts."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import create_engine
from sqlmodel import Session

from socialdraft.rates import Door
from socialdraft.stack.port import free_port
from socialdraft.stack.storage import Bucket
from tests import audit
from tests.api.visitor import OPS_TOKEN, Server, Visitor
from tests.studio_fixture import StudioServer

ROOT = Path(__file__).parents[2]
WIDE = "".join(f"[doors.{door}]\neach = 1000000\nnetwork = 1000000\n" for door in Door if door is not Door.SESSION)
POLICY = f"[limits]\nproof_cost = 0\n[doors.session]\nnetwork = 5\n{WIDE}"
"""Room for campaigns; rate limits have tests of their own."""


@pytest.fixture(scope="session")
def environment(
    database_url: str, redis_url: str, s3: Bucket, studio_server: StudioServer, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Settings of the API's processes: a database of their own on the suite's real parts."""
    home = tmp_path_factory.mktemp("api")
    (home / "policy.toml").write_text(POLICY)
    name = "api_" + secrets.token_hex(4)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    base, _, query = database_url.partition("?")
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": base.rpartition("/")[0] + "/" + name + (f"?{query}" if query else ""),
        "REDIS_URL": redis_url,
        "S3_ENDPOINT_URL": s3.endpoint,
        "S3_BUCKET": s3.name,
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
        "OPENAI_BASE_URL": studio_server.base_url,
        "SOCIALDRAFT_STUDIO": "true",
        "SOCIALDRAFT_STUDIO_KEY": studio_server.key,
        "SECRET_KEY": "a secret of the tests",
        "OPS_TOKEN": OPS_TOKEN,
        "TRUSTED_PROXY_HOPS": "1",
        "POLICY_FILE": str(home / "policy.toml"),
        "DATA_DIR": str(home / "data"),
        "PORT": str(free_port()),
    }


@pytest.fixture(scope="session")
def server(environment: dict[str, str], studio_server: StudioServer) -> Iterator[Server]:
    """The migrated, answering server and one worker."""
    run(environment, "-m", "socialdraft", "migrate")
    log = Path(environment["POLICY_FILE"]).with_name("log")
    port = environment["PORT"]
    granian = ["-m", "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1", "--port", port]
    started = [
        spawn(environment, log, *granian, "--workers-kill-timeout", "2", "socialdraft.api.app:create_app"),
        spawn(environment, log, "-m", "socialdraft", "worker"),
    ]
    found = Server(f"http://127.0.0.1:{port}", environment, log)
    try:
        wait_for(lambda: httpx.get(f"{found.url}/healthz").is_success)
        yield found
    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGTERM)
        for process in started:
            process.wait(60)
    audited(environment["DATABASE_URL"], studio_server)


def audited(url: str, studio: StudioServer) -> None:
    """The books agree with themselves and with what the studio charged."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    with Session(engine) as session:
        found = audit.violations(session), audit.unexplained(session, studio)
    engine.dispose()
    assert found == (set(), []), "the books do not agree after the API's suite"


def run(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, capture_output=True)


def spawn(environment: dict[str, str], log: Path, *words: str) -> "subprocess.Popen[bytes]":
    with log.open("ab") as file:
        return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stdout=file, stderr=file)


def wait_for(condition: Callable[[], bool], *, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            if condition():
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def stranger(server: Server, studio: StudioServer) -> Iterator[Visitor]:
    """Somebody without a cookie, while the studio works without faults."""
    assert studio.answers()
    visitor = Visitor(server)
    yield visitor
    visitor.http.close()


@pytest.fixture
def visitor(stranger: Visitor) -> Visitor:
    """Somebody with a session."""
    return stranger.arrive()


@pytest.fixture
def shop(visitor: Visitor) -> Visitor:
    """Somebody with a business on Facebook and Instagram."""
    return visitor.settle()


@pytest.fixture(scope="session")
def veteran(server: Server) -> Iterator[Visitor]:
    """Somebody who has one of everything, and keeps it: tests only look."""
    visitor = Visitor(server).arrive().settle()
    visitor.ids = visitor.one_of_everything()
    yield visitor
    visitor.http.close()


@pytest.fixture
def other_shop(server: Server) -> Iterator[Visitor]:
    """Somebody else's business."""
    visitor = Visitor(server).arrive().settle()
    yield visitor
    visitor.http.close()
