"""The whole journey on a slow line that also breaks: the owner always sees that something is under way."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser.conftest import ANYTHING, OpenPhone
from tests.browser.conftest import PATIENCE as USUAL
from tests.browser.owner import PASTES, ShopOwner
from tests.browser.tour import mend, studio
from tests.product_fixture import Product

pytestmark = [pytest.mark.browser, pytest.mark.matrix]
SLOW_4G = {"latency": 562.5, "downloadThroughput": 1_474_560 * 0.9 / 8, "uploadThroughput": 675_000 * 0.9 / 8}
"""What Chromium's own tools call slow 4G."""
PATIENCE = 120_000


@pytest.fixture
def unhurried_studio(product: Product) -> Any:
    """A provider that takes as long as a real one."""
    control = f"{studio(product)}/_control"
    httpx.post(f"{control}/latency", json={"text_s": 2, "candidate_s": 1, "final_s": 2}).raise_for_status()
    yield
    mend(product)


def slowed(owner: ShopOwner) -> CDPSession:
    wire = owner.page.context.new_cdp_session(owner.page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_4G})
    return wire


def break_the_line(wire: CDPSession, owner: ShopOwner) -> None:
    """No network until the page says so, then the slow one again."""
    wire.send("Network.emulateNetworkConditions", {"offline": True, **SLOW_4G})
    owner.page.context.set_offline(True)
    expect(owner.page.locator(".offline")).to_be_visible(timeout=PATIENCE)
    owner.page.context.set_offline(False)
    wire.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_4G})
    expect(owner.page.locator(".offline")).to_have_count(0, timeout=PATIENCE)


@pytest.mark.usefixtures("unhurried_studio")
def test_nothing_breaks_on_slow_4g_and_waiting_is_always_shown(phone: OpenPhone) -> None:
    owner = ShopOwner(phone("th", may_complain=ANYTHING).new_page(), "th")
    owner.page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    try:
        journey(owner, slowed(owner))
    finally:
        expect.set_options(timeout=USUAL)


def journey(owner: ShopOwner, wire: CDPSession) -> None:
    owner.set_up()
    owner.page.locator("[data-testid=slot][data-state=planned]").first.click()
    expect(owner.page.locator(".bone, [data-testid=paste]").first).to_be_visible()
    owner.see("paste").fill(PASTES["th"])
    owner.see("check").click()
    expect(owner.see("redacted")).to_be_visible()
    owner.see("generate-caption").click()
    expect(owner.see("generate-caption")).to_have_attribute("aria-busy", "true")
    expect(owner.see("caption")).to_be_visible()
    owner.see("to-images").click()
    owner.see("generate-images").click()
    expect(owner.see("progress")).to_be_visible()
    expect(owner.see("candidate").first).to_be_visible()
    owner.see("candidate").first.click()
    expect(owner.see("candidate").first).to_have_attribute("aria-pressed", "true")
    break_the_line(wire, owner)
    expect(owner.see("candidate")).to_have_count(20)
    expect(owner.page.locator("[data-testid=candidate][aria-pressed=true]")).to_have_count(1)
    owner.see("finalize").click()
    expect(owner.page.locator(".coming")).to_have_count(1)
    break_the_line(wire, owner)
    expect(owner.see("final-image")).to_have_count(1)
    owner.see("to-export").click()
    owner.see("copy-caption").click()
    expect(owner.see("copy-caption")).to_have_attribute("data-state", "done")
    with owner.page.expect_download() as taken:
        owner.see("download-zip").click()
    assert taken.value.path().stat().st_size > 10_000
