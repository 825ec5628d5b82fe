"""Signing in on a phone: a letter, a tap, work that comes along, the end everywhere; and a stranger's first caption."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from socialdraft.stack.port import free_port
from socialdraft.stack.reach import status_of
from tests.browser.conftest import ENDED, OpenPhone
from tests.browser.owner import PASTES, ShopOwner
from tests.product_fixture import ROOT, Product, unset

pytestmark = pytest.mark.browser
PROMISE = 5.0
"""Seconds until open pages of an ended session are told."""


def signed_in(page: Page, address: str) -> None:
    """Ask for a link where one is asked for, read the letter, tap."""
    page.locator("input[name=email]").fill(address)
    page.get_by_test_id("send-link").click()
    expect(page.get_by_test_id("link-sent")).to_contain_text(address, timeout=30_000)
    page.goto("/auth/mailbox")
    letter = page.get_by_test_id("letter").filter(has_text=address).first
    letter.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text(address.partition("@")[0])
    page.get_by_test_id("confirm-sign-in").click()
    expect(page).to_have_url(re.compile("/week$"), timeout=30_000)


def test_work_comes_along_and_the_end_everywhere_reaches_open_pages(phone: OpenPhone) -> None:
    address = f"owner-{uuid4().hex[:8]}@example.com"
    first = ShopOwner(phone(may_complain=ENDED).new_page(), "en")
    first.come_back(to="/settings")
    signed_in(first.page, address)
    expect(first.see("slot").first).to_be_visible(timeout=30_000)

    second = ShopOwner(phone("th").new_page(), "th")
    second.page.goto("/sign-in")
    signed_in(second.page, address)
    expect(second.see("slot").first).to_be_visible(timeout=30_000)
    second.page.goto("/settings")
    expect(second.see("signed-in-as")).to_have_text(address)
    expect(second.see("place")).to_have_count(2)

    second.see("end-everywhere").click()
    ended = time.monotonic()
    expect(first.see("category-cafe")).to_be_visible(timeout=30_000)
    assert time.monotonic() - ended < PROMISE + 25, "a new document on a busy machine"
    expect(second.see("start")).to_be_visible()


@pytest.fixture
def behind_a_proxy(product: Product) -> Iterator[str]:
    """A second web process of the product, for callers from elsewhere."""
    port = str(free_port())
    env = {**unset(), "DATA_DIR": str(product.home), "PORT": port, "TRUSTED_PROXY_HOPS": "1"}
    with subprocess.Popen([sys.executable, "-m", "socialdraft", "web"], env=env, cwd=ROOT) as process:
        try:
            deadline = time.monotonic() + 60
            while status_of(f"http://127.0.0.1:{port}/healthz") != 200:
                assert time.monotonic() < deadline
                time.sleep(0.2)
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
    owner.see("generate-caption").click()
    expect(owner.see("generate-caption")).to_have_attribute("aria-busy", "true")
    expect(owner.see("caption")).to_be_visible(timeout=60_000)
    assert any("keyPrefix" in frame for frame in frames), "work was asked for"
