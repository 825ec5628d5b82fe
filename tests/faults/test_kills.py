"""Real workers killed in the middle of real jobs: nothing is lost, nothing finished is paid twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import psutil
import pytest
from sqlmodel import Session, col, select, text

from jobs import maintenance
from jobs.maintenance import Sweeper
from socialdraft import db
from socialdraft.db import transaction
from socialdraft.models import Job, LedgerEntry, PostImage
from socialdraft.policy import LADDER, Policy
from socialdraft.ports import Ports
from socialdraft.services import batches
from socialdraft.services.owners import Owner
from socialdraft.stack.storage import Bucket
from tests import audit
from tests.factories import make_owner, make_post
from tests.spare_fixture import ROOMY, ROOT
from tests.studio_fixture import StudioServer

LEASE_SECONDS = 4
IDEAS = 12
LIMITS = f"""[limits]
lease_seconds = {LEASE_SECONDS}
job_attempts = 30
call_attempts = 30
anonymous_month_share = 1
anonymous_day_share = 1
owner_month_usd = 1000
"""


class Workers:
    """Worker processes that are replaced when they die, as the supervisor does."""

    def __init__(self, environment: dict[str, str], *, count: int) -> None:
        self.environment = environment
        self.running = [self.start() for _ in range(count)]

    def start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "socialdraft", "worker"]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)

    def kill(self, index: int, *, horse_only: bool = False) -> None:
        """Kill -9 the worker, or only the process that does its job; then start a new worker."""
        worker = self.running[index]
        if horse_only:
            for child in psutil.Process(worker.pid).children():
                child.kill()
            return
        worker.kill()
        worker.wait()
        self.running[index] = self.start()

    def stop(self) -> None:
        for worker in self.running:
            worker.send_signal(signal.SIGTERM)
            time.sleep(0.05)
            worker.kill()
            worker.wait()


@pytest.fixture
def patient(here: Ports) -> Ports:
    """The same process with the short lease the workers have, for its sweeper."""
    limits = replace(ROOMY, lease_seconds=LEASE_SECONDS, job_attempts=30, call_attempts=30)
    return replace(here, policy=Policy(limits=limits, ladder=(replace(LADDER[0], candidates=IDEAS),)))


@pytest.fixture
def environment(committed: str, spare_redis: str, s3: Bucket, studio: StudioServer, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "policy.toml").write_text(LIMITS)
    return os.environ | {
        "DATABASE_URL": committed,
        "REDIS_URL": spare_redis,
        "S3_ENDPOINT_URL": s3.endpoint,
        "S3_BUCKET": s3.name,
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
        "OPENAI_BASE_URL": studio.base_url,
        "SOCIALDRAFT_STUDIO": "true",
        "SOCIALDRAFT_STUDIO_KEY": studio.key,
        "POLICY_FILE": str(tmp_path / "policy.toml"),
    }


@pytest.fixture
def workers(environment: dict[str, str]) -> Iterator[Workers]:
    started = Workers(environment, count=2)
    yield started
    started.stop()


def order(here: Ports) -> tuple[Owner, UUID]:
    """A gallery whose job waits for a worker."""
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        post = make_post(session, owner, now=here.now())
        started = batches.start_candidates(
            session, owner=owner, post_id=post.id, style=None, new_batch=False, now=here.now(), policy=here.policy
        )
    here.doorbell.ring("candidates", started.job_id)
    return owner, started.job_id


def open_jobs() -> int:
    with Session(db.engine()) as session:
        waiting = select(Job.id).where(col(Job.status).in_(("queued", "running")))
        return len(session.exec(waiting).all())


def sweeper(here: Ports) -> Sweeper:
    return Sweeper(here.doorbell, here.storage, here.policy, here.now)


def finish(here: Ports, *, seconds: float) -> None:
    """Sweep until every job is done and every hold is settled."""
    deadline = time.monotonic() + seconds
    while open_jobs():
        assert time.monotonic() < deadline, "jobs are still open"
        maintenance.sweep(sweeper(here))
        time.sleep(0.25)


def paid_twice(session: Session) -> list[tuple[object, ...]]:
    """Calls that were made again although their pictures were already there."""
    query = """
    SELECT job_id, item FROM api_cost_ledger WHERE state = 'posted' AND kind = 'image'
    GROUP BY job_id, item HAVING count(*) > 1
    """
    return [tuple(row) for row in session.execute(text(query))]


def test_a_batch_completes_after_its_workers_were_killed_and_no_finished_picture_is_paid_twice(
    patient: Ports, studio: StudioServer, workers: Workers
) -> None:
    studio.latency(candidate_s=0.6, jitter=0.5)
    owner, job_id = order(patient)
    dice = random.Random(7)  # noqa: S311
    wait_until_running(job_id)
    for turn in range(3):
        time.sleep(dice.uniform(0.2, 0.9))
        for index in range(2):
            workers.kill(index, horse_only=turn == 1)
    studio.latency(candidate_s=0, jitter=0)
    finish(patient, seconds=120)
    with Session(db.engine()) as session:
        assert session.get_one(Job, job_id).status == "succeeded"
        ordinals = session.exec(select(PostImage.ordinal).where(PostImage.owner_id == owner.id)).all()
        assert sorted(ordinals) == list(range(1, IDEAS + 1))
        assert paid_twice(session) == []
        settle(patient)
        audit.check(session)
        assert audit.unexplained(session, studio) == []


def wait_until_running(job_id: UUID) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with Session(db.engine()) as session:
            if session.get_one(Job, job_id).status == "running":
                return
        time.sleep(0.05)
    pytest.fail("no worker took the job")


def settle(here: Ports) -> None:
    """Let every hold of a dead worker run out: charged in full when it was sent."""
    with transaction() as session:
        session.execute(text("UPDATE api_cost_ledger SET expires_at = now() WHERE state IN ('held', 'sent')"))
    maintenance.settle_expired(sweeper(here))
    with Session(db.engine()) as session:
        still_open = select(LedgerEntry.id).where(LedgerEntry.state == "sent")
        assert session.exec(still_open).first() is None


def test_a_paused_worker_that_wakes_late_writes_nothing(patient: Ports, studio: StudioServer, workers: Workers) -> None:
    studio.latency(candidate_s=1.0, jitter=0)
    _, job_id = order(patient)
    wait_until_running(job_id)
    sleeper = holder_of(workers)
    frozen = [sleeper, *psutil.Process(sleeper.pid).children(recursive=True)]
    for process in frozen:
        process.suspend()
    studio.latency(candidate_s=0, jitter=0)
    finish(patient, seconds=120)
    with Session(db.engine()) as session:
        before = picture_rows(session, job_id)
    for process in frozen:
        process.resume()
    time.sleep(2.5)
    with Session(db.engine()) as session:
        assert picture_rows(session, job_id) == before
        assert len(before) == IDEAS
        assert session.get_one(Job, job_id).status == "succeeded"
        settle(patient)
        audit.check(session)
        assert audit.unexplained(session, studio) == []


def holder_of(workers: Workers) -> psutil.Process:
    """The worker whose horse is at work."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for worker in workers.running:
            process = psutil.Process(worker.pid)
            if process.children():
                return process
        time.sleep(0.05)
    raise AssertionError("no horse is at work")


def picture_rows(session: Session, job_id: UUID) -> list[tuple[object, ...]]:
    query = "SELECT i.id, i.ordinal, i.storage_key FROM post_images i JOIN jobs j USING (batch_id) WHERE j.id = :job"
    return sorted(tuple(row) for row in session.execute(text(query + " ORDER BY ordinal"), {"job": job_id}))


def test_jobs_survive_a_flushed_redis(patient: Ports, spare_redis: str, environment: dict[str, str]) -> None:
    from redis import Redis

    ordered = [order(patient)[1] for _ in range(3)]
    with Redis.from_url(spare_redis) as redis:
        redis.flushdb()
    with transaction() as session:
        session.execute(text("UPDATE jobs SET rung_at = now() - interval '1 minute' WHERE status = 'queued'"))
    started = Workers(environment, count=1)
    try:
        finish(patient, seconds=120)
    finally:
        started.stop()
    with Session(db.engine()) as session:
        assert {session.get_one(Job, one).status for one in ordered} == {"succeeded"}
