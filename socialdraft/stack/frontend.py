"""Builds the pages once and again only when something they are made of changed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    "rxconfig.py",
    "assets",
    "reflex.lock/package-lock.json",
    "socialdraft/socialdraft.py",
    "socialdraft/pages",
    "socialdraft/components",
    "socialdraft/state",
    "socialdraft/i18n",
    "socialdraft/schemas.py",
    "socialdraft/policy.py",
    "socialdraft/platforms.toml",
    "socialdraft/stack/bundle.py",
    "socialdraft/stack/frontend.py",
)


class BuildFailed(Exception):
    """The pages could not be built; the message is one sentence for the person at the terminal."""


def ensure_built(home: Path) -> Path:
    """Build the pages under `home` unless the last build is of these very sources; returns the folder to serve.

    Takes about a minute the first time. Raises BuildFailed.
    """
    home = home.resolve()
    if not is_built(home):
        home.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(home / "build.lock"):
            if not is_built(home):
                stamp = home / "built-from"
                if not stamp.exists():  # a build that was cut off may have left half of its packages
                    shutil.rmtree(home / "web", ignore_errors=True)
                stamp.unlink(missing_ok=True)
                sources = fingerprint()  # whoever edits meanwhile gets another build
                _build(home)
                stamp.write_text(sources)
    return client_folder(home)


def is_built(home: Path) -> bool:
    """Whether the pages under `home` were built from the present sources; only looks, as an image is read-only."""
    stamp = home / "built-from"
    return client_folder(home).is_dir() and stamp.is_file() and stamp.read_text() == fingerprint()


def client_folder(home: Path) -> Path:
    """Where the built documents and static files of `home` stand."""
    return home.resolve() / "web" / "build" / "client"


def served_folder() -> Path:
    """The build that this web process was started with; the framework's own folder when none was named."""
    return Path(os.environ.get("REFLEX_WEB_WORKDIR", ".web")).resolve() / "build" / "client"


def environment(home: Path) -> dict[str, str]:
    """What a web process needs to serve the build in `home` together with the back end on one port."""
    return {
        "REFLEX_WEB_WORKDIR": str(home.resolve() / "web"),
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_DIR": str(home.resolve() / "reflex"),
        "REFLEX_STATES_WORKDIR": str(home.resolve() / "states"),
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
    }


def fingerprint() -> str:
    """SHA-256 over everything the pages are made of, the framework's version included."""
    digest = hashlib.sha256(f"{version('reflex')} {sys.version_info[:2]}".encode())
    for path in _files():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for name in SOURCES:
        root = ROOT / name
        found = sorted(root.rglob("*")) if root.is_dir() else [root]
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _build(home: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "reflex",
        "export",
        "--frontend-only",
        "--no-zip",
        "--loglevel",
        "warning",
    ]
    log = home / "build.log"
    with log.open("wb") as out:
        done = subprocess.run(
            command, check=False, cwd=ROOT, env=_build_environment(home), stdout=out, stderr=subprocess.STDOUT
        )
    if done.returncode or not client_folder(home).is_dir():
        raise BuildFailed(f"The pages could not be built; the reason is at the end of {log}.\n{_tail(log)}")


def _build_environment(home: Path) -> dict[str, str]:
    # Services must not be needed to build, so their addresses stay outside.
    kept = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "DATABASE_URL"}}
    own = environment(home)
    own.pop("__REFLEX_SKIP_COMPILE")
    own.pop("__REFLEX_MOUNT_FRONTEND_COMPILED_APP")
    return {**kept, **own, "SOCIALDRAFT_NODE_DIR": str(home / "node"), "NO_COLOR": "1"}


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    """Two starts at once build once: the second waits and finds the work done."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
