"""The doorbell: RQ wakes a worker, Redis pub/sub wakes an open page. Both may fail: the row is the truth."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID

from redis import Redis, RedisError
from redis.asyncio import Redis as AsyncRedis
from rq import Queue
from rq.serializers import JSONSerializer

log = logging.getLogger(__name__)

QUEUE = "images"
JOB_SECONDS = 3600
"""RQ's own limit on a job; leases end stuck ones long before, this one only guards against leaks."""
ENOUGH = 100
"""So many bells keep every worker awake; more for the same jobs would be answered in vain."""
PATIENCE = 1.0
"""Seconds a request waits for Redis before it goes on without ringing."""


class RqDoorbell:
    """The doorbell port."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._redis = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self._queue = Queue(QUEUE, connection=self._redis, serializer=JSONSerializer)

    def ring(self, kind: str, job_id: UUID, *, again: bool = False) -> None:
        """Put `jobs.images.<kind>` with the id on the queue; a failure is logged, the sweeper rings again."""
        try:
            if again and self._queue.count >= ENOUGH:
                return
            self._queue.enqueue(
                f"jobs.images.{kind}", str(job_id), result_ttl=0, failure_ttl=JOB_SECONDS, job_timeout=JOB_SECONDS
            )
        except (RedisError, OSError) as error:
            log.warning("doorbell.silent kind=%s job=%s error=%s", kind, job_id, type(error).__name__)

    def announce(self, job_id: UUID) -> None:
        try:
            self._redis.publish(_channel(job_id), b"news")
        except (RedisError, OSError) as error:
            log.warning("doorbell.unheard job=%s error=%s", job_id, type(error).__name__)

    async def watch(self, job_id: UUID, *, every: float = 2.0) -> AsyncGenerator[None, None]:
        """Yields at once, then whenever there is news and at least every `every` seconds, for ever.

        Read the row at each turn. The first turn comes after the ear is open, so no news falls in between;
        without Redis it still turns, by the clock alone.
        """
        redis = AsyncRedis.from_url(self._url, socket_connect_timeout=PATIENCE)
        ear: Any = redis.pubsub(ignore_subscribe_messages=True)
        try:
            heard = await _listen(ear, job_id)
            while True:
                yield
                heard = await _wait(ear, every) if heard else await _pause(every, ear, job_id)
        finally:
            await ear.aclose()
            await redis.aclose()


def _channel(job_id: UUID) -> str:
    return f"job:{job_id}"


async def _listen(ear: Any, job_id: UUID) -> bool:
    """Whether the ear is open now."""
    try:
        await ear.subscribe(_channel(job_id))
        await ear.get_message(timeout=PATIENCE)
    except (RedisError, OSError):
        return False
    return True


async def _wait(ear: Any, seconds: float) -> bool:
    """Until news or the time is up; news that came together count once. False when the line broke."""
    try:
        if await ear.get_message(timeout=seconds):
            while await ear.get_message(timeout=0):
                pass
    except (RedisError, OSError):
        return False
    return True


async def _pause(seconds: float, ear: Any, job_id: UUID) -> bool:
    await asyncio.sleep(seconds)
    return await _listen(ear, job_id)
