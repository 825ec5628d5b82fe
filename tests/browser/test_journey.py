"""The main job on a phone, from the landing page to a post that is used, in both languages."""

import io
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPhone
from tests.browser.looks import until
from tests.browser.owner import PASTES, SECRETS, ShopOwner
from tests.browser.tour import fault, mend
from tests.product_fixture import Product

pytestmark = pytest.mark.browser
PICKS = (2, 5, 9)


@pytest.mark.matrix  # the daily run goes this way by keyboard (test_keyboard)
@pytest.mark.parametrize("language", ["en", "th"])
def test_an_owner_goes_from_a_paste_to_a_used_post(phone: OpenPhone, language: str) -> None:
    owner = ShopOwner(phone(language).new_page(), language)
    owner.set_up()
    expect(owner.page.locator("html")).to_have_attribute("lang", language)

    owner.paste(PASTES[language])
    expect(owner.see("redacted")).not_to_contain_text(SECRETS[language])
    owner.write()
    expect(owner.see("caption")).to_have_attribute("lang", language)
    expect(owner.see("counter")).to_contain_text("63,206")

    owner.draw()
    owner.finish(*PICKS)
    owner.see("to-export").click()
    owner.see("copy-caption").click()
    expect(owner.see("copy-caption")).to_have_attribute("data-state", "done")
    copied = owner.page.evaluate("navigator.clipboard.readText()")
    assert copied

    with owner.page.expect_download() as taken:
        owner.see("download-zip").click()
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as archive:
        assert len(archive.namelist()) == 1 + len(PICKS)
        assert archive.read("caption.txt").decode() == copied

    owner.see("mark-used").click()
    owner.see("feedback-up").click()
    owner.page.goto("/usage")
    expect(owner.see("usage-facebook")).to_contain_text("1")


WATCH = """() => {
    const seen = {};
    window.moved = [];
    const look = () => {
        for (const one of document.querySelectorAll("[data-testid=candidate]")) {
            const box = one.getBoundingClientRect();
            const at = [box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.round).join();
            const id = one.dataset.id;
            if (seen[id] && seen[id] !== at) moved.push(`${id} ${seen[id]} -> ${at}`);
            seen[id] = at;
        }
        requestAnimationFrame(look);
    };
    look();
}"""
"""Looks at every picture in every frame and keeps those that went somewhere else."""


@pytest.mark.slow
def test_a_picture_never_moves_while_others_arrive_also_after_a_reload(phone: OpenPhone, product: Product) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back_to_a_draft()
    owner.see("to-images").click()
    fault(product, kind="slow", path="/v1/images/generations", seconds=120)  # an early place fills last
    owner.see("generate-images").click()
    expect(owner.page.locator("[data-place]")).to_have_count(20)
    owner.page.evaluate(WATCH)
    expect(owner.see("candidate").nth(1)).to_be_visible(timeout=120_000)
    tapped = owner.see("candidate").nth(1)
    picked = owner.page.locator(f"[data-testid=candidate][data-id='{tapped.get_attribute('data-id')}']")
    picked.click()
    first = owner.page.evaluate("moved")
    owner.page.reload()
    expect(owner.see("candidate").first).to_be_visible()
    owner.page.evaluate(WATCH)
    expect(owner.page.locator("[data-state=awaited]")).to_have_count(4)
    mend(product)
    expect(owner.see("candidate")).to_have_count(20, timeout=180_000)
    expect(owner.see("progress")).to_have_count(0, timeout=60_000)
    assert [*first, *owner.page.evaluate("moved")] == []
    owner.page.locator(".grid3").evaluate("(grid) => { grid.style.marginTop = '9px'; }")
    until(owner.page, "moved.length >= 20")  # the watcher would have seen it
    expect(picked).to_have_attribute("aria-pressed", "true")
    expect(owner.see("picked-count")).to_contain_text("1")
    expect(owner.page.get_by_role("status").filter(has_text="20 of 20 ideas are here")).to_have_count(1)
    a_refused_call_leaves_its_places_empty_until_it_is_made_again(owner, product)


def a_refused_call_leaves_its_places_empty_until_it_is_made_again(owner: ShopOwner, product: Product) -> None:
    fault(product, kind="moderation_blocked", path="/v1/images/generations")
    owner.see("new-batch").click()
    expect(owner.see("limit-notice")).to_be_visible(timeout=180_000)
    gaps = owner.page.locator("[data-state=missing]")
    expect(gaps).to_have_count(4)
    places = [gaps.nth(n).get_attribute("data-place") for n in range(4)]
    expect(gaps.first).to_have_text(f"Idea {places[0]}: not made")
    owner.see("retry").click()
    for place in places:
        expect(owner.page.locator(f"[data-place='{place}'] [data-testid=candidate]")).to_be_visible(timeout=180_000)
    expect(gaps).to_have_count(0)
