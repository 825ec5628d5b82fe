"""Our own commands as parts: `python -m socialdraft <word>`, watched like any server."""

import sys
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from socialdraft.stack.failure import Exit
from socialdraft.stack.process import Command, Part
from socialdraft.stack.reach import status_of

ROOT = Path(__file__).resolve().parents[2]


class Program(Part):
    """Runs until it is stopped; ready when it has said `says` and each of `probes` (URLs) answers 200."""

    def __init__(
        self,
        name: str,
        *words: str,
        home: Path,
        env: Mapping[str, str],
        probes: tuple[str, ...] = (),
        says: str = "",
        grace: float = 10,
    ) -> None:
        super().__init__(name, home=home)
        self._words = words
        self._env = env
        self._probes = probes
        self._says = says
        self._grace = grace

    def command(self) -> Command:
        argv = (sys.executable, "-m", "socialdraft", *self._words)
        env = {**self._env, "PYTHONUNBUFFERED": "1"}
        return Command(argv=argv, env=env, cwd=ROOT, grace=self._grace)

    def ready(self) -> bool:
        spoke = not self._says or (self.child is not None and any(self._says in line for line in self.child.tail))
        return spoke and all(status_of(url) == HTTPStatus.OK for url in self._probes)


def migrate_to_newest() -> None:
    """Bring this process's database to the newest schema."""
    from alembic.config import Config

    from alembic import command

    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "alembic"))
    command.upgrade(config, "head")


class Task(Program):
    """Runs to its end; ready when that went well."""

    trouble = "failed"

    def __init__(self, name: str, *, home: Path, env: Mapping[str, str], blame: Exit, grace: float = 10) -> None:
        super().__init__(name, name, home=home, env=env, grace=grace)
        self.blame = blame

    def ready(self) -> bool:
        return self.child is not None and self.child.exit_code == 0

    @property
    def dead(self) -> bool:
        return super().dead and not self.ready()
