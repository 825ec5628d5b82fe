"""Finals: each pick is drawn again from its own candidate, so the final is the picture that was picked."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from socialdraft import platforms
from socialdraft.db import transaction
from socialdraft.models import ImageBatch, Post, PostImage
from socialdraft.policy import FINAL, Platform
from socialdraft.ports import ImageRequest, Ports
from socialdraft.services.ai import brief
from socialdraft.services.images import NewImage
from socialdraft.services.jobs import Claim
from socialdraft.services.workflows import make_pictures, write_caption
from socialdraft.services.workflows.make_candidates import stored
from socialdraft.services.workflows.make_pictures import Task


def make_finals(ports: Ports, *, job_id: UUID) -> None:
    """Draw the finals of this job; running it twice changes nothing."""
    make_pictures.run(ports, job_id=job_id, plan=_plan, store=_store)


def _plan(_: Ports, held: Claim, done: set[int]) -> Sequence[Task]:
    """One edit per pick that has no final yet, in the order of picking."""
    with transaction() as session:
        batch = session.get_one(ImageBatch, held.batch_id)
        platform = Platform(session.get_one(Post, held.post_id).platform_type)
        picked = [UUID(one) for one in batch.selection]
        rows = session.exec(select(PostImage).where(col(PostImage.id).in_(picked)))
        candidates = {row.id: row for row in rows}
    width, height = platforms.facts(platform).final
    return [
        Task(
            item=ordinal,
            ordinals=(ordinal,),
            request=ImageRequest(
                model=FINAL.model,
                prompt=brief.final_prompt(candidates[pick].prompt),
                width=width,
                height=height,
                quality=batch.quality,
                count=1,
                safety_id=write_caption.safety_id(held.owner),
            ),
            source_candidate_id=pick,
            reference_keys=(candidates[pick].storage_key,),
        )
        for ordinal, pick in enumerate(picked, start=1)
        if ordinal not in done
    ]


def _store(ports: Ports, task: Task, content: bytes) -> NewImage:
    """The final with how far it drifted from its candidate."""
    return stored(ports, task, content, candidate=task.request.references[0])
