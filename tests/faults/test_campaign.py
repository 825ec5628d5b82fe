"""Many picture jobs while workers are killed all the time and both stores crash: all done, none doubled."""

import json
import os
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import psutil
import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select, text

from socialdraft.db import transaction
from socialdraft.models import Job
from socialdraft.services import batches, images
from socialdraft.services.owners import Owner
from tests import audit
from tests.faults.processes import family, gone, strike
from tests.faults.rig import LEASE_SECONDS, Rig

PICKS = 2
PAUSE = (0.2, 2.0)
"""Seconds from a new picture to the next kill."""
PATIENCE = 30.0
FORGOTTEN = "UPDATE jobs SET rung_at = rung_at - interval '12 seconds' WHERE rung_at < now() - interval '3 seconds'"
"""A forgotten bell rings again after fifteen seconds; few jobs need not wait so long, many would drown in bells."""
AWAY = "UPDATE jobs SET lease_until = lease_until + interval '1 minute' WHERE status = 'running'"
BACK = "UPDATE jobs SET lease_until = now() + :lease WHERE lease_until > now() + 2 * CAST(:lease AS interval)"
"""A real lease outlasts a crash of PostgreSQL; the rig's is so short that on a slow machine it must be told to."""
FEW = 10
VICTIMS = ("horse", "horse", "horse", "worker", "both")


