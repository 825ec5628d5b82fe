"""A walk through every screen in every state, as an owner would come across them.

`walk` yields the name of each state while the page shows it; who walks looks at whatever they care about.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
from playwright.sync_api import expect

from tests.browser.owner import PASTES, ShopOwner
from tests.product_fixture import Product

RISKY = {
    "en": "Best coffee in California! Guaranteed to cure your Monday. Latte $5.50. #coffee #oc #latte #cafe",
    "th": "กาแฟดีที่สุดในประเทศ รักษาอาการง่วง 100% ลาเต้ 65 บาท #กาแฟ #คาเฟ่ #ลาเต้",
}
PICKS = (2, 5, 9)
HALF = re.compile(r"inset\(0px (calc\(50%|50%|5[01]%|49%).*")
TIGHT = 3
"""The level of the ladder with ten ideas and quick finals."""
WORDS_ONLY = 4
"""The one on which pictures are off."""


def walk(owner: ShopOwner, product: Product) -> Iterator[str]:
    yield from outside(owner)
    yield from onboarding(owner)
    yield from paste_to_caption(owner)
    yield from caption(owner)
    yield from pictures(owner, product)
    yield from export(owner)
    yield from places(owner)
    yield from limits(owner, product)
    yield from failures(owner, product)
    yield from dead_ends(owner)


def outside(owner: ShopOwner) -> Iterator[str]:
    for path in ("/", "/privacy", "/sign-in"):
        owner.page.goto(path)
        settled(owner)
        yield {"/": "landing"}.get(path, path.strip("/"))


def onboarding(owner: ShopOwner) -> Iterator[str]:
    owner.page.goto("/start")
    expect(owner.see("next")).to_be_disabled()
    yield "start-empty"
    owner.see("category-bakery").click()
    owner.page.locator("#shop-name").fill({"en": "Marigold Bakery", "th": "ดาวเรือง เบเกอรี่"}[owner.language])
    owner.see("next").click()
    owner.see("region-TH" if owner.language == "th" else "region-OC").click()
    owner.see(f"caption-language-{owner.language}").click()
    expect(owner.see(f"caption-language-{owner.language}")).to_have_attribute("aria-checked", "true")
    yield "start-voice"
    owner.see("next").click()
    for platform in ("facebook", "instagram"):
        owner.see(f"platform-{platform}").click()
    expect(owner.see("limit-notice")).to_be_visible()
    yield "start-platforms-full"
    owner.see("finish-onboarding").click()
    expect(owner.see("slot").first).to_be_visible()
    yield "week-empty"
    owner.page.goto("/drafts")
    settled(owner)
    yield "drafts-empty"


def paste_to_caption(owner: ShopOwner) -> Iterator[str]:
    owner.page.goto("/week")
    owner.page.locator("[data-testid=slot][data-state=planned]").first.click()
    expect(owner.see("paste")).to_be_visible()
    yield "new-first-time"
    owner.see("kind").locator("summary").click()
    yield "new-choices"
    owner.see("kind").locator("summary").click()
    owner.see("paste").fill(PASTES[owner.language])
    owner.see("check").click()
    expect(owner.see("redacted")).to_be_visible()
    yield "new-checked"
    owner.see("generate-caption").click()
    expect(owner.see("caption")).to_be_visible(timeout=60_000)


def caption(owner: ShopOwner) -> Iterator[str]:
    settled(owner)
    yield "editor"
    owner.see("delete-post").click()
    expect(owner.see("delete-post-yes")).to_be_visible()
    yield "editor-deleting"
    owner.page.locator("[role=alert] + .row .btn.line").click()
    expect(owner.see("delete-post")).to_be_visible()
    owner.page.locator("section .chips .chip").first.click()
    expect(owner.see("before")).to_be_visible(timeout=60_000)
    yield "editor-rewritten"
    owner.see("take-back").click()
    expect(owner.see("before")).to_be_hidden()
    # A key first: what moves under one's own typing is no jump, and a filled field presses none.
    owner.see("caption").press("End")
    owner.see("caption").fill(RISKY[owner.language])
    expect(owner.see("risk-flag").first).to_be_visible()
    yield "editor-risky"
    owner.see("undo").click()
    expect(owner.see("risk-flag")).to_have_count(0)


def pictures(owner: ShopOwner, product: Product) -> Iterator[str]:
    owner.see("to-images").click()
    expect(owner.see("generate-images")).to_be_visible()
    yield "gallery-offer"
    owner.see("generate-images").click()
    expect(owner.see("candidate").nth(2)).to_be_visible(timeout=120_000)
    yield "gallery-drawing"
    expect(owner.see("candidate")).to_have_count(20, timeout=180_000)
    expect(owner.see("progress")).to_have_count(0, timeout=60_000)
    yield "gallery-full"
    for pick in PICKS:
        owner.see("candidate").nth(pick).click()
    expect(owner.see("picked-count")).to_contain_text("3")
    yield "gallery-picked"
    owner.page.locator(".zoom").nth(3).click()
    expect(owner.page.locator("dialog[open] img")).to_be_visible()
    yield "gallery-larger"
    owner.page.keyboard.press("Escape")
    fault(product, kind="moderation_blocked", path="/v1/images/edits")
    owner.see("finalize").click()
    expect(owner.page.locator(".coming").first).to_be_visible()
    yield "gallery-finishing"
    expect(owner.see("limit-notice")).to_be_visible(timeout=180_000)
    yield "gallery-partly-failed"
    owner.see("retry").click()
    expect(owner.see("final-image")).to_have_count(len(PICKS), timeout=180_000)
    expect(owner.see("limit-notice")).to_have_count(0, timeout=60_000)
    yield "gallery-finished"
    slider = owner.page.locator(".compare input").first
    slider.click()  # its middle
    expect(owner.page.locator(".compare .idea").first).to_have_css("clip-path", HALF)
    yield "gallery-compared"


def export(owner: ShopOwner) -> Iterator[str]:
    owner.see("to-export").click()
    expect(owner.see("final-image")).to_have_count(len(PICKS))
    yield "export"
    owner.see("copy-caption").click()
    expect(owner.see("copy-caption")).to_have_attribute("data-state", "done")
    owner.see("mark-used").click()
    owner.see("feedback-down").click()
    expect(owner.page.locator("#comment")).to_be_visible()
    yield "export-used"


def places(owner: ShopOwner) -> Iterator[str]:
    for path in ("/offline", "/week", "/drafts", "/usage", "/settings"):
        owner.page.goto(path)
        settled(owner)
        yield path.strip("/")
    owner.see("delete-everything").click()
    expect(owner.see("delete-everything-yes")).to_be_visible()
    yield "settings-deleting"


def limits(owner: ShopOwner, product: Product) -> Iterator[str]:
    """Money gets tight, and the week is used up."""
    with at_level(product, WORDS_ONLY):
        owner.page.goto("/usage")
        settled(owner)
        yield "usage-words-only"
        second_post(owner, "facebook")
        owner.see("to-images").click()
        expect(owner.see("limit-notice")).to_be_visible()
        owner.page.reload()
        expect(owner.see("limit-notice")).to_be_visible()
        yield "gallery-words-only"
    check(owner, "facebook")
    expect(owner.see("limit-notice")).to_be_visible()
    yield "new-week-used-up"
    with money_gone(product):
        owner.page.goto("/usage")
        settled(owner)
        yield "usage-closed"
        check(owner, "instagram")
        expect(owner.see("limit-notice")).to_be_visible()
        yield "new-closed"


def failures(owner: ShopOwner, product: Product) -> Iterator[str]:
    """The provider takes none of a gallery's pictures."""
    second_post(owner, "instagram")
    owner.see("to-images").click()
    expect(owner.see("generate-images")).to_be_visible()
    fault(product, kind="moderation_blocked", path="/v1/images/generations", times=200)
    try:
        owner.see("generate-images").click()
        expect(owner.see("retry")).to_be_visible(timeout=180_000)
    finally:
        mend(product)
    yield "gallery-wholly-failed"


