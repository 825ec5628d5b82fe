"""What an owner has left, in words and numbers an owner may see: never dollars."""

from datetime import datetime

from sqlmodel import Session

from socialdraft.errors import Paused
from socialdraft.models import Business
from socialdraft.policy import Level, Platform, Policy, Week, month_of, month_returns_at, offer_at
from socialdraft.schemas import Allowed, MeView, PlatformUsage, UsageView, WeekView
from socialdraft.services import accounts, assignments, budget, quota
from socialdraft.services.owners import Owner

CLOSED = "closed"
"""Below the ladder: not even a caption fits any more."""
NOTHING = Allowed(candidates=0, finals=0, new_batch=False)


def of(session: Session, *, owner: Owner, business: Business, now: datetime, policy: Policy) -> UsageView:
    """This week's slots per chosen platform and what the service level allows per post."""
    week = Week.of(now, accounts.zone_at(business, now=now))
    limit = assignments.allowed_per_week(session, week=week, now=now, policy=policy)
    used = quota.used(session, owner=owner, week_start=week.starts_on)
    chosen = [Platform(row.platform_type) for row in accounts.platforms_of(session, business_id=business.id)]
    level = budget.service_level(session, now=now, policy=policy)[1]
    opens_at = closed_until(session, owner=owner, now=now, policy=policy)
    return UsageView(
        week=WeekView(starts_on=week.starts_on, resets_at=week.resets_at, timezone=week.timezone),
        platforms=[
            PlatformUsage(platform_type=platform, used=used.get(platform, 0), limit=limit) for platform in chosen
        ],
        service_level=CLOSED if opens_at else level.name,
        allowed=NOTHING if opens_at else _offered(level, policy=policy),
        returns_at=opens_at or month_returns_at(month_of(now)),
    )


def closed_until(session: Session, *, owner: Owner, now: datetime, policy: Policy) -> datetime | None:
    """When this owner can have a caption again, if no money at all is left for one now."""
    try:
        room = budget.room(session, owner=owner, kind="text", now=now, policy=policy)
    except Paused:  # nobody knows for how long; who asks is told so
        return None
    return datetime.fromisoformat(room.refusal.data["returns_at"]) if room.usd <= 0 else None


def allowed(session: Session, *, owner: Owner, now: datetime, policy: Policy) -> Allowed:
    """What one post of this owner may have right now: pictures end with the words, whatever the rung would give."""
    if closed_until(session, owner=owner, now=now, policy=policy):
        return NOTHING
    return _offered(budget.service_level(session, now=now, policy=policy)[1], policy=policy)


def _offered(level: Level, *, policy: Policy) -> Allowed:
    offer = offer_at(level, limits=policy.limits)
    return Allowed(candidates=offer.candidates, finals=offer.finals, new_batch=offer.new_batch)


def me(session: Session, *, owner: Owner, now: datetime, policy: Policy) -> MeView:
    """Who the owner is to us, with their business and usage once there is one."""
    business = accounts.business_of(session, owner=owner)
    used = of(session, owner=owner, business=business, now=now, policy=policy) if business else None
    return MeView(
        owner_type=owner.type,
        business=accounts.view(session, business) if business else None,
        usage=used,
        service_level=used.service_level if used else budget.service_level(session, now=now, policy=policy)[1].name,
    )
