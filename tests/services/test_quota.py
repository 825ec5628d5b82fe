"""Weekly slots: taken once, whatever is swapped, deleted or moved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, text

from socialdraft.errors import RateLimited, WeeklyQuotaReached
from socialdraft.models import WeeklyQuotaUsage
from socialdraft.policy import Limits, Platform, Week
from socialdraft.services import accounts, quota
from socialdraft.services.owners import Owner
from tests.factories import LIMITS, make_business, make_owner
from tests.services.slots import kept, take


def test_the_third_post_of_a_week_is_refused_with_the_moment_it_resets(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    take(session, owner, Platform.FACEBOOK, now=now)
    take(session, owner, Platform.FACEBOOK, now=now)
    with pytest.raises(WeeklyQuotaReached) as refusal:
        take(session, owner, Platform.FACEBOOK, now=now)
    told = {"platform_type": "facebook", "limit": 2, "used": 2, "resets_at": "2026-11-29T17:00:00+00:00"}
    assert refusal.value.data == told  # Monday 00:00 in Bangkok


def test_a_third_distinct_platform_gets_no_slot_even_when_the_first_two_have_room(
    session: Session, now: datetime
) -> None:
    owner = make_owner(session, now=now)
    take(session, owner, Platform.FACEBOOK, now=now)
    take(session, owner, Platform.INSTAGRAM, now=now)
    with pytest.raises(WeeklyQuotaReached):
        take(session, owner, Platform.X, now=now)
    take(session, owner, Platform.INSTAGRAM, now=now)


def test_next_week_starts_fresh(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    for _ in range(2):
        take(session, owner, Platform.FACEBOOK, now=now)
    take(session, owner, Platform.FACEBOOK, now=now + timedelta(days=7))


def test_a_slot_without_a_post_goes_back_and_frees_its_platform(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    slot = take(session, owner, Platform.FACEBOOK, now=now)
    take(session, owner, Platform.INSTAGRAM, now=now)
    quota.give_back(session, slot_id=slot)
    take(session, owner, Platform.X, now=now)
    with pytest.raises(WeeklyQuotaReached):
        take(session, owner, Platform.FACEBOOK, now=now)


def test_a_slot_with_a_post_stays_whatever_happens_to_the_post(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    slot = take(session, owner, Platform.FACEBOOK, now=now)
    quota.keep_slot(session, slot_id=slot, post_id=uuid4(), now=now)
    quota.give_back(session, slot_id=slot)
    assert quota.used(session, owner=owner, week_start=Week.of(now, "Asia/Bangkok").starts_on) == {Platform.FACEBOOK: 1}


def test_a_slot_is_kept_for_one_post(session: Session, now: datetime) -> None:
    slot, post, later = (
        take(session, make_owner(session, now=now), Platform.FACEBOOK, now=now),
        uuid4(),
        now.replace(minute=5),
    )
    quota.keep_slot(session, slot_id=slot, post_id=post, now=later)
    with pytest.raises(quota.SlotLost):
        quota.keep_slot(session, slot_id=slot, post_id=uuid4(), now=later)
    row = session.get_one(WeeklyQuotaUsage, slot)
    assert (row.post_id, row.updated_at) == (post, later)


def test_an_abandoned_slot_is_given_back_and_its_late_caption_is_refused(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    slot = take(session, owner, Platform.FACEBOOK, now=now)
    assert quota.give_back_abandoned(session, now=now + timedelta(minutes=9)) == 0
    assert quota.give_back_abandoned(session, now=now + timedelta(minutes=11)) == 1
    with pytest.raises(quota.SlotLost):
        quota.keep_slot(session, slot_id=slot, post_id=uuid4(), now=now)


def test_only_this_owners_slots_of_this_week_are_used(session: Session, now: datetime) -> None:
    owner, following = make_owner(session, now=now), now + timedelta(days=7)
    kept(session, owner, Platform.FACEBOOK, now=now)
    for other, moment in ((Owner("user", owner.id), now), (make_owner(session, now=now), now), (owner, following)):
        kept(session, other, Platform.FACEBOOK, now=moment)
    assert quota.used(session, owner=owner, week_start=Week.of(now, "Asia/Bangkok").starts_on) == {Platform.FACEBOOK: 1}


def test_removing_and_adding_a_platform_opens_no_slot(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    business = make_business(session, owner, now=now)
    for _ in range(2):
        take(session, owner, Platform.FACEBOOK, now=now)
    chosen = accounts.platforms_of(session, business_id=business.id)[0]
    accounts.remove_platform(session, owner=owner, business_id=business.id, platform_id=chosen.id)
    accounts.add_platform(session, owner=owner, business_id=business.id, platform="facebook", now=now, limits=Limits())
    with pytest.raises(WeeklyQuotaReached):
        take(session, owner, Platform.FACEBOOK, now=now)


def test_a_new_zone_waits_for_the_next_week_once_a_slot_was_taken(session: Session) -> None:
    sunday = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)  # 19:00 in Bangkok, 04:00 in Los Angeles
    owner = make_owner(session, now=sunday)
    business = make_business(session, owner, now=sunday, timezone="Asia/Bangkok")
    take(session, owner, Platform.FACEBOOK, now=sunday)
    change = {"timezone": "Pacific/Auckland"}  # already Monday there
    accounts.update_business(session, owner=owner, business_id=business.id, changes=change, now=sunday, limits=LIMITS)
    row = accounts.business_of(session, owner=owner)
    assert row is not None
    assert accounts.zone_at(row, now=sunday) == "Asia/Bangkok"
    assert accounts.zone_at(row, now=sunday + timedelta(hours=6)) == "Pacific/Auckland"


def test_a_tighter_ladder_waits_for_the_next_week(session: Session, now: datetime) -> None:
    this, following = Week.of(now, "Asia/Bangkok"), Week.of(now + timedelta(days=7), "Asia/Bangkok")
    assert quota.promised(session, week=this, posts_per_week=2) == 2
    assert quota.promised(session, week=this, posts_per_week=1) == 2
    assert quota.promised(session, week=following, posts_per_week=1) == 1


def newcomer(session: Session, *, network: str | None, now: datetime) -> Owner:
    view, _ = accounts.open_session(session, token=None, now=now, limits=LIMITS, network=network)
    return Owner("session", view.session_id)


def test_fresh_cookies_of_one_network_share_a_daily_number_of_first_posts(session: Session, now: datetime) -> None:
    limits = replace(LIMITS, first_posts_per_network_per_day=3)
    for _ in range(3):
        owner = newcomer(session, network="cafe", now=now)
        for _post in range(2):
            take(session, owner, Platform.FACEBOOK, now=now)
            quota.admit_newcomer(session, owner=owner, now=now, limits=limits)
    fourth = newcomer(session, network="cafe", now=now)
    take(session, fourth, Platform.FACEBOOK, now=now)
    take(session, Owner("user", fourth.id), Platform.FACEBOOK, now=now)  # somebody else, whatever the number
    with pytest.raises(RateLimited) as refusal:
        quota.admit_newcomer(session, owner=fourth, now=now, limits=limits)
    assert refusal.value.data["retry_after"] == 12 * 3600 + 1
    quota.admit_newcomer(session, owner=fourth, now=now + timedelta(days=1), limits=limits)


def test_a_newcomer_from_this_machine_or_another_network_is_not_counted(session: Session, now: datetime) -> None:
    limits = replace(LIMITS, first_posts_per_network_per_day=0)
    local = newcomer(session, network=None, now=now)
    take(session, local, Platform.FACEBOOK, now=now)
    quota.admit_newcomer(session, owner=local, now=now, limits=limits)


@pytest.mark.parametrize(
    ("zone", "last", "first"),
    [
        ("Asia/Bangkok", datetime(2026, 11, 29, 16, 59, 59, tzinfo=UTC), datetime(2026, 11, 29, 17, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 11, 2, 7, 59, 59, tzinfo=UTC), datetime(2026, 11, 2, 8, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 3, 9, 6, 59, 59, tzinfo=UTC), datetime(2026, 3, 9, 7, tzinfo=UTC)),
    ],
)
def test_a_week_ends_with_its_last_second_there_also_when_clocks_change(
    session: Session, zone: str, last: datetime, first: datetime
) -> None:
    owner = make_owner(session, now=last)

    def one(now: datetime) -> None:
        take_in(session, owner, zone, now=now)

    one(last)
    one(last)
    with pytest.raises(WeeklyQuotaReached) as refusal:
        one(last)
    assert datetime.fromisoformat(refusal.value.data["resets_at"]) == first
    one(first)


def take_in(session: Session, owner: Owner, zone: str, *, now: datetime) -> UUID:
    return quota.take_slot(
        session,
        owner=owner,
        business_id=uuid4(),
        platform=Platform.X,
        week=Week.of(now, zone),
        allowed=2,
        limits=LIMITS,
        now=now,
    )


def test_with_weeks_in_utc_sunday_evening_would_give_next_weeks_posts_or_none(session: Session) -> None:
    """The control of the week's edge: in Bangkok it is Monday already."""
    early_monday = datetime(2026, 11, 29, 17, 30, tzinfo=UTC)
    owner = make_owner(session, now=early_monday)
    for _ in range(2):
        take_in(session, owner, "UTC", now=early_monday - timedelta(hours=1))
    with pytest.raises(WeeklyQuotaReached):
        take_in(session, owner, "UTC", now=early_monday)
    take_in(session, owner, "Asia/Bangkok", now=early_monday)


