"""Every screen in every state: no barrier, nothing that jumps, nothing cut off or too small, the right language.

The daily run sends one kind of visitor, `make matrix` the other seven.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, ENDED, PHONE, OpenPhone
from tests.browser.looks import FORGET, LOOK, MOST_SHIFT, SHIFTS, STILL
from tests.browser.owner import ShopOwner
from tests.browser.tour import ends, walk
from tests.product_fixture import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZES = {"phone": PHONE, "desk": DESK}
WALKS = [(size, language, scheme) for size in SIZES for language in ("en", "th") for scheme in ("light", "dark")]
DAILY = ("phone", "th", "dark")
"""The visitor who meets most of what goes wrong: little room, marks above and below the letters, the dark colours."""
VISITORS = [pytest.param(*one, id="-".join(one), marks=() if one == DAILY else pytest.mark.matrix) for one in WALKS]


PICTURES = """() => {
    const near = (one) => one.src && one.getBoundingClientRect().top < innerHeight;
    return Promise.allSettled([...document.images].filter(near).map((one) => one.decode()));
}"""


def complaints(page: Page, language: str) -> list[str]:
    """What is wrong with the page as it stands."""
    found = barriers(page)
    shift = page.evaluate("shifted()")
    if shift["worst"] > MOST_SHIFT:
        found.append(f"jumps by {shift['worst']:.3f}: {shift['moved']}")
    if (shown := page.evaluate("document.documentElement.lang")) != language:
        found.append(f"is in {shown!r}")
    if not re.search(r"socialdraft", page.title()):
        found.append("has no title")
    return found + list(page.evaluate(LOOK))


def complaints_of_large_type(page: Page) -> list[str]:
    """What is wrong for those whose letters are twice as large, and only the letters (WCAG 1.4.4)."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate(STILL)
    return [f"with large type {one}" for one in page.evaluate(LOOK)]


def keep(page: Page, name: str) -> None:
    """A picture of the state, where SCREENS names a folder for them."""
    if shots := os.environ.get("SCREENS"):
        page.evaluate(PICTURES)
        page.screenshot(path=Path(shots) / f"{name}.png")


@pytest.mark.parametrize(("size", "language", "scheme"), VISITORS)
def test_every_state_of_every_screen(phone: OpenPhone, product: Product, size: str, language: str, scheme: str) -> None:
    def visitor(**wishes: Any) -> ShopOwner:
        context = phone(language, bypass_csp=True, color_scheme=scheme, **SIZES[size], **wishes)
        context.add_init_script(SHIFTS)
        return ShopOwner(context.new_page(), language)

    def states() -> Iterator[tuple[ShopOwner, str]]:
        first = visitor()
        yield from ((first, state) for state in walk(first, product))
        kept = first.page.context.storage_state()
        first.page.close()
        last = visitor(may_complain=ENDED, storage_state=kept)
        yield from ((last, state) for state in ends(last))

    found = {}
    for number, (owner, state) in enumerate(states(), start=1):
        found[state] = complaints(owner.page, language)
        keep(owner.page, f"{size}-{language}-{scheme}-{number:02}-{state}")
        if size == "phone":
            found[state] += complaints_of_large_type(owner.page)
            keep(owner.page, f"large-{language}-{scheme}-{number:02}-{state}")
            owner.page.evaluate("document.documentElement.style.fontSize = ''")
            owner.page.evaluate(STILL)
        owner.page.evaluate(FORGET)
    assert not {state: problems for state, problems in found.items() if problems}
