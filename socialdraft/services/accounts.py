"""Sessions, the one business of an owner, and its at most two platforms."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from socialdraft.errors import (
    BusinessExists,
    Invalid,
    NotSignedIn,
    PlatformExists,
    PlatformLimitReached,
)
from socialdraft.models import Business, BusinessPlatform, VisitorSession, WeeklyQuotaUsage
from socialdraft.policy import Category, Language, Limits, Platform, Region, Tone, Week, free_slot
from socialdraft.schemas import BusinessView, PlatformView, SessionView
from socialdraft.services import events, owners
from socialdraft.services.owners import Owner, owned

Choice = TypeVar("Choice", bound=StrEnum)


def open_session(
    session: Session, *, token: str | None, now: datetime, limits: Limits, network: str | None = None
) -> tuple[SessionView, str | None]:
    """The live session of this cookie, or a new one with the token for its cookie (256 random bits).

    `network` is a keyed hash of where the visitor comes from; None (this machine itself) is not limited.
    """
    if live := live_session(session, token=token, now=now, limits=limits):
        return SessionView(session_id=live.id, expires_at=live.expires_at), None
    fresh = secrets.token_urlsafe(32)
    row = VisitorSession(
        token_hash=token_hash(fresh),
        created_at=now,
        last_seen_at=now,
        expires_at=now + timedelta(days=limits.session_absolute_days),
        network=network,
    )
    session.add(row)
    session.flush()
    return SessionView(session_id=row.id, expires_at=row.expires_at), fresh


def owner_of(session: Session, *, token: str | None, now: datetime, limits: Limits) -> Owner:
    """Who this cookie stands for; `NotSignedIn` for none, an unknown, an ended or an expired one."""
    row = live_session(session, token=token, now=now, limits=limits)
    if row is None:
        raise NotSignedIn
    if now - row.last_seen_at > timedelta(minutes=10):
        row.last_seen_at = now
    return Owner("user", row.linked_user_id) if row.linked_user_id else Owner("session", row.id)


def live_session(session: Session, *, token: str | None, now: datetime, limits: Limits) -> VisitorSession | None:
    """The session of this cookie, while it may be used."""
    if not token:
        return None
    row = session.exec(select(VisitorSession).where(VisitorSession.token_hash == token_hash(token))).one_or_none()
    idle_since = now - timedelta(days=limits.session_idle_days)
    if row is None or row.ended_at or row.expires_at <= now or row.last_seen_at <= idle_since:
        return None
    return row


def token_hash(token: str) -> bytes:
    """What is kept of a cookie."""
    return sha256(token.encode()).digest()


def accept_notice(session: Session, *, token: str, version: str, now: datetime, limits: Limits) -> None:
    """Keep which privacy notice was shown in this session, and when it was first."""
    row = live_session(session, token=token, now=now, limits=limits)
    if row and row.notice_version != version:
        row.notice_version, row.notice_seen_at = version, now


def notice_due(session: Session, *, token: str, version: str, now: datetime, limits: Limits) -> bool:
    """Whether this session has yet to be shown this version of the privacy notice."""
    row = live_session(session, token=token, now=now, limits=limits)
    return row is not None and row.notice_version != version


def create_business(
    session: Session,
    *,
    owner: Owner,
    category: str,
    region: str,
    default_language: str,
    tone_preset: str,
    timezone: str | None = None,
    name: str | None = None,
    now: datetime,
    limits: Limits,
) -> BusinessView:
    """The owner's one business; without a zone it gets its region's."""
    owner = owners.present(session, owner=owner)
    place = choice(Region, region, field="region")
    values: dict[str, Any] = {
        "region": place,
        "default_language": choice(Language, default_language, field="default_language"),
        "tone_preset": choice(Tone, tone_preset, field="tone_preset"),
        "business_category": choice(Category, category, field="category"),
        "timezone": _zone(timezone or HOME_ZONES[place]),
        "name": _name(name, limits=limits),
    }
    row = Business(owner_type=owner.type, owner_id=owner.id, created_at=now, **values)
    statement = insert(Business).values(row.model_dump()).on_conflict_do_nothing().returning(col(Business.id))
    if session.execute(statement).one_or_none() is None:
        raise BusinessExists
    events.record(session, owner=owner, name="business.created", props={"region": place.value}, now=now)
    return view(session, owned(session, Business, row.id, owner=owner))


HOME_ZONES = {Region.OC: "America/Los_Angeles", Region.TH: "Asia/Bangkok"}


def update_business(
    session: Session,
    *,
    owner: Owner,
    business_id: UUID | str,
    changes: dict[str, Any],
    now: datetime,
    limits: Limits,
) -> BusinessView:
    """Change any of category, region, default_language, tone_preset, name, timezone."""
    row = owned(session, Business, business_id, owner=owner, lock=True)
    for field, value in changes.items():
        if field == "timezone":
            _move_zone(session, row, zone=_zone(value), owner=owner, now=now)
        elif field == "name":
            row.name = _name(value, limits=limits)
        else:
            kind, column = CHOICES[field]
            setattr(row, column, choice(kind, value, field=field))
    session.flush()
    return view(session, row)


CHOICES: dict[str, tuple[type[StrEnum], str]] = {
    "category": (Category, "business_category"),
    "region": (Region, "region"),
    "default_language": (Language, "default_language"),
    "tone_preset": (Tone, "tone_preset"),
}


def _move_zone(session: Session, row: Business, *, zone: str, owner: Owner, now: datetime) -> None:
    """A new zone waits for the next week once a slot was taken, so that it can't open a second week."""
    taken = select(WeeklyQuotaUsage.id).where(
        WeeklyQuotaUsage.owner_type == owner.type, WeeklyQuotaUsage.owner_id == owner.id
    )
    current = zone_at(row, now=now)
    if session.exec(taken).first() is None:
        row.timezone, row.next_timezone, row.timezone_changes_at = zone, None, None
    else:
        row.timezone, row.next_timezone = current, zone
        row.timezone_changes_at = Week.of(now, current).resets_at


