"""Without a pointer and without eyes: the whole journey by keyboard, and what a screen reader is told on the way."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, OpenPhone
from tests.browser.owner import PASTES, ShopOwner
from tests.browser.tour import TIGHT, at_level
from tests.product_fixture import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_TABS = 90
FOCUS = """(one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


class Hands:
    """A keyboard: goes to a thing with Tab, never with a pointer, and sees to it that focus can be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, target: Locator) -> None:
        expect(target).to_be_enabled(timeout=60_000)
        for _ in range(MOST_TABS):
            if target.evaluate("(one) => one === document.activeElement"):
                assert target.evaluate(FOCUS), "focus can't be seen"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {target}")

    def press(self, name: str, *, nth: int = 0, key: str = "Enter") -> None:
        self.go(self.page.get_by_test_id(name).nth(nth))
        self.page.keyboard.press(key)

    def type(self, name: str, text: str) -> None:
        self.go(self.page.get_by_test_id(name))
        self.page.keyboard.insert_text(text)


def test_from_the_landing_page_to_the_zip_by_keyboard_alone(phone: OpenPhone, product: Product) -> None:
    owner = ShopOwner(phone(**DESK).new_page(), "en")
    hands = Hands(owner.page)
    settle_by_keyboard(owner, hands)
    write_by_keyboard(owner, hands)
    with at_level(product, TIGHT):
        pick_by_keyboard(owner, hands)
    hands.press("to-export")
    hands.press("copy-caption")
    expect(owner.see("copy-caption")).to_have_attribute("data-state", "done")
    hands.go(owner.see("download-zip"))
    with owner.page.expect_download() as taken:
        owner.page.keyboard.press("Enter")
    copied = owner.page.evaluate("navigator.clipboard.readText()")
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as archive:
        assert len(archive.namelist()) == 3
        assert archive.read("caption.txt").decode() == copied


def settle_by_keyboard(owner: ShopOwner, hands: Hands) -> None:
    owner.page.goto("/")
    hands.press("start")
    expect(owner.see("category-cafe")).to_be_visible()
    hands.go(owner.see("category-cafe"))
    owner.page.keyboard.press("ArrowRight")  # a radio group moves and chooses with the arrows
    expect(owner.see("category-restaurant")).to_have_attribute("aria-checked", "true")
    hands.press("next")
    expect(owner.page.locator("h1")).to_have_text(re.compile("How should it sound"))
    hands.press("next")
    hands.press("platform-facebook", key="Space")
    expect(owner.see("platform-facebook")).to_have_attribute("aria-pressed", "true")
    hands.press("finish-onboarding")
    expect(owner.see("slot").first).to_be_visible()
    expect(owner.page.locator("h1")).to_be_focused()  # a new page is announced by its heading
    expect(owner.page.locator("main")).to_match_aria_snapshot("""
        - main:
          - heading "This week" [level=1]
          - heading "Facebook" [level=2]
          - link /Planned for|Any day/
          - link /Planned for|Any day/
    """)


def write_by_keyboard(owner: ShopOwner, hands: Hands) -> None:
    hands.press("slot")
    hands.type("paste", PASTES["en"])
    expect(owner.page.locator("main")).to_match_aria_snapshot("""
        - main:
          - text: What is going on?
          - textbox "What is going on?"
    """)
    hands.press("check")
    expect(owner.see("redacted")).to_be_visible()
    hands.press("generate-caption")
    expect(owner.see("caption")).to_be_visible(timeout=60_000)
    hands.type("caption", "Sat! ")
    expect(owner.see("caption")).to_have_value(re.compile("Sat!"))


def pick_by_keyboard(owner: ShopOwner, hands: Hands) -> None:
    hands.press("to-images")
    hands.press("generate-images")
    expect(owner.see("candidate")).to_have_count(10, timeout=180_000)
    hands.press("candidate", nth=0, key="Space")
    hands.press("candidate", nth=2, key="Space")
    expect(owner.see("picked-count")).to_have_text("2 of 3 picked")
    expect(owner.see("picked-count")).to_have_attribute("role", "status")  # the count is spoken
    expect(owner.page.locator(".grid3")).to_match_aria_snapshot("""
        - 'button "Pick: Idea 1" [pressed]'
        - 'button "View larger: Idea 1"'
        - 'button "Pick: Idea 2"'
        - 'button "View larger: Idea 2"'
        - 'button "Pick: Idea 3" [pressed]'
    """)
    hands.go(owner.page.get_by_role("button", name="View larger: Idea 3"))
    owner.page.keyboard.press("Enter")
    expect(owner.page.locator("dialog[open]")).to_be_visible()
    owner.page.keyboard.press("Escape")
    expect(owner.page.get_by_role("button", name="View larger: Idea 3")).to_be_focused()
    hands.press("finalize")
    expect(owner.see("final-image")).to_have_count(2, timeout=180_000)
    hands.go(owner.page.get_by_role("slider", name=re.compile("Finished picture 1")))
    owner.page.keyboard.press("End")  # from the finished picture to its idea and one step back
    owner.page.keyboard.press("ArrowLeft")
    expect(owner.page.locator(".compare").first).to_have_attribute("style", re.compile("--cut: 99%"))
