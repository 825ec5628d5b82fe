"""What the image holds is enough: only the files its context lets through, in a folder nobody may write to."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from pathlib import Path

import httpx
import pytest

from socialdraft.stack.frontend import ensure_built
from socialdraft.stack.port import free_port
from socialdraft.stack.storage import Bucket
from tests.product_fixture import PAGES, ROOT, unset
from tests.spare_fixture import drop_database, make_database

pytestmark = pytest.mark.faults


def let_through(target: Path) -> None:
    """What `COPY . .` copies: the names that .dockerignore takes back from its `*`, less what it drops again."""
    lines = (ROOT / ".dockerignore").read_text().split()
    assert lines[0] == "*"
    dropped = [line.removeprefix("**/") for line in lines[1:] if not line.startswith("!")]

    def unwanted(folder: str, names: list[str]) -> list[str]:
        here = Path(folder).relative_to(ROOT)
        return [name for name in names if any(fnmatch(name, rule) or str(here / name) == rule for rule in dropped)]

    for name in (line[1:] for line in lines if line.startswith("!")):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=unwanted)
        else:
            shutil.copy(source, target / name)


@pytest.fixture
def image(tmp_path: Path) -> Iterator[Path]:
    """The image's folders after its build: sources, and the built pages beside a place for scratch."""
    sources, data, scratch = (tmp_path / name for name in ("srv", "data", "scratch"))
    for folder in (sources, data / "web", scratch):
        folder.mkdir(parents=True)
    let_through(sources)
    ensure_built(PAGES)
    shutil.copytree(PAGES / "web" / "build", data / "web" / "build")
    (data / "web" / "backend").symlink_to(scratch)
    program = "from socialdraft.stack.frontend import fingerprint; print(fingerprint(), end='')"
    stamp = subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=sources, env=unset(), check=True, capture_output=True
    )
    (data / "built-from").write_bytes(stamp.stdout)
    subprocess.run(["chmod", "-R", "a-w", sources, data], check=True)
    yield tmp_path
    subprocess.run(["chmod", "-R", "u+w", sources, data], check=True)


@pytest.fixture
def env(image: Path, database_url: str, redis_url: str, s3: Bucket) -> Iterator[dict[str, str]]:
    database = make_database(database_url)
    yield {
        "PATH": os.environ["PATH"],
        "HOME": str(image / "scratch"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DATA_DIR": str(image / "data"),
        "PORT": str(free_port()),
        "DATABASE_URL": database,
        "REDIS_URL": redis_url,
        "S3_ENDPOINT_URL": s3.endpoint,
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
        "OPENAI_API_KEY": "none is asked here",
    }
    drop_database(database_url, database)


def stood(image: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder with its size and time; root may write where nobody may, so that is looked at too."""
    found = [path for name in ("srv", "data") for path in (image / name).rglob("*") if not path.is_symlink()]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


def test_each_part_starts_from_what_the_image_holds_and_writes_nothing_into_it(
    image: Path, env: dict[str, str]
) -> None:
    before = stood(image)
    command = [sys.executable, "-m", "socialdraft"]
    subprocess.run([*command, "migrate"], cwd=image / "srv", env=env, check=True)
    with started(image, env, "web") as web, started(image, env, "sweep"), started(image, env, "worker") as worker:
        with httpx.Client(base_url=f"http://127.0.0.1:{env['PORT']}", timeout=10) as visitor:
            wait_for(visitor, "/healthz")
            assert "<h1" in visitor.get("/").text
            wait_for(visitor, "/readyz")
        assert web.poll() is None
        assert worker.poll() is None
    assert stood(image) == before


def test_control_without_one_of_its_folders_the_image_does_not_start(image: Path, env: dict[str, str]) -> None:
    (image / "srv").chmod(0o755)
    (image / "srv" / "alembic").rename(image / "elsewhere")
    done = subprocess.run([sys.executable, "-m", "socialdraft", "migrate"], cwd=image / "srv", env=env, check=False)
    assert done.returncode


@contextmanager
def started(image: Path, env: dict[str, str], part: str) -> Iterator["subprocess.Popen[bytes]"]:
    """One part of the image, stopped at the end of the block."""
    with subprocess.Popen([sys.executable, "-m", "socialdraft", part], cwd=image / "srv", env=env) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def wait_for(visitor: httpx.Client, path: str) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        with suppress(httpx.TransportError):
            if visitor.get(path).is_success:
                return
        time.sleep(0.2)
    raise AssertionError(path)
