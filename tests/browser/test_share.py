"""The share sheet. No headless browser has one, so a stand-in takes what the page hands over."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.api.visitor import Server, Visitor, made, new_key
from tests.browser.conftest import OpenPhone
from tests.browser.looks import until
from tests.product_fixture import Product

pytestmark = pytest.mark.browser
SHEET = """
    window.shared = [];
    window.outcome = "";
    const put = (name, value) => Object.defineProperty(navigator, name, { value, configurable: true });
    put("canShare", (offer) => !("files" in offer) || offer.files.length > 0);
    put("share", async (offer) => {
        const tapped = event?.type === "click" && event.isTrusted && navigator.userActivation.isActive;
        shared.push({ ...offer, tapped });
        if (outcome) throw new DOMException("told by the test", outcome);
    });
"""
READ = """async () => {
    const digest = async (file) => new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const told = async (file) => ({ name: file.name, type: file.type, sha256: [...(await digest(file))] });
    return Promise.all(shared.map(async (one) => ({ ...one, files: await Promise.all((one.files ?? []).map(told)) })));
}"""


@pytest.fixture(scope="module")
def finished(product: Product) -> Iterator[tuple[Visitor, dict[str, Any]]]:
    """An owner with a post of two finished pictures."""
    database = product.state()["database"].replace("+psycopg", "")
    shop = Visitor(Server(product.url, {"DATABASE_URL": database}, Path())).arrive().settle()
    post = shop.draft()
    shop.server.sql("UPDATE budget_month SET simulated_level = 3")  # ten ideas are quicker drawn than twenty
    picks = [one["id"] for one in shop.gallery(post)[:2]]
    shop.server.sql("UPDATE budget_month SET simulated_level = NULL")
    answer = shop.post(f"/api/posts/{post['id']}/images/finalize", {"candidate_ids": picks}, key=new_key())
    assert shop.finished(made(answer, status=202)["job_id"])["status"] == "succeeded"
    yield shop, post
    shop.http.close()


def exporting(
    phone: OpenPhone, shop: Visitor, post: dict[str, Any], *, language: str = "en", sheet: str = SHEET
) -> Page:
    """The post's export page on a phone with this share sheet."""
    context = phone(language, viewport={"width": 360, "height": 480})  # the pictures are not near yet
    context.add_cookies(
        [{"name": name, "value": value, "url": shop.server.url} for name, value in shop.http.cookies.items()]
    )
    context.add_init_script(sheet)
    page = context.new_page()
    page.goto(f"/drafts/{post['id']}/export")
    expect(page.get_by_test_id("shared")).to_have_count(1)
    expect(page.locator("[data-testid=final-image][src]")).to_have_count(0)  # nothing large before it is looked at
    page.get_by_test_id("shared").scroll_into_view_if_needed()
    return page


def test_a_tap_hands_the_very_files_and_the_caption_to_the_share_sheet(
    phone: OpenPhone, finished: tuple[Visitor, dict[str, Any]]
) -> None:
    shop, post = finished
    page = exporting(phone, shop, post)
    expect(page.locator("[data-testid=final-image][src]")).to_have_count(2)
    page.get_by_test_id("share").click()
    until(page, "shared.length")
    [told] = page.evaluate(READ)
    assert told["tapped"], "the sheet opens inside the tap, or not at all on a real phone"
    assert told["text"] == post["caption_text"]
    with zipfile.ZipFile(io.BytesIO(shop.get(f"/api/posts/{post['id']}/export.zip").content)) as archive:
        pictures = {name: archive.read(name) for name in archive.namelist() if name != "caption.txt"}
    assert {file["name"]: file["sha256"] for file in told["files"]} == {
        name: list(hashlib.sha256(content).digest()) for name, content in pictures.items()
    }
    assert [file["type"] for file in told["files"]] == ["image/jpeg"] * 2


@pytest.mark.parametrize(
    ("language", "outcome", "words"),
    [
        ("en", "AbortError", ""),
        ("en", "NotAllowedError", "The share sheet did not open. Save the pictures and copy the caption instead."),
        ("th", "NotAllowedError", "เปิดหน้าต่างแชร์ไม่ได้ บันทึกรูปและคัดลอกแคปชันแทนได้เลย"),
    ],
)
def test_a_sheet_that_is_closed_or_refused_leaves_the_owner_with_plain_words(
    phone: OpenPhone, finished: tuple[Visitor, dict[str, Any]], language: str, outcome: str, words: str
) -> None:
    page = exporting(phone, *finished, language=language)
    page.evaluate("(wanted) => { outcome = wanted; }", outcome)
    page.get_by_test_id("share").click()
    until(page, "shared.length")
    expect(page.get_by_test_id("shared")).to_have_text(words)
    page.evaluate("outcome = ''")
    page.get_by_test_id("share").click()  # it may be tried again
    until(page, "shared.length == 2")
    expect(page.get_by_test_id("shared")).to_have_text("")


@pytest.mark.parametrize("sheet", ["", SHEET + "put('canShare', () => false);"], ids=["no sheet", "no files"])
def test_a_browser_that_cannot_share_offers_no_sheet_and_speaks_of_none(
    phone: OpenPhone, finished: tuple[Visitor, dict[str, Any]], sheet: str
) -> None:
    page = exporting(phone, *finished, sheet=sheet)
    expect(page.get_by_test_id("shared")).to_have_attribute("data-state", "unable")
    expect(page.get_by_test_id("shared")).to_have_text("")
    expect(page.get_by_test_id("share")).to_be_hidden()
    expect(page.get_by_test_id("download-zip")).to_be_visible()


def test_a_caption_without_pictures_is_shared_alone(phone: OpenPhone, finished: tuple[Visitor, dict[str, Any]]) -> None:
    shop, _ = finished
    post = shop.draft()
    page = exporting(phone, shop, post)
    page.get_by_test_id("share").click()
    until(page, "shared.length")
    [told] = page.evaluate(READ)
    assert (told["files"], told["text"]) == ([], post["caption_text"])
