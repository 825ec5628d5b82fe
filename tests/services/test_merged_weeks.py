"""Two owners become one: what both have used is added up, and what is under way finds its place."""

from datetime import datetime, timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from socialdraft.models import WeeklyPlatform, WeeklyQuotaUsage
from socialdraft.policy import Platform, Week
from socialdraft.services import quota
from socialdraft.services.owners import Owner
from tests.factories import LIMITS, make_owner
from tests.services.slots import kept, left, take

SOME = st.dictionaries(st.sampled_from(list(Platform)[:4]), st.integers(1, 2), max_size=2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mine=SOME, theirs=SOME, finished=st.sets(st.integers(0, 7)))
def test_signing_in_adds_up_what_both_have_used(
    session: Session, now: datetime, mine: dict[Platform, int], theirs: dict[Platform, int], finished: set[int]
) -> None:
    source, target = make_owner(session, now=now), Owner("user", uuid4())
    order = [
        (owner, p) for owner, used in ((source, mine), (target, theirs)) for p, n in used.items() for _ in range(n)
    ]
    for index, (owner, platform) in enumerate(order):
        (kept if index in finished else take)(session, owner, platform, now=now)
    quota.merge(session, source=source, target=target, limits=LIMITS, now=now)
    week = Week.of(now, "Asia/Bangkok").starts_on
    together = {p: min(2, mine.get(p, 0) + theirs.get(p, 0)) for p in {*mine, *theirs}}
    assert quota.used(session, owner=target, week_start=week) == together
    entered = [platform for platform, more in left(session, target, now=now).items() if more]
    assert len(set(together) | set(entered)) <= max(2, len(together))
    assert all(together.get(platform, 0) < 2 for platform in entered)


def test_what_is_under_way_at_sign_in_is_still_kept_or_returned(session: Session, now: datetime) -> None:
    source, target = make_owner(session, now=now), Owner("user", uuid4())
    first, second = (kept(session, source, Platform.X, now=now) for _ in range(2))
    under_way, failing = (take(session, target, Platform.X, now=now) for _ in range(2))
    quota.merge(session, source=source, target=target, limits=LIMITS, now=now)
    quota.keep_slot(session, slot_id=under_way, post_id=uuid4(), now=now)
    quota.give_back(session, slot_id=failing)
    week = Week.of(now, "Asia/Bangkok").starts_on
    assert quota.used(session, owner=target, week_start=week) == {Platform.X: 2}
    rows = session.exec(select(WeeklyQuotaUsage).where(WeeklyQuotaUsage.owner_id == target.id))
    assert {row.id for row in rows} == {first, second}


def test_a_slot_that_came_along_and_failed_frees_its_platform(session: Session, now: datetime) -> None:
    source, target = make_owner(session, now=now), Owner("user", uuid4())
    slot = take(session, source, Platform.X, now=now)
    quota.merge(session, source=source, target=target, limits=LIMITS, now=now)
    quota.give_back(session, slot_id=slot)
    kept(session, target, Platform.FACEBOOK, now=now)
    kept(session, target, Platform.INSTAGRAM, now=now)


def test_without_the_merge_signing_in_gives_a_second_week(session: Session, now: datetime) -> None:
    """The control of `signing in adds up what both have used`."""
    source, target = make_owner(session, now=now), Owner("user", uuid4())
    for owner in (source, target):
        for _ in range(2):
            kept(session, owner, Platform.X, now=now)
    assert (
        sum(
            quota.used(session, owner=one, week_start=Week.of(now, "Asia/Bangkok").starts_on)[Platform.X]
            for one in (source, target)
        )
        == 4
    )
    quota.merge(session, source=source, target=target, limits=LIMITS, now=now)
    assert left(session, target, now=now)[Platform.X] == 0


def owned(session: Session, owner: Owner, *, now: datetime) -> tuple[set[object], set[str]]:
    """The ids of the owner's slots of this week, and its platforms."""
    mine = {"owner_type": owner.type, "owner_id": owner.id, "week_start_date": Week.of(now, "Asia/Bangkok").starts_on}
    slots = session.exec(select(WeeklyQuotaUsage.id).filter_by(**mine))
    return set(slots), set(session.exec(select(WeeklyPlatform.platform_type).filter_by(**mine)))


def test_where_not_all_find_a_place_the_users_own_stay(session: Session, now: datetime) -> None:
    source, target = make_owner(session, now=now), Owner("user", uuid4())
    theirs, own = ([take(session, owner, Platform.X, now=now) for _ in range(2)] for owner in (source, target))
    quota.merge(session, source=source, target=target, limits=LIMITS, now=now)
    assert owned(session, target, now=now)[0] == set(own)
    assert owned(session, source, now=now)[0] == set(theirs)


def test_platforms_with_a_post_are_entered_before_those_without(session: Session, now: datetime) -> None:
    source, target = make_owner(session, now=now), Owner("user", uuid4())
    for platform in (Platform.FACEBOOK, Platform.INSTAGRAM):
        take(session, target, platform, now=now)
    for platform in (Platform.X, Platform.TIKTOK):
        kept(session, source, platform, now=now)
    quota.merge(session, source=source, target=target, limits=LIMITS, now=now)
    assert owned(session, target, now=now)[1] == {"x", "tiktok"}


def test_each_week_has_its_own_two_platforms(session: Session, now: datetime) -> None:
    source, target, following = make_owner(session, now=now), Owner("user", uuid4()), now + timedelta(days=7)
    for platform in (Platform.FACEBOOK, Platform.INSTAGRAM):
        kept(session, target, platform, now=now)
    kept(session, source, Platform.X, now=following)
    quota.merge(session, source=source, target=target, limits=LIMITS, now=now)
    assert owned(session, target, now=now)[1] == {"facebook", "instagram"}
    assert owned(session, target, now=following)[1] == {"x"}
