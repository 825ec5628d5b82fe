"""Slots taken as a post takes them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from socialdraft.errors import WeeklyQuotaReached
from socialdraft.policy import Platform, Week
from socialdraft.services import quota
from socialdraft.services.owners import Owner
from tests.factories import LIMITS


def take(session: Session, owner: Owner, platform: Platform, *, now: datetime, allowed: int = 2) -> UUID:
    week = Week.of(now, "Asia/Bangkok")
    return quota.take_slot(
        session,
        owner=owner,
        business_id=uuid4(),
        platform=platform,
        week=week,
        allowed=allowed,
        limits=LIMITS,
        now=now,
    )


def kept(session: Session, owner: Owner, platform: Platform, *, now: datetime) -> UUID:
    slot = take(session, owner, platform, now=now)
    quota.keep_slot(session, slot_id=slot, post_id=uuid4(), now=now)
    return slot


def left(session: Session, owner: Owner, *, now: datetime) -> dict[Platform, int]:
    """How many more slots the owner really gets, found out by taking them all."""
    found = dict.fromkeys(Platform, 0)
    for platform in Platform:
        for _ in range(LIMITS.posts_per_platform_per_week + 1):
            try:
                take(session, owner, platform, now=now)
            except WeeklyQuotaReached:
                break
            found[platform] += 1
    return found
