"""`python -m socialdraft <command>` as a person types it."""

import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest

from socialdraft.__main__ import main
from socialdraft.stack.failure import Exit
from socialdraft.stack.port import free_port
from socialdraft.stack.storage import Bucket
from tests.product_fixture import unset

ROOT = Path(__file__).parents[2]


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "socialdraft", *words],
        env={**unset(), **env},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def services_env(database_url: str, redis_url: str, s3: Bucket, tmp_path: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "S3_ENDPOINT_URL": s3.endpoint,
        "S3_BUCKET": s3.name,
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
        "DATA_DIR": str(tmp_path),
        "PORT": str(free_port()),
    }


def test_windows_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert main(["up"]) == Exit.PLATFORM
    assert "WSL2" in capsys.readouterr().err


def test_a_wrong_setting_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "eighty")
    assert main(["up"]) == Exit.UNREACHABLE
    said = capsys.readouterr().err
    assert said.startswith("PORT: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("cap", ["a lot", "NaN", "-1"])
def test_a_cap_that_is_no_amount_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cap: str
) -> None:
    monkeypatch.setenv("MONTHLY_CAP_USD", cap)
    assert main(["up"]) == Exit.UNREACHABLE
    assert "MONTHLY_CAP_USD has to be a number of dollars" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("[limits", "can't be used"),
        ("[limits]\nfinals = 9", "unknown setting finals"),
        ("ladder = []", "can't be used"),
    ],
)
def test_rules_that_cannot_be_read_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, rules: str, says: str
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(rules)
    monkeypatch.setenv("POLICY_FILE", str(file))
    assert main(["up"]) == Exit.UNREACHABLE
    said = capsys.readouterr().err
    assert f"POLICY_FILE {file}" in said
    assert says in said


def test_https_without_secrets_does_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://shop.example")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    assert main(["up"]) == Exit.UNREACHABLE
    assert "SECRET_KEY" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("key", "token", "said"),
    [
        ("changeme", "x" * 32, "can be guessed"),
        ("secret" * 8, "0123456789abcdef" * 2, "can be guessed"),
        ("0123456789abcdef" * 2, "0123456789abcdef" * 2, "are the same"),
    ],
)
def test_https_with_a_default_or_a_shared_secret_does_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], key: str, token: str, said: str
) -> None:
    for name, value in {"PUBLIC_URL": "https://shop.example", "SECRET_KEY": key, "OPS_TOKEN": token}.items():
        monkeypatch.setenv(name, value)
    assert main(["up"]) == Exit.UNREACHABLE
    told = capsys.readouterr().err
    assert said in told
    assert key not in told


def test_help_lists_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["up", "--help"])
    said = capsys.readouterr().out
    assert all(f"{int(code)}  " in said for code in Exit)


def test_migrating_an_empty_database_twice_changes_nothing_the_second_time(
    database_url: str, services_env: dict[str, str]
) -> None:
    name = f"m{uuid.uuid4().hex}"
    with psycopg.connect(database_url, autocommit=True) as session:
        session.execute(f"create database {name}")
    env = {**services_env, "DATABASE_URL": database_url.rpartition("/")[0] + f"/{name}"}
    assert [run("migrate", **env).returncode for _ in range(2)] == [0, 0]
    with psycopg.connect(env["DATABASE_URL"]) as session:
        versions = session.execute("select count(*) from alembic_version").fetchone()
    assert versions == (1,)


def test_doctor_tells_what_works_what_does_not_and_no_secret(
    migrated: str, services_env: dict[str, str], s3: Bucket
) -> None:
    assert migrated == services_env["DATABASE_URL"]
    found = run("doctor", **services_env)
    states = {line.split()[1]: line.split()[0] for line in found.stdout.splitlines()}
    assert {states[part] for part in ("database", "migrations", "redis", "storage", "sweeper")} == {"ok"}
    assert (states["web"], found.returncode) == ("off", Exit.OK)
    assert s3.secret_key not in found.stdout


def test_doctor_names_a_database_that_is_gone(services_env: dict[str, str]) -> None:
    gone = f"postgresql://owner:hidden@127.0.0.1:{free_port()}/none"
    found = run("doctor", **{**services_env, "DATABASE_URL": gone})
    assert (found.returncode, "down  database" in found.stdout) == (Exit.UNREACHABLE, True)
    assert "hidden" not in found.stdout + found.stderr


def test_a_web_process_refuses_a_port_that_another_one_serves(services_env: dict[str, str], redis_url: str) -> None:
    port = redis_url.rpartition(":")[2].partition("/")[0]
    found = run("web", **{**services_env, "PORT": port})
    assert (found.returncode, "is in use by valkey-server" in found.stderr) == (Exit.PORT_BUSY, True)
