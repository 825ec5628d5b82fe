"""What an owner has left, in words and numbers an owner may see: never dollars."""

from datetime import datetime

from sqlmodel import Session

from socialdraft.models import Business
from socialdraft.policy import Platform, Policy, Week, month_of, month_returns_at
from socialdraft.schemas import Allowed, MeView, PlatformUsage, UsageView, WeekView
from socialdraft.services import accounts, assignments, budget, quota
from socialdraft.services.owners import Owner


def of(session: Session, *, owner: Owner, business: Business, now: datetime, policy: Policy) -> UsageView:
    """This week's slots per chosen platform and what the service level allows per post."""
    week = Week.of(now, accounts.zone_at(business, now=now))
    limit = assignments.allowed_per_week(session, week=week, now=now, policy=policy)
    used = quota.used(session, owner=owner, week_start=week.starts_on)
    chosen = [Platform(row.platform_type) for row in accounts.platforms_of(session, business_id=business.id)]
    level = budget.service_level(session, now=now, policy=policy)[1]
    return UsageView(
        week=WeekView(starts_on=week.starts_on, resets_at=week.resets_at, timezone=week.timezone),
        platforms=[
            PlatformUsage(platform_type=platform, used=used.get(platform, 0), limit=limit) for platform in chosen
        ],
        service_level=level.name,
        allowed=allowed(session, now=now, policy=policy),
        returns_at=month_returns_at(month_of(now)),
    )


def allowed(session: Session, *, now: datetime, policy: Policy) -> Allowed:
    """What one post may have right now."""
    offer = budget.offer(session, now=now, policy=policy)
    return Allowed(candidates=offer.candidates, finals=offer.finals, new_batch=offer.new_batch)


def me(session: Session, *, owner: Owner, now: datetime, policy: Policy) -> MeView:
    """Who the owner is to us, with their business and usage once there is one."""
    business = accounts.business_of(session, owner=owner)
    return MeView(
        owner_type=owner.type,
        business=accounts.view(session, business) if business else None,
        usage=of(session, owner=owner, business=business, now=now, policy=policy) if business else None,
        service_level=budget.service_level(session, now=now, policy=policy)[1].name,
    )
