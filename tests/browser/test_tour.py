"""Every screen in every state: no barrier, nothing that jumps, nothing cut off, the right language.

Two of the eight kinds of visitor walk in `make test`; `make matrix` sends all of them.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, PHONE, OpenPhone
from tests.browser.owner import ShopOwner
from tests.browser.tour import walk
from tests.product_fixture import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_SHIFT = 0.02
SHIFTS = """
new PerformanceObserver((list) => {
    for (const one of list.getEntries().filter((entry) => !entry.hadRecentInput)) {
        window.shifted = (window.shifted ?? 0) + one.value;
        window.moved = one.sources.map(({ node }) => node?.className || node?.parentElement?.className).join();
    }
}).observe({ type: "layout-shift", buffered: true });
"""
STANDS = "if (window.stands) window.shifted = 0; window.stands = true"
"""What a document shifts while it loads counts, and whatever moves while a state stands; a tap may change the page."""
SHIFTED = "window.shifted ?? 0"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """[...document.querySelectorAll("button, a.btn, .chip, .choice, nav a, input:not(.vh), select, summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".text, .more, [disabled]"))
    .filter((one) => [one.getBoundingClientRect()].some(({ width, height }) => width && Math.min(width, height) < 38))
    .map((one) => one.outerHTML.slice(0, 120))"""
COVERED = """[...document.querySelectorAll(".bar .btn.main:not(:disabled), .nav a")].filter((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const there = width && document.elementFromPoint(x + width / 2, y + height / 2);
    return width && !document.querySelector("dialog[open]") && !one.contains(there);
}).map((one) => one.outerHTML.slice(0, 120))"""
SIZES = {"phone": PHONE, "desk": DESK}
WALKS = [(size, language, scheme) for size in SIZES for language in ("en", "th") for scheme in ("light", "dark")]
DAILY = {("phone", "en", "light"), ("desk", "th", "dark")}


def complaints(page: Page, language: str) -> list[str]:
    """What is wrong with the page as it stands."""
    found = barriers(page)
    if (shifted := page.evaluate(SHIFTED)) > MOST_SHIFT:
        found.append(f"jumps by {shifted:.3f}: {page.evaluate('window.moved')}")
    if page.evaluate(OVERFLOW) > 0:
        found.append("is wider than the screen")
    if (shown := page.evaluate("document.documentElement.lang")) != language:
        found.append(f"is in {shown!r}")
    if not re.search(r"socialdraft", page.title()):
        found.append("has no title")
    found += [f"can't be reached: {one}" for one in page.evaluate(COVERED)]
    return found + [f"too small to tap: {one}" for one in page.evaluate(SMALL)]


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [pytest.param(*one, marks=[] if one in DAILY else pytest.mark.matrix, id="-".join(one)) for one in WALKS],
)
def test_every_state_of_every_screen(phone: OpenPhone, product: Product, size: str, language: str, scheme: str) -> None:
    context = phone(language, bypass_csp=True, color_scheme=scheme, **SIZES[size])
    context.add_init_script(SHIFTS)
    owner = ShopOwner(context.new_page(), language)
    shots = os.environ.get("SCREENS")  # a folder to keep a picture of each state in
    found = {}
    for number, state in enumerate(walk(owner, product), start=1):
        owner.page.evaluate(STANDS)
        owner.page.wait_for_timeout(250)  # colours that change take a moment
        found[state] = complaints(owner.page, language)
        if shots:
            owner.page.screenshot(path=Path(shots) / f"{size}-{language}-{scheme}-{number:02}-{state}.png")
    assert not {state: problems for state, problems in found.items() if problems}
