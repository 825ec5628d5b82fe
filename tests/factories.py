"""Rows as the services make them, for tests that need an owner with something."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from socialdraft.models import LedgerEntry, Post, User
from socialdraft.policy import Language, Limits, Policy
from socialdraft.schemas import BusinessView, IngestView
from socialdraft.services import accounts, assignments, batches, images, ingests, jobs, posts
from socialdraft.services.ai import extractor
from socialdraft.services.ai.extractor import Extracted, Fact, Kind, Season
from socialdraft.services.assignments import Order
from socialdraft.services.images import NewImage
from socialdraft.services.owners import Owner

LIMITS = Limits()
PASTE = "Boat noodles 45 baht, beef or pork. Open Sat-Sun 10:00-15:00 at the canal market."


def make_owner(session: Session, *, now: datetime) -> Owner:
    """A fresh anonymous session."""
    view, _ = accounts.open_session(session, token=None, now=now, limits=LIMITS)
    return Owner("session", view.session_id)


def make_user(session: Session, *, now: datetime) -> Owner:
    """Somebody who has signed in."""
    row = User(created_at=now)
    session.add(row)
    session.flush()
    return Owner("user", row.id)


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


def make_post(session: Session, owner: Owner, *, now: datetime, platform: str = "facebook") -> Post:
    """A written draft in its own business, without a provider."""
    business = accounts.business_of(session, owner=owner)
    business_id = business.id if business else make_business(session, owner, now=now).id
    ingest = make_ingest(session, owner, business_id, now=now)
    order = Order(business_id=business_id, platform_type=platform, ingest_id=ingest.ingest_id)
    assignment = assignments.begin(session, order, owner=owner, now=now, policy=Policy())
    extracted = Extracted(Language.EN, "Boat noodles 45 baht", (Fact(Kind.ITEM, "Boat noodles 45 baht"),), Season.NONE)
    return posts.create(
        session,
        assignment,
        caption="Boat noodles 45 baht today.",
        facts=["Boat noodles 45 baht"],
        extracted=extractor.as_json(extracted),
        flags=[],
        now=now,
    )


def make_candidates(session: Session, owner: Owner, post_id: UUID, *, now: datetime, count: int) -> list[UUID]:
    """A finished gallery whose pictures exist as rows only."""
    started = batches.start_candidates(
        session, owner=owner, post_id=post_id, style=None, new_batch=False, now=now, policy=Policy()
    )
    held = jobs.claim(session, job_id=started.job_id, now=now, limits=LIMITS)
    assert held is not None
    pictures = [
        NewImage(n, f"aa/bb/{n}.png", f"aa/bb/{n}.webp", 1024, 1280, "Subject: noodles") for n in range(1, count + 1)
    ]
    images.keep(session, held, images=pictures, now=now)
    images.close(session, jobs.hold_fence(session, held), now=now, error=None)
    return [image.id for image in images.gallery(session, owner=owner, post_id=post_id).candidates]


def ledger_entry(owner: Owner, *, now: datetime, **facts: Any) -> LedgerEntry:
    """A call's row as the ledger keeps it, not yet added; `facts` are the columns a test is about."""
    usual = {
        "month": now.date().replace(day=1),
        "pools": [],
        "provider": "studio",
        "kind": "text",
        "purpose": "extract",
        "model": "m",
        "price_version": "2026-10-01",
        "units": {},
        "cost_usd_estimated": Decimal(0),
        "state": "voided",
        "expires_at": now,
    }
    return LedgerEntry(owner_type=owner.type, owner_id=owner.id, created_at=now, **{**usual, **facts})
