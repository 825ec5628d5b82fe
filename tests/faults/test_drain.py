"""Workers that are asked to stop, once or twice, and jobs that kill whoever takes them. Each with its control."""

import signal
import time

import psutil
import pytest

from tests.faults.processes import gone, strike, wait_until
from tests.faults.rig import Rig


def asked_to_stop_in_the_middle(rig: Rig, **settings: str) -> psutil.Process:
    """A worker with two calls to make, one after the other, that gets SIGTERM during the first, which is held."""
    rig.limit(images_at_once=1)
    rig.hold_calls(1)
    worker = rig.process(**settings)
    rig.order()
    wait_until(lambda: not rig.studio.waiting())
    strike(worker, signal.SIGTERM)
    wait_until(rig.asked_to_leave)
    return worker


def pictures(rig: Rig) -> int:
    return rig.count("SELECT count(*) FROM post_images")


def test_a_worker_that_is_asked_to_stop_ends_its_call_and_hands_the_rest_back(rig: Rig) -> None:
    worker = asked_to_stop_in_the_middle(rig)
    rig.go_on()
    wait_until(lambda: gone(worker))
    assert pictures(rig) == 4
    assert rig.count("SELECT count(*) FROM jobs WHERE status = 'queued' AND attempts = 0") == 1
    assert rig.finish(sweep=False, work=True)  # it was rung for again; nobody had to wait for the sweeper
    assert rig.unfinished() == 0
    assert rig.broken() == set()


def test_without_the_word_to_its_horse_the_worker_stays_for_the_whole_job(rig: Rig) -> None:
    worker = asked_to_stop_in_the_middle(rig, WITHOUT="drain")
    rig.go_on()
    wait_until(lambda: gone(worker))
    assert rig.unfinished() == 0
    assert pictures(rig) == 6


@pytest.mark.faults
def test_asked_twice_it_goes_at_once_and_only_the_call_under_way_is_paid_for_nothing(rig: Rig) -> None:
    worker = asked_to_stop_in_the_middle(rig)
    time.sleep(1.1)  # twice within a second is one word to RQ
    strike(worker, signal.SIGTERM)
    wait_until(lambda: gone(worker))
    rig.go_on()
    assert rig.finish(work=True)
    assert rig.unfinished() == 0
    assert rig.broken() == set()
    assert rig.count("SELECT count(*) FROM api_cost_ledger WHERE state = 'assumed'") <= 1


def poisoned(rig: Rig, *, attempts: int) -> list[str]:
    """How a job ends, or does not, that kills every horse, in the time of more than three tries."""
    rig.limit(job_attempts=attempts)
    rig.process(FAULT="after_claim:kill9")
    [poison] = rig.order()
    wait_until(lambda: rig.count("SELECT max(attempts) FROM jobs") >= 1)
    rig.finish(seconds=14)
    return [str(rig.job(poison).status), str(rig.job(poison).error)]


@pytest.mark.faults
def test_a_job_that_kills_its_workers_is_parked_and_its_post_goes_on(rig: Rig) -> None:
    assert poisoned(rig, attempts=3) == ["failed", "poison"]
    assert rig.count("SELECT count(*) FROM posts WHERE status = 'draft'") == 1


@pytest.mark.faults
def test_without_a_last_try_it_never_ends(rig: Rig) -> None:
    assert poisoned(rig, attempts=60) == ["running", "None"]
