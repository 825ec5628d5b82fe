"""When the line drops, the tab closes or the server is slow: what was typed stays, and a tap is answered."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ANYTHING, OpenPhone
from tests.browser.looks import until
from tests.browser.owner import PASTES, ShopOwner

pytestmark = pytest.mark.browser
AT_WORK = "navigator.serviceWorker.getRegistration().then((one) => Boolean(one?.active))"
KEPT = "caches.match('/api/posts').then(Boolean)"
ON_THE_DEVICE = """async () => [...Object.keys(localStorage), ...(await caches.keys())]
    .filter((name) => name.startsWith("sd_") && !name.startsWith("sd_shell"))"""
TYPED = "Buns from 8 on Saturday, typed without a line."


def writer(phone: OpenPhone) -> ShopOwner:
    owner = ShopOwner(phone(may_complain=ANYTHING).new_page(), "en")
    owner.come_back_to_a_draft()
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
        expect(owner.page.locator(".offline")).to_be_visible()
    expect(owner.see("saved")).to_contain_text(re.compile("^Saved"))
    owner.page.reload()
    expect(owner.see("caption")).to_have_value(TYPED)

    with no_line(owner.page):
        owner.see("caption").fill(f"{TYPED} And again.")
        owner.page.close()
    again = ShopOwner(owner.page.context.new_page(), "en")
    again.page.goto(address)
    expect(again.see("caption")).to_have_value(f"{TYPED} And again.")
    expect(again.see("saved")).to_contain_text(re.compile("^Saved"))


def test_without_a_line_the_last_captions_are_there_to_copy_until_the_owner_leaves(phone: OpenPhone) -> None:
    owner = writer(phone)
    caption = owner.see("caption").input_value()
    until(owner.page, AT_WORK)
    owner.page.reload()
    until(owner.page, KEPT)
    with no_line(owner.page):
        owner.page.goto("/week")
        expect(owner.page.locator("h1")).to_contain_text("There is no connection")
        expect(owner.page.locator("#words .keep")).to_have_text(caption)
        owner.page.locator("#words button").click()
        expect(owner.page.locator("#words button")).to_have_attribute("data-state", "done")
        assert owner.page.evaluate("navigator.clipboard.readText()") == caption
    expect(owner.see("slot").first).to_be_visible()  # the page comes back by itself

    owner.page.evaluate("localStorage.setItem('sd_contact', 'Tel 714-555-0199')")
    assert {"sd_words", "sd_contact"} <= set(owner.page.evaluate(ON_THE_DEVICE))
    owner.page.goto("/settings")
    owner.see("delete-everything").click()
    owner.see("delete-everything-yes").click()
    expect(owner.see("start")).to_be_visible()
    assert owner.page.evaluate(ON_THE_DEVICE) == []
    with no_line(owner.page):
        owner.page.goto("/week")
        expect(owner.page.locator("#none")).to_be_visible()
        expect(owner.page.locator("#words .keep")).to_have_count(0)


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


CHIP = "[data-testid=kind] .chip:not([aria-pressed=true])"
OUTSIDE = ("/new", "/week", "/settings")
TAPS = {
    "/new": ((CHIP, "aria-pressed"), ("[data-testid=check]", "data-tapped")),
    "/week": (("nav a[href='/drafts']", "data-tapped"),),
    "/settings": (
        ("[data-testid^=platform-]:not(:disabled)", "data-tapped"),
        ("[data-testid=delete-everything]", "data-tapped"),
    ),
    "": (("section .chips .chip", "data-tapped"), ("[data-testid=to-images]", "data-tapped")),
    "/images": ((".chip:not([aria-pressed=true])", "aria-pressed"), ("[data-testid=generate-images]", "data-tapped")),
    "/export": (("[data-testid=feedback-up]", "data-tapped"), ("[data-testid=mark-used]", "data-tapped")),
}
"""What is tapped on pages outside and of a post, and the attribute that shows it; what leads away comes last."""


def test_a_tap_is_answered_in_the_next_frame_however_slow_the_server(phone: OpenPhone) -> None:
    """Without a line the server never answers; the tapped thing shows it all the same, before anything is painted."""
    owner = writer(phone)
    post = owner.page.url
    silent = []
    for path, taps in TAPS.items():
        tab = ShopOwner(owner.page.context.new_page(), "en")
        tab.page.goto(path if path in OUTSIDE else f"{post}{path}")
        expect(tab.page.locator(".bone")).to_have_count(0)
        if path == "/new":
            tab.see("kind").locator("summary").click()
            tab.see("paste").fill(PASTES["en"])
        expect(tab.page.locator(taps[0][0]).first).to_be_visible()
        with no_line(tab.page):
            silent += [tap for tap in taps if not answered(tab.page, *tap)]
            tab.page.close()
    assert silent == []


def test_control_without_the_script_in_the_head_a_tap_waits_for_the_server(phone: OpenPhone) -> None:
    context = phone(may_complain=ANYTHING)
    context.add_init_script("addEventListener = () => {}")
    owner = ShopOwner(context.new_page(), "en")
    owner.come_back(to="/settings")
    with no_line(owner.page):
        assert not answered(owner.page, *TAPS["/settings"][1])


def answered(page: Page, selector: str, attribute: str) -> bool:
    """Whether the tapped element shows it before the second frame after the tap."""
    program = """([selector, attribute]) => new Promise((resolve) => {
        const one = document.querySelector(selector);
        new MutationObserver(() => resolve(true)).observe(one, { attributeFilter: [attribute] });
        one.click();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(false)));
    })"""
    return bool(page.evaluate(program, [selector, attribute]))
