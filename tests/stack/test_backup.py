"""Fault 25: last night's backup comes back, whole, and who was deleted meanwhile stays deleted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from socialdraft.db import transaction
from socialdraft.ports import Ports
from socialdraft.services import objects
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.delete_owner import LEDGER, delete_owner
from socialdraft.services.workflows.keep_upload import keep_upload
from socialdraft.stack.storage import Bucket
from tests.factories import make_owner, make_post
from tests.jobs.test_retention import photo
from tests.spare_fixture import ROOT, drop_database


class Night:
    """Two owners, and a backup with both of them in it."""

    def __init__(self, here: Ports, environment: dict[str, str], folder: Path) -> None:
        self.here, self.environment, self.folder = here, environment, folder
        self.gone, self.stays = (self._arrive(colour) for colour in (30, 160))
        assert "backed up to" in self.run("backup").stdout
        self.backup = next(path for path in folder.iterdir())

    def _arrive(self, colour: int) -> Owner:
        with transaction() as session:
            owner = make_owner(session, now=self.here.now())
            make_post(session, owner, now=self.here.now())
        keep_upload(self.here, owner=owner, photo=photo((colour, colour, 60)))
        return owner

    def run(self, command: str, folder: Path | None = None, **changes: str) -> "subprocess.CompletedProcess[str]":
        words = [sys.executable, "-m", "socialdraft", command, str(folder or self.folder)]
        env = self.environment | changes
        return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def night(here: Ports, committed: str, spare_redis: str, s3: Bucket, tmp_path: Path) -> Night:
    environment = os.environ | {
        "DATABASE_URL": committed,
        "REDIS_URL": spare_redis,
        "S3_ENDPOINT_URL": s3.endpoint,
        "S3_BUCKET": s3.name,
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
    }
    return Night(here, environment, tmp_path / "backups")


@pytest.fixture
def morning(database_url: str) -> Iterator[str]:
    """The URL of a new, empty database."""
    url = database_url.rsplit("/", 1)[0] + "/morning"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE morning")
    yield url
    drop_database(database_url, url)


def posts_of(url: str, owner: Owner) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM posts WHERE owner_id = %s", [owner.id]).fetchone()
    assert row
    return int(row[0])


def test_a_restore_brings_back_all_but_who_was_deleted_meanwhile(night: Night, morning: str) -> None:
    delete_owner(night.here, owner=night.gone)
    done = night.run("restore", night.backup, DATABASE_URL=morning)
    assert done.returncode == 0, done.stderr
    assert "all hold" in done.stdout
    assert (posts_of(morning, night.gone), posts_of(morning, night.stays)) == (0, 1)
    again = night.run("restore", night.backup, DATABASE_URL=morning)
    assert (again.returncode, "not empty" in again.stderr) == (5, True)


@pytest.mark.faults
def test_control_without_the_ledger_of_deletions_they_are_back(night: Night, morning: str) -> None:
    delete_owner(night.here, owner=night.gone)
    for key in night.here.storage.keys(LEDGER):
        night.here.storage.delete(key)
    assert night.run("restore", night.backup, DATABASE_URL=morning).returncode == 0
    assert posts_of(morning, night.gone) == 1


def test_a_drill_proves_the_backup_and_leaves_the_living_alone(night: Night) -> None:
    delete_owner(night.here, owner=night.gone)
    done = night.run("drill")
    assert done.returncode == 0, done.stderr
    assert "missing 0, opened" in done.stdout
    assert "all hold" in done.stdout
    assert posts_of(night.environment["DATABASE_URL"], night.stays) == 1
    with psycopg.connect(night.environment["DATABASE_URL"]) as connection:
        left = connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'drill%'").fetchone()
    assert left == (0,)


@pytest.mark.faults
@pytest.mark.parametrize("harm", ["books", "object", "dump"])
def test_a_backup_that_is_not_whole_does_not_pass(night: Night, harm: str) -> None:
    if harm == "books":
        with psycopg.connect(night.environment["DATABASE_URL"]) as connection:
            columns = "month, cap, held, spent, overrun, level"
            connection.execute(f"INSERT INTO budget_month ({columns}) VALUES ('2020-01-01', 9, 0, 5, 0, 0)".encode())  # noqa: S608
        night.run("backup", night.folder / "later")
        found = night.run("drill", night.folder / "later")
        with psycopg.connect(night.environment["DATABASE_URL"]) as connection:
            connection.execute("DELETE FROM budget_month WHERE month = '2020-01-01'")
        assert "spent_is_the_sum_of_settled_calls" in found.stdout
    elif harm == "object":
        with transaction() as session:  # other tests' pictures lie there too
            key = next(iter(objects.all_keys(session)))
        (night.backup / "objects" / key).unlink()
        found = night.run("drill")
        assert "missing 1" in found.stdout
    else:
        dump = night.backup / "database.dump"
        dump.write_bytes(dump.read_bytes()[:-100])
        found = night.run("drill")
        assert "damaged" in found.stderr
    assert found.returncode == 5