def zone_at(business: Business, *, now: datetime) -> str:
    """The zone that rules the business's week at this moment."""
    if business.next_timezone and business.timezone_changes_at and business.timezone_changes_at <= now:
        return business.next_timezone
    return business.timezone


def add_platform(
    session: Session, *, owner: Owner, business_id: UUID | str, platform: str, now: datetime, limits: Limits
) -> PlatformView:
    """Choose a platform; a third one or the same one twice is refused."""
    kind = choice(Platform, platform, field="platform_type")
    business = owned(session, Business, business_id, owner=owner, lock=True)
    chosen = platforms_of(session, business_id=business.id)
    if any(row.platform_type == kind for row in chosen):
        raise PlatformExists(platform_type=kind.value)
    slot = free_slot([row.slot for row in chosen], limits.platforms_per_owner)
    if slot is None:
        raise PlatformLimitReached(limit=limits.platforms_per_owner, used=len(chosen))
    row = BusinessPlatform(
        owner_type=owner.type, owner_id=owner.id, business_id=business.id, platform_type=kind, slot=slot, created_at=now
    )
    session.add(row)
    session.flush()
    events.record(session, owner=owner, name="platform.added", props={"platform": kind.value}, now=now)
    return PlatformView(id=row.id, platform_type=kind)


def remove_platform(session: Session, *, owner: Owner, business_id: UUID | str, platform_id: UUID | str) -> None:
    """Forget the choice; the slots it used this week stay used."""
    business = owned(session, Business, business_id, owner=owner, lock=True)
    row = owned(session, BusinessPlatform, platform_id, owner=owner)
    if row.business_id == business.id:
        session.delete(row)
        session.flush()


def business_of(session: Session, *, owner: Owner) -> Business | None:
    query = select(Business).where(Business.owner_type == owner.type, Business.owner_id == owner.id)
    return session.exec(query).one_or_none()


def platforms_of(session: Session, *, business_id: UUID) -> list[BusinessPlatform]:
    query = select(BusinessPlatform).where(BusinessPlatform.business_id == business_id)
    return list(session.exec(query.order_by(col(BusinessPlatform.slot))))


def view(session: Session, business: Business) -> BusinessView:
    chosen = platforms_of(session, business_id=business.id)
    return BusinessView(
        id=business.id,
        category=Category(business.business_category),
        region=Region(business.region),
        default_language=Language(business.default_language),
        tone_preset=Tone(business.tone_preset),
        name=business.name,
        timezone=business.next_timezone or business.timezone,
        platforms=[PlatformView(id=row.id, platform_type=Platform(row.platform_type)) for row in chosen],
    )


def choice(kind: type[Choice], value: Any, *, field: str) -> Choice:
    """The enum member, or `Invalid` with the field and what it may be."""
    try:
        return kind(value)
    except ValueError:
        raise Invalid(field=field, allowed=[member.value for member in kind]) from None


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise Invalid(field="timezone")
    return ZoneInfo(value).key


def _name(value: str | None, *, limits: Limits) -> str | None:
    name = " ".join((value or "").split())
    if len(name) > limits.shop_name_characters:
        raise Invalid(field="name", limit=limits.shop_name_characters)
    return name or None
