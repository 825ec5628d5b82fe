"""The planned week: spread, rotating, and right about the days of each region."""

from datetime import UTC, date, datetime, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from socialdraft.policy import Category, Language, Platform, PostType, Region, Week
from socialdraft.services import calendar
from socialdraft.services.calendar import DayKind, PlannedSlot, days, planned

ZONES = {Region.TH: "Asia/Bangkok", Region.OC: "America/Los_Angeles"}
PAIR = (Platform.FACEBOOK, Platform.LINE_OA)

mondays = st.integers(0, 570).map(lambda weeks: date(2025, 1, 6) + timedelta(weeks=weeks))
regions = st.sampled_from(Region)
pairs = st.lists(st.sampled_from(Platform), min_size=1, max_size=2, unique=True)


def week_of(day: str, region: Region = Region.TH) -> Week:
    noon = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    return Week.of(noon, ZONES[region])


def plan(
    week: Week,
    *,
    region: Region = Region.TH,
    platforms: tuple[Platform, ...] = PAIR,
    category: Category = Category.CAFE,
    posts: int = 2,
    today: date | None = None,
    seed: str = "",
) -> tuple[PlannedSlot, ...]:
    return planned(
        platforms=platforms,
        region=region,
        category=category,
        week=week,
        posts_per_platform=posts,
        today=today,
        seed=seed,
    )


@pytest.mark.parametrize(
    ("region", "day", "key"),
    [
        (Region.TH, "2026-04-13", "songkran"),
        (Region.TH, "2026-11-24", "loy_krathong"),
        (Region.TH, "2027-11-13", "loy_krathong"),
        (Region.TH, "2026-11-11", "double_11"),
        (Region.TH, "2026-12-12", "double_12"),
        (Region.TH, "2025-10-21", "kin_jay"),
        (Region.TH, "2026-02-17", "chinese_new_year"),
        (Region.TH, "2026-08-12", "mothers_day_th"),
        (Region.TH, "2026-12-05", "fathers_day_th"),
        (Region.TH, "2026-03-03", "makha_bucha"),
        (Region.TH, "2026-11-25", "payday"),
        (Region.OC, "2026-11-26", "thanksgiving"),
        (Region.OC, "2026-11-28", "small_business_saturday"),
        (Region.OC, "2029-11-24", "small_business_saturday"),
        (Region.OC, "2026-11-30", "cyber_monday"),
        (Region.OC, "2026-05-05", "cinco_de_mayo"),
        (Region.OC, "2023-07-14", "oc_fair"),
        (Region.OC, "2024-07-19", "oc_fair"),
        (Region.OC, "2025-07-18", "oc_fair"),
        (Region.OC, "2026-02-17", "lunar_new_year"),
        (Region.OC, "2030-02-02", "lunar_new_year"),
        (Region.OC, "2026-05-10", "mothers_day_us"),
        (Region.OC, "2026-07-04", "independence_day"),
    ],
)
def test_a_known_day_stands_in_its_region_and_only_there(region: Region, day: str, key: str) -> None:
    other = Region.OC if region is Region.TH else Region.TH
    assert key in {found.key for found in days(week_of(day, region), region)}
    assert (date.fromisoformat(day), key) in {(found.date, found.key) for found in days(week_of(day, region), region)}
    assert key not in {found.key for found in days(week_of(day, other), other)}


def test_a_day_off_in_lieu_is_shown_but_is_no_subject_for_a_post() -> None:
    found = {day.key: day for day in days(week_of("2026-12-07"), Region.TH)}
    assert not found["fathers_day_th_off"].theme
    assert found["fathers_day_th_off"].names[Language.TH] == "วันหยุดชดเชยวันพ่อ"


def test_a_long_season_goes_on_from_the_monday_of_the_next_week() -> None:
    found = {day.key: day.date for day in days(week_of("2026-07-22", Region.OC), Region.OC)}
    assert found["oc_fair"] == date(2026, 7, 20)
    assert "oc_fair" not in {day.key for day in days(week_of("2026-08-24", Region.OC), Region.OC)}


def test_a_week_over_new_year_shows_the_days_of_both_years() -> None:
    keys = [day.key for day in days(week_of("2026-12-30"), Region.TH)]
    assert keys == ["new_years_eve", "new_year"]


@pytest.mark.parametrize("key", ["kings_birthday", "chakri_day", "makha_bucha", "navamindra_day"])
def test_royal_and_holy_days_are_never_proposed_as_the_subject_of_a_post(key: str) -> None:
    for number in range(52 * 11):
        week = Week(date(2025, 1, 6) + timedelta(weeks=number), ZONES[Region.TH])
        assert key not in {slot.theme_key for slot in plan(week)}


@settings(deadline=None)
@given(mondays, regions)
def test_every_day_has_a_name_in_both_languages_and_a_source(monday: date, region: Region) -> None:
    for day in days(Week(monday, ZONES[region]), region):
        assert monday <= day.date < monday + timedelta(days=7)
        assert day.names[Language.EN].strip()
        assert day.names[Language.TH].strip()
        assert day.source


