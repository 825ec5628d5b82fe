"""The supervisor, from outside: what a person or a script sees when it starts, breaks and stops."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from socialdraft.stack.failure import Exit
from socialdraft.stack.port import free_port, is_free
from socialdraft.stack.supervisor import Patience

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("small_stack.py")
URLS = ("DATABASE_URL", "REDIS_URL", "S3_ENDPOINT_URL", "OPENAI_API_KEY", "PUBLIC_URL")


@dataclass
class Running:
    process: subprocess.Popen[str]
    home: Path
    port: int

    def state(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.home / "state.json").read_text())
        return found

    def children(self) -> dict[str, psutil.Process]:
        """By a telling word of their command line."""
        words = {"postgres": "pg18", "valkey": "valkey-server", "storage": "rclone", "web": "HTTPServer"}
        lines = [(line_of(child), child) for child in psutil.Process(self.process.pid).children()]
        return {name: child for name, word in words.items() for line, child in lines if word in line}

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=90)


def line_of(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:  # it ended while we looked
        return ""


def launch(home: Path, **extra: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if name not in URLS}
    env = {**kept, "DATA_DIR": str(home), "PYTHONPATH": str(ROOT), **extra}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, str(SCRIPT)], env=env, text=True, **pipes)  # type: ignore[call-overload,no-any-return]


@contextmanager
def running(home: Path, **extra: str) -> Iterator[Running]:
    port = free_port()
    with launch(home, PORT=str(port), **extra) as process:
        assert process.stdout
        line = process.stdout.readline()
        try:
            assert f"ready at http://127.0.0.1:{port}" in line, process.communicate()
            yield Running(process, home, port)
        finally:
            process.terminate()
            process.communicate(timeout=90)


def refusal(home: Path, **extra: str) -> tuple[int, str]:
    """Exit code and stderr of a start that must fail."""
    with launch(home, **{"PORT": str(free_port()), **extra}) as process:
        _, said = process.communicate(timeout=90)
    return process.returncode, said


def eventually(true: Callable[[], bool], *, seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def living(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def make_home() -> Path:
    """Not in pytest's own folder: PostgreSQL's lesser account could not pass through that."""
    parent = Path(tempfile.mkdtemp(prefix="socialdraft-up-"))
    parent.chmod(0o711)
    return parent / "ร้าน กาแฟ's"


@pytest.fixture
def home() -> Iterator[Path]:
    made = make_home()
    yield made
    shutil.rmtree(made.parent)


@pytest.fixture(scope="module")
def shared() -> Iterator[Running]:
    """One running stack for the tests that leave it running."""
    made = make_home()
    with running(made) as stack:
        yield stack
    shutil.rmtree(made.parent)


def test_the_running_stack_says_where_it_answers(shared: Running) -> None:
    state = shared.state()
    assert stat.S_IMODE((shared.home / "state.json").stat().st_mode) == 0o600
    assert {"web", "database", "redis", "s3", "studio"} <= state.keys()
    psycopg.connect(state["database"]).close()
    with redis.Redis.from_url(state["redis"]) as client:
        assert client.ping()


def test_a_second_start_on_the_same_folder_is_refused_with_the_address_of_the_first(shared: Running) -> None:
    code, said = refusal(shared.home)
    assert code == Exit.ALREADY_RUNNING
    assert f"http://127.0.0.1:{shared.port}" in said
    assert said.count("\n") == 1


def test_each_killed_part_comes_back(shared: Running) -> None:
    before = shared.children()
    assert before.keys() == {"postgres", "valkey", "storage", "web"}
    for child in before.values():
        child.kill()

    def all_new() -> bool:
        now = shared.children()
        return now.keys() == before.keys() and all(now[name] != before[name] for name in before)

    assert eventually(all_new)
    assert eventually(lambda: connects(shared.state()["database"]))


def test_a_stop_leaves_nothing_running_and_nothing_announced(home: Path) -> None:
    with running(home) as stack:
        processes = psutil.Process(stack.process.pid).children(recursive=True)
        assert stack.end(signal.SIGINT) == Exit.OK
        assert living(processes) == []
        assert is_free(stack.port)
        assert "web" not in stack.state()


def connects(database: str) -> bool:
    try:
        psycopg.connect(database, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def test_killing_the_supervisor_orphans_nothing_and_the_next_start_finds_the_data(home: Path) -> None:
    with running(home) as stack:
        database = stack.state()["database"]
        with psycopg.connect(database, autocommit=True) as session:
            session.execute("create table kept as select 42 as answer")
        processes = psutil.Process(stack.process.pid).children(recursive=True)
        stack.process.kill()
        stack.process.wait()
        if sys.platform == "linux":
            assert eventually(lambda: living(processes) == [])
    with running(home) as stack:
        assert stack.state()["database"] == database
        with psycopg.connect(database) as session:
            assert session.execute("select answer from kept").fetchone() == (42,)


def test_an_orphan_that_would_not_die_is_ended_by_the_next_start(home: Path) -> None:
    with running(home, SMALL_WORKER="deaf") as stack:
        (deaf,) = [child for child in psutil.Process(stack.process.pid).children() if "deaf" in line_of(child)]
        assert eventually(lambda: "deaf" in (home / "log" / "stack.log").read_text())
        stack.process.kill()
        stack.process.wait()
        assert living([deaf])
    with running(home):
        assert living([deaf]) == []


def test_a_second_ctrl_c_does_not_wait_for_a_deaf_part(home: Path) -> None:
    with running(home, SMALL_WORKER="deaf") as stack:
        assert eventually(lambda: "deaf" in (home / "log" / "stack.log").read_text())
        stack.process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert stack.process.poll() is None
        assert stack.end(signal.SIGINT) == Exit.OK


def test_a_part_that_cannot_start_stops_the_start_and_is_named(home: Path) -> None:
    code, said = refusal(home, SMALL_WORKER="crash")
    assert (code, said.split(":")[0]) == (Exit.CRASHED, "worker-1 did not start")
    assert "no luck" in said


def test_a_busy_port_is_named_with_its_holder(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = refusal(home, PORT=str(port))
    assert code == Exit.PORT_BUSY
    assert f"Port {port} is in use by {psutil.Process().name()} (pid {os.getpid()})" in said


def test_a_data_folder_that_is_a_file_is_refused(home: Path) -> None:
    home.write_text("")
    code, said = refusal(home)
    assert code == Exit.DATA_FOLDER
    assert "cannot be used: File exists" in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_data_folder_is_refused(home: Path) -> None:
    home.mkdir(mode=0o500)
    assert refusal(home / "inner")[0] == Exit.DATA_FOLDER


def test_a_part_of_the_data_folder_that_is_not_what_it_should_be_is_named(home: Path) -> None:
    home.mkdir()
    (home / "storage").write_text("")
    code, said = refusal(home)
    assert (code, f"{home}/storage" in said, said.count("\n")) == (Exit.DATA_FOLDER, True, 1)


@pytest.mark.parametrize("version", ["", "17"])
def test_a_database_folder_we_cannot_read_is_refused_and_left_alone(home: Path, version: str) -> None:
    cluster = home / "postgres" / "pg18"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text(version)
    code, said = refusal(home)
    assert (code, f"{cluster} is damaged" in said) == (Exit.DATA_FOLDER, True)
    assert (cluster / "PG_VERSION").read_text() == version


@pytest.mark.parametrize("name", ["state.json", "secrets.json"])
def test_a_damaged_record_is_refused_by_name(home: Path, name: str) -> None:
    home.mkdir()
    (home / name).write_text("{half")
    code, said = refusal(home)
    assert (code, f"{name} in it is damaged" in said) == (Exit.DATA_FOLDER, True)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", "postgresql://owner:hidden@127.0.0.1:{port}/db"),
        ("REDIS_URL", "redis://:hidden@127.0.0.1:{port}/0"),
        ("S3_ENDPOINT_URL", "http://127.0.0.1:{port}"),
    ],
)
def test_a_given_url_that_does_not_answer_is_named_without_its_password(home: Path, name: str, url: str) -> None:
    code, said = refusal(home, **{name: url.format(port=free_port())})
    assert (code, said.split(" is set")[0]) == (Exit.UNREACHABLE, name)
    assert "hidden" not in said


def test_a_given_database_is_used_and_none_is_started(home: Path, database_url: str) -> None:
    with running(home, DATABASE_URL=database_url) as stack:
        assert stack.state()["database"] == database_url
        assert "postgres" not in stack.children()


def test_pauses_grow_and_the_fifth_end_within_a_minute_is_one_too_many() -> None:
    patience = Patience()
    assert [patience.pause(now=second) for second in range(5)] == [0.25, 0.5, 1, 2, None]


def test_an_end_long_ago_is_forgiven() -> None:
    patience = Patience()
    assert {patience.pause(now=hour * 3600.0) for hour in range(9)} == {0.25}
