"""Rows as the services make them, for tests that need an owner with something."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from socialdraft.policy import Limits
from socialdraft.schemas import BusinessView, IngestView
from socialdraft.services import accounts, ingests
from socialdraft.services.owners import Owner

LIMITS = Limits()
PASTE = "Boat noodles 45 baht, beef or pork. Open Sat-Sun 10:00-15:00 at the canal market."


def make_owner(session: Session, *, now: datetime) -> Owner:
    """A fresh anonymous session."""
    view, _ = accounts.open_session(session, token=None, now=now, limits=LIMITS)
    return Owner("session", view.session_id)


def make_business(
    session: Session,
    owner: Owner,
    *,
    now: datetime,
    region: str = "TH",
    language: str = "en",
    platforms: tuple[str, ...] = ("facebook", "instagram"),
    category: str = "noodle_shop",
    timezone: str | None = None,
) -> BusinessView:
    business = accounts.create_business(
        session,
        owner=owner,
        category=category,
        region=region,
        default_language=language,
        tone_preset="friendly",
        timezone=timezone,
        now=now,
        limits=LIMITS,
    )
    for platform in platforms:
        accounts.add_platform(session, owner=owner, business_id=business.id, platform=platform, now=now, limits=LIMITS)
    return business


def make_ingest(session: Session, owner: Owner, business_id: UUID, *, now: datetime, text: str = PASTE) -> IngestView:
    return ingests.create(session, owner=owner, business_id=business_id, text=text, now=now, limits=LIMITS)
