"""Pictures of a post: kept as they arrive, counted when a job ends, shown as galleries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, func, select

from socialdraft.errors import Invalid
from socialdraft.models import ImageBatch, Job, Post, PostImage
from socialdraft.policy import Stage
from socialdraft.schemas import GalleryView, ImageView, JobView, Point, Progress
from socialdraft.services import events, imaging, jobs
from socialdraft.services.owners import Owner, owned


@dataclass(frozen=True, slots=True)
class NewImage:
    """A picture that is in storage and waits for its row."""

    ordinal: int
    storage_key: str
    thumb_key: str
    width: int
    height: int
    prompt: str
    source_candidate_id: UUID | None = None
    likeness: float | None = None
    enlarged: bool = False


def keep(session: Session, held: jobs.Claim, *, images: Iterable[NewImage], now: datetime) -> None:
    """Write the rows of pictures that are in storage; an ordinal that is already there stays as it is."""
    stage = Stage.FINAL if held.kind == "finalize" else Stage.CANDIDATE
    job = session.get_one(Job, held.job_id)  # whose post it is now: they may have signed in since it was claimed
    for image in images:
        row: dict[str, Any] = {
            "id": uuid4(),
            "owner_type": job.owner_type,
            "owner_id": job.owner_id,
            "created_at": now,
            "post_id": held.post_id,
            "batch_id": held.batch_id,
            "stage": stage.value,
            "selected": stage is Stage.FINAL,
        }
        told = {field.name: getattr(image, field.name) for field in fields(image)}
        session.execute(insert(PostImage).values(row | told).on_conflict_do_nothing())


def done_ordinals(session: Session, *, batch_id: UUID) -> set[int]:
    return set(session.exec(select(PostImage.ordinal).where(PostImage.batch_id == batch_id)))


def close(session: Session, job: Job, *, now: datetime, error: str | None) -> str:
    """End a job by what it has delivered and set the post's status; returns the job's status."""
    done = session.exec(select(func.count()).where(PostImage.batch_id == job.batch_id)).one()
    status = "succeeded" if done >= job.total else "partial" if done else "failed"
    jobs.end(session, job, status=status, error=None if status == "succeeded" else error, now=now)
    post = session.get_one(Post, job.post_id)
    if post.status == "images_pending":
        post.status = "ready_to_export" if job.kind == "finalize" and done else "draft"
    owner = Owner("user" if job.owner_type == "user" else "session", job.owner_id)
    name = "finalize.finished" if job.kind == "finalize" else "candidates.finished"
    events.record(session, owner=owner, name=name, props={"done": done, "total": job.total}, now=now)
    return status


def gallery(session: Session, *, owner: Owner, post_id: UUID | str) -> GalleryView:
    """All pictures of a post, batch by batch."""
    post = owned(session, Post, post_id, owner=owner)
    asked = _batches(session, post_id=post.id)
    galleries = [batch for batch in asked if batch.stage == Stage.CANDIDATE]
    views = sorted(_views(session, PostImage.post_id == post.id, batches=asked), key=lambda one: one.place)
    return GalleryView(
        candidates=[one for one in views if one.stage == Stage.CANDIDATE.value],
        finals=[one for one in views if one.stage == Stage.FINAL.value],
        places=sum(batch.requested_count for batch in galleries),
        picks=[UUID(pick) for batch in asked for pick in batch.selection],
    )


def _batches(session: Session, *, post_id: UUID) -> list[ImageBatch]:
    query = select(ImageBatch).where(ImageBatch.post_id == post_id)
    return list(session.exec(query.order_by(col(ImageBatch.stage), col(ImageBatch.ordinal))))


def _views(session: Session, which: Any, *, batches: list[ImageBatch]) -> list[ImageView]:
    """Pictures with their places: a second gallery goes on where the first had room, whether or not it was filled."""
    before: dict[UUID, int] = {}
    room: Counter[str] = Counter()
    for batch in batches:
        before[batch.id] = room[batch.stage]
        room[batch.stage] += batch.requested_count
    rows = session.exec(select(PostImage).where(which).order_by(col(PostImage.ordinal)))
    return [_view(row, place=before[row.batch_id] + row.ordinal) for row in rows]


def job(session: Session, *, owner: Owner, job_id: UUID | str) -> JobView:
    return job_view(session, owned(session, Job, job_id, owner=owner))


def job_view(session: Session, row: Job) -> JobView:
    batches = _batches(session, post_id=row.post_id)
    pictures = _views(session, PostImage.batch_id == row.batch_id, batches=batches)
    return JobView(
        id=row.id,
        kind=row.kind,
        status=row.status,
        progress=Progress(done=len(pictures), total=row.total),
        images=pictures,
        error=row.error,
    )


def focus(session: Session, *, owner: Owner, image_id: UUID | str, x: float, y: float) -> ImageView:
    """Keep the point around which an export cuts this picture, as shares of its width and height."""
    row = owned(session, PostImage, image_id, owner=owner)
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise Invalid(field="focus")
    row.focus_x, row.focus_y = x, y
    session.flush()
    [seen] = _views(session, PostImage.id == row.id, batches=_batches(session, post_id=row.post_id))
    return seen


def _view(row: PostImage, *, place: int) -> ImageView:
    url = f"/api/images/{row.id}"
    return ImageView(
        id=row.id,
        stage=row.stage,
        batch_id=row.batch_id,
        place=place,
        source_candidate_id=row.source_candidate_id,
        selected=row.selected,
        width=row.width,
        height=row.height,
        thumb_url=f"{url}?size=thumb",
        url=f"{url}?size=full",
        drifted=(row.likeness or 0.0) > imaging.DRIFT,
        enlarged=row.enlarged,
        focus=Point(x=row.focus_x, y=row.focus_y),
    )
