"""The operator's page: only with the token, with the ledger's own figures, and its switches work and are noted."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.api.visitor import Server, Visitor, new_key
from tests.browser.barriers import barriers
from tests.browser.conftest import OpenPhone
from tests.product_fixture import Product

pytestmark = pytest.mark.browser


@pytest.fixture
def token(product: Product) -> str:
    return str(json.loads((product.home / "secrets.json").read_text())["ops_token"])


@pytest.fixture
def shop(product: Product) -> Iterator[Visitor]:
    """A shop with a checked text."""
    server = Server(
        product.url, {"DATABASE_URL": product.state()["database"]}, Path(product.home / "log" / "stack.log")
    )
    visitor = Visitor(server).arrive().settle()
    yield visitor
    visitor.http.close()


def sign_in(page: Page, token: str) -> None:
    page.goto("/auth/operator")
    page.fill("#token", token)
    page.get_by_test_id("operator-sign-in").click()
    expect(page.get_by_test_id("ops-month")).to_be_visible()


def settled(shop: Visitor) -> tuple[Decimal, int]:
    """What all calls that ended have cost, and how many they are."""
    ((spent, calls),) = shop.server.sql(
        "SELECT coalesce(sum(cost_usd), 0), count(*) FROM api_cost_ledger WHERE state IN ('posted', 'assumed')"
    )
    return spent, calls


def opened_while_nothing_was_paid(page: Page, shop: Visitor) -> Decimal:
    """What the ledger said before and after the page was opened; work that other tests have left may still be paid."""
    for _ in range(60):
        before = settled(shop)
        page.goto("/ops")
        expect(page.get_by_test_id("ops-month")).to_contain_text("$")
        if settled(shop) == before:
            return before[0]
    raise AssertionError("somebody pays all the time")


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.matrix)])
def test_an_operator_sees_the_ledgers_figures_and_stops_the_product(
    phone: OpenPhone, shop: Visitor, token: str, scheme: str
) -> None:
    page = phone("en", bypass_csp=True, color_scheme=scheme).new_page()
    sign_in(page, token)
    spent = opened_while_nothing_was_paid(page, shop)
    said = f"${spent:,.2f}" if spent >= 1 or not spent else f"${spent:.4f}"
    expect(page.get_by_test_id("ops-month")).to_contain_text(said)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert barriers(page) == []
    page.get_by_test_id("switch-text").click()
    expect(page.get_by_test_id("switch-text")).to_have_attribute("aria-pressed", "false")
    refused = shop.post("/api/posts/generate", shop.order(), key=new_key())
    assert (refused.status_code, refused.json()["code"]) == (503, "paused")
    page.get_by_test_id("switch-text").click()
    expect(page.get_by_test_id("switch-text")).to_have_attribute("aria-pressed", "true")
    page.get_by_test_id("simulate-3").click()
    expect(page.get_by_test_id("simulate-3")).to_have_attribute("aria-pressed", "true")
    assert shop.get("/api/usage").json()["service_level"] == "tight"
    page.get_by_test_id("simulate-").click()
    expect(page.get_by_test_id("simulate-")).to_have_attribute("aria-pressed", "true")
    page.fill("#cap", "777")
    page.get_by_test_id("ops-set-cap").click()
    expect(page.get_by_test_id("ops-month")).to_contain_text("$777.00")
    page.get_by_test_id("ops-set-cap").click()
    expect(page.get_by_test_id("ops-month")).to_contain_text("$1,000.00")
    page.get_by_text("Who did what").click()
    expect(page.get_by_test_id("ops-acts")).to_contain_text(re.compile("switch.*simulate|simulate.*switch", re.DOTALL))
    csv = page.request.get("/api/ops/ledger.csv?q=posted").text()
    assert len(csv.splitlines()) - 1 <= settled(shop)[1]


def test_for_everybody_else_there_is_nothing(product: Product, token: str) -> None:
    with httpx.Client(base_url=product.url, headers={"origin": product.url}) as stranger:
        missing = stranger.get("/nowhere")
        for badge in ("", "9999999999.0"):
            stranger.cookies.set("sd_ops", badge)
            page = stranger.get("/ops")
            assert (page.status_code, page.text) == (404, missing.text)
            assert stranger.get("/api/ops/ledger.csv").status_code == 404
        assert stranger.post("/auth/operator/leave").status_code == 404
        stranger.cookies.clear()
        assert stranger.post("/auth/operator", data={"token": "guess"}).status_code == 401
        assert "sd_ops" not in stranger.cookies
        assert stranger.post("/auth/operator", data={"token": token}).status_code == 303
        assert stranger.get("/ops").status_code == 200
        assert stranger.post("/auth/operator/leave").status_code == 303
        assert stranger.get("/ops").status_code == 404
    server = Server(product.url, {"DATABASE_URL": product.state()["database"]}, product.home)
    acts = [row[0] for row in server.sql("SELECT action FROM operator_actions ORDER BY created_at DESC LIMIT 3")]
    assert acts == ["sign_out", "sign_in", "sign_in_refused"]
