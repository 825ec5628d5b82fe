"""Bugs reach the tracker with the ids that find them, and with nobody's words."""

import gzip
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.product_fixture import ROOT, unset

WORDS = "canary soup, call 081-555-0199"
PROGRAM = f"""
import logging, os, sys
from socialdraft import logs
from socialdraft.adapters import sentry

sentry.PATIENCE = 60.0
if sys.argv[1] == "open":
    sentry.scrubbed = lambda event, *, part: event
sentry.watch("worker")
logs.begin(request_id="0123abcd", owner="0" * 32)

def fails(caption):
    raise ValueError(caption)

def work():
    try:
        fails({WORDS!r})
    except ValueError:
        logging.getLogger("socialdraft.api").exception("api.failed id=%s %s", "0123abcd", {WORDS!r})
    sentry.flush()
    os._exit(0)

if os.fork() == 0:
    work()
os.wait()
"""


@pytest.fixture
def tracker() -> Iterator[tuple[str, list[str]]]:
    """A server that takes envelopes; its address as a DSN, and what has come."""
    received: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            received.append((gzip.decompress(body) if self.headers["content-encoding"] == "gzip" else body).decode())
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://public@127.0.0.1:{server.server_port}/1", received
    server.shutdown()
    thread.join()
    server.server_close()


def run(address: str, how: str) -> None:
    """A forked child, as a worker's horse is one, meets a bug while it holds an owner's words."""
    env = unset() | {"SENTRY_DSN": address}
    subprocess.run([sys.executable, "-c", PROGRAM, how], cwd=ROOT, env=env, check=True, stderr=subprocess.DEVNULL)


def test_a_bug_arrives_with_its_place_and_its_ids_and_without_words(tracker: tuple[str, list[str]]) -> None:
    address, received = tracker
    run(address, "scrubbed")
    (envelope,) = received
    event: dict[str, Any] = json.loads(envelope.splitlines()[2])
    (error,) = event["exception"]["values"]
    assert (error["type"], error["stacktrace"]["frames"][-1]["function"]) == ("ValueError", "fails")
    assert event["tags"] == {"part": "worker", "request_id": "0123abcd", "owner": "0" * 32}
    assert event["logentry"] == {"message": "api.failed id=%s %s"}
    assert not {"request", "user", "breadcrumbs", "extra", "server_name", "contexts"} & event.keys()
    assert "canary" not in envelope
    assert "0199" not in envelope


def test_control_without_the_list_the_words_leave(tracker: tuple[str, list[str]]) -> None:
    address, received = tracker
    run(address, "open")
    assert "canary" in received[0]


def test_without_an_address_nothing_leaves_and_nothing_is_loaded() -> None:
    program = "import sys; import socialdraft.socialdraft, jobs.worker; assert 'sentry_sdk' not in sys.modules"
    env = unset() | {"__REFLEX_SKIP_COMPILE": "true"}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, check=True, stderr=subprocess.DEVNULL)
