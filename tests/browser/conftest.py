"""A phone in front of the running product."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.page_socket import handlers
from tests.product_fixture import Product

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1, "is_mobile": False, "has_touch": False}
PLACES = {"en": ("en-US", "America/Los_Angeles"), "th": ("th-TH", "Asia/Bangkok")}
REPORT = "addEventListener('securitypolicyviolation', (e) => forbidden(`${e.effectiveDirective} ${e.blockedURI}`))"
ENDED = r"\b40[13]\b"
"""What a console says of an ended session: its line is refused, and so is the question why."""
ANYTHING = ""
LEFT = "net::ERR_ABORTED"
"""How a browser calls a request whose page was left before its answer."""
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
"""Milliseconds: a busy machine is no failure."""
OpenPhone = Callable[..., BrowserContext]


@pytest.fixture(scope="module")  # not longer: while Playwright runs, no asyncio test can
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "these tests need Chromium: install it with the system's package manager"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def registry() -> dict[str, str]:
    """The handlers of all pages, by the names a test calls them."""
    return handlers()


@pytest.fixture
def phone(browser: Browser, product: Product) -> Iterator[OpenPhone]:
    """Opens a phone of a language; at the end none of its pages may have complained, but of what a pattern expects.

    Nothing that the Content-Security-Policy forbids may have been tried, expected or not.
    """
    opened: list[tuple[BrowserContext, list[str], str | None]] = []
    forbidden: list[str] = []

    def open_phone(language: str = "en", *, may_complain: str | None = None, **wishes: object) -> BrowserContext:
        locale, zone = PLACES[language]
        usual = {"base_url": product.url, "locale": locale, "timezone_id": zone}
        context = browser.new_context(**(usual | PHONE | wishes))  # type: ignore[arg-type]
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.expose_function("forbidden", lambda told: forbidden.append(told))  # noqa: PLW0108 (not a builtin)
        context.add_init_script(REPORT)
        complaints: list[str] = []
        context.on("page", lambda page: _listen(page, complaints))
        opened.append((context, complaints, may_complain))
        return context

    yield open_phone
    for context, complaints, expected in opened:
        context.close()
        assert not [one for one in complaints if expected is None or not re.search(expected, one)]
    assert not forbidden


def _listen(page: Page, complaints: list[str]) -> None:
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: complaints.append(_text(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("requestfailed", lambda asked: complaints.append(asked.url) if asked.failure != LEFT else None)
    page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 500 else None)


def _text(error: PlaywrightError) -> str:
    return str(error)