@pytest.mark.parametrize("year", range(2025, 2036))
@pytest.mark.parametrize("region", Region)
def test_every_year_until_2035_has_its_days(region: Region, year: int) -> None:
    mondays = [date(year, 1, 1) + timedelta(weeks=number) for number in range(53)]
    found = {
        day.key
        for monday in mondays
        for day in days(Week.of(datetime(*monday.timetuple()[:3], 12, tzinfo=UTC), ZONES[region]), region)
    }
    expected = {rule.key for rule in calendar._rules() if region in rule.regions}
    assert expected - found <= {"bridge_holiday"}


def test_the_lunar_dates_of_the_own_list_agree_with_the_library() -> None:
    chinese = country_holidays("CN", years=range(2025, 2036), language="en_US", observed=False)
    new_year = {day for day, name in chinese.items() if "Chinese New Year (Spring Festival)" in name}
    rule = next(rule for rule in calendar._rules() if rule.key == "chinese_new_year")
    assert set(rule.dates) <= new_year
    double_ninth = country_holidays("HK", years=range(2025, 2036), language="en_US", observed=False)
    kin_jay = next(rule for rule in calendar._rules() if rule.key == "kin_jay")
    ends = {day for day, name in double_ninth.items() if "Double Ninth" in name}
    assert {first + timedelta(days=8) for first in kin_jay.dates} <= ends


@settings(deadline=None)
@given(mondays, regions, pairs, st.sampled_from(Category), st.integers(1, 3), st.text(max_size=8))
def test_a_plan_has_each_slot_once_inside_the_week_and_with_different_types(  # noqa: PLR0917 — one strategy each
    monday: date, region: Region, platforms: list[Platform], category: Category, posts: int, seed: str
) -> None:
    week = Week(monday, ZONES[region])
    slots = plan(week, region=region, platforms=tuple(platforms), category=category, posts=posts, seed=seed)
    assert {(slot.platform, slot.slot) for slot in slots} == {
        (platform, number) for platform in platforms for number in range(1, posts + 1)
    }
    assert len(slots) == len(platforms) * posts
    assert all(monday <= slot.day < monday + timedelta(days=7) for slot in slots)
    for platform in platforms:
        types = [slot.post_type for slot in slots if slot.platform == platform]
        assert len(set(types)) == len(types)
        assert types.count(PostType.SEASONAL) <= 1


@settings(deadline=None)
@given(mondays, regions, st.permutations(PAIR))
def test_the_same_question_gets_the_same_plan_in_any_order_of_platforms(
    monday: date, region: Region, platforms: tuple[Platform, ...]
) -> None:
    week = Week(monday, ZONES[region])
    assert plan(week, region=region, platforms=tuple(platforms)) == plan(week, region=region)


@settings(deadline=None)
@given(mondays, regions)
def test_a_seasonal_slot_names_its_day_and_never_comes_after_it(monday: date, region: Region) -> None:
    week = Week(monday, ZONES[region])
    themes = {day.key: day for day in calendar.themes(week, region=region)}
    for slot in plan(week, region=region):
        assert (slot.theme_key is not None) == (slot.post_type is PostType.SEASONAL)
        assert slot.theme_key is None or slot.day <= themes[slot.theme_key].date


def test_a_plain_week_spreads_its_posts_over_four_days() -> None:
    slots = plan(week_of("2026-12-14"))
    assert [slot.day.day for slot in sorted(slots, key=lambda slot: slot.day)] == [14, 16, 18, 20]


def test_types_rotate_so_that_a_month_uses_them_all() -> None:
    used = {
        slot.post_type
        for number in range(4)
        for slot in plan(Week(date(2026, 6, 1) + timedelta(weeks=number), ZONES[Region.TH]), posts=1)
    }
    assert used >= {kind for kind in PostType if kind is not PostType.SEASONAL}


def test_two_owners_of_the_same_trade_start_at_different_places() -> None:
    week = week_of("2026-12-14")
    assert len({plan(week, seed=f"owner-{number}") for number in range(20)}) > 1


def test_two_platforms_share_out_the_days_of_a_rich_week() -> None:
    slots = plan(week_of("2026-11-26", Region.OC), region=Region.OC)
    themes = {slot.theme_key for slot in slots if slot.theme_key}
    assert themes == {"thanksgiving", "black_friday"}


def test_a_feast_is_a_better_subject_than_payday() -> None:
    themes = calendar.themes(week_of("2026-11-24"), region=Region.TH)
    assert [day.key for day in themes] == ["loy_krathong", "payday"]
    assert themes[-1].kind is DayKind.SALE


def test_a_feast_that_is_over_is_no_subject_any_more() -> None:
    week = week_of("2026-11-26", Region.OC)
    friday, saturday = (
        {slot.theme_key for slot in plan(week, region=Region.OC, today=date(2026, 11, day)) if slot.theme_key}
        for day in (27, 28)
    )
    assert friday == {"black_friday", "small_business_saturday"}
    assert saturday == {"small_business_saturday", "cyber_monday"}


def test_a_season_is_a_subject_until_its_last_day() -> None:
    week = week_of("2025-10-21")
    assert "kin_jay" in {day.key for day in calendar.themes(week, region=Region.TH, today=date(2025, 10, 26))}
