"""One test's parts, each behind a fault proxy, and real processes on them."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psutil
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlmodel import Session, text

from jobs import maintenance
from jobs.maintenance import Sweeper
from socialdraft.adapters.mailbox import LocalMailbox
from socialdraft.adapters.openai_client import connect
from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.adapters.openai_text import OpenAIText
from socialdraft.adapters.redis_rates import RedisRates
from socialdraft.adapters.redis_tabs import RedisTabs
from socialdraft.adapters.rq_queue import QUEUE, RqDoorbell
from socialdraft.adapters.s3 import S3Storage
from socialdraft.db import transaction
from socialdraft.models import Job
from socialdraft.policy import LADDER, Policy
from socialdraft.ports import Ports
from socialdraft.services import batches
from socialdraft.services.workflows.make_candidates import make_candidates
from socialdraft.services.workflows.make_finals import make_finals
from socialdraft.stack.storage import Bucket
from tests import audit
from tests.factories import make_owner, make_post
from tests.faults.mortal import Mortal
from tests.faults.nursery import Nursery
from tests.faults.processes import family, strike
from tests.faults.proxy import Proxy
from tests.product_fixture import unset
from tests.spare_fixture import ROOMY
from tests.studio_fixture import QUICK, StudioServer

LEASE_SECONDS = 3
IDEAS = 6
SETTINGS = f"""[limits]
lease_seconds = {LEASE_SECONDS}
job_attempts = 60
call_attempts = 60
anonymous_month_share = 1
anonymous_day_share = 1
owner_month_usd = 1000
first_posts_per_network_per_day = 1000
images_per_minute = 100000
"""
OVERDUE = "UPDATE api_cost_ledger SET expires_at = now() WHERE state IN ('held', 'sent')"
"""Nobody waits for a dead worker's hold here: its time is up now."""


CRASHED = ("orphans",)
"""A worker killed between picture and row leaves an object behind; nobody can see it."""


@dataclass
class Rig:
    """One test's database, bucket, proxies and processes."""

    mortal: Mortal
    postgres: Proxy
    redis: Proxy
    storage: Proxy
    provider: Proxy
    environment: dict[str, str]
    here: Ports
    studio: StudioServer
    home: Path
    nursery: Nursery
    started: list[psutil.Process] = field(default_factory=list)
    timers: list[threading.Timer] = field(default_factory=list)

    def limit(self, **limits: int) -> None:
        """Other limits for the processes that start from now on, and for this one."""
        lines = [f"{name} = {value}" for name, value in limits.items()]
        kept = [line for line in SETTINGS.splitlines() if line.split(" ")[0] not in limits]
        (self.home / "policy.toml").write_text("\n".join([*kept, *lines]))
        policy = replace(self.here.policy, limits=replace(self.here.policy.limits, **limits))  # type: ignore[arg-type]
        self.here = replace(self.here, policy=policy)

    def process(self, part: str = "worker", **settings: str) -> psutil.Process:
        """A process of ours that can be made to fail; see `tests.faults.entry`."""
        made = self.nursery.bear(part, environment=self.environment | settings, log=self.home / "log")
        self.started.append(made)
        return made

    def stop(self) -> None:
        for process in self.started:
            for one in family(process.pid) if process.is_running() else []:
                strike(one)
        psutil.wait_procs(self.started, timeout=20)
        for timer in self.timers:
            timer.join()

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Do it after a while, while the test goes on."""
        timer = threading.Timer(seconds, act)
        self.timers.append(timer)
        timer.start()

    def order(self, count: int = 1) -> list[UUID]:
        """Galleries whose jobs wait for a worker."""
        ordered = []
        for _ in range(count):
            with transaction() as session:
                owner = make_owner(session, now=self.here.now())
                post = make_post(session, owner, now=self.here.now())
                started = batches.start_candidates(
                    session,
                    owner=owner,
                    post_id=post.id,
                    style=None,
                    new_batch=False,
                    now=self.here.now(),
                    policy=self.here.policy,
                )
            self.here.doorbell.ring("candidates", started.job_id)
            ordered.append(started.job_id)
        return ordered

    def hold_calls(self, count: int) -> None:
        """The next calls for pictures are not answered before they may `go_on`."""
        self.studio.faults({"kind": "slow", "path": "/v1/images/generations", "seconds": 120, "times": count})

    def go_on(self) -> None:
        self.studio.reset()
        self.studio.latency(**QUICK)

    def asked_to_leave(self) -> bool:
        """Whether the worker knows that it shall go, and has told its horse."""
        with Redis.from_url(self.mortal.valkey.url) as redis:
            return any(
                redis.hexists(key, "shutdown_requested_date") for key in redis.scan_iter("rq:worker:*", _type="hash")
            )

    def sweep(self) -> None:
        here = self.here
        maintenance.sweep(Sweeper(here.doorbell, here.storage, here.policy, here.now))

    def answer(self) -> None:
        """Do here what the bell rang for, as a worker would; every job that was rung for, as often as it was."""
        for kind, job_id in self.rung():
            make = make_candidates if kind == "candidates" else make_finals
            make(self.here, job_id=job_id)

    def rung(self) -> list[tuple[str, UUID]]:
        """Kind and id of what the bell rang for since somebody last looked."""
        found = []
        with Redis.from_url(self.mortal.valkey.url) as redis:
            bell = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
            for _ in range(bell.count):
                job = bell.fetch_job(bell.pop_job_id() or "")
                assert job is not None
                found.append((str(job.func_name).rpartition(".")[2], UUID(job.args[0])))
        return found

    def finish(self, *, seconds: float = 180, sweep: bool = True, work: bool = False) -> bool:
        """Sweep until every job has ended, doing the work here if asked to; whether they ended in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self.count("SELECT count(*) FROM jobs WHERE status IN ('queued', 'running')"):
                return True
            if sweep:
                with transaction() as session:  # nobody waits fifteen seconds here
                    session.execute(text("UPDATE jobs SET rung_at = rung_at - interval '14 seconds'"))
                self.sweep()
            if work:
                self.answer()
            time.sleep(0.1 if work else 0.3)
        return False

    def count(self, statement: str, **values: object) -> int:
        with transaction() as session:
            return int(session.execute(text(statement), values).scalar_one())

    def settle(self) -> None:
        """Void and assume what dead workers left behind."""
        with transaction() as session:
            session.execute(text(OVERDUE))
        self.sweep()

    def broken(self) -> set[str]:
        """The promises that do not hold now, after every hold was settled."""
        self.settle()
        with transaction() as session:
            return audit.violations(session, storage=self.here.storage, skip=CRASHED) | charged_wrongly(
                session, self.studio
            )

    def unfinished(self) -> int:
        return self.count("SELECT count(*) FROM jobs WHERE status <> 'succeeded'")

    def job(self, job_id: UUID) -> Job:
        with transaction() as session:
            return session.get_one(Job, job_id)


