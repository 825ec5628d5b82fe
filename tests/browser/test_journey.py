"""The main job on a phone, from the landing page to a post that is used, in both languages."""

import io
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPhone
from tests.browser.owner import PASTES, SECRETS, ShopOwner

pytestmark = pytest.mark.browser
PICKS = (2, 5, 9)


@pytest.mark.matrix  # the daily run goes this way by keyboard (test_keyboard) and through every state (test_tour)
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


@pytest.mark.slow
def test_a_reload_in_the_middle_of_drawing_loses_nothing(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.set_up()
    owner.paste(PASTES["en"])
    owner.write()
    owner.see("to-images").click()
    owner.see("generate-images").click()
    expect(owner.see("candidate").nth(1)).to_be_visible(timeout=120_000)
    tapped = owner.see("candidate").nth(1)
    picked = owner.page.locator(f"[data-testid=candidate][data-id='{tapped.get_attribute('data-id')}']")
    picked.click()
    owner.page.reload()
    expect(owner.see("candidate")).to_have_count(20, timeout=180_000)
    expect(picked).to_have_attribute("aria-pressed", "true")  # others may have come in before it
    expect(owner.see("picked-count")).to_contain_text("1")
