"""How often each route and page event is asked for, how it ends and how long it takes: the figures of this process."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

REGISTRY = CollectorRegistry()
BUCKETS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)
REQUESTS = Counter(
    "socialdraft_requests", "Requests by route and status.", ("method", "route", "status"), registry=REGISTRY
)
REQUEST_SECONDS = Histogram(
    "socialdraft_request_seconds", "Seconds to the end of an answer.", ("route",), registry=REGISTRY, buckets=BUCKETS
)
EVENT_SECONDS = Histogram(
    "socialdraft_event_seconds",
    "Seconds a page's event takes.",
    ("handler", "outcome"),
    registry=REGISTRY,
    buckets=BUCKETS,
)


def request(*, method: str, route: str, status: int, seconds: float) -> None:
    REQUESTS.labels(method, route, status).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)


@contextmanager
def event(handler: str) -> Iterator[None]:
    """Times one event of a page; one that raises is counted as failed."""
    began, outcome = time.perf_counter(), "failed"
    try:
        yield
        outcome = "done"
    finally:
        EVENT_SECONDS.labels(handler, outcome).observe(time.perf_counter() - began)


def lines() -> list[str]:
    """Prometheus text, without the moments at which a counter was born."""
    return [line for line in generate_latest(REGISTRY).decode().splitlines() if "_created" not in line]
