"""What single pages promise: limits before the tap, words before script, a language that stays, no barrier."""

import pytest
from playwright.sync_api import Route, expect

from socialdraft.stack.bundle import FONTS
from tests.browser.conftest import ENDED, OpenPhone
from tests.browser.looks import MOST_SHIFT, SHIFTS, until
from tests.browser.owner import PASTES, ShopOwner

pytestmark = pytest.mark.browser


def test_a_third_platform_is_off_limits_and_the_page_says_why(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.page.goto("/start")
    owner.see("category-cafe").click()
    owner.see("next").click()
    owner.see("next").click()
    owner.see("platform-x").click()
    owner.see("platform-line_oa").click()
    expect(owner.see("platform-facebook")).to_be_disabled()
    expect(owner.see("limit-notice")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("zone", "cities"),
    [("Europe/Berlin", ["Bangkok", "Berlin", "Los Angeles"]), ("Asia/Bangkok", ["Bangkok", "Los Angeles"])],
)
def test_the_time_zone_of_the_device_is_offered_and_a_choice_stays(
    phone: OpenPhone, zone: str, cities: list[str]
) -> None:
    owner = ShopOwner(phone(timezone_id=zone).new_page(), "en")
    owner.page.goto("/start")
    owner.see("category-cafe").click()
    owner.see("next").click()
    chosen = owner.page.locator("#timezone")
    expect(chosen.locator("option")).to_have_text(cities)
    expect(chosen).to_have_value("Europe/Berlin" if "Berlin" in cities else "America/Los_Angeles")
    chosen.select_option("Asia/Bangkok")
    expect(chosen).to_have_value("Asia/Bangkok")  # the server has heard it: until then it shows the old one
    owner.see("language-th").click()
    expect(owner.page.locator("html")).to_have_attribute("lang", "th")
    expect(chosen).to_have_value("Asia/Bangkok")


def test_the_back_key_goes_one_step_back_and_loses_nothing(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.page.goto("/")
    owner.see("start").click()
    owner.see("category-cafe").click()
    owner.see("next").click()
    owner.see("region-TH").click()
    owner.see("next").click()
    expect(owner.see("platform-x")).to_be_visible()
    owner.page.go_back()
    expect(owner.see("region-TH")).to_have_attribute("aria-checked", "true")
    owner.page.go_back()
    expect(owner.see("category-cafe")).to_have_attribute("aria-checked", "true")
    owner.page.go_back()
    expect(owner.see("start")).to_be_visible()


def test_going_back_from_the_check_leads_to_the_text(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back()
    owner.paste(PASTES["en"])
    owner.page.go_back()
    expect(owner.see("paste")).to_have_value(PASTES["en"])
    expect(owner.see("redacted")).to_have_count(0)
    owner.page.go_back()
    expect(owner.see("slot").first).to_be_visible()


def test_the_same_text_in_two_tabs_is_one_post(phone: OpenPhone) -> None:
    context = phone()
    first, second = (ShopOwner(context.new_page(), "en") for _ in range(2))
    first.come_back()
    second.page.goto("/week")
    for tab in (first, second):
        tab.paste(PASTES["en"])
    for tab in (first, second):
        tab.write()
    expect(second.page).to_have_url(first.page.url)
    first.page.goto("/week")
    expect(first.page.locator("[data-testid=slot][data-state=used]")).to_have_count(1)


def test_a_post_can_be_deleted_and_still_counts(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back_to_a_draft("facebook")
    draft = owner.page.url
    owner.see("delete-post").click()
    owner.page.get_by_role("button", name="Cancel").click()
    owner.see("delete-post").click()
    owner.see("delete-post-yes").click()
    expect(owner.page.locator(".empty")).to_be_visible()
    owner.page.goto(draft)
    expect(owner.page.locator(".empty")).to_be_visible()
    owner.page.goto("/week")
    expect(owner.page.locator("[data-testid=slot][data-state=gone]")).to_have_count(1)


def test_the_landing_page_needs_no_script(phone: OpenPhone) -> None:
    page = phone("th", java_script_enabled=False).new_page()
    page.goto("/")
    expect(page.locator("h1 [lang=th]")).to_be_visible()
    expect(page.locator("h1 [lang=en]")).to_be_hidden()
    page.get_by_test_id("language-en").click()
    expect(page.locator("h1 [lang=en]")).to_be_visible()
    page.goto("/privacy")
    expect(page.locator("h1 [lang=en]")).to_be_visible()
    expect(page.get_by_test_id("language-th")).to_be_visible()


LATE = 500
"""Milliseconds after the first paint; a swap in the very first frames counts as no jump."""


@pytest.mark.parametrize("language", ["en", "th"])
def test_letters_that_come_late_move_nothing(phone: OpenPhone, language: str) -> None:
    """On a slow line the words are read before their fonts are there."""
    context = phone(language, bypass_csp=True)
    context.add_init_script(SHIFTS)
    page, late = context.new_page(), list[Route]()
    page.route("**/*.woff2", lambda font: late.append(font))  # noqa: PLW0108 (playwright marks what it calls)
    page.goto("/", wait_until="commit")
    expect(page.locator(f"h1 [lang={language}]")).to_be_visible()
    until(page, "performance.getEntriesByName('first-contentful-paint').length")
    until(page, lambda: len(late) >= len(FONTS[language]))
    page.wait_for_timeout(LATE)
    page.route("**/*.woff2", lambda font: font.continue_())  # whoever comes now does not wait
    for font in late:
        font.continue_()
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    assert page.evaluate("shifted().then(() => shift.worst)") < MOST_SHIFT
    page.evaluate("document.body.style.paddingTop = '200px'")
    assert page.evaluate("shifted().then(() => shift.worst)") > MOST_SHIFT  # this eye would have seen it


def test_a_returning_owner_lands_on_the_week(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back(to="/")
    expect(owner.page).to_have_url("/week")


PLANNED = """
    window.planned = new Set();
    const look = () => {
        const slots = document.querySelectorAll("[data-testid=slot]");
        if (slots.length) planned.add([...slots].filter((one) => one.dataset.state === "planned").length);
        requestAnimationFrame(look);
    };
    look();
"""


def test_a_new_document_never_shows_what_its_tab_remembers(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back()
    expect(owner.page.locator("[data-testid=slot][data-state=planned]")).to_have_count(4)
    owner.open_a_draft()
    owner.page.add_init_script(PLANNED)
    owner.page.goto("/week")
    expect(owner.page.locator("[data-testid=slot][data-state=planned]")).to_have_count(3)
    until(owner.page, "planned.size")
    assert owner.page.evaluate("[...planned]") == [3]


def test_the_language_switch_keeps_the_page_and_lasts(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back(to="/settings")
    owner.see("language-th").click()
    expect(owner.page).to_have_url("/settings")
    expect(owner.page.locator("html")).to_have_attribute("lang", "th")
    owner.page.goto("/week")
    expect(owner.page.locator("h1")).to_contain_text("สัปดาห์นี้")


def test_contact_lines_stay_in_the_browser_and_are_joined_when_copied(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    sent: list[str] = []
    owner.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    owner.come_back(to="/new")
    owner.page.locator("summary").get_by_text("Contact block").click()
    owner.page.locator("#contact").fill("Tel 714-555-0199")
    owner.see("paste").fill(PASTES["en"])
    owner.see("check").click()
    owner.write()
    owner.see("to-export").click()
    owner.see("copy-caption").click()
    expect(owner.see("copy-caption")).to_have_attribute("data-state", "done")
    assert owner.page.evaluate("navigator.clipboard.readText()").endswith("\n\nTel 714-555-0199")
    assert not [frame for frame in sent if "555-0199" in frame]


def test_a_foreign_post_and_an_unknown_page_lead_on(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back(to="/drafts/00000000-0000-4000-8000-000000000000")
    expect(owner.page.locator("main")).to_contain_text("This post isn't here")
    missing = owner.page.request.get("/nothing-here", headers={"accept": "text/html"})
    assert missing.status == 404
    assert "The address may be old" in missing.text()


def test_an_edit_is_counted_and_survives_a_reload(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back_to_a_draft("x")
    owner.see("caption").fill("Buns from 8 on Saturday.")
    expect(owner.see("counter")).to_contain_text("24 of 280")
    expect(owner.page.get_by_text("Saved", exact=True).first).to_be_visible()
    owner.page.reload()
    expect(owner.see("caption")).to_have_value("Buns from 8 on Saturday.")


def test_an_ended_session_is_replaced_and_the_owner_can_go_on(phone: OpenPhone) -> None:
    owner = ShopOwner(phone(may_complain=ENDED).new_page(), "en")
    owner.come_back()
    owner.lose_everything()
    owner.set_up()


def test_the_privacy_notice_is_shown_once_before_the_first_paste(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    owner.come_back(to="/new")
    expect(owner.see("privacy-notice")).to_be_visible()
    owner.see("privacy-notice").get_by_role("button").click()
    expect(owner.see("privacy-notice")).to_be_hidden()
    owner.page.reload()
    expect(owner.see("paste")).to_be_visible()
    expect(owner.see("privacy-notice")).to_be_hidden()


def test_a_week_that_is_used_up_is_told_before_anything_is_pasted(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "th")
    owner.come_back_to_a_draft("facebook")
    owner.page.goto("/new")
    expect(owner.see("check")).to_be_visible()
    expect(owner.see("limit-notice")).to_have_count(0)
    owner.open_a_draft("facebook")
    owner.page.goto("/new")
    expect(owner.see("limit-notice")).to_be_visible()
    owner.see("paste").fill("ขนมปังส้ม 45 บาท")
    owner.see("check").click()
    expect(owner.see("redacted")).to_be_visible()
    expect(owner.see("limit-notice")).to_be_visible()


LINE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari Line/14.5.0"
META = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/468.0]"


@pytest.mark.parametrize(("agent", "word"), [(LINE, "LINE"), (META, "Open in browser")])
def test_inside_another_app_the_way_out_is_shown_before_any_work(phone: OpenPhone, agent: str, word: str) -> None:
    owner = ShopOwner(phone(user_agent=agent).new_page(), "en")
    owner.page.goto("/start")
    notice = owner.page.locator(".inside-app")
    expect(notice).to_contain_text(word)
    out = notice.locator("a[href*='openExternalBrowser=1']")
    expect(out).to_be_visible(visible=agent == LINE)


def test_the_home_screen_is_offered_once_there_is_a_post_and_no_is_remembered(phone: OpenPhone) -> None:
    owner = ShopOwner(phone().new_page(), "en")
    offer = "dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt() { window.asked = true; } }))"
    owner.come_back()
    owner.page.evaluate(offer)
    expect(owner.see("install")).to_be_hidden()
    owner.open_a_draft()
    owner.page.goto("/week")
    owner.page.evaluate(offer)
    owner.see("install").get_by_role("button", name="Keep it").click()
    until(owner.page, "window.asked")
    owner.page.evaluate(offer)
    owner.see("install").get_by_role("button", name="Not now").click()
    owner.page.reload()
    owner.page.evaluate(offer)
    expect(owner.see("slot").first).to_be_visible()
    expect(owner.see("install")).to_be_hidden()


MOVING = "document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime > 1).length"
"""What lasts a hundredth of a millisecond is over in the next frame, which may not have been drawn yet."""


def test_four_times_the_size_still_fits_and_nothing_moves_for_who_asked(phone: OpenPhone) -> None:
    """A desktop at 400 % is 320 pixels wide; with less motion wanted, no animation runs on."""
    owner = ShopOwner(phone(reduced_motion="reduce", viewport={"width": 320, "height": 256}).new_page(), "en")
    owner.come_back()
    for path in ("/privacy", "/week", "/new", "/drafts", "/usage", "/settings"):
        owner.page.goto(path)
        expect(owner.page.locator(".bone")).to_have_count(0)
        assert owner.page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert owner.page.evaluate(MOVING) == 0, path