def check(owner: ShopOwner, platform: str) -> None:
    owner.page.goto(f"/new?platform={platform}&type=tip")
    owner.see("paste").fill(PASTES[owner.language] + f" +{platform}")
    owner.see("check").click()
    expect(owner.see("redacted")).to_be_visible()


def second_post(owner: ShopOwner, platform: str) -> None:
    check(owner, platform)
    owner.see("generate-caption").click()
    expect(owner.see("caption")).to_be_visible(timeout=60_000)


def dead_ends(owner: ShopOwner) -> Iterator[str]:
    owner.page.goto("/drafts/00000000-0000-4000-8000-000000000000")
    expect(owner.page.locator(".empty")).to_be_visible()
    expect(owner.page.locator(".top")).not_to_contain_text("Instagram")  # the post that was open before
    yield "post-missing"
    owner.page.goto("/missing")
    yield "page-missing"
    owner.page.goto("/styleguide")
    expect(owner.page.locator("#previews")).to_be_visible()
    yield "styleguide"


def ends(owner: ShopOwner) -> Iterator[str]:
    """Another browser has deleted everything; this one still has its cookie and an open page."""
    owner.page.goto("/week")
    expect(owner.see("slot").first).to_be_visible()
    owner.lose_everything()
    yield "session-lost"


def settled(owner: ShopOwner) -> None:
    expect(owner.page.locator(".bone")).to_have_count(0)


def fault(product: Product, **wishes: Any) -> None:
    httpx.post(f"{studio(product)}/_control/faults", json=[wishes]).raise_for_status()


def mend(product: Product) -> None:
    """No fault any more, and nobody waits."""
    httpx.post(f"{studio(product)}/_control/reset", json={}).raise_for_status()


def studio(product: Product) -> str:
    return product.state()["studio"].removesuffix("/").removesuffix("/v1")


@contextmanager
def money_gone(product: Product) -> Iterator[None]:
    """The month's cap at what is spent already, as an operator may set it."""
    with psycopg.connect(product.state()["database"].replace("+psycopg", ""), autocommit=True) as line:
        ((cap,),) = line.execute("SELECT cap FROM budget_month ORDER BY month DESC LIMIT 1").fetchall()
        line.execute("UPDATE budget_month SET cap = held + spent, chosen_cap = held + spent")
        try:
            yield
        finally:
            line.execute("UPDATE budget_month SET cap = %s, chosen_cap = NULL", (cap,))


@contextmanager
def at_level(product: Product, level: int) -> Iterator[None]:
    """The service at a level of the ladder, as an operator may simulate it."""

    def simulate(value: int | None) -> None:
        with psycopg.connect(product.state()["database"].replace("+psycopg", ""), autocommit=True) as line:
            line.execute("UPDATE budget_month SET simulated_level = %s", (value,))

    simulate(level)
    try:
        yield
    finally:
        simulate(None)
