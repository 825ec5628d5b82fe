"""The runbook, followed to the letter: its own commands, in its order, in a clean clone on the suite's real parts."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from socialdraft.settings import Settings
from socialdraft.stack.port import free_port
from socialdraft.stack.postgres import installed_programs
from socialdraft.stack.storage import Bucket
from tests.api.visitor import Server, Visitor
from tests.faults.processes import family, strike
from tests.product_fixture import ROOT, unset
from tests.studio_fixture import StudioServer

BLOCK = re.compile(r"^## (?P<section>[^\n]+)$|^```sh ?(?P<mark>\w*)\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL)
DONE = "this block has ended with"


@dataclass(frozen=True)
class Block:
    section: str
    mark: str
    commands: str


def blocks() -> list[Block]:
    found, section = [], ""
    for match in BLOCK.finditer((ROOT / "deploy" / "runbook.md").read_text()):
        if match["section"]:
            section = match["section"]
        else:
            found.append(Block(section, match["mark"], match["commands"]))
    return found


class Shell:
    """The operator's terminal: one bash, which stops at the first command that fails."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self._log, self._run = (folder / "terminal").open("w+"), folder / "run"
        self._bash = subprocess.Popen(
            ["bash", "-euo", "pipefail"],
            cwd=folder / "first",
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def run(self, commands: str) -> str:
        """What the commands said; fails with their errors when one failed."""
        assert self._bash.stdin
        assert self._bash.stdout
        self._bash.stdin.write(f"{commands}\necho '{DONE}'\n")
        self._bash.stdin.flush()
        said: list[str] = []
        for line in self._bash.stdout:
            if line.startswith(DONE):
                return "".join(said)
            said.append(line)
        self._log.seek(0)
        raise AssertionError(f"{commands}\n{''.join(said)}\n{self._log.read()[-4000:]}")

    def close(self) -> None:
        self._bash.kill()
        self._bash.communicate()
        for file in self._run.glob("*.pid"):  # they outlive their terminal, as they should
            for process in family(int(file.read_text())):
                strike(process)
        self._log.close()


def git(folder: Path, *words: str) -> str:
    given = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-C", str(folder)]
    return subprocess.run(["git", *given, *words], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def settings(database_url: str, redis_url: str, s3: Bucket, studio: StudioServer) -> Iterator[dict[str, str]]:
    """What the operator writes into `.env`: a database of their own on the suite's servers, the studio as provider."""
    url = database_url.rsplit("/", 1)[0] + "/runbook"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE runbook")
    port = free_port()
    yield {
        "DATABASE_URL": url,
        "REDIS_URL": redis_url.rsplit("/", 1)[0] + "/9",
        "S3_ENDPOINT_URL": s3.endpoint,
        "S3_BUCKET": "runbook",
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "OPENAI_BASE_URL": studio.base_url,
        "SOCIALDRAFT_STUDIO": "true",
        "SOCIALDRAFT_STUDIO_KEY": studio.key,
        "OPS_TOKEN": "a" * 40,
        "SECRET_KEY": "b" * 40,
        "WEB": f'"{port} {free_port()}"',
        "PORT": str(port),
    }
    with psycopg.connect(database_url, autocommit=True) as connection:
        for name in ("runbook", "restored"):
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


@pytest.fixture
def shell(tmp_path: Path, settings: dict[str, str]) -> Iterator[Shell]:
    """A clean clone with two versions, and an editor that knows what to write."""
    git(tmp_path, "clone", "-q", str(ROOT), "origin")
    git(tmp_path / "origin", "tag", "first")
    git(tmp_path / "origin", "commit", "-q", "--allow-empty", "-m", "Another version")
    git(tmp_path / "origin", "tag", "second")
    git(tmp_path, "clone", "-q", "--branch", "first", str(tmp_path / "origin"), "first")
    editor = tmp_path / "editor"
    lines = "".join(f"{name}={value}\n" for name, value in settings.items())
    editor.write_text(f"#!/bin/sh\ncat > \"$1\" <<'END'\n{lines}END\n")
    editor.chmod(0o700)
    for name in ("backups", "run"):
        (tmp_path / name).mkdir()
    env = unset() | {
        "EDITOR": str(editor),
        "BACKUPS": str(tmp_path / "backups"),
        "RUN": str(tmp_path / "run"),
        "VERSION": "second",
        "MORE_WEB": str(free_port()),
        "PATH": f"{installed_programs()}:{os.environ['PATH']}",
    }
    found = Shell(tmp_path, env)
    yield found
    found.close()


def broken(owner: Visitor, settings: dict[str, str]) -> str:
    """The number that somebody is shown whose request met a bug."""
    with psycopg.connect(settings["DATABASE_URL"].replace("/runbook", "/restored"), autocommit=True) as connection:
        connection.execute("ALTER TABLE ingests RENAME TO broken")
        answer = owner.http.post("/api/ingest", json={"business_id": owner.business["id"], "text": "Soup, 45 baht."})
        connection.execute("ALTER TABLE broken RENAME TO ingests")
    assert answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR
    return str(answer.json()["request_id"])


@pytest.mark.faults
def test_the_runbook_can_be_followed_to_the_letter(shell: Shell, settings: dict[str, str], tmp_path: Path) -> None:
    server = Server(settings["PUBLIC_URL"], settings, tmp_path)
    told: list[tuple[str, str]] = []
    owner, post = None, ""
    for block in blocks():
        if block.mark == "docker":
            continue
        if owner and "$NUMBER" in block.commands:
            shell.run(f"NUMBER={broken(owner, settings)}")
        said = shell.run(block.commands)
        told.append((block.section, said))
        if owner is None and "doctor" in block.commands:
            owner = Visitor(server)
            owner.http.headers["connection"] = "close"  # the process at the other end changes
            post = owner.arrive().settle().draft()["id"]
        elif owner is not None:
            assert [one["id"] for one in owner.get("/api/posts").json()["posts"]] == [post]
    doctor = next(said for section, said in told if section == "Deploy" and "database" in said)
    assert " down" not in doctor
    proofs = [said for section, said in told if section == "Backup and restore" and "invariants" in said]
    assert len(proofs) == 2, "a drill and a restore"
    assert all("all hold" in said for said in proofs)
    off, on = [said for section, said in told if section == "Incident" and "switched off" in said]
    assert "anonymous, images" in off
    assert on.rstrip().endswith("switched off: nothing")


def test_the_deployments_give_nothing_but_settings_and_the_example_lists_what_they_ask_for() -> None:
    names = {name.upper() for name in Settings.model_fields}
    compose, render, example = (
        (ROOT / "deploy" / name).read_text() for name in ("compose.yml", "render.yaml", ".env.example")
    )
    given = re.findall(r"^    ([A-Z][A-Z0-9_]+):", compose, re.MULTILINE) + re.findall(
        r"key: ([A-Z][A-Z0-9_]+)", render
    )
    assert set(given) <= names
    asked = set(re.findall(r"\$\{(\w+):", compose)) - {"IMAGE"}
    assert asked <= set(re.findall(r"^#?(\w+)=", example, re.MULTILINE))


def test_every_block_is_a_program_and_only_what_needs_an_engine_is_left_out() -> None:
    assert {block.mark for block in blocks()} == {"", "docker", "checkout"}
    for block in blocks():
        done = subprocess.run(["bash", "-n"], input=block.commands, text=True, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), block.commands
        assert ("docker" in block.commands) is (block.mark == "docker"), block.commands
