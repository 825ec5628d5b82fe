"""The sweeper is dead: it can't say so itself, so a worker does, by the same outbox."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from socialdraft.db import transaction
from socialdraft.services import sweeps
from tests.faults.processes import wait_until
from tests.faults.rig import Rig
from tests.operations.receivers import json_server


def died(rig: Rig, *, minutes: int) -> None:
    """A sweeper that swept once, so long ago."""
    then, every = datetime.now(UTC) - timedelta(minutes=minutes), timedelta(seconds=2)
    with transaction() as session:
        assert sweeps.claim(session, name="sweep", every=every, now=then)
        sweeps.done(session, name="sweep", started=then, every=every, count=0, error=None, now=then)
    assert rig.count("SELECT count(*) FROM sweeps") == 1


def at_work(rig: Rig) -> bool:
    return b"worker at work" in (rig.home / "log").read_bytes()


def test_a_worker_says_that_nobody_sweeps(rig: Rig) -> None:
    died(rig, minutes=6)
    with json_server() as hook:
        rig.process(ALERT_WEBHOOK_URL=f"{hook.url}/hook")
        wait_until(lambda: bool(hook.received))
        (told,) = hook.received
    assert (told["rule"], told["level"]) == ("sweep_late", "sweep")


@pytest.mark.parametrize(("minutes", "without"), [(6, "stand_in"), (0, "")], ids=["no stand-in", "a living sweeper"])
def test_control_without_a_stand_in_nobody_says_it_and_of_a_living_sweeper_neither(
    rig: Rig, minutes: int, without: str
) -> None:
    died(rig, minutes=minutes)
    with json_server() as hook:
        rig.process(ALERT_WEBHOOK_URL=f"{hook.url}/hook", WITHOUT=without)
        wait_until(lambda: at_work(rig))
        time.sleep(2)
        assert not hook.received
    assert rig.count("SELECT count(*) FROM alerts") == 0
