"""Hold, send, post: cycles per second, and what passes the cap when many processes meet at the last dollar.

`python bench/budget.py`: ours, read-then-charge, and litellm's BudgetManager, in one run on one database.
"""

import argparse
import json
import multiprocessing as mp
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlmodel import text

from socialdraft.db import engine, transaction
from socialdraft.errors import BudgetExhausted
from socialdraft.policy import COPYWRITE, Limits, Policy
from socialdraft.ports import Ports, TextReply, TextRequest
from socialdraft.pricing import Usage, cost, text_bound
from socialdraft.services import budget
from socialdraft.services.owners import Owner
from socialdraft.services.workflows import metered
from socialdraft.settings import settings
from tests.factories import make_user
from tests.services_fixture import own_postgres

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
CALLS = 240
"""As many calls fit the cap; each takes the provider this long and costs exactly what was held."""
CALL_SECONDS = 0.02
PROCESSES = (1, 24, 48)
LITELLM = "litellm==1.109.1"
Try = Callable[[Any], bool]
"""One try to make a paid call under the cap; the first argument notes what the provider charged."""


def called(charged: Any) -> None:
    """The provider: it works and keeps its own count of what it charges."""
    time.sleep(CALL_SECONDS)
    with charged.get_lock():
        charged.value += 1


class Provider:
    """Stands where the text model does; what it uses is exactly what was held."""

    def __init__(self, charged: Any) -> None:
        self.charged = charged

    def write(self, request: TextRequest, *, call_id: UUID) -> TextReply:
        del call_id
        called(self.charged)
        return TextReply(text="", usage=bound_of(request), request_id="r")


def bound_of(request: TextRequest) -> Usage:
    sent = (request.instructions, request.text, str(request.schema), "x" * metered.OVERHEAD_BYTES)
    return text_bound(sent, max_output_tokens=request.max_output_tokens)


REQUEST = TextRequest("copy", COPYWRITE.model, "low", 800, "Write.", "Soup 45 baht", "caption", {}, "shop")
PRICE = cost(COPYWRITE.model, bound_of(REQUEST), on=NOW.date())


def ours(owner: Owner, policy: Policy) -> Try:
    """The product's own way to a provider, around a provider of our own."""

    def act(charged: Any) -> bool:
        others: dict[str, Any] = dict.fromkeys(("images", "storage", "doorbell", "mail", "rates", "tabs"))
        ports = Ports(text=Provider(charged), provider="studio", policy=policy, now=lambda: NOW, **others)
        try:
            metered.write(ports, REQUEST, owner=owner)
        except BudgetExhausted:
            return False
        return True

    return act


def read_then_charge(charged: Any) -> bool:
    """What is written most often: look whether there is room, call, then add it up."""
    with transaction() as session:
        spent = session.execute(text("SELECT spent FROM bench_naive")).scalar_one()
    if spent + PRICE > PRICE * CALLS:
        return False
    called(charged)
    with transaction() as session:
        session.execute(text("UPDATE bench_naive SET spent = spent + :price"), {"price": PRICE})
    return True


def race(act: Try, *, processes: int) -> dict[str, object]:
    """Let them call until each was refused; what the provider charged beside what the cap allows."""
    context = mp.get_context("fork")
    charged, barrier = context.Value("i", 0), context.Barrier(processes)

    def run() -> None:
        barrier.wait()
        while act(charged):
            pass

    began = time.perf_counter()
    runners = [context.Process(target=run) for _ in range(processes)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    assert not any(runner.exitcode for runner in runners), "a process failed"
    return told(charged.value, seconds=time.perf_counter() - began)


def told(calls: int, *, seconds: float) -> dict[str, object]:
    over = round(100 * max(calls - CALLS, 0) / CALLS, 1)
    return {"calls": calls, "overshoot_percent": over, "seconds": round(seconds, 1)}


def cycles(owner: Owner, policy: Policy, *, processes: int, seconds: float) -> float:
    """Uncapped hold-sent-post cycles per second, the provider answering at once."""
    global CALL_SECONDS  # noqa: PLW0603 (forked processes see it)
    kept, CALL_SECONDS = CALL_SECONDS, 0
    context = mp.get_context("fork")
    charged, ready = context.Value("i", 0), context.Barrier(processes + 1)
    act = ours(owner, policy)

    def run() -> None:
        ready.wait()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            act(charged)

    runners = [context.Process(target=run) for _ in range(processes)]
    for runner in runners:
        runner.start()
    ready.wait()
    began = time.monotonic()
    for runner in runners:
        runner.join()
    CALL_SECONDS = kept
    return float(charged.value) / (time.monotonic() - began)


def with_room_for(calls: int | None) -> Policy:
    """A cap for so many calls, or none to speak of."""
    cap = PRICE * calls if calls else Decimal(500_000)
    return Policy(
        limits=replace(Limits(), monthly_cap_usd=cap, margin_usd=Decimal(0), owner_month_usd=Decimal(500_000))
    )


def fresh(policy: Policy) -> Owner:
    """Empty books."""
    with transaction() as session:
        session.execute(text("TRUNCATE api_cost_ledger, budget_month, budget_pools"))
        session.execute(text("CREATE TABLE IF NOT EXISTS bench_naive (spent numeric)"))
        session.execute(text("DELETE FROM bench_naive"))
        session.execute(text("INSERT INTO bench_naive VALUES (0)"))
        budget.ensure_month(session, now=NOW, limits=policy.limits)
        owner = make_user(session, now=NOW)
    engine().dispose()
    return owner


def litellm_figures() -> list[dict[str, object]] | str:
    """The peer in an environment of its own, thrown away afterwards; the reason when it can't be had."""
    with tempfile.TemporaryDirectory() as folder:
        python = f"{folder}/venv/bin/python"
        uv = f"{sys.prefix}/bin/uv"
        steps = ([uv, "venv", "-q", f"{folder}/venv"], [uv, "pip", "install", "-q", "--python", python, LITELLM])
        if any(subprocess.run(step, check=False).returncode for step in steps):
            return f"not run: {LITELLM} could not be installed"
        peer = [
            python,
            str(ROOT / "bench" / "peers" / "budget_manager.py"),
            str(CALLS),
            str(CALL_SECONDS),
            *map(str, PROCESSES),
        ]
        done = subprocess.run(peer, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"not run: {done.stderr.strip().splitlines()[-1]}"
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def measure(*, seconds: float) -> None:
    policy = with_room_for(None)
    for processes in (1, 4, 16):
        rate = cycles(fresh(policy), policy, processes=processes, seconds=seconds)
        print(f"hold-sent-post  {processes:3} processes  {rate:7.0f} cycles/s")
    capped = with_room_for(CALLS)
    for processes in PROCESSES:
        print(f"ours              {processes:3} processes  {race(ours(fresh(capped), capped), processes=processes)}")
    for processes in PROCESSES:
        fresh(capped)
        print(f"read-then-charge  {processes:3} processes  {race(read_then_charge, processes=processes)}")
    peer = litellm_figures()
    if isinstance(peer, str):
        print(f"litellm           {peer}")
        return
    for row in peer:
        figures = told(int(str(row["calls"])), seconds=float(str(row["seconds"])))
        print(f"litellm           {row['many']:3} {row['how']}  {figures}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=8, help="of measuring per number of processes")
    chosen = parser.parse_args()
    with own_postgres() as url:
        os.environ["DATABASE_URL"] = url
        settings.cache_clear()
        subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT, check=True)
        try:
            with suppress(KeyboardInterrupt):
                measure(seconds=chosen.seconds)
        finally:
            engine().dispose()


if __name__ == "__main__":
    main()