def charged_wrongly(session: Session, studio: StudioServer) -> set[str]:
    """Ways in which this database's calls were paid otherwise than its ledger says."""
    wrong = set()
    if audit.unexplained(session, studio):
        wrong.add("ledger")
    ours = {str(row.id) for row in session.execute(text("SELECT id FROM api_cost_ledger"))}
    charged = [row["hold_id"] for row in studio.charges() if row["hold_id"] in ours]
    if len(charged) != len(set(charged)):
        wrong.add("charged_twice")
    if session.execute(text(DOUBLED)).first():
        wrong.add("doubled")
    return wrong


DOUBLED = """
SELECT job_id, item FROM api_cost_ledger WHERE state = 'posted' AND kind IN ('image', 'edit')
GROUP BY job_id, item HAVING count(*) > 1
"""
"""Calls that were paid for and delivered, and then made again."""


def environment_of(urls: dict[str, str], bucket: Bucket, studio: StudioServer, home: Path) -> dict[str, str]:
    (home / "policy.toml").write_text(SETTINGS)
    return {
        **unset(),
        **urls,
        "S3_BUCKET": bucket.name,
        "AWS_ACCESS_KEY_ID": bucket.access_key,
        "AWS_SECRET_ACCESS_KEY": bucket.secret_key,
        "SOCIALDRAFT_STUDIO": "true",
        "SOCIALDRAFT_STUDIO_KEY": studio.key,
        "SECRET_KEY": "a secret of the tests",
        "POLICY_FILE": str(home / "policy.toml"),
        "DATA_DIR": str(home / "data"),
    }


def ports_of(env: dict[str, str]) -> Ports:
    """The ports of the test's own process: it orders and sweeps."""
    limits = replace(ROOMY, lease_seconds=LEASE_SECONDS, job_attempts=60, call_attempts=60)
    connection = connect(base_url=env["OPENAI_BASE_URL"], api_key=env["SOCIALDRAFT_STUDIO_KEY"], provider="studio")
    return Ports(
        text=OpenAIText(connection),
        images=OpenAIImages(connection),
        storage=S3Storage(
            endpoint_url=env["S3_ENDPOINT_URL"],
            bucket=env["S3_BUCKET"],
            access_key=env["AWS_ACCESS_KEY_ID"],
            secret_key=env["AWS_SECRET_ACCESS_KEY"],
        ),
        doorbell=RqDoorbell(env["REDIS_URL"]),
        mail=LocalMailbox(env["REDIS_URL"]),
        rates=RedisRates(env["REDIS_URL"]),
        tabs=RedisTabs(env["REDIS_URL"]),
        provider="studio",
        policy=Policy(limits=limits, ladder=(replace(LADDER[0], candidates=IDEAS),)),
        now=lambda: datetime.now(UTC),
    )


@contextmanager
def rigged(
    mortal: Mortal, nursery: Nursery, *, database: str, s3: Bucket, studio: StudioServer, home: Path
) -> Iterator[Rig]:
    """A rig on an empty Redis and this database; its processes end with the block."""
    with Redis.from_url(mortal.valkey.url) as redis:
        redis.flushall()
    with ExitStack() as stack:
        pg, rd, st, ai = (
            stack.enter_context(Proxy(url)) for url in (database, mortal.valkey.url, s3.endpoint, studio.base_url)
        )
        urls = {"DATABASE_URL": pg.url, "REDIS_URL": rd.url, "S3_ENDPOINT_URL": st.url, "OPENAI_BASE_URL": ai.url}
        bucket = replace(s3, name=f"rig-{secrets.token_hex(4)}")
        env = environment_of(urls, bucket, studio, home)
        rig = Rig(mortal, pg, rd, st, ai, env, ports_of(env), studio, home, nursery)
        try:
            yield rig
        finally:
            rig.stop()
