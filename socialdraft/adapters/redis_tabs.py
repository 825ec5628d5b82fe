"""Which tabs a session has open, so that what the framework keeps of them in Redis can go with their owner."""

import logging
import re
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

PATIENCE = 1.0
SECONDS = 2 * 3600
"""Longer than the framework keeps a tab after its last event; then there is nothing left to forget."""
AT_ONCE = 1000
_TAB = re.compile(r"[0-9a-fA-F-]{8,64}")
"""What a browser calls a tab. Anything else might be a pattern that fits the tabs of others."""
log = logging.getLogger(__name__)


class RedisTabs:
    """The tabs port; while Redis does not answer nothing is noted, and what is not noted goes within the hour."""

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, decode_responses=True
        )

    def note(self, session: str, tab: str) -> None:
        if not _TAB.fullmatch(tab):
            return
        try:
            with self._redis.pipeline(transaction=False) as pipe:
                pipe.sadd(_key(session), tab)
                pipe.expire(_key(session), SECONDS)
                pipe.execute()
        except RedisError as error:
            log.warning("tabs.unnoted error=%s", type(error).__name__)

    def forget(self, session: str) -> None:
        try:
            tabs: Any = self._redis.smembers(_key(session))
            kept = [key for tab in tabs for key in self._redis.scan_iter(f"{tab}_*", count=AT_ONCE)]
            if kept:
                self._redis.delete(*kept)
        except RedisError as error:
            log.warning("tabs.unforgotten error=%s", type(error).__name__)


def _key(session: str) -> str:
    return f"sd:tabs:{session}"