def test_a_kept_slot_is_never_abandoned(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    kept(session, owner, Platform.FACEBOOK, now=now)
    take(session, owner, Platform.FACEBOOK, now=now)
    assert quota.give_back_abandoned(session, now=now + quota.ABANDONED_AFTER) == 0
    assert quota.give_back_abandoned(session, now=now + quota.ABANDONED_AFTER + timedelta(seconds=1)) == 1
    week = Week.of(now, "Asia/Bangkok").starts_on
    assert quota.used(session, owner=owner, week_start=week) == {Platform.FACEBOOK: 1}


def test_a_slot_that_has_changed_hands_frees_the_platform_of_whose_it_is_now(session: Session, now: datetime) -> None:
    before, after = make_owner(session, now=now), Owner("user", uuid4())
    slot = take(session, before, Platform.X, now=now)
    known = session.get_one(WeeklyQuotaUsage, slot)
    assert known.owner_id == before.id
    for table in ("weekly_quota_usage", "weekly_platforms"):
        moved = text(f"UPDATE {table} SET owner_type = 'user', owner_id = :new WHERE owner_id = :old")  # noqa: S608
        session.execute(moved, {"new": after.id, "old": before.id})
    quota.give_back(session, slot_id=slot)
    for platform in (Platform.FACEBOOK, Platform.INSTAGRAM):
        take(session, after, platform, now=now)
