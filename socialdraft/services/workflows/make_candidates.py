"""A gallery: a brief of different ideas, then a few small calls that each draw some of its pictures."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from socialdraft import platforms
from socialdraft.db import transaction
from socialdraft.models import Business, ImageBatch, Post
from socialdraft.policy import CANDIDATE, Category, Language, Platform, Region, Tone
from socialdraft.ports import ImageRequest, Ports, ProviderError
from socialdraft.services import imaging, jobs, risk, uploads
from socialdraft.services.ai import brief, extractor
from socialdraft.services.ai.extractor import Extracted
from socialdraft.services.ai.palettes import Style
from socialdraft.services.ai.steps import Unusable
from socialdraft.services.images import NewImage
from socialdraft.services.jobs import Claim
from socialdraft.services.workflows import make_pictures, metered, write_caption
from socialdraft.services.workflows.make_pictures import Task

_hands = threading.BoundedSemaphore(2)
"""Pictures decoded at once: each takes ten megabytes, and more of them than processors are no faster."""


@dataclass(frozen=True, slots=True)
class Commission:
    """What a gallery is made from: the facts, the shop's manner, and prompts once they are written."""

    extracted: Extracted
    platform: Platform
    region: Region
    language: Language
    category: Category
    tone: Tone
    style: Style
    shop_name: str | None
    count: int
    first_ordinal: int
    quality: str
    prompts: tuple[str, ...]
    photo_key: str | None


def make_candidates(ports: Ports, *, job_id: UUID) -> None:
    """Draw the gallery of this job; running it twice changes nothing."""
    make_pictures.run(ports, job_id=job_id, plan=_plan, store=_store)


def _plan(ports: Ports, held: Claim, done: set[int]) -> Sequence[Task]:
    """A task per call that still lacks pictures; as many pictures a call as we want and the provider gives."""
    commission = _commission(held)
    prompts = commission.prompts or _write_prompts(ports, held, commission)
    references, step = _photo(ports, commission), min(CANDIDATE.images_per_call, ports.most_pictures)
    tasks = []
    for item, start in enumerate(range(1, commission.count + 1, step)):
        ordinals = tuple(range(start, min(start + step, commission.count + 1)))
        if missing := tuple(n for n in ordinals if n not in done):
            idea = prompts[(start - 1) // CANDIDATE.images_per_call % len(prompts)]
            # A second try at some of a call's pictures must not draw those again that came.
            fresh = start if missing == ordinals else commission.count + missing[0]
            prompt = brief.varied(idea, ordinal=commission.first_ordinal + fresh - 1)
            tasks.append(Task(item, missing, _request(held, commission, prompt, references, count=len(missing))))
    return tasks


def _request(
    held: Claim, commission: Commission, prompt: str, references: tuple[bytes, ...], *, count: int
) -> ImageRequest:
    width, height = platforms.facts(commission.platform).candidate
    return ImageRequest(
        model=CANDIDATE.model,
        prompt=brief.with_photo(prompt) if references else prompt,
        width=width,
        height=height,
        quality=commission.quality,
        count=count,
        safety_id=write_caption.safety_id(held.owner),
        references=references,
    )


def _photo(ports: Ports, commission: Commission) -> tuple[bytes, ...]:
    """The owner's photo, where there is one and the provider can start from it."""
    if commission.photo_key is None or not ports.takes_photos:
        return ()
    try:
        photo = make_pictures.patiently(partial(ports.storage.get, commission.photo_key))
    except FileNotFoundError:  # deleted meanwhile: the gallery does without
        return ()
    return (imaging.reference_jpeg(photo),)


def _commission(held: Claim) -> Commission:
    with transaction() as session:
        post = session.get_one(Post, held.post_id)
        batch = session.get_one(ImageBatch, held.batch_id)
        business = session.get_one(Business, post.business_id)
        return Commission(
            extracted=extractor.from_json(post.extracted),
            platform=Platform(post.platform_type),
            region=Region(business.region),
            language=Language(post.language),
            category=Category(business.business_category),
            tone=Tone(business.tone_preset),
            style=Style(batch.style),
            shop_name=business.name,
            count=batch.requested_count,
            first_ordinal=(batch.ordinal - 1) * batch.requested_count + 1,
            quality=batch.quality,
            prompts=tuple(batch.prompts),
            photo_key=uploads.key_of(session, upload_id=post.upload_id),
        )


def _write_prompts(ports: Ports, held: Claim, commission: Commission) -> tuple[str, ...]:
    """Ask for the ideas once; they are kept with the batch so that a second run draws the same ones."""
    request = brief.request(
        commission.extracted,
        category=commission.category,
        tone=commission.tone,
        style=commission.style,
        language=commission.language,
        shop_name=commission.shop_name,
        platform=commission.platform,
        count_of_concepts=-(-commission.count // CANDIDATE.images_per_call),
        safety_id=write_caption.safety_id(held.owner),
        seed=str(held.batch_id),
    )
    guard = partial(jobs.hold_fence, held=held)
    reply = metered.write(ports, request, owner=held.owner, post_id=held.post_id, guard=guard)
    try:
        prompts = brief.prompts(
            reply.text,
            extracted=commission.extracted,
            category=commission.category,
            tone=commission.tone,
            style=commission.style,
            language=commission.language,
            shop_name=commission.shop_name,
            images_per_call=CANDIDATE.images_per_call,
            first=commission.first_ordinal,
        )
    except Unusable as error:
        raise ProviderError("unusable", billed="no", retriable=True, retry_after=1.0) from error
    allowed = [prompt for prompt in prompts if not risk.image_block(prompt, region=commission.region)]
    if not allowed:  # the owner's words were looked at before the click; these are the model's
        raise ProviderError("refused", billed="no", retriable=False)
    with transaction() as session:
        jobs.hold_fence(session, held)
        session.get_one(ImageBatch, held.batch_id).prompts = allowed
    return tuple(allowed)


def _store(ports: Ports, task: Task, content: bytes) -> NewImage:
    return stored(ports, task, content)


def stored(ports: Ports, task: Task, content: bytes, *, candidate: bytes | None = None) -> NewImage:
    """Put the picture and its thumbnail in storage; a final also learns how far it drifted from its `candidate`."""
    with _hands:
        opened = imaging.opened(content)
        measured = imaging.measure(opened)
        thumb = imaging.thumbnail(opened)
        likeness = imaging.likeness(opened, candidate) if candidate else None
        del opened
    return NewImage(
        ordinal=task.ordinals[0],
        storage_key=ports.storage.put(content, content_type=measured.content_type),
        thumb_key=ports.storage.put(thumb, content_type="image/webp"),
        width=measured.width,
        height=measured.height,
        prompt=task.request.prompt,
        source_candidate_id=task.source_candidate_id,
        likeness=likeness,
    )