@dataclass
class Campaign:
    """The orders, the killer and what has happened so far."""

    rig: Rig
    galleries: int
    dice: random.Random
    finals: dict[UUID, UUID] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)
    losses: Counter[str] = field(default_factory=Counter)
    made: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def run(self, *, seconds: float) -> None:
        ideas = self.rig.order(self.galleries)
        workers = [self.rig.process() for _ in range(2)]
        killer = threading.Thread(target=self._kill, args=(workers,))
        killer.start()
        try:
            self._until_done(ideas, seconds=seconds)
        finally:
            self.over.set()
            killer.join()

    def _until_done(self, ideas: list[UUID], *, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        crashes = self._plan()
        done = 0
        while done < 2 * self.galleries:
            assert time.monotonic() < deadline, f"{done} of {2 * self.galleries} jobs are done"
            while crashes and done >= crashes[0][0]:  # all that are due: the next look may find everything done
                self._lose(crashes.pop(0)[1])
            try:
                self._sweep()
                done = self._finalize(ideas)
            except DBAPIError:
                self.losses["broken connections"] += 1
            time.sleep(0.2)
        assert not crashes

    def _plan(self) -> list[tuple[int, str]]:
        """After how many jobs which store crashes: each twice."""
        total = 2 * self.galleries
        return [
            (total * share // 10, name)
            for share, name in ((2, "redis"), (4, "postgres"), (6, "redis"), (8, "postgres"))
        ]

    def _lose(self, name: str) -> None:
        mortal = self.rig.mortal
        if name == "redis":
            mortal.crash(mortal.valkey, data=False)
        else:
            with transaction() as session:
                session.execute(text(AWAY))
            mortal.crash(mortal.postgres)
        self.losses[name] += 1

    def _sweep(self) -> None:
        with transaction() as session:
            session.execute(text(BACK), {"lease": timedelta(seconds=LEASE_SECONDS)})
            if self.galleries < FEW:
                session.execute(text(FORGOTTEN))
        self.rig.sweep()

    def _finalize(self, ideas: list[UUID]) -> int:
        """Order the finals of finished galleries; how many jobs have succeeded."""
        with transaction() as session:
            rows = {job.id: job for job in session.exec(select(Job))}
        for job_id in ideas:
            if rows[job_id].status == "succeeded" and job_id not in self.finals:
                self.finals[job_id] = self._order_finals(rows[job_id])
        return sum(job.status == "succeeded" for job in rows.values())

    def _order_finals(self, job: Job) -> UUID:
        here, owner = self.rig.here, Owner("session", job.owner_id)
        with transaction() as session:
            made = images.gallery(session, owner=owner, post_id=job.post_id).candidates
            started = batches.start_finals(
                session,
                owner=owner,
                post_id=job.post_id,
                candidate_ids=[image.id for image in made[:PICKS]],
                now=here.now(),
                policy=here.policy,
            )
        here.doorbell.ring("finalize", started.job_id)
        return started.job_id

    def _kill(self, workers: list[psutil.Process]) -> None:
        while self._progress(workers) and not self.over.wait(self.dice.uniform(*PAUSE)):
            index, victim = self.dice.randrange(len(workers)), self.dice.choice(VICTIMS)
            *horses, worker = family(workers[index].pid) or [workers[index]]
            if victim != "worker":
                self.kills["horse"] += sum(strike(horse) for horse in horses)
            if victim != "horse":
                self.kills["worker"] += strike(worker)

    def _progress(self, workers: list[psutil.Process]) -> bool:
        """Wait for a picture more than at the last kill, so that a slow machine gets on too; False when all is over."""
        deadline = time.monotonic() + PATIENCE
        while not self.over.wait(0.1) and time.monotonic() < deadline:
            for index, worker in enumerate(workers):
                if gone(worker):  # as the supervisor would, also when Redis has taken it along
                    workers[index] = self.rig.process()
            with suppress(DBAPIError):
                made = self.rig.count("SELECT count(*) FROM post_images")
                if made > self.made:
                    self.made = made
                    break
        return not self.over.is_set()

    def figures(self, *, seconds: float) -> dict[str, object]:
        with transaction() as session:
            sums = money(session, self.rig)
        return {
            "jobs": 2 * self.galleries,
            "done": self.rig.count("SELECT count(*) FROM jobs WHERE status = 'succeeded'"),
            "pictures": self.rig.count("SELECT count(*) FROM post_images"),
            "kills": dict(self.kills),
            "losses": dict(self.losses),
            "seconds": round(seconds),
            "orphans": self._orphans(),
            **sums,
        }

    def _orphans(self) -> int:
        """Stored pictures whose worker was killed before it wrote their row."""
        with transaction() as session:
            return len(set(self.rig.here.storage.keys("")) - audit.row_keys(session))


def money(session: Session, rig: Rig) -> dict[str, object]:
    """What the ledger says beside what the studio charged, for calls with a known and an unknown end."""
    charged: Counter[str] = Counter()
    for row in rig.studio.charges():
        charged[row["hold_id"]] += Decimal(row["usd"])  # type: ignore[assignment]
    rows = session.execute(
        text("SELECT id, uncertain, state, coalesce(cost_usd, 0) AS cost FROM api_cost_ledger")
    ).all()
    known = [row for row in rows if not row.uncertain]
    unknown = [row for row in rows if row.uncertain]
    return {
        "calls": len(rows),
        "assumed": sum(row.state == "assumed" for row in rows),
        "ledger_minus_studio_usd": str(sum(row.cost - charged[str(row.id)] for row in known)),
        "assumed_ledger_usd": str(sum(row.cost for row in unknown)),
        "assumed_studio_usd": str(sum(charged[str(row.id)] for row in unknown)),
        "open_holds": sum(row.state in ("held", "sent") for row in rows),
    }


def survive(rig: Rig, *, galleries: int, seconds: float) -> dict[str, object]:
    seed = int(os.environ.get("CAMPAIGN_SEED", "2026"))
    campaign = Campaign(rig, galleries, random.Random(seed))  # noqa: S311
    began = time.monotonic()
    campaign.run(seconds=seconds)
    assert rig.broken() == set()
    figures = campaign.figures(seconds=time.monotonic() - began)
    print("campaign", json.dumps(figures))  # noqa: T201
    assert figures["done"] == figures["jobs"] == 2 * galleries
    assert figures["pictures"] == galleries * (rig.here.policy.ladder[0].candidates + PICKS)
    assert Decimal(str(figures["ledger_minus_studio_usd"])) == 0
    assert figures["open_holds"] == 0
    return figures


def test_two_jobs_survive_kills_and_two_losses_of_each_store(rig: Rig) -> None:
    figures = survive(rig, galleries=1, seconds=480)
    assert figures["losses"]["redis"] == figures["losses"]["postgres"] == 2  # type: ignore[index]


@pytest.mark.faults
def test_a_hundred_and_fifty_jobs_survive_kills_and_two_losses_of_each_store(rig: Rig) -> None:
    figures = survive(rig, galleries=75, seconds=1500)
    assert figures["losses"]["redis"] == figures["losses"]["postgres"] == 2  # type: ignore[index]
