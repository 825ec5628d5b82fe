"""Change the code of the caps in every small way and see whether a test notices: `python -m tests.mutation`.

Works on a copy, with a PostgreSQL of its own and a database per mutant. Prints what survived; docs/mutation.md says
why.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from socialdraft.stack.port import free_port
from socialdraft.stack.postgres import Postgres
from socialdraft.stack.process import wait_ready

ROOT = Path(__file__).parents[2]
MUTATED = ("quota", "budget", "idempotency", "jobs")
TESTS = ("quota", "budget", "settling", "idempotency", "jobs", "leases")
COPIED = ("socialdraft", "jobs", "tests", "alembic", "alembic.ini", "pyproject.toml")


def setup() -> str:
    """What mutmut is told, in its own format."""
    told = {
        "source_paths": ["socialdraft"],
        "only_mutate": [f"socialdraft/services/{name}.py" for name in MUTATED],
        "also_copy": COPIED,
        "pytest_add_cli_args": ["-p", "no:randomly", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": [f"tests/services/test_{name}.py" for name in TESTS],
    }
    return "[mutmut]\n" + "".join("\n    ".join([f"{key} =", *words]) + "\n" for key, words in told.items())


def copy_of_the_project(home: Path) -> Path:
    project = home / "project"
    project.mkdir()
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, project / name)
    shutil.copy(Path(__file__).with_name("database.py"), project / "tests" / "services" / "conftest.py")
    (project / "setup.cfg").write_text(setup())
    return project


def make_template(url: str) -> str:
    """A migrated database that each mutant gets a copy of."""
    base = url.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(b"CREATE DATABASE mutant")
    env = os.environ | {"DATABASE_URL": f"{base}/mutant"}
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT, env=env, check=True)
    return base


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="socialdraft-mutation-"))
    home.chmod(0o711)
    postgres = Postgres(home, port=free_port())
    postgres.start()
    try:
        wait_ready((postgres,))
        env = os.environ | {"MUTATION_SERVER": make_template(postgres.url)}
        project = copy_of_the_project(home)
        mutmut = [sys.executable, "-m", "mutmut"]
        names = [word for word in sys.argv[1:] if word != "--keep"]  # which mutants; all without
        subprocess.run([*mutmut, "run", "--max-children", "3", *names], cwd=project, env=env, check=False)
        subprocess.run([*mutmut, "results"], cwd=project, env=env, check=False)
    finally:
        postgres.stop()
        if "--keep" in sys.argv:
            print(project)
        else:
            shutil.rmtree(home)


if __name__ == "__main__":
    main()
