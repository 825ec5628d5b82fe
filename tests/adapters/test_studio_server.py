"""The studio as a server: who may call it, what it remembers, how it queues faults, how it ends."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil
import pytest

from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.adapters.openai_text import OpenAIText
from socialdraft.ports import ProviderError
from tests.adapters.requests_factory import image_request, text_request
from tests.faults.processes import wait_until
from tests.studio_fixture import ROOT, StudioServer

QUESTION = {"type": "predicate", "instructions": "It is true."}
BODY = {"model": "gpt-6-luna", "input": "x", "questions": [QUESTION]}


@pytest.fixture
def own_studio(tmp_path: Path) -> Iterator[StudioServer]:
    """A studio that a test may kill."""
    server = StudioServer(home=tmp_path)
    server.start()
    yield server
    if server.process is not None and server.process.poll() is None:
        server.stop()


def call(studio: StudioServer, hold_id: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {studio.key}", "X-Client-Request-Id": hold_id}
    return studio.panel.post(f"{studio.base_url}/decisions", json=BODY, headers=headers)


@pytest.mark.parametrize("path", ["/v1/models", "/v1/responses", "/v1/images/edits"])
@pytest.mark.parametrize("key", ["", "Bearer guess", "Basic x"])
def test_a_stranger_gets_no_answer(studio: StudioServer, path: str, key: str) -> None:
    method = "GET" if path.endswith("models") else "POST"
    reply = studio.panel.request(method, studio.url + path, headers={"Authorization": key} if key else {})
    assert reply.status_code == 401
    assert reply.json()["error"]["code"] == "invalid_api_key"


def test_a_name_that_points_here_is_not_this_server(studio: StudioServer) -> None:
    reply = studio.panel.post(f"{studio.url}/_control/reset", json={}, headers={"Host": "evil.example"})
    assert reply.status_code == 400


def test_charges_outlive_a_kill_and_a_torn_line(own_studio: StudioServer) -> None:
    first, second = str(uuid4()), str(uuid4())
    call(own_studio, first)
    assert own_studio.process is not None
    own_studio.process.kill()
    own_studio.process.wait()
    with (own_studio.home / "charges.jsonl").open("ab") as file:
        file.write(b'{"time": "2026-')
    own_studio.start()
    call(own_studio, second)
    assert [row["hold_id"] for row in own_studio.charges()] == [first, second]
    assert [row["hold_id"] for row in own_studio.requests()] == [first, second]
    assert own_studio.total() == sum(Decimal(row["usd"]) for row in own_studio.charges())


def test_what_was_written_is_in_memory_only(own_studio: StudioServer) -> None:
    hold_id = str(uuid4())
    call(own_studio, hold_id)
    assert own_studio.requests(hold_id)[0]["body"] == BODY
    assert b"questions" not in (own_studio.home / "requests.jsonl").read_bytes()
    own_studio.stop()
    own_studio.start()
    assert "body" not in own_studio.requests(hold_id)[0]


def test_a_huge_body_is_logged_in_part(studio: StudioServer, text: OpenAIText) -> None:
    call_id = uuid4()
    text.write(text_request(text="ลาเต้ 60 บาท " * 3000), call_id=call_id)
    assert len(str(studio.requests(call_id)[0]["body"]).encode()) <= 20_000


def test_a_fault_waits_for_its_path_and_its_turn(studio: StudioServer, text: OpenAIText) -> None:
    studio.faults(
        {"kind": "error_500", "path": "/v1/responses", "nth": 2},
        {"kind": "auth", "path": "images/generations"},
        {"kind": "rate_limit", "path": "/v1/responses", "nth": 2},
    )
    outcomes = [outcome(text) for _ in range(4)]
    assert outcomes == ["written", "server", "rate_limited", "written"]


def outcome(text: OpenAIText) -> str:
    try:
        text.write(text_request(), call_id=uuid4())
    except ProviderError as error:
        return str(error)
    return "written"


def test_a_fault_may_come_several_times(studio: StudioServer, text: OpenAIText) -> None:
    studio.faults({"kind": "error_500", "times": 3})
    assert [outcome(text) for _ in range(4)] == ["server", "server", "server", "written"]


def test_reset_clears_faults_but_not_the_truth(studio: StudioServer, text: OpenAIText) -> None:
    call_id = uuid4()
    text.write(text_request(), call_id=call_id)
    studio.faults({"kind": "auth", "times": 9})
    studio.reset()
    assert outcome(text) == "written"
    assert len(studio.charges(call_id)) == 1


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("faults", [{"kind": "rate_limmit"}]),
        ("faults", [{"kind": "auth", "nth": 0}]),
        ("faults", [{"kind": "auth", "when": "now"}]),
        ("latency", {"text_s": -1}),
        ("latency", {"speed": 1}),
        ("latency", []),
        ("reset", {"everything": True}),
    ],
)
def test_an_unclear_order_is_refused(studio: StudioServer, name: str, body: Any) -> None:
    assert studio.panel.post(f"{studio.url}/_control/{name}", json=body).status_code == 422


def test_latency_is_kept_per_kind_and_changed_in_part(studio: StudioServer, text: OpenAIText) -> None:
    studio.latency(text_s=0.6)
    assert studio.panel.get(f"{studio.url}/_control/latency").json()["final_s"] == 0
    began = time.monotonic()
    text.write(text_request(), call_id=uuid4())
    assert time.monotonic() - began >= 0.6


def test_calls_wait_side_by_side_and_text_stays_quick(
    studio: StudioServer, text: OpenAIText, images: OpenAIImages
) -> None:
    images.draw(image_request(count=2), call_id=uuid4())
    studio.faults({"kind": "slow", "path": "/v1/images/generations", "seconds": 120, "times": 4})
    with ThreadPoolExecutor(4) as pool:
        drawings = [pool.submit(images.draw, image_request(count=1), call_id=uuid4()) for _ in range(4)]
        wait_until(lambda: not studio.waiting())  # all four are there and nobody is answered: none waits for another
        text.write(text_request(), call_id=uuid4())
        assert not any(drawing.done() for drawing in drawings), "text waited for pictures"
        studio.reset()
        assert all(drawing.result().images for drawing in drawings)


def test_a_bug_in_the_studio_is_an_unbilled_server_error(studio: StudioServer) -> None:
    call_id = uuid4()
    reply = studio.panel.post(
        f"{studio.base_url}/decisions",
        json=BODY | {"questions": [1]},
        headers={"Authorization": f"Bearer {studio.key}", "X-Client-Request-Id": str(call_id)},
    )
    assert reply.status_code == 500
    assert reply.json()["error"]["type"] == "server_error"
    assert reply.headers["x-request-id"] == studio.requests(call_id)[0]["id"]
    assert studio.charges(call_id) == []


def test_no_painter_outlives_a_killed_studio(own_studio: StudioServer) -> None:
    assert own_studio.process is not None
    body = {
        "model": "gpt-image-2.5-flare-2026-09-08",
        "prompt": "x",
        "n": 2,
        "size": "1024x1024",
        "quality": "low",
    }
    headers = {"Authorization": f"Bearer {own_studio.key}"}
    own_studio.panel.post(f"{own_studio.base_url}/images/generations", json=body, headers=headers, timeout=30)
    painters = psutil.Process(own_studio.process.pid).children(recursive=True)
    assert painters
    own_studio.process.kill()
    own_studio.process.wait()
    _, alive = psutil.wait_procs(painters, timeout=60)
    assert alive == []


def test_it_ends_when_asked(own_studio: StudioServer) -> None:
    assert own_studio.stop() == 0


def test_a_busy_port_is_named_and_not_shared(studio: StudioServer, tmp_path: Path) -> None:
    second = run_studio(studio.port, tmp_path, key="other")
    assert second.returncode == 3
    assert str(studio.port) in second.stderr


def test_a_studio_without_a_key_does_not_start(tmp_path: Path) -> None:
    assert run_studio(1, tmp_path, key="").returncode == 2


def run_studio(port: int, home: Path, *, key: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "socialdraft.studio", str(port), str(home)]
    environment = {"PATH": "/usr/bin:/bin", "SOCIALDRAFT_STUDIO_KEY": key}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
