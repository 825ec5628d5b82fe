"""Counts in Redis, shared by all web processes: a moving window, exact also when many ask at once."""

import logging
import math
import time

from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

PATIENCE = 0.5
"""Seconds to wait for Redis before letting somebody in: caps and money are held by the database."""
log = logging.getLogger(__name__)


class RedisRates:
    """The rate counter port; open while Redis does not answer."""

    def __init__(self, url: str) -> None:
        self._window = MovingWindowRateLimiter(
            RedisStorage(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        )

    def wait(self, name: str, *, limit: int, seconds: int) -> int:
        rate = RateLimitItemPerSecond(limit, seconds, namespace="sd:rate")
        try:
            if self._window.hit(rate, name):
                return 0
            reset = self._window.get_window_stats(rate, name).reset_time
        except (RedisError, OSError) as error:
            log.warning("rates.uncounted error=%s", type(error).__name__)
            return 0
        return max(math.ceil(reset - time.time()), 1)
