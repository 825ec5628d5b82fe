"""Whatever is sent, the answer is one the OpenAPI document promises: examples, edge values, noise, and chains of calls.

`make faults` runs the long form. Deleting everything and signing out end the caller, so they come last, alone.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.visitor import Server, Visitor, documented

SETTINGS = Path(__file__).with_name("schemathesis.toml")
ENDINGS = ("DELETE /api/me", "DELETE /api/sessions", "DELETE /api/sessions/{session_id}")
"""Operations after which the caller is nobody."""


def campaign(server: Server, prey: Visitor, home: Path, *wishes: str, document: str = "") -> str:
    """Let schemathesis loose on an owner; what it says, having found nothing."""
    env = os.environ | {
        "SESSION_COOKIE": prey.http.cookies["sd_session"],
        "BUSINESS_ID": prey.business["id"],
        "POST_ID": prey.ids["post_id"],
    }
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(SETTINGS)),
            *("run", document or f"{server.url}/api/openapi.json", "--url", server.url),
            *("--checks", "all", "--continue-on-failure", "-H", f"X-Forwarded-For: {prey.network}"),
            *wishes,
        ],
        env=env,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def prey(shop: Visitor) -> Visitor:
    """An owner whose objects may be changed at will."""
    shop.ids = {"post_id": shop.draft()["id"]}
    return shop


def without_endings() -> list[str]:
    return [word for name in ENDINGS for word in ("--exclude-name", name)]


def test_no_input_breaks_the_server_or_surprises_a_caller(server: Server, prey: Visitor, tmp_path: Path) -> None:
    campaign(server, prey, tmp_path, "-n", "5", "--max-time", "14", *without_endings())


def test_the_endings_keep_their_word_too(server: Server, prey: Visitor, tmp_path: Path) -> None:
    wishes = [word for name in ENDINGS for word in ("--include-name", name)]
    campaign(server, prey, tmp_path, "-n", "3", "--phases", "examples,coverage", *wishes)


@pytest.mark.faults
@pytest.mark.slow
def test_a_long_campaign_finds_nothing_either(server: Server, prey: Visitor, tmp_path: Path) -> None:
    told = campaign(server, prey, tmp_path, "-n", "100", "--max-time", "420", *without_endings())
    print(told[told.index("SUMMARY") :])  # noqa: T201 (the figure of the run)


@pytest.mark.faults
def test_control_a_document_that_promises_too_much_is_found_out(server: Server, prey: Visitor, tmp_path: Path) -> None:
    """The same campaign against a document that knows no absent job."""
    document = json.loads(json.dumps(documented(server.url)))
    path = "/api/jobs/{job_id}"
    document["paths"] = {path: document["paths"][path]}
    for status in ("404", "default"):
        del document["paths"][path]["get"]["responses"][status]
    file = tmp_path / "promise.json"
    file.write_text(json.dumps(document))
    with pytest.raises(AssertionError, match="Undocumented status code"):
        campaign(server, prey, tmp_path, "-n", "3", "--phases", "fuzzing", document=str(file))
