"""When the line drops, the tab closes or the server is slow: what was typed stays, and a tap is answered."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPhone
from tests.browser.owner import PASTES, ShopOwner

pytestmark = pytest.mark.browser
KEPT = """async () => {
    while (!(await caches.match("/api/posts"))) await new Promise((later) => setTimeout(later, 100));
}"""
TYPED = "Buns from 8 on Saturday, typed without a line."


def writer(phone: OpenPhone, **wishes: object) -> ShopOwner:
    owner = ShopOwner(phone(may_complain=True, **wishes).new_page(), "en")
    owner.set_up()
    owner.paste(PASTES["en"])
    owner.write()
    return owner


@contextmanager
def no_line(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def test_words_typed_without_a_line_are_kept_and_saved_later(phone: OpenPhone) -> None:
    owner = writer(phone)
    address = owner.page.url
    with no_line(owner.page):
        owner.see("caption").fill(TYPED)
        expect(owner.see("saved")).to_contain_text("Not saved yet")
        expect(owner.page.locator(".offline")).to_be_visible(timeout=20_000)
    expect(owner.see("saved")).to_contain_text(re.compile("^Saved"), timeout=30_000)
    owner.page.reload()
    expect(owner.see("caption")).to_have_value(TYPED)

    with no_line(owner.page):
        owner.see("caption").fill(f"{TYPED} And again.")
        owner.page.close()
    again = ShopOwner(owner.page.context.new_page(), "en")
    again.page.goto(address)
    expect(again.see("caption")).to_have_value(f"{TYPED} And again.")
    expect(again.see("saved")).to_contain_text(re.compile("^Saved"), timeout=30_000)


def test_without_a_line_the_last_captions_are_there_to_copy(phone: OpenPhone) -> None:
    owner = writer(phone)
    caption = owner.see("caption").input_value()
    owner.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    owner.page.reload()
    owner.page.evaluate(KEPT)
    with no_line(owner.page):
        owner.page.goto("/week")
        expect(owner.page.locator("h1")).to_contain_text("There is no connection")
        expect(owner.page.locator("#words .keep")).to_have_text(caption)
        owner.page.locator("#words button").click()
        expect(owner.page.locator("#words button")).to_have_attribute("data-state", "done")
        assert owner.page.evaluate("navigator.clipboard.readText()") == caption
    expect(owner.see("slot").first).to_be_visible()  # the page comes back by itself


def test_two_tabs_the_way_back_and_the_undo_tell_one_story(phone: OpenPhone) -> None:
    owner = writer(phone)
    first = owner.see("caption").input_value()
    owner.page.get_by_role("button", name="Shorter").click()
    expect(owner.see("before")).to_contain_text(first.split("\n")[0], timeout=60_000)
    other = ShopOwner(owner.page.context.new_page(), "en")
    other.page.goto(owner.page.url)
    expect(other.see("caption")).to_have_value(owner.see("caption").input_value())
    owner.see("take-back").click()
    expect(owner.see("caption")).to_have_value(first)
    other.page.reload()
    expect(other.see("caption")).to_have_value(first)
    owner.see("to-images").click()
    expect(owner.see("generate-images")).to_be_visible()
    owner.page.go_back()
    expect(owner.see("caption")).to_have_value(first)


def test_a_tap_is_answered_within_a_tenth_of_a_second_however_slow_the_server(phone: OpenPhone) -> None:
    """Measured in the page itself, without a line: the slowest server of all never answers."""
    owner = ShopOwner(phone(may_complain=True).new_page(), "en")
    owner.set_up()
    owner.page.goto("/new")
    expect(owner.see("paste")).to_be_visible()
    owner.see("kind").locator("summary").click()
    owner.see("paste").fill(PASTES["en"])
    with no_line(owner.page):
        assert answered(owner.page, "[data-testid=kind] .chip:not([aria-pressed=true])", "aria-pressed") < 100
        assert answered(owner.page, "[data-testid=check]", "data-tapped") < 100
        assert answered(owner.page, "nav a[href='/drafts']", "data-tapped") < 100


def answered(page: Page, selector: str, attribute: str) -> float:
    """Milliseconds until the tapped element shows it; infinite when it never does."""
    program = """([selector, attribute]) => new Promise((resolve) => {
        const one = document.querySelector(selector);
        const start = performance.now();
        new MutationObserver(() => resolve(performance.now() - start)).observe(one, { attributeFilter: [attribute] });
        one.click();
        setTimeout(resolve, 2000, Infinity);
    })"""
    return float(page.evaluate(program, [selector, attribute]))
