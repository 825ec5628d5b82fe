"""The product as `make run` starts it, once per session: what browser and end-to-end tests talk to."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from socialdraft.settings import Settings
from socialdraft.stack.frontend import ensure_built, is_built
from socialdraft.stack.port import free_port

ROOT = Path(__file__).parents[1]
PAGES = ROOT / ".local"  # built once for every run of the suite and for `make run`


BUILDING = pytest.StashKey[subprocess.Popen[bytes]]()


@dataclass(frozen=True)
class Product:
    """A running stack: `url` is the address of the pages, `state()` what it published."""

    url: str
    home: Path
    process: subprocess.Popen[str]

    def state(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.home / "state.json").read_text())
        return found

    def log(self) -> str:
        return (self.home / "log" / "stack.log").read_text()


def pytest_collection_finish(session: pytest.Session) -> None:
    """The pages take half a minute to build: meanwhile the tests run that need none."""
    wanted = any("product" in getattr(item, "fixturenames", ()) for item in session.items)
    if wanted and not session.config.option.collectonly and not is_built(PAGES):
        command = [sys.executable, "-m", "socialdraft", "build"]
        session.config.stash[BUILDING] = subprocess.Popen(command, env=unset(), cwd=ROOT)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if building := session.config.stash.get(BUILDING, None):
        building.wait()


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    with fresh() as running:
        yield running


@contextlib.contextmanager
def fresh() -> Iterator[Product]:
    """The product on a folder of its own, which goes with it."""
    home = Path(tempfile.mkdtemp(prefix="socialdraft-product-"))
    try:
        ensure_built(PAGES)
        (home / "web").symlink_to(PAGES / "web")
        shutil.copy(PAGES / "built-from", home / "built-from")
        with started(home, STYLEGUIDE="true") as running:
            yield running
    finally:
        shutil.rmtree(home)


def unset() -> dict[str, str]:
    """This process's environment without our settings: other tests point them at their own parts."""
    ours = {name.upper() for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in ours}


@contextlib.contextmanager
def started(home: Path, **settings: str) -> Iterator[Product]:
    """`python -m socialdraft up` on `home` and a free port, stopped as Ctrl-C stops it."""
    port = str(free_port())
    env = {**unset(), "DATA_DIR": str(home), "PORT": port, **settings}
    command = [sys.executable, "-m", "socialdraft", "up"]
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            line = process.stdout.readline()
            assert "is ready at" in line, "the product did not start; its reason is on stderr"
            yield Product(f"http://127.0.0.1:{port}", home, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
    assert process.returncode == 0
