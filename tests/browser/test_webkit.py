"""The main journey once more in Safari's engine. `make matrix` runs it; it says what to install."""

import zipfile
from io import BytesIO
from urllib.parse import urlsplit

import httpx
import pytest

from tests.browser.owner import PASTES
from tests.browser.webkit import INSTALL, WebKit, is_installed, webkit
from tests.product_fixture import Product

pytestmark = [pytest.mark.browser, pytest.mark.matrix]


def test_the_main_journey_in_another_engine(product: Product) -> None:
    assert is_installed(), INSTALL
    with webkit() as browser:
        browser.go(f"{product.url}/")
        assert "AppleWebKit" in browser.run("return navigator.userAgent")
        assert "Chrome" not in browser.run("return navigator.userAgent")
        settle(browser)
        write(browser)
        finish(browser)
        take_away(browser, product)


def settle(browser: WebKit) -> None:
    for name in ("start", "category-bakery", "next", "next", "platform-facebook", "finish-onboarding"):
        browser.click(name)


def write(browser: WebKit) -> None:
    browser.click("slot")
    browser.type("paste", PASTES["en"])
    browser.click("check")
    assert "714-555-0134" not in browser.read("redacted")
    browser.click("generate-caption")
    browser.find("caption")


def finish(browser: WebKit) -> None:
    browser.click("to-images")
    browser.click("generate-images")
    browser.find("candidate", count=20)
    for pick in (0, 4):
        browser.click("candidate", nth=pick)
    assert browser.read("picked-count") == "2 of 9 picked"
    browser.click("finalize")
    browser.find("final-image", count=2)
    browser.click("to-export")
    browser.find("copy-caption")


def take_away(browser: WebKit, product: Product) -> None:
    """Its ZIP is fetched with this browser's own cookies: the driver keeps no downloads."""
    place = browser.run("return document.querySelector('[data-testid=download-zip]').href")
    jar = {one["name"]: one["value"] for one in browser.http.get("/cookie").json()["value"]}
    taken = httpx.get(f"{product.url}{urlsplit(place).path}", cookies=jar).raise_for_status()
    with zipfile.ZipFile(BytesIO(taken.content)) as archive:
        assert len(archive.namelist()) == 3
