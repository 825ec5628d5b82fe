"""The bell against a real Redis protocol server, and without one."""

import asyncio
import json
import time
import zlib
from contextlib import aclosing, suppress
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from socialdraft.adapters.rq_queue import ENOUGH, QUEUE, RqDoorbell
from socialdraft.stack.port import free_port


@pytest.fixture
def bell(spare_redis: str) -> RqDoorbell:
    return RqDoorbell(spare_redis)


@pytest.fixture
def deaf() -> RqDoorbell:
    """A bell whose Redis is not there."""
    return RqDoorbell(f"redis://127.0.0.1:{free_port()}/0")


def test_a_ring_puts_the_verb_and_the_id_on_the_queue_as_json(bell: RqDoorbell, spare_redis: str) -> None:
    job_id = uuid4()
    with Redis.from_url(spare_redis) as redis:
        bell.ring("candidates", job_id)
        queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
        waiting = {tuple(job.args): job for job in queue.jobs}
        job = waiting[(str(job_id),)]
        assert job.func_name == "jobs.images.candidates"
        assert job.result_ttl == 0
        assert json.loads(zlib.decompress(redis.hget(job.key, "data")))[2] == [str(job_id)]
        job.delete()


def test_a_long_queue_is_not_made_longer_by_ringing_again(redis_url: str) -> None:
    """Else each job that waits long would have a bell for every quarter of a minute, and a worker's turn for each."""
    url = urlsplit(redis_url)._replace(path="/7").geturl()
    bell, job_id = RqDoorbell(url), uuid4()
    with Redis.from_url(url) as redis:
        queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
        for _ in range(ENOUGH + 20):
            bell.ring("candidates", job_id, again=True)
        assert queue.count == ENOUGH
        bell.ring("candidates", uuid4())
        assert queue.count == ENOUGH + 1, "a new job is always rung for"
        redis.flushdb()


def test_ringing_without_redis_is_quick_and_silent(deaf: RqDoorbell) -> None:
    began = time.monotonic()
    deaf.ring("candidates", uuid4())
    deaf.announce(uuid4())
    assert time.monotonic() - began < 3


async def test_news_reach_the_page_that_watches_this_job(bell: RqDoorbell) -> None:
    job_id, other = uuid4(), uuid4()
    async with aclosing(bell.watch(job_id, every=30)) as turns:
        await asyncio.wait_for(anext(turns), 30)
        turn = asyncio.ensure_future(anext(turns))
        await asyncio.to_thread(bell.announce, other)
        assert await still_waits(turn)
        await asyncio.to_thread(bell.announce, job_id)
        await asyncio.wait_for(turn, 30)


async def test_news_that_come_together_are_one_turn(bell: RqDoorbell, spare_redis: str) -> None:
    job_id = uuid4()
    async with aclosing(bell.watch(job_id, every=30)) as turns:
        await anext(turns)
        for _ in range(5):
            await asyncio.to_thread(bell.announce, job_id)
        with Redis.from_url(spare_redis) as redis:
            await asyncio.to_thread(redis.ping)  # whoever is answered now is answered after the news went out
        await asyncio.wait_for(anext(turns), 30)
        late = asyncio.ensure_future(anext(turns))
        assert await still_waits(late)
        late.cancel()
        with suppress(asyncio.CancelledError):
            await late


@pytest.mark.parametrize("with_redis", [True, False])
async def test_the_clock_turns_the_page_when_there_is_no_news(
    bell: RqDoorbell, deaf: RqDoorbell, *, with_redis: bool
) -> None:
    began = time.monotonic()
    async with aclosing((bell if with_redis else deaf).watch(uuid4(), every=0.2)) as turns:
        for _ in range(3):
            await asyncio.wait_for(anext(turns), 30)
    assert time.monotonic() - began >= 0.4


async def still_waits(turn: "asyncio.Future[None]") -> bool:
    await asyncio.sleep(0.3)
    return not turn.done()
