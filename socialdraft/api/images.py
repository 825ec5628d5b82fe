"""Pictures: asked for, listed and shown to their owner."""

from hashlib import sha256
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import Field

from socialdraft.api.deps import Body, Caller, Here, Id, Key, Text, words
from socialdraft.api.networks import through
from socialdraft.api.posts import KEYED, mark_replay
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import (
    AcknowledgementRequired,
    AlreadyFinalized,
    BatchLimitReached,
    BlockedContent,
    BudgetExhausted,
    Invalid,
    NewBatchDisabled,
    NotFound,
    NotSignedIn,
    Paused,
    RateLimited,
    SelectionEmpty,
    SelectionTooLarge,
    UnknownCandidate,
)
from socialdraft.rates import Door
from socialdraft.schemas import CandidatesStarted, FinalizeStarted, GalleryView, ImageView
from socialdraft.services import images, imaging, objects
from socialdraft.services.ai.palettes import Style
from socialdraft.services.workflows import export_post, start_pictures

router = APIRouter(prefix="/api", tags=["images"])
FOREVER = "private, max-age=31536000, immutable"
CHECKED = "private, no-cache"
"""An export changes with the caption and the focus, so its copy is asked about each time."""
SIGNATURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}
MOST_IDS = 100


class GalleryOrder(Body):
    style: Annotated[Text, words(Style)] | None = None
    new_batch: bool = False


class Selection(Body):
    candidate_ids: list[Id] = Field(max_length=MOST_IDS, description="The picks in the owner's order.")


@router.post(
    "/posts/{post_id}/images/candidates",
    status_code=202,
    dependencies=[Depends(through(Door.PICTURES))],
    responses=documented(
        NotSignedIn,
        NotFound,
        RateLimited,
        BatchLimitReached,
        AlreadyFinalized,
        NewBatchDisabled,
        BudgetExhausted,
        Paused,
        BlockedContent,
        Invalid,
        *KEYED,
    ),
)
def candidates(
    *, post_id: Id, owner: Caller, key: Key, here: Here, response: Response, body: GalleryOrder | None = None
) -> CandidatesStarted:
    """Start the post's gallery of ideas; the answer names the job to follow."""
    wish = body or GalleryOrder()
    started, replayed = start_pictures.start_candidates(
        here, owner=owner, post_id=post_id, style=wish.style, new_batch=wish.new_batch, key=key
    )
    mark_replay(response, replayed=replayed)
    return started


@router.post(
    "/posts/{post_id}/images/finalize",
    status_code=202,
    dependencies=[Depends(through(Door.PICTURES))],
    responses=documented(
        NotSignedIn,
        NotFound,
        RateLimited,
        SelectionEmpty,
        SelectionTooLarge,
        UnknownCandidate,
        AlreadyFinalized,
        BudgetExhausted,
        Paused,
        Invalid,
        *KEYED,
    ),
)
def finalize(
    *, post_id: Id, body: Selection, owner: Caller, key: Key, here: Here, response: Response
) -> FinalizeStarted:
    """Finish the picked ideas in high quality, once per post; the answer names the job to follow."""
    started, replayed = start_pictures.start_finals(
        here, owner=owner, post_id=post_id, candidate_ids=body.candidate_ids, key=key
    )
    mark_replay(response, replayed=replayed)
    return started


@router.get("/posts/{post_id}/images", responses=documented(NotSignedIn, NotFound))
def gallery(post_id: Id, owner: Caller) -> GalleryView:
    """All pictures of the post, batch by batch."""
    with transaction() as session:
        return images.gallery(session, owner=owner, post_id=post_id)


@router.get(
    "/images/{image_id}",
    response_class=Response,
    responses={
        200: {"content": {"image/png": {}, "image/jpeg": {}, "image/webp": {}}},
        304: {"description": "The copy at hand is the same"},
        **documented(NotSignedIn, NotFound, Invalid, AcknowledgementRequired, RateLimited),
    },
)
def image(
    *,
    request: Request,
    image_id: Id,
    owner: Caller,
    here: Here,
    size: Literal["thumb", "screen", "full", "export"] = "full",
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The picture, a smaller one or the file to post, to its owner only; an upload's id works too."""
    if size in ("export", "screen"):  # made anew each time
        through(Door.EXPORT)(request, owner, here)
    if size == "export":
        file = export_post.export_image(here, owner=owner, image_id=image_id)
        tag = f'"{sha256(file.content).hexdigest()}"'
        headers = {"etag": tag, "cache-control": CHECKED, "vary": "Cookie"}
        if tag in (if_none_match or ""):
            return Response(status_code=304, headers=headers)
        return Response(file.content, media_type=file.content_type, headers=headers)
    with transaction() as session:
        key = objects.key_of(session, owner=owner, image_id=image_id, thumb=size == "thumb")
    tag = f'"{key}-{size}"' if size == "screen" else f'"{key}"'
    headers = {"etag": tag, "cache-control": FOREVER, "vary": "Cookie"}
    if tag in (if_none_match or ""):
        return Response(status_code=304, headers=headers)
    content = here.storage.get(key)
    content = imaging.thumbnail(content, width=imaging.SCREEN) if size == "screen" else content
    return Response(content, media_type=content_type(content), headers=headers)


class Focus(Body):
    x: float = Field(ge=0, le=1, description="Share of the width, from the left.")
    y: float = Field(ge=0, le=1, description="Share of the height, from the top.")


@router.put("/images/{image_id}/focus", responses=documented(NotSignedIn, NotFound, Invalid))
def focus(image_id: Id, body: Focus, owner: Caller) -> ImageView:
    """Choose the point that stays in sight when an export cuts this picture to its platform's box."""
    with transaction() as session:
        return images.focus(session, owner=owner, image_id=image_id, x=body.x, y=body.y)


def content_type(content: bytes) -> str:
    """By the file's signature: storage holds only pictures we have encoded or measured ourselves."""
    return next((kind for start, kind in SIGNATURES.items() if content.startswith(start)), "application/octet-stream")
