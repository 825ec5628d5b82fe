"""Probes and numbers for the operator."""

import time
from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import httpx
import pytest
from starlette.requests import Request

from socialdraft.api import networks
from socialdraft.settings import settings
from tests.api.visitor import OPS_TOKEN, Server, Visitor, refused

CHECKS = {"database": True, "migrations": True, "redis": True, "storage": True, "sweeper": True}


@pytest.fixture
def other_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings of this process, changed for one test."""
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def request(*, client: str = "127.0.0.1", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw, "client": (client, 1)})


def test_a_server_with_all_its_parts_is_up_and_ready(server: Server) -> None:
    assert httpx.get(f"{server.url}/healthz").json() == {"status": "ok"}
    ready = httpx.get(f"{server.url}/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "checks": CHECKS})


def test_a_database_at_another_migration_is_not_ready(server: Server) -> None:
    ((version,),) = server.sql("SELECT version_num FROM alembic_version")
    server.sql("UPDATE alembic_version SET version_num = 'older'")
    ready = httpx.get(f"{server.url}/readyz")
    server.sql("UPDATE alembic_version SET version_num = %s", version)
    assert (ready.status_code, ready.json()["checks"]) == (503, CHECKS | {"migrations": False})


def test_a_job_nobody_rings_for_shows_that_the_sweeper_is_gone(veteran: Visitor) -> None:
    job = veteran.ids["job_id"]
    past = "now() - interval '5 minutes'"
    veteran.server.sql(f"UPDATE jobs SET status = 'queued', run_after = {past}, rung_at = {past} WHERE id = %s", job)  # noqa: S608
    ready = httpx.get(f"{veteran.server.url}/readyz")
    numbers = metrics(veteran.server)
    veteran.server.sql("UPDATE jobs SET status = 'succeeded' WHERE id = %s", job)
    assert (ready.status_code, ready.json()["checks"]) == (503, CHECKS | {"sweeper": False})
    assert 300 <= float(numbers["socialdraft_queue_age_seconds"]) < 900
    assert int(numbers['socialdraft_jobs{status="queued"}']) >= 1


def metrics(server: Server) -> dict[str, str]:
    answer = httpx.get(f"{server.url}/metrics", headers={"authorization": f"Bearer {OPS_TOKEN}"})
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: value for name, _, value in lines}


def told_while_nothing_moved(server: Server) -> tuple[dict[str, str], Decimal, Decimal]:
    """The numbers, and what the month says before and after; work that other tests have left may still be paid."""
    for _ in range(600):
        month, numbers = server.sql("SELECT spent, held FROM budget_month"), metrics(server)
        if server.sql("SELECT spent, held FROM budget_month") == month:
            return numbers, *month[0]
        time.sleep(0.1)
    raise AssertionError("somebody pays all the time")


def test_metrics_tell_the_months_money_and_the_ledger(veteran: Visitor) -> None:
    numbers, spent, held = told_while_nothing_moved(veteran.server)
    assert numbers["socialdraft_month_spent_usd"] == str(spent)
    assert numbers["socialdraft_month_held_usd"] == str(held)
    assert numbers["socialdraft_month_cap_usd"] == "1000.000000"
    assert int(numbers['socialdraft_ledger{state="posted"}']) > 0


@pytest.mark.parametrize("word", ["", "Bearer", "Bearer wrong", OPS_TOKEN, f"Basic {OPS_TOKEN}", "Bearer é"])
def test_metrics_are_hidden_from_everybody_else(server: Server, word: str) -> None:
    answer = httpx.get(f"{server.url}/metrics", headers={b"authorization": word.encode("latin-1")})
    refused(answer, 404, "not_found")


def test_without_a_proxy_a_program_on_this_machine_may_read_metrics(other_settings: pytest.MonkeyPatch) -> None:
    other_settings.delenv("TRUSTED_PROXY_HOPS", raising=False)
    settings.cache_clear()
    assert networks.is_this_machine(request())
    assert networks.is_this_machine(request(client="::1"))
    assert not networks.is_this_machine(request(client="192.0.2.1"))
    assert not networks.is_this_machine(request(x_forwarded_for="127.0.0.1"))
    other_settings.setenv("TRUSTED_PROXY_HOPS", "1")
    settings.cache_clear()
    assert not networks.is_this_machine(request())


def test_a_proxys_word_counts_only_as_far_as_it_is_trusted(other_settings: pytest.MonkeyPatch) -> None:
    chain = {"x_forwarded_for": "6.6.6.6, 198.51.100.7, 192.0.2.1"}
    for hops, address in (("0", "127.0.0.1"), ("1", "192.0.2.1"), ("2", "198.51.100.7"), ("9", "127.0.0.1")):
        other_settings.setenv("TRUSTED_PROXY_HOPS", hops)
        settings.cache_clear()
        assert networks.address_of(request(**chain)) == address


def test_each_route_counts_its_answers_and_times_them(visitor: Visitor) -> None:
    answered = 'socialdraft_requests_total{method="GET",route="/api/posts/{post_id}",status="404"}'
    timed = 'socialdraft_request_seconds_count{route="/api/posts/{post_id}"}'
    before = metrics(visitor.server)
    for _ in range(3):
        assert visitor.get(f"/api/posts/{uuid4()}").status_code == 404
    after = metrics(visitor.server)
    for name in (answered, timed):
        assert float(after[name]) - float(before.get(name, 0)) == 3
    assert not any(visitor.session_id in name for name in after)
