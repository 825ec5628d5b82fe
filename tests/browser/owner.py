"""What an owner does with the product, in their own words."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

import httpx
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

PASTES = {
    "en": "sat buns orange cardamom 8am $4.50 / box 6 $25, small tray again. call 714-555-0134",
    "th": "เสาร์นี้ขนมปังส้มกระวาน 8 โมงเช้า ชิ้นละ 45 บาท กล่อง 6 ชิ้น 250 โทร 081-234-5678",
}
SECRETS = {"en": "714-555-0134", "th": "081-234-5678"}
SHOPS = {"en": ("OC", "Marigold Bakery"), "th": ("TH", "ดาวเรือง เบเกอรี่")}


@dataclass(frozen=True)
class ShopOwner:
    """One person on one page."""

    page: Page
    language: str

    def see(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    def set_up(self, *, platforms: tuple[str, ...] = ("facebook", "instagram")) -> None:
        """From the landing page to the first week."""
        self.page.goto("/")
        self.see("start").click()
        self.see("category-bakery").click()
        self.see("next").click()
        self.see("region-TH" if self.language == "th" else "region-OC").click()
        self.see(f"caption-language-{self.language}").click()
        self.see("next").click()
        for platform in platforms:
            self.see(f"platform-{platform}").click()
            expect(self.see(f"platform-{platform}")).to_have_attribute("aria-pressed", "true")
        self.see("finish-onboarding").click()
        expect(self.see("slot").first).to_be_visible()

    def come_back(self, *platforms: str, to: str = "/week") -> None:
        """To a page of a shop that was set up some other day."""
        self._settle(platforms or ("facebook", "instagram"))
        self.page.goto(to)
        expect(self.page.locator(".bone")).to_have_count(0)

    def come_back_to_a_draft(self, platform: str = "facebook") -> None:
        """To the caption of a post that was written some other day."""
        self._settle((platform,))
        self.open_a_draft(platform)

    def open_a_draft(self, platform: str = "facebook") -> None:
        business = self.page.request.get("/api/me").json()["business"]["id"]
        ingest = self._ask("/api/ingest", {"business_id": business, "text": PASTES[self.language]})["ingest_id"]
        order = {"business_id": business, "platform_type": platform, "ingest_id": ingest}
        post = self._ask("/api/posts/generate", order, {"idempotency-key": uuid4().hex})["posts"][0]
        self.page.goto(f"/drafts/{post['id']}")
        expect(self.see("caption")).to_be_visible()

    def lose_everything(self) -> None:
        """Another browser with the same session deletes all; this one keeps its cookie, taps on and starts anew."""
        cookie = next(one for one in self.page.context.cookies() if one["name"] == "sd_session")
        place = urljoin(self.page.url, "/api/me")
        httpx.delete(place, cookies={"sd_session": cookie["value"]}, timeout=60).raise_for_status()
        with suppress(PlaywrightError):  # the page may notice by itself before the tap
            self.page.locator("nav a[href='/drafts']").first.click(timeout=3000)
        expect(self.see("category-cafe")).to_be_visible()

    def _settle(self, platforms: tuple[str, ...]) -> None:
        """Tell the server at once what the first pages ask step by step."""
        region, name = SHOPS[self.language]
        self._ask("/api/session", {})
        shop = {"category": "bakery", "region": region, "default_language": self.language, "name": name}
        business = self._ask("/api/business", {**shop, "tone_preset": "friendly"})["id"]
        for platform in platforms:
            self._ask(f"/api/business/{business}/platforms", {"platform_type": platform})

    def _ask(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> dict[str, Any]:
        answer = self.page.request.post(path, data=body, headers=headers)
        assert answer.ok, answer.text()
        told: dict[str, Any] = answer.json()
        return told

    def paste(self, text: str) -> None:
        """Tap the first planned slot and show what will be kept of the text."""
        self.page.locator("[data-testid=slot][data-state=planned]").first.click()
        self.see("paste").fill(text)
        self.see("check").click()
        expect(self.see("redacted")).to_be_visible()

    def write(self) -> None:
        self.see("generate-caption").click()
        expect(self.see("caption")).to_be_visible(timeout=60_000)

    def draw(self, count: int = 20) -> None:
        """Ask for the gallery and wait until it is full."""
        self.see("to-images").click()
        self.see("generate-images").click()
        expect(self.see("candidate")).to_have_count(count, timeout=180_000)

    def finish(self, *picks: int) -> None:
        for pick in picks:
            self.see("candidate").nth(pick).click()
        self.see("finalize").click()
        expect(self.see("final-image")).to_have_count(len(picks), timeout=180_000)
