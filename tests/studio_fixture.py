"""The real studio of a test run, over real HTTP: started once per session, quick, without faults at each start."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from socialdraft.stack.port import free_port

ROOT = Path(__file__).parents[1]
ONE_SHOT = httpx.Limits(max_keepalive_connections=0)
QUICK = {"candidate_s": 0, "final_s": 0, "text_s": 0, "jitter": 0}


@dataclass
class StudioServer:
    """A running studio and its control panel; `url` is the server's root, `base_url` what a client takes."""

    home: Path
    port: int = field(default_factory=free_port)
    key: str = field(default_factory=lambda: secrets.token_hex(8))
    process: "subprocess.Popen[bytes] | None" = None
    panel: httpx.Client = field(default_factory=lambda: httpx.Client(verify=False, limits=ONE_SHOT))  # noqa: S501

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return f"{self.url}/v1"

    def start(self) -> None:
        command = [sys.executable, "-m", "socialdraft.studio", str(self.port), str(self.home)]
        environment = {"PATH": os.defpath, "SOCIALDRAFT_STUDIO_KEY": self.key}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment)
        deadline = time.monotonic() + 60
        while not self.answers():
            assert self.process.poll() is None, "the studio did not start"
            assert time.monotonic() < deadline, "the studio does not answer"
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            return self.panel.get(f"{self.url}/healthz").is_success
        except httpx.TransportError:
            return False

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(60)

    def faults(self, *faults: dict[str, Any]) -> None:
        """Queue faults, such as `{"kind": "rate_limit", "path": "/v1/responses", "nth": 2}`."""
        self._post("faults", list(faults))

    def waiting(self) -> list[dict[str, Any]]:
        """The faults that no call has met yet."""
        found: list[dict[str, Any]] = self._get("faults")["faults"]
        return found

    def latency(self, **seconds: float) -> None:
        self._post("latency", seconds)

    def reset(self, *, requests: bool = False) -> None:
        """No faults and no latency; charges are never forgotten, as the books are compared with them."""
        self._post("reset", {"requests": requests})

    def charges(self, hold_id: object = None) -> list[dict[str, Any]]:
        """All charges, or one call's."""
        return self._rows("charges", hold_id)

    def requests(self, hold_id: object = None) -> list[dict[str, Any]]:
        return self._rows("requests", hold_id)

    def total(self) -> Decimal:
        """US dollars ever charged."""
        return Decimal(self._get("charges")["total_usd"])

    def _post(self, name: str, body: Any) -> None:
        self.panel.post(f"{self.url}/_control/{name}", json=body).raise_for_status()

    def _rows(self, name: str, hold_id: object) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._get(name, hold_id=hold_id)[name]
        return rows

    def _get(self, name: str, *, hold_id: object = None) -> dict[str, Any]:
        query = {} if hold_id is None else {"hold_id": str(hold_id)}
        reply = self.panel.get(f"{self.url}/_control/{name}", params=query)
        found: dict[str, Any] = reply.raise_for_status().json()
        return found


@pytest.fixture(scope="session")
def studio_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioServer]:
    server = StudioServer(home=tmp_path_factory.mktemp("studio"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def studio(studio_server: StudioServer) -> Iterator[StudioServer]:
    """The session's studio without faults and without artificial latency; its logs keep growing."""
    studio_server.reset()
    studio_server.latency(**QUICK)
    yield studio_server
    studio_server.reset()
