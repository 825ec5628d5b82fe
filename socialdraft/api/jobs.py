"""Work under way: asked about or listened to until it ends, and stopped."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Security
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from socialdraft import wiring
from socialdraft.api.deps import Caller, Here, Id, SessionCookie, caller
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import NotFound, NotSignedIn
from socialdraft.ports import Ports
from socialdraft.schemas import JobView
from socialdraft.services import images
from socialdraft.services.jobs import OPEN
from socialdraft.services.workflows import start_pictures

router = APIRouter(prefix="/api/jobs", tags=["images"])
Token = Annotated[str | None, Security(SessionCookie())]
STREAM_SECONDS = 600.0
"""A stream ends after this long; who still listens opens it again."""
EVENT = {
    "type": "object",
    "description": "One server-sent event; `data` is the job as JSON, as `GET /api/jobs/{job_id}` tells it.",
    "properties": {"event": {"const": "job"}, "data": {"type": "string"}},
    "required": ["event", "data"],
}
STREAM_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


@router.get("/{job_id}", responses=documented(NotSignedIn, NotFound))
def job(job_id: Id, owner: Caller) -> JobView:
    """How far a picture job is, with the pictures that are there already."""
    with transaction() as session:
        return images.job(session, owner=owner, job_id=job_id)


@router.get(
    "/{job_id}/events",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/event-stream": {"schema": EVENT}}},
        **documented(NotSignedIn, NotFound),
    },
)
async def events(job_id: Id, token: Token, here: Here) -> StreamingResponse:
    """The same as server-sent events named `job`, one whenever a picture arrives; ends with the job."""
    first = await run_in_threadpool(_look, here, token=token, job_id=job_id)
    return StreamingResponse(_news(here, token, first.id), media_type="text/event-stream", headers=STREAM_HEADERS)


@router.post("/{job_id}/cancel", responses=documented(NotSignedIn, NotFound))
def cancel(job_id: Id, owner: Caller, here: Here) -> JobView:
    """Begin nothing more for this job: what is there stays, and the rest can be asked for again."""
    return start_pictures.cancel(here, owner=owner, job_id=job_id)


def _look(here: Ports, *, token: str | None, job_id: UUID | str) -> JobView:
    owner = caller(token, here)
    with transaction() as session:
        return images.job(session, owner=owner, job_id=job_id)


async def _news(here: Ports, token: str | None, job_id: UUID) -> AsyncIterator[str]:
    """One event per change; a comment where nothing changed keeps proxies from hanging up."""
    turns, told = wiring.doorbell().watch(job_id), ""
    ends = asyncio.get_running_loop().time() + STREAM_SECONDS
    try:
        async for _ in turns:
            try:  # each time anew: the session may have ended since
                view = await run_in_threadpool(_look, here, token=token, job_id=job_id)
            except (NotSignedIn, NotFound):
                return
            news = view.model_dump_json()
            yield f"event: job\ndata: {news}\n\n" if news != told else ": nothing new\n\n"
            told = news
            if view.status not in OPEN or asyncio.get_running_loop().time() > ends:
                return
    finally:
        await turns.aclose()
