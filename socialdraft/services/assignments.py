"""What is to be written, for whom, in which slot: settled before a word is asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlmodel import Session

from socialdraft.errors import NotFound, PlatformNotSelected
from socialdraft.models import Business, Ingest, Upload
from socialdraft.policy import Category, Language, Platform, Policy, PostType, Region, Tone, Week
from socialdraft.services import accounts, budget, calendar, quota, switches
from socialdraft.services.owners import Owner, owned


@dataclass(frozen=True, slots=True)
class Order:
    """What an owner asks for; ids are unchecked."""

    business_id: UUID | str
    platform_type: str
    ingest_id: UUID | str
    post_type: str | None = None
    language: str | None = None
    upload_id: UUID | str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """What the writer needs to know about the post and the shop; no text of the owner beyond the scrubbed paste."""

    owner: Owner
    post_id: UUID
    business_id: UUID
    ingest_id: UUID
    upload_id: UUID | None
    slot_id: UUID
    text: str
    platform: Platform
    post_type: PostType
    language: Language
    tone: Tone
    region: Region
    category: Category
    shop_name: str | None
    week_start: date


def begin(session: Session, order: Order, *, owner: Owner, now: datetime, policy: Policy) -> Assignment:
    """Take a slot of this week for a new post; every refusal comes before the slot is taken."""
    business = owned(session, Business, order.business_id, owner=owner)
    platform = accounts.choice(Platform, order.platform_type, field="platform_type")
    if platform not in {row.platform_type for row in accounts.platforms_of(session, business_id=business.id)}:
        raise PlatformNotSelected(platform_type=platform.value)
    ingest = owned(session, Ingest, order.ingest_id, owner=owner)
    if ingest.deleted_at:
        raise NotFound
    upload = owned(session, Upload, order.upload_id, owner=owner).id if order.upload_id else None
    switches.require_on(session, owner=owner, kind="text")
    language = accounts.choice(Language, order.language or business.default_language, field="language")
    week = Week.of(now, accounts.zone_at(business, now=now))
    planned = _planned_type(session, business, owner=owner, platform=platform, week=week, now=now, policy=policy)
    kind = accounts.choice(PostType, order.post_type or planned, field="post_type")
    slot_id = quota.take_slot(
        session,
        owner=owner,
        business_id=business.id,
        platform=platform,
        week=week,
        allowed=allowed_per_week(session, week=week, now=now, policy=policy),
        limits=policy.limits,
        now=now,
    )
    quota.admit_newcomer(session, owner=owner, now=now, limits=policy.limits)
    return Assignment(
        owner=owner,
        post_id=uuid4(),  # known before the post is, so that the ledger can say what its words cost
        business_id=business.id,
        ingest_id=ingest.id,
        upload_id=upload,
        slot_id=slot_id,
        text=ingest.redacted_text,
        platform=platform,
        post_type=kind,
        language=language,
        tone=Tone(business.tone_preset),
        region=Region(business.region),
        category=Category(business.business_category),
        shop_name=business.name,
        week_start=week.starts_on,
    )


def allowed_per_week(session: Session, *, week: Week, now: datetime, policy: Policy) -> int:
    """Posts per platform this week: what the week was promised, never above the product's cap."""
    level = budget.service_level(session, now=now, policy=policy)[1]
    promise = quota.promised(session, week=week, posts_per_week=level.posts_per_week)
    return min(promise, policy.limits.posts_per_platform_per_week)


def _planned_type(
    session: Session, business: Business, *, owner: Owner, platform: Platform, week: Week, now: datetime, policy: Policy
) -> PostType:
    """What the calendar proposes for the platform's next free slot, so that two posts in a row differ."""
    used = quota.used(session, owner=owner, week_start=week.starts_on).get(platform, 0)
    plan = calendar.planned(
        platforms=[Platform(row.platform_type) for row in accounts.platforms_of(session, business_id=business.id)],
        region=Region(business.region),
        category=Category(business.business_category),
        week=week,
        posts_per_platform=policy.limits.posts_per_platform_per_week,
        today=now.astimezone(ZoneInfo(week.timezone)).date(),
        seed=str(business.id),
    )
    mine = [slot.post_type for slot in plan if slot.platform == platform]
    return mine[min(used, len(mine) - 1)]
