"""The contact block travels in the ZIP, and the device alone puts it there."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, WebSocket, expect

from tests.browser.conftest import ANYTHING, OpenPhone
from tests.browser.owner import PASTES, SECRETS, ShopOwner
from tests.browser.tour import TIGHT, at_level
from tests.product_fixture import Product

pytestmark = pytest.mark.browser
CONTACT = {"en": "Tel 714-555-0177\nOpen 8-16", "th": "โทร 081-777-0177\nเปิด 8.00-16.00"}
BLOCK = {"en": "Contact block", "th": "ข้อมูลติดต่อของร้าน"}
MARK = "0177"


def everything_sent(page: Page) -> list[str]:
    """Fills with each address, header, body and socket frame that leaves this page."""
    sent: list[str] = []

    def request(one: Request) -> None:
        sent.extend((one.url, str(one.headers), (one.post_data_buffer or b"").decode(errors="replace")))

    def socket(line: WebSocket) -> None:
        line.on(
            "framesent",
            lambda frame: sent.append(frame if isinstance(frame, str) else frame.decode("utf-8", "replace")),
        )

    page.on("request", request)
    page.on("websocket", socket)
    return sent


def files(place: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(place.read_bytes())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def saved(owner: ShopOwner) -> tuple[str, dict[str, bytes]]:
    with owner.page.expect_download() as taken:
        owner.see("download-zip").click()
    return taken.value.suggested_filename, files(taken.value.path())


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.matrix), "th"])
def test_the_zip_has_the_contact_block_and_nobody_was_told(phone: OpenPhone, product: Product, language: str) -> None:
    owner = ShopOwner(phone(language, may_complain=ANYTHING).new_page(), language)
    sent = everything_sent(owner.page)
    owner.come_back()
    owner.paste(PASTES[language])
    owner.write()
    with at_level(product, TIGHT):
        owner.draw(10)
        owner.finish(3, 6)
    owner.see("to-export").click()
    name, plain = saved(owner)
    assert sorted(plain) == ["01_facebook_1080x1350.jpg", "02_facebook_1080x1350.jpg", "caption.txt"]

    owner.page.locator("summary").get_by_text(BLOCK[language]).click()  # on its words: there a label ate the tap
    expect(owner.page.get_by_label(BLOCK[language])).to_be_visible()
    owner.page.locator("#contact").fill(CONTACT[language])
    owner.page.reload()
    assert saved(owner) == (
        name,
        plain | {"caption.txt": plain["caption.txt"] + b"\n\n" + CONTACT[language].encode()},
    )
    expect(owner.see("download-zip")).to_have_attribute("data-state", "done")

    owner.page.route("**/export.zip", lambda route: route.abort())
    owner.see("download-zip").click()
    expect(owner.page.locator(".if-failed")).to_be_visible()
    owner.page.unroute("**/export.zip")
    assert saved(owner)[0] == name
    expect(owner.page.locator(".if-failed")).to_be_hidden()
    assert any("export.zip" in one for one in sent)
    assert any(SECRETS[language] in one for one in sent)  # the paste goes to the server: this ear hears
    assert not [one for one in sent if MARK in one]
