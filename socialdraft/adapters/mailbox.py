"""Where letters go on a developer's machine: a list in Redis that empties itself, shown at `/auth/mailbox`."""

import json
from dataclasses import asdict
from typing import Any

from redis import Redis, RedisError

from socialdraft.ports import Letter, MailFailed

KEY = "sd:mailbox"
KEPT, SECONDS = 20, 3600
PATIENCE = 1.0


class LocalMailbox:
    """The mailer port for a start without SMTP_URL."""

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)

    def send(self, letter: Letter) -> None:
        try:
            self._redis.lpush(KEY, json.dumps(asdict(letter)))
            self._redis.ltrim(KEY, 0, KEPT - 1)
            self._redis.expire(KEY, SECONDS)
        except RedisError as error:
            raise MailFailed(type(error).__name__) from error

    def ready(self) -> bool:
        return True

    def letters(self) -> list[Letter]:
        """The last ones, newest first."""
        lines: Any = self._redis.lrange(KEY, 0, KEPT - 1)
        return [Letter(**json.loads(line)) for line in lines]
