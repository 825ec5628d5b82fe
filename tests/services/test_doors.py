"""A door that opens so often for one owner, one network, all processes together, and whichever way one comes in."""

import logging
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from uuid import uuid4

import pytest

from socialdraft.adapters.redis_rates import RedisRates
from socialdraft.errors import RateLimited
from socialdraft.policy import Policy
from socialdraft.rates import DOORS, Door, Rate
from socialdraft.services import doors

NARROW = replace(Policy(), doors={**DOORS, Door.INGEST: Rate(each=3, network=5)})


@pytest.fixture
def rates(redis_url: str) -> RedisRates:
    return RedisRates(redis_url)


def test_an_owner_is_stopped_and_told_how_long(rates: RedisRates) -> None:
    owner = uuid4()
    for _ in range(3):
        doors.enter(rates, Door.INGEST, policy=NARROW, who=owner, network=None)
    with pytest.raises(RateLimited) as refusal:
        doors.enter(rates, Door.INGEST, policy=NARROW, who=owner, network=None)
    assert 0 < refusal.value.data["retry_after"] <= 3600
    doors.enter(rates, Door.FEEDBACK, policy=NARROW, who=owner, network=None)
    doors.enter(rates, Door.INGEST, policy=NARROW, who=uuid4(), network=None)


def test_a_network_is_stopped_whoever_comes_from_it(rates: RedisRates) -> None:
    network = uuid4().hex
    for _ in range(5):
        doors.enter(rates, Door.INGEST, policy=NARROW, who=uuid4(), network=network)
    with pytest.raises(RateLimited):
        doors.enter(rates, Door.INGEST, policy=NARROW, who=uuid4(), network=network)


def hits(url: str, name: str) -> int:
    """How often a process of its own gets through a door that opens twenty times."""
    rates = RedisRates(url)
    return sum(rates.wait(name, limit=20, seconds=3600) == 0 for _ in range(20))


def test_four_processes_together_get_through_exactly_as_often_as_one(redis_url: str) -> None:
    name = f"door:{uuid4().hex}"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        let_in = list(pool.map(hits, [redis_url] * 4, [name] * 4))
    assert sum(let_in) == 20


def test_control_counted_by_each_process_for_itself_four_get_four_times_as_much(redis_url: str) -> None:
    assert sum(hits(redis_url, f"door:{uuid4().hex}") for _ in range(4)) == 80


def test_a_network_is_a_24_or_a_64_and_never_an_address() -> None:
    assert doors.network_of("192.0.2.1") == doors.network_of("192.0.2.254")
    assert doors.network_of("192.0.2.1") != doors.network_of("192.0.3.1")
    assert doors.network_of("2001:db8::1") == doors.network_of("2001:db8::ffff:1")
    assert doors.network_of("2001:db8::1") != doors.network_of("2001:db8:0:1::1")
    assert doors.network_of("junk") == doors.network_of("")
    assert "192.0.2" not in str(doors.network_of("192.0.2.1"))
    assert doors.network_of("127.0.0.1") is doors.network_of("::1") is None


def test_doors_stay_open_while_redis_is_away(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        doors.enter(RedisRates("redis://127.0.0.1:1/0"), Door.INGEST, policy=NARROW, who=uuid4(), network=None)
    assert "rates.uncounted" in caplog.text
