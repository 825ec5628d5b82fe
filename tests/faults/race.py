"""Many processes at one barrier against one cap: `python -m tests.faults.race --cap slots --procs 64 --rounds 500`.

Each round makes a fresh owner, month or post, lets every process try at once and counts what was granted.
`--control` switches the protection off (count first, then insert, on a table without constraints): it must fail.
Prints one JSON line per cap: {"cap", "granted", "allowed", "worst_round", "control", "seconds"}.
"""

import argparse
import json
import multiprocessing as mp
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, text

from socialdraft import pricing
from socialdraft.db import transaction
from socialdraft.errors import DomainError
from socialdraft.policy import COPYWRITE, Limits, Platform, Policy, Week
from socialdraft.pricing import Usage
from socialdraft.services import accounts, batches, budget, idempotency, jobs, quota
from socialdraft.services.budget import Call
from socialdraft.services.idempotency import Intent
from socialdraft.services.owners import Owner
from tests.factories import make_business, make_owner, make_post

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WEEK = Week.of(NOW, "Asia/Bangkok")
BOUND = Usage(text_in=100_000)
PRICE = pricing.cost(COPYWRITE.model, BOUND, on=NOW.date())
HOLDS = 3
WIDE = Limits(
    anonymous_month_share=Decimal(1),
    anonymous_day_share=Decimal(1),
    owner_month_usd=Decimal(10**6),
    margin_usd=Decimal(0),
    monthly_cap_usd=PRICE * HOLDS,
)

Target = dict[str, Any]
Try = Callable[[Session, Target, int], bool]


@dataclass(frozen=True)
class Cap:
    """What a round may grant at most, how it is prepared, and the tries with and without protection."""

    allowed: int
    prepare: Callable[[Session, int], Target]
    act: Try
    naive: Try


def owner_target(session: Session, _: int) -> Target:
    return {"owner": str(make_owner(session, now=NOW).id)}


def business_target(session: Session, _: int) -> Target:
    owner = make_owner(session, now=NOW)
    business = make_business(session, owner, now=NOW, platforms=())
    return {"owner": str(owner.id), "business": str(business.id)}


def post_target(session: Session, _: int) -> Target:
    owner = make_owner(session, now=NOW)
    return {"owner": str(owner.id), "post": str(make_post(session, owner, now=NOW).id)}


def finals_target(session: Session, number: int) -> Target:
    from tests.factories import make_candidates

    target = post_target(session, number)
    made = make_candidates(session, owner_of(target), UUID(target["post"]), now=NOW, count=4)
    return target | {"candidates": [str(one) for one in made]}


def job_target(session: Session, number: int) -> Target:
    target = post_target(session, number)
    started = start(session, target)
    return target | {"job": str(started)}


