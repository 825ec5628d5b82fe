"""Change the code of the caps in every small way and see whether a test notices: `python -m tests.mutation`.

Works on a copy in `.local/mutation` with a PostgreSQL of its own, and goes on where it stopped: a run may be cut short
with `--seconds 500`, `--again` tries the survivors anew once there are more tests, `--fresh` forgets everything. Names
such as `socialdraft.services.quota.x_merge*` choose some mutants. Prints what survived; docs/mutation.md says why.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from socialdraft.stack.port import free_port
from socialdraft.stack.postgres import Postgres
from socialdraft.stack.process import wait_ready

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".local" / "mutation"
MUTATED = ("quota", "budget", "books", "idempotency", "jobs")
TESTS = ("quota", "merged_weeks", "budget", "settling", "shares", "idempotency", "jobs", "leases", "switches")
COPIED = ("socialdraft", "jobs", "tests", "alembic", "alembic.ini", "pyproject.toml")
TEMPLATE = "mutant"
HASTY = ("fsync", "synchronous_commit", "full_page_writes")
"""What a database needs only if it is to outlive a crash."""
SURVIVED = (0, 33)
"""How mutmut writes down that no test failed, or none was reached."""


def setup() -> str:
    """What mutmut is told, in its own format."""
    told = {
        "source_paths": ["socialdraft"],
        "only_mutate": [f"socialdraft/services/{name}.py" for name in MUTATED],
        "also_copy": COPIED,
        "pytest_add_cli_args": ["-p", "no:randomly", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": [f"tests/services/test_{name}.py" for name in TESTS],
        "timeout_multiplier": ["4"],
        "timeout_constant": ["20"],
    }
    lists = {key: "\n    ".join(["", *words]) if len(words) > 1 else f" {words[0]}" for key, words in told.items()}
    return "[mutmut]\n" + "".join(f"{key} ={words}\n" for key, words in lists.items())


def copy_the_project(project: Path) -> None:
    """Bring the copy up to date; what has not changed keeps its date, and its mutants their results."""
    for name in COPIED:
        source, target = ROOT / name, project / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    shutil.copy(Path(__file__).with_name("database.py"), project / "tests" / "services" / "conftest.py")
    (project / "setup.cfg").write_text(setup())


@contextmanager
def server(home: Path) -> Iterator[str]:
    """A PostgreSQL in a hurry; the URL of its databases."""
    postgres = Postgres(home, port=free_port())
    postgres.start()
    try:
        wait_ready((postgres,))
        base = postgres.url.rsplit("/", 1)[0]
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            for name in HASTY:
                connection.execute(f"ALTER SYSTEM SET {name} = off".encode())
            connection.execute(b"SELECT pg_reload_conf()")
        yield base
    finally:
        postgres.stop()


def make_template(base: str) -> None:
    """A migrated database; each process that tries mutants gets a copy of it."""
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [TEMPLATE]).fetchall():
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {TEMPLATE}".encode())
    env = os.environ | {"DATABASE_URL": f"{base}/{TEMPLATE}"}
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT, env=env, check=True)


def forget_survivors(project: Path) -> None:
    """Let the next run try again what no test has noticed."""
    for path in project.glob("mutants/socialdraft/services/*.meta"):
        meta = json.loads(path.read_text())
        results = meta["exit_code_by_key"]
        meta["exit_code_by_key"] = {name: None if code in SURVIVED else code for name, code in results.items()}
        path.write_text(json.dumps(meta))


def run(project: Path, chosen: Namespace, *, base: str) -> None:
    env = os.environ | {"MUTATION_SERVER": base, "MUTATION_TEMPLATE": TEMPLATE}
    mutmut = [sys.executable, str(Path(__file__).with_name("sql.py"))]
    command = [*mutmut, "run", "--max-children", str(chosen.children), *chosen.names]
    with subprocess.Popen(command, cwd=project, env=env) as process:
        try:
            process.wait(chosen.seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
    subprocess.run([*mutmut, "results"], cwd=project, env=env, check=False)


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    chosen = parser.parse_args()
    if chosen.fresh:
        shutil.rmtree(HOME, ignore_errors=True)
    project = HOME / "project"
    project.mkdir(parents=True, exist_ok=True)
    copy_the_project(project)
    if chosen.again:
        forget_survivors(project)
    with server(HOME) as base:
        make_template(base)
        run(project, chosen, base=base)


if __name__ == "__main__":
    main()
