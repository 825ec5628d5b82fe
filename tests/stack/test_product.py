"""The two commands of the promise: what stands after `make run`, all real parts included."""

import time

import httpx
import psutil
import pytest

from tests.product_fixture import Product

PARTS = ("postgres", "valkey-server", "rclone", "studio", "worker", "sweep", "granian")


@pytest.mark.slow
def test_everything_a_request_needs_is_there_when_the_address_is_printed(product: Product) -> None:
    with httpx.Client(base_url=product.url, timeout=30, trust_env=False) as visitor:
        assert visitor.get("/").status_code == httpx.codes.OK
        assert set(visitor.get("/readyz").json()["checks"].values()) == {True}


@pytest.mark.slow
def test_each_part_runs_below_the_supervisor(product: Product) -> None:
    deadline = time.monotonic() + 60
    while missing := set(PARTS) - running(product):
        assert time.monotonic() < deadline, missing
        time.sleep(0.1)


def running(product: Product) -> set[str]:
    """The parts whose command stands below the supervisor; a child that was forked just now has none yet."""
    lines = [" ".join(child.cmdline()) for child in psutil.Process(product.process.pid).children()]
    return {part for part in PARTS if any(part in line for line in lines)}


@pytest.mark.slow
def test_the_published_studio_answers(product: Product) -> None:
    assert httpx.get(f"{product.state()['studio']}/healthz", trust_env=False).status_code == httpx.codes.OK
