"""Spans arrive at a real OTLP receiver: with the ids of the log lines, tied together, and without anybody's words."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from socialdraft.stack.port import free_port
from tests.api.conftest import spawn, wait_for
from tests.api.visitor import PASTE, Server, Visitor, made, new_key
from tests.product_fixture import ROOT, unset

ALLOWED = {"http.request.method", "http.route", "http.response.status_code", "purpose", "model", "call_id"}
IDS = {"request_id", "job_id", "owner", "handler"}
LEDGER = "SELECT id, model, job_id FROM api_cost_ledger"
WORDS = "canary soup, call 081-555-0199"
PROGRAM = f"""
import os, sys
from socialdraft import logs, traces
from socialdraft.adapters import otel

otel.PATIENCE = 60.0
if sys.argv[1] == "open":
    import opentelemetry.trace
    from opentelemetry.sdk.trace import Tracer
    real = Tracer.start_as_current_span
    Tracer.start_as_current_span = lambda self, name, **_: real(self, name)
otel.watch("worker")
logs.begin(job_id="0123abcd")
if os.fork() == 0:
    try:
        with traces.span("job test"):
            raise ValueError({WORDS!r})
    except ValueError:
        otel.flush()
        os._exit(0)
os.wait()
"""


@dataclass
class Collector:
    """What has come: the bodies as they came, and the spans in them."""

    url: str
    bodies: list[bytes] = field(default_factory=list)

    def spans(self) -> list[Span]:
        parsed = [ExportTraceServiceRequest.FromString(body) for body in list(self.bodies)]
        return [
            span
            for each in parsed
            for part in each.resource_spans
            for scope in part.scope_spans
            for span in scope.spans
        ]

    def named(self, name: str) -> list[Span]:
        return [span for span in self.spans() if span.name == name]


def about(span: Span) -> dict[str, str]:
    return {each.key: each.value.string_value or str(each.value.int_value) for each in span.attributes}


@pytest.fixture
def collector() -> Iterator[Collector]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.path == "/v1/traces":
                found.bodies.append(body)
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Collector(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def traced(server: Server, collector: Collector) -> Iterator[Server]:
    """The same product once more, with its own queue, and traces on."""
    port = str(free_port())
    env = server.environment | {
        "REDIS_URL": server.environment["REDIS_URL"].rpartition("/")[0] + "/7",
        "PORT": port,
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }
    granian = ["-m", "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1", "--port", port]
    started = [
        spawn(env, server.log, *granian, "--workers-kill-timeout", "2", "socialdraft.api.app:create_app"),
        spawn(env, server.log, "-m", "socialdraft", "worker"),
    ]
    found = Server(f"http://127.0.0.1:{port}", env, server.log)
    try:
        wait_for(lambda: httpx.get(f"{found.url}/healthz").is_success)
        yield found
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(60)


@pytest.mark.faults
def test_a_request_and_a_job_lead_to_their_provider_calls(server: Server, collector: Collector) -> None:
    with traced(server, collector) as found:
        shop = Visitor(found).arrive().settle()
        answer = shop.post("/api/posts/generate", shop.order(), key=new_key())
        post = made(answer)["posts"][0]
        images = f"/api/posts/{post['id']}/images"
        found.sql("UPDATE budget_month SET simulated_level = 3")  # ten ideas are quicker drawn than twenty
        started = made(shop.post(f"{images}/candidates", {}, key=new_key()), status=202)
        found.sql("UPDATE budget_month SET simulated_level = NULL")
        assert shop.finished(started["job_id"])["status"] == "succeeded"
        wait_for(lambda: bool(collector.named("job candidates")), seconds=20)
        wait_for(lambda: bool(collector.named("GET /api/jobs/{job_id}")), seconds=20)
        shop.http.close()
    (request,) = collector.named("POST /api/posts/generate")
    assert about(request)["request_id"] == answer.headers["x-request-id"]
    assert about(request)["http.response.status_code"] == "201"
    (job,) = collector.named("job candidates")
    assert about(job)["job_id"] == started["job_id"]
    ledger = {(str(call_id), model): job_id for call_id, model, job_id in found.sql(LEDGER)}
    for parent, by_a_job in ((request, False), (job, True)):
        calls = [span for span in collector.named("provider.call") if span.parent_span_id == parent.span_id]
        assert {span.trace_id for span in calls} == {parent.trace_id}
        told = {(about(span)["call_id"], about(span)["model"]) for span in calls}
        assert told <= ledger.keys()
        assert (started["job_id"] in {str(ledger[call]) for call in told}) is by_a_job
    assert set().union(*(about(span).keys() for span in collector.spans())) <= ALLOWED | IDS
    sent = b"".join(collector.bodies).decode("utf-8", "replace")
    secrets = [*PASTE.split(), "Canal Noodles", post["id"], shop.business["id"], shop.http.cookies["sd_session"]]
    assert not [word for word in secrets if len(word) > 4 and word in sent]


def run(collector: Collector, how: str) -> str:
    env = unset() | {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url}
    subprocess.run([sys.executable, "-c", PROGRAM, how], cwd=ROOT, env=env, check=True)
    (span,) = collector.named("job test")
    assert about(span) == {"job_id": "0123abcd"}
    return b"".join(collector.bodies).decode("utf-8", "replace")


def test_an_error_is_told_by_its_kind_from_a_forked_child(collector: Collector) -> None:
    told = run(collector, "ours")
    assert "ValueError" in told
    assert "canary" not in told


def test_control_the_librarys_own_way_would_tell_the_words(collector: Collector) -> None:
    assert "canary" in run(collector, "open")


def test_without_an_address_nothing_is_loaded_and_with_one_the_library_must_be_there() -> None:
    program = "import sys, socialdraft.socialdraft, jobs.worker; assert 'opentelemetry.exporter' not in sys.modules"
    env = unset() | {"__REFLEX_SKIP_COMPILE": "true"}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, check=True, stderr=subprocess.DEVNULL)
    hidden = "import sys; sys.modules['opentelemetry.exporter'] = None; from socialdraft.settings import *; Settings()"
    env = unset() | {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"}
    done = subprocess.run(
        [sys.executable, "-c", hidden], cwd=ROOT, env=env, check=False, capture_output=True, text=True
    )
    assert done.returncode
    assert "pip install -r requirements-otel.txt" in done.stderr
