"""Does an address answer? Used before a start on given services, and by `doctor`."""

import http.client
from urllib.parse import urlsplit

from socialdraft.stack.failure import Exit, StackError


def status_of(url: str) -> int | None:
    """The HTTP status of a plain GET, None when nobody answers; never through a proxy."""
    parts = urlsplit(url)
    make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = make(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request("GET", parts.path or "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def check_database(url: str) -> None:
    """StackError unless PostgreSQL at `url` lets us in."""
    import psycopg

    try:
        psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=5).close()
    except psycopg.Error as error:
        raise unreachable("DATABASE_URL", url, why=str(error)) from error


def check_redis(url: str) -> None:
    """StackError unless the Redis at `url` answers a ping."""
    import redis

    try:
        with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise unreachable("REDIS_URL", url, why=str(error)) from error


def check_storage(url: str) -> None:
    """StackError unless something speaks HTTP at `url`; the keys are tried by the first upload."""
    if status_of(url) is None:
        raise unreachable("S3_ENDPOINT_URL", url, why="no answer")


def unreachable(setting: str, url: str, *, why: str) -> StackError:
    parts = urlsplit(url)
    place = f"{parts.hostname or url}:{parts.port}" if parts.port else parts.hostname or "(no host)"
    reason = (why.strip().splitlines() or ["no answer"])[-1].strip()
    return StackError(
        f"{setting} is set, but {place} cannot be used: {reason}. Correct it, or unset it to use the embedded one.",
        code=Exit.UNREACHABLE,
    )
