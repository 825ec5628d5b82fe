"""Time zones by the names people have for them."""

from zoneinfo import available_timezones

from socialdraft.i18n import LOCALES, dates


def test_a_zone_is_called_by_its_city_in_the_owners_language() -> None:
    assert dates.cities(["America/Los_Angeles", "Asia/Bangkok"], "th") == [
        ("Asia/Bangkok", "กรุงเทพ"),
        ("America/Los_Angeles", "ลอสแองเจลิส"),
    ]
    assert dates.city("America/Los_Angeles", "en") == "Los Angeles"


def test_every_zone_a_browser_may_report_has_a_name() -> None:
    assert all(dates.city(zone, locale) for zone in available_timezones() for locale in LOCALES)
