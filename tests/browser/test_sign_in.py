"""Signing in on a phone: a letter, a tap, work that comes along, the end everywhere; and a stranger's first caption."""

import re
import subprocess
import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from socialdraft.stack.port import free_port
from socialdraft.stack.reach import status_of
from tests.browser.conftest import ENDED, OpenPhone
from tests.browser.owner import PASTES, ShopOwner
from tests.faults.processes import wait_until
from tests.product_fixture import ROOT, Product, unset

pytestmark = pytest.mark.browser
BUSY = """() => {
    window.busy = false;
    const look = () => { busy ||= Boolean(document.querySelector("[data-testid=generate-caption][aria-busy=true]")); };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""
"""Sees it however short it is, or however seldom somebody asks."""


def signed_in(page: Page, address: str) -> None:
    """Ask for a link where one is asked for, read the letter, tap."""
    page.locator("input[name=email]").fill(address)
    page.get_by_test_id("send-link").click()
    expect(page.get_by_test_id("link-sent")).to_contain_text(address)
    page.goto("/auth/mailbox")
    letter = page.get_by_test_id("letter").filter(has_text=address).first
    letter.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text(address.partition("@")[0])
    page.get_by_test_id("confirm-sign-in").click()
    expect(page).to_have_url(re.compile("/week$"))


def test_work_comes_along_and_the_end_everywhere_reaches_open_pages(phone: OpenPhone) -> None:
    address = f"owner-{uuid4().hex[:8]}@example.com"
    first = ShopOwner(phone(may_complain=ENDED).new_page(), "en")
    first.come_back(to="/settings")
    signed_in(first.page, address)
    expect(first.see("slot").first).to_be_visible()

    second = ShopOwner(phone("th").new_page(), "th")
    second.page.goto("/sign-in")
    signed_in(second.page, address)
    expect(second.see("slot").first).to_be_visible()
    second.page.goto("/settings")
    expect(second.see("signed-in-as")).to_have_text(address)
    expect(second.see("place")).to_have_count(2)

    second.see("end-everywhere").click()
    expect(first.see("category-cafe")).to_be_visible()
    expect(second.see("start")).to_be_visible()


@pytest.fixture
def behind_a_proxy(product: Product) -> Iterator[str]:
    """A second web process of the product, for callers from elsewhere."""
    port = str(free_port())
    env = {**unset(), "DATA_DIR": str(product.home), "PORT": port, "TRUSTED_PROXY_HOPS": "1"}
    with subprocess.Popen([sys.executable, "-m", "socialdraft", "web"], env=env, cwd=ROOT) as process:
        try:
            wait_until(lambda: status_of(f"http://127.0.0.1:{port}/healthz") == 200, seconds=90)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_a_stranger_s_phone_works_for_the_first_caption_and_one_tap_is_enough(
    behind_a_proxy: str, phone: OpenPhone
) -> None:
    context = phone(base_url=behind_a_proxy, extra_http_headers={"x-forwarded-for": "203.0.113.77"})
    owner = ShopOwner(context.new_page(), "en")
    frames: list[str] = []
    owner.page.on("websocket", lambda line: line.on("framereceived", lambda frame: frames.append(str(frame))))
    owner.come_back()
    owner.paste(PASTES["en"])
    owner.page.evaluate(BUSY)
    owner.write()
    assert owner.page.evaluate("busy")
    assert any("keyPrefix" in frame for frame in frames), "work was asked for"