def month_target(session: Session, number: int) -> Target:
    """A month of its own for each round, with room for three holds."""
    month = datetime(2030 + number // 12, number % 12 + 1, 5, tzinfo=UTC)
    budget.ensure_month(session, now=month, limits=WIDE)
    return {"owner": str(make_owner(session, now=NOW).id), "now": month.isoformat()}


def owner_of(target: Target) -> Owner:
    return Owner("session", UUID(target["owner"]))


def take_slot(session: Session, target: Target, _: int) -> bool:
    quota.take_slot(
        session,
        owner=owner_of(target),
        business_id=uuid4(),
        platform=Platform.FACEBOOK,
        week=WEEK,
        allowed=2,
        limits=WIDE,
        now=NOW,
    )
    return True


def enter_platform(session: Session, target: Target, process: int) -> bool:
    """Whether this try is the first slot of a platform: only two platforms may have one."""
    platform = list(Platform)[process % len(Platform)]
    quota.take_slot(
        session,
        owner=owner_of(target),
        business_id=uuid4(),
        platform=platform,
        week=WEEK,
        allowed=1,
        limits=WIDE,
        now=NOW,
    )
    return True


def add_platform(session: Session, target: Target, process: int) -> bool:
    platform = list(Platform)[process % len(Platform)]
    accounts.add_platform(
        session, owner=owner_of(target), business_id=target["business"], platform=platform, now=NOW, limits=WIDE
    )
    return True


def hold(session: Session, target: Target, _: int) -> bool:
    call = Call(owner_of(target), "text", "copy", "studio", COPYWRITE.model, BOUND, timeout=60)
    budget.hold(session, call, now=datetime.fromisoformat(target["now"]), policy=Policy(limits=WIDE))
    return True


def start(session: Session, target: Target) -> UUID:
    policy = Policy(limits=replace(WIDE, monthly_cap_usd=Decimal(1000)))
    return batches.start_candidates(
        session, owner=owner_of(target), post_id=target["post"], style=None, new_batch=False, now=NOW, policy=policy
    ).job_id


def start_gallery(session: Session, target: Target, _: int) -> bool:
    return bool(start(session, target))


def finalize(session: Session, target: Target, process: int) -> bool:
    policy = Policy(limits=replace(WIDE, monthly_cap_usd=Decimal(1000)))
    pick = target["candidates"][process % len(target["candidates"])]
    batches.start_finals(
        session, owner=owner_of(target), post_id=target["post"], candidate_ids=[pick], now=NOW, policy=policy
    )
    return True


def claim_job(session: Session, target: Target, _: int) -> bool:
    return jobs.claim(session, job_id=UUID(target["job"]), now=NOW, limits=WIDE) is not None


def claim_intent(session: Session, target: Target, _: int) -> bool:
    intent = Intent.of(owner=owner_of(target), route="r", key="k", body={"a": 1})
    return idempotency.claim(session, intent, now=NOW) is None


def count_then_insert(limit: int) -> Try:
    """What the caps would be without constraints: read how many there are, then add one."""

    def act(session: Session, target: Target, _: int) -> bool:
        key = {"key": json.dumps(target, sort_keys=True)}
        seen = session.execute(text("SELECT count(*) FROM race_naive WHERE key = :key"), key).scalar_one()
        if seen >= limit:
            return False
        session.execute(text("INSERT INTO race_naive (key) VALUES (:key)"), key)
        return True

    return act


CAPS: dict[str, Cap] = {
    "slots": Cap(2, owner_target, take_slot, count_then_insert(2)),
    "weekly_platforms": Cap(2, owner_target, enter_platform, count_then_insert(2)),
    "platforms": Cap(2, business_target, add_platform, count_then_insert(2)),
    "budget": Cap(HOLDS, month_target, hold, count_then_insert(HOLDS)),
    "galleries": Cap(1, post_target, start_gallery, count_then_insert(1)),
    "finalize": Cap(1, finals_target, finalize, count_then_insert(1)),
    "jobs": Cap(1, job_target, claim_job, count_then_insert(1)),
    "intents": Cap(1, owner_target, claim_intent, count_then_insert(1)),
}


def attempt(act: Try, target: Target, process: int) -> int:
    try:
        with transaction() as session:
            return int(act(session, target, process))
    except DomainError:
        return 0
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") in ("40P01", "55P03"):  # deadlock, lock timeout: not granted
            return 0
        raise


def runner(process: int, act: Try, targets: Sequence[Target], barrier: Any, granted: Any) -> None:
    for number, target in enumerate(targets):
        barrier.wait()
        won = attempt(act, target, process)
        with granted.get_lock():
            granted[number] += won


def race(name: str, *, procs: int, rounds: int, control: bool) -> dict[str, object]:
    """Run the rounds with forked processes and report what was granted."""
    cap = CAPS[name]
    with transaction() as session:
        session.execute(text("CREATE TABLE IF NOT EXISTS race_naive (key text)"))
        targets = [cap.prepare(session, number) for number in range(rounds)]
    context = mp.get_context("fork")
    barrier, granted = context.Barrier(procs), context.Array("i", rounds)
    act = cap.naive if control else cap.act
    workers = [context.Process(target=runner, args=(n, act, targets, barrier, granted)) for n in range(procs)]
    began = time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise SystemExit("a racing process failed")
    return {
        "cap": name,
        "granted": sum(granted[:]),
        "allowed": cap.allowed * rounds,
        "worst_round": max(granted[:]),
        "control": control,
        "seconds": round(time.monotonic() - began, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cap", choices=CAPS, nargs="+", default=list(CAPS))
    parser.add_argument("--procs", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--control", action="store_true")
    options = parser.parse_args()
    assert os.environ.get("DATABASE_URL"), "DATABASE_URL of a migrated database"
    for cap in options.cap:
        print(json.dumps(race(cap, procs=options.procs, rounds=options.rounds, control=options.control)))  # noqa: T201


if __name__ == "__main__":
    main()
