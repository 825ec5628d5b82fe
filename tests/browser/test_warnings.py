"""Words that may bring a fine: seen as they are typed, mended at a tap, kept out of pictures, read before leaving."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ANYTHING, OpenPhone
from tests.browser.owner import ShopOwner

pytestmark = pytest.mark.browser
BOAST, BEER = "ก๋วยเตี๋ยวดีที่สุด ชามละ 45 บาท", "คืนนี้มีโปรเบียร์"


def test_an_owner_mends_what_can_be_mended_and_answers_for_the_rest(phone: OpenPhone) -> None:
    owner = ShopOwner(phone("th", may_complain=ANYTHING).new_page(), "th")
    owner.come_back_to_a_draft()
    owner.see("caption").fill(f"{BOAST}\n{BEER}")
    boast = owner.see("risk-flag").filter(has_text="ดีที่สุด")
    expect(boast).to_be_visible()
    boast.get_by_test_id("apply-suggestion").click()
    expect(boast).to_have_count(0)
    expect(owner.see("caption")).to_have_value(f"ก๋วยเตี๋ยวคุณภาพดี ชามละ 45 บาท\n{BEER}")
    expect(owner.see("risk-flag").filter(has_text="เบียร์")).to_be_visible()

    owner.see("to-images").click()
    owner.see("generate-images").click()
    expect(owner.page.get_by_text("ติดกฎโฆษณา").first).to_be_visible()
    expect(owner.see("candidate")).to_have_count(0)

    owner.page.goto(owner.page.url.replace("/images", "/export"))
    expect(owner.see("stopped")).to_contain_text("เบียร์")
    expect(owner.see("copy-caption")).to_have_count(0)
    expect(owner.see("mark-used")).to_have_count(0)
    zipped = owner.page.request.get(f"/api/posts/{owner.page.url.split('/')[-2]}/export.zip")
    assert (zipped.status, zipped.json()["code"]) == (409, "acknowledgement_required")
    owner.see("acknowledge").click()
    expect(owner.see("copy-caption")).to_be_visible()
    owner.page.reload()
    expect(owner.see("mark-used")).to_be_visible()
