"""Posts: written once, then read, edited, rewritten, taken away and used."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Query, Response
from pydantic import Field
from starlette.responses import StreamingResponse

from socialdraft.api.business import LanguageWord
from socialdraft.api.deps import Body, Caller, Here, Id, Key, Locale, Text, words
from socialdraft.api.networks import through
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import (
    AcknowledgementRequired,
    BudgetExhausted,
    CaptionTooLong,
    IdempotencyKeyRequired,
    IdempotencyKeyReused,
    InProgress,
    Invalid,
    NotFound,
    NothingToExport,
    NotSignedIn,
    Paused,
    PlatformNotSelected,
    ProofRequired,
    ProviderUnavailable,
    RateLimited,
    RevisionLimitReached,
    TextEmpty,
    TextWithoutFacts,
    WeeklyQuotaReached,
)
from socialdraft.policy import Platform, PostType, RewritePreset
from socialdraft.rates import Door
from socialdraft.schemas import PostView, View
from socialdraft.services import posts
from socialdraft.services.assignments import Order
from socialdraft.services.workflows.draft_post import draft_post
from socialdraft.services.workflows.export_post import export_zip
from socialdraft.services.workflows.revise_post import revise_post

router = APIRouter(prefix="/api/posts", tags=["posts"])
REPLAYED = "Idempotent-Replayed"
MOST_AT_ONCE = 50
KEYED = (IdempotencyKeyRequired, IdempotencyKeyReused, InProgress)


Proof = Annotated[
    str | None,
    Header(max_length=4000, description="The solved `challenge` of a 428 answer, asked of strangers once."),
]


class PostOrder(Body):
    business_id: Id
    platform_type: Annotated[Text, words(Platform)]
    ingest_id: Id
    post_type: Annotated[Text, words(PostType)] | None = None
    language: LanguageWord | None = None
    upload_id: Id | None = None


class CaptionEdit(Body):
    caption_text: str


class RevisionWish(Body):
    instruction: Text | None = None
    preset: Annotated[Text, words(RewritePreset)] | None = Field(default=None, examples=["shorter"])


class Posts(View):
    posts: list[PostView]


class PostPage(Posts):
    """`next` is the address of the older ones, null when there are none."""

    next: str | None


@router.post(
    "/generate",
    status_code=201,
    dependencies=[Depends(through(Door.GENERATE))],
    responses=documented(
        NotSignedIn,
        NotFound,
        RateLimited,
        PlatformNotSelected,
        WeeklyQuotaReached,
        ProofRequired,
        BudgetExhausted,
        Paused,
        ProviderUnavailable,
        TextWithoutFacts,
        Invalid,
        *KEYED,
    ),
)
def generate(*, body: PostOrder, owner: Caller, key: Key, here: Here, response: Response, proof: Proof = None) -> Posts:
    """Write one post from a checked paste; takes one of the week's slots, given back if the provider fails."""
    post, replayed = draft_post(here, Order(**body.model_dump()), owner=owner, key=key, proof=proof)
    mark_replay(response, replayed=replayed)
    return Posts(posts=[post])


@router.api_route("/generate", methods=["GET", "PATCH"], include_in_schema=False)
def only_posted() -> None:
    """Else `generate` would be taken for the id of a post."""
    raise HTTPException(405, headers={"allow": "POST"})


def mark_replay(response: Response, *, replayed: bool) -> None:
    """Say so when the answer is that of an earlier request with the same key."""
    if replayed:
        response.headers[REPLAYED] = "true"


@router.get("", responses=documented(NotSignedIn, NotFound, Invalid))
def some_posts(
    owner: Caller,
    locale: Locale,
    before: Annotated[Id | None, Query(description="A post of yours; only older ones are listed.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = MOST_AT_ONCE,
) -> PostPage:
    """Posts of the caller, newest first, a page at a time."""
    with transaction() as session:
        found, last = posts.page_of(session, owner=owner, before=before, size=limit, locale=locale)
    return PostPage(posts=found, next=f"/api/posts?before={last}&limit={limit}" if last else None)


@router.get("/{post_id}", responses=documented(NotSignedIn, NotFound))
def one_post(post_id: Id, owner: Caller, locale: Locale) -> PostView:
    with transaction() as session:
        return posts.one(session, owner=owner, post_id=post_id, locale=locale)


@router.patch(
    "/{post_id}",
    dependencies=[Depends(through(Door.EDIT))],
    responses=documented(NotSignedIn, NotFound, TextEmpty, CaptionTooLong, Invalid, RateLimited),
)
def edit(post_id: Id, body: CaptionEdit, owner: Caller, here: Here) -> PostView:
    """Replace the caption by hand; the risk flags are found anew."""
    with transaction() as session:
        return posts.edit(session, owner=owner, post_id=post_id, text=body.caption_text, now=here.now())


@router.post(
    "/{post_id}/revise-text",
    dependencies=[Depends(through(Door.REWRITE))],
    responses=documented(
        NotSignedIn, NotFound, RevisionLimitReached, BudgetExhausted, Paused, ProviderUnavailable, Invalid, RateLimited
    ),
)
def revise(post_id: Id, body: RevisionWish, owner: Caller, here: Here) -> PostView:
    """Rewrite the caption by a preset, an instruction, or both."""
    return revise_post(here, owner=owner, post_id=post_id, preset=body.preset, instruction=body.instruction)


@router.get(
    "/{post_id}/export.zip",
    response_class=StreamingResponse,
    dependencies=[Depends(through(Door.EXPORT))],
    responses={
        200: {"content": {"application/zip": {}}},
        **documented(NotSignedIn, NotFound, NothingToExport, AcknowledgementRequired, RateLimited),
    },
)
def export(post_id: Id, owner: Caller, here: Here) -> StreamingResponse:
    """The caption and the finished pictures, cut to the platform's size, as one ZIP."""
    pieces = export_zip(here, owner=owner, post_id=post_id)
    headers = {"content-disposition": f'attachment; filename="socialdraft-{post_id[:8]}.zip"'}
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)


@router.post("/{post_id}/acknowledge", responses=documented(NotSignedIn, NotFound))
def acknowledge(post_id: Id, owner: Caller, here: Here) -> PostView:
    """Say that the warnings which stop this post have been read; new words bring new warnings."""
    with transaction() as session:
        return posts.acknowledge(session, owner=owner, post_id=post_id, now=here.now())


@router.post("/{post_id}/mark-used", responses=documented(NotSignedIn, NotFound, AcknowledgementRequired))
def mark_used(post_id: Id, owner: Caller, here: Here) -> PostView:
    """Remember that the owner has posted this; a second time changes nothing."""
    with transaction() as session:
        return posts.mark_used(session, owner=owner, post_id=post_id, now=here.now())
