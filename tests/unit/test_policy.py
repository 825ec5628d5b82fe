"""The rules as tables and properties."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialdraft.policy import (
    LADDER,
    Limits,
    Offer,
    Quality,
    Week,
    free_slot,
    level_for,
    load_policy,
    may_start_batch,
    month_of,
    month_returns_at,
    offer_at,
)

shares = st.decimals(min_value=0, max_value=1, places=4)


@pytest.mark.parametrize(
    ("committed", "level"),
    [
        ("0", "normal"),
        ("0.6999", "normal"),
        ("0.70", "careful"),
        ("0.8499", "careful"),
        ("0.85", "saving"),
        ("0.92", "tight"),
        ("0.97", "words_only"),
        ("1", "words_only"),
    ],
)
def test_each_rung_is_entered_at_its_line(committed: str, level: str) -> None:
    assert LADDER[level_for(Decimal(committed), previous=0)].name == level


@pytest.mark.parametrize(
    ("previous", "committed", "level"),
    [
        (1, "0.69", "careful"),  # below the line it came in by, above the one it leaves by
        (1, "0.65", "normal"),
        (3, "0.89", "tight"),
        (3, "0.87", "saving"),
        (4, "0.10", "normal"),
    ],
)
def test_a_rung_is_left_below_its_own_line_only(previous: int, committed: str, level: str) -> None:
    assert LADDER[level_for(Decimal(committed), previous=previous)].name == level


@given(shares, shares, st.integers(0, len(LADDER) - 1))
def test_less_money_never_allows_more(one: Decimal, other: Decimal, previous: int) -> None:
    low, high = sorted((one, other))
    roomy = offer_at(LADDER[level_for(low, previous=previous)], limits=Limits())
    tight = offer_at(LADDER[level_for(high, previous=previous)], limits=Limits())
    assert (roomy.candidates, roomy.finals, roomy.new_batch) >= (tight.candidates, tight.finals, tight.new_batch)


@pytest.mark.parametrize(
    ("used", "new_batch", "candidates", "refusal"),
    [
        (0, True, 20, None),
        (0, False, 20, None),
        (1, True, 20, None),
        (1, False, 20, "new_batch_disabled"),
        (2, True, 20, "batch_limit_reached"),
        (0, False, 0, "budget_exhausted"),
    ],
)
def test_a_gallery_may_start(used: int, new_batch: bool, candidates: int, refusal: str | None) -> None:  # noqa: FBT001
    offer = Offer(candidates=candidates, finals=9, quality=Quality.HIGH, new_batch=new_batch)
    assert may_start_batch(used=used, offer=offer, limits=Limits()) == refusal


@given(st.sets(st.integers(1, 5)), st.integers(0, 4))
def test_a_free_slot_is_never_a_taken_one_nor_above_what_is_allowed(taken: set[int], allowed: int) -> None:
    slot = free_slot(taken, allowed)
    assert slot is None or (slot not in taken and 1 <= slot <= allowed)
    assert slot is not None or set(range(1, allowed + 1)) <= taken


@pytest.mark.parametrize(
    ("now", "zone", "starts_on", "resets_at"),
    [
        # Sunday 23:59:59 and Monday 00:00 in Bangkok (UTC+7)
        ("2026-11-29T16:59:59", "Asia/Bangkok", "2026-11-23", "2026-11-29T17:00:00"),
        ("2026-11-29T17:00:00", "Asia/Bangkok", "2026-11-30", "2026-12-06T17:00:00"),
        # The week daylight saving ends in Los Angeles (1 November 2026) lasts an hour longer
        ("2026-10-27T12:00:00", "America/Los_Angeles", "2026-10-26", "2026-11-02T08:00:00"),
        ("2026-11-02T07:59:59", "America/Los_Angeles", "2026-10-26", "2026-11-02T08:00:00"),
        # and the week it begins (8 March 2026) an hour less
        ("2026-03-04T12:00:00", "America/Los_Angeles", "2026-03-02", "2026-03-09T07:00:00"),
    ],
)
def test_a_week_begins_on_monday_in_the_business_zone(now: str, zone: str, starts_on: str, resets_at: str) -> None:
    week = Week.of(datetime.fromisoformat(now).replace(tzinfo=UTC), zone)
    assert week.starts_on == date.fromisoformat(starts_on)
    assert week.resets_at == datetime.fromisoformat(resets_at).replace(tzinfo=UTC)


@given(
    st.integers(1_735_689_600, 2_051_222_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from(["Asia/Bangkok", "America/Los_Angeles"]),
)
def test_every_moment_lies_in_its_week(now: datetime, zone: str) -> None:
    week = Week.of(now, zone)
    assert now < week.resets_at <= now + timedelta(days=7, hours=1)
    assert Week.of(week.resets_at, zone).starts_on == week.starts_on + timedelta(days=7)


def test_the_budget_month_is_a_utc_month() -> None:
    assert month_of(datetime.fromisoformat("2026-12-01T06:59:00+07:00")) == date(2026, 11, 1)
    assert month_returns_at(date(2026, 12, 1)) == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_policy_file_overrides_limits_and_ladder(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(
        '[limits]\nmonthly_cap_usd = "12.50"\nfinals_per_post = 6\n'
        '[[ladder]]\nname = "only"\nenter = 0\nleave = 0\ncandidates = 30\nfinals = 9\n'
        'quality = "high"\nnew_batch = true\nposts_per_week = 1\n'
    )
    policy = load_policy(file)
    assert policy.limits.monthly_cap_usd == Decimal("12.50")
    assert offer_at(policy.ladder[0], limits=policy.limits) == Offer(30, 6, Quality.HIGH, new_batch=True)


@pytest.mark.parametrize("text", ["[limits]\nfinals = 3\n", "[[ladder]]\nenter = 0.5\n", "[limits\n"])
def test_a_policy_file_with_an_unknown_key_or_a_broken_ladder_stops_the_start(tmp_path: Path, text: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(text)
    with pytest.raises((ValueError, TypeError)):
        load_policy(file)
