"""What leaves the services: the shapes of the HTTP contract, also used by the pages."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from socialdraft.policy import Category, Language, Platform, PostType, Quality, Region, Tone

PostStatus = Literal["draft", "images_pending", "ready_to_export", "exported"]
JobStatus = Literal["queued", "running", "succeeded", "partial", "failed"]


class View(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class SessionView(View):
    session_id: UUID
    expires_at: datetime


class SessionEntry(View):
    """A browser that is signed in; `current` is the one that asks."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    current: bool


class PlatformView(View):
    id: UUID
    platform_type: Platform


class BusinessView(View):
    id: UUID
    category: Category
    region: Region
    default_language: Language
    tone_preset: Tone
    name: str | None
    timezone: str
    platforms: list[PlatformView]


class RedactionCount(View):
    type: str
    count: int


class RedactionMark(View):
    """Where a placeholder stands in the redacted text, in characters; `end` is exclusive."""

    type: str
    start: int
    end: int


class IngestView(View):
    ingest_id: UUID
    redacted_text: str
    redactions: list[RedactionCount]
    marks: list[RedactionMark]


class RiskFlagView(View):
    rule: str
    severity: str
    quote: str
    why: str
    suggestion: str
    source: str


class ImageUsage(View):
    candidate_batches_used: int
    finalized_count: int


class PostView(View):
    id: UUID
    platform_type: Platform
    post_type: PostType
    language: Language
    week_start_date: date
    caption_text: str
    facts: list[str]
    risk_flags: list[RiskFlagView]
    unacknowledged: list[RiskFlagView] = []
    status: PostStatus
    revisions_used: int
    image_usage: ImageUsage
    created_at: datetime
    thumb_url: str | None = None


class Point(View):
    """A place in a picture, as shares of its width and height from the top left."""

    x: float = 0.5
    y: float = 0.5


class ImageView(View):
    """`place` is its number from 1 among the post's ideas or finals, the same from the start of its job.

    `drifted`: a final unlike its idea; `enlarged`: one not redrawn; `focus`: what a cut keeps in sight.
    """

    id: UUID
    stage: Literal["candidate_low", "final_high"]
    batch_id: UUID
    place: int
    source_candidate_id: UUID | None = None
    selected: bool
    width: int
    height: int
    thumb_url: str
    url: str
    drifted: bool = False
    enlarged: bool = False
    focus: Point = Point()


class GalleryView(View):
    """`places`: how many ideas were asked for, here or not; `picks`: the picked ideas, place by place of the finals."""

    candidates: list[ImageView]
    finals: list[ImageView]
    places: int = 0
    picks: list[UUID] = []


class Progress(View):
    done: int
    total: int


class JobView(View):
    id: UUID
    kind: Literal["candidates", "finalize"]
    status: JobStatus
    progress: Progress
    images: list[ImageView]
    error: str | None = None


class CandidatesStarted(View):
    job_id: UUID
    batch_id: UUID
    requested_count: int


class FinalizeStarted(View):
    job_id: UUID
    batch_id: UUID
    requested_count: int
    quality: Quality


class UploadView(View):
    """`sent_to_ai`: whether pictures made from this photo send it to an AI service."""

    upload_id: UUID
    width: int
    height: int
    sent_to_ai: bool


class WeekView(View):
    starts_on: date
    resets_at: datetime
    timezone: str


class PlatformUsage(View):
    platform_type: Platform
    used: int
    limit: int


class Allowed(View):
    candidates: int
    finals: int
    new_batch: bool


class UsageView(View):
    week: WeekView
    platforms: list[PlatformUsage]
    service_level: str
    allowed: Allowed
    returns_at: datetime


class MeView(View):
    owner_type: Literal["session", "user"]
    business: BusinessView | None
    usage: UsageView | None
    service_level: str
