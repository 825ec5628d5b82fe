"""The session of a browser, and who that makes its owner."""

from fastapi import APIRouter, Depends, Request, Response
from starlette.background import BackgroundTask
from starlette.responses import StreamingResponse

from socialdraft.api import cookies, networks
from socialdraft.api.deps import Caller, Here, Token
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import NotSignedIn, RateLimited
from socialdraft.rates import Door
from socialdraft.schemas import MeView, SessionView
from socialdraft.services import accounts, doors, usage
from socialdraft.services.workflows.delete_owner import delete_owner
from socialdraft.services.workflows.export_owner import export_owner

router = APIRouter(prefix="/api", tags=["session"])
CHUNK_BYTES = 256 * 1024
RECEIPT = "Deletion-Receipt"


@router.post(
    "/session",
    status_code=201,
    responses={200: {"model": SessionView, "description": "The live session"}, **documented(RateLimited)},
)
def open_session(request: Request, response: Response, token: Token, here: Here) -> SessionView:
    """Open a session and set its cookie; with a live cookie, answer with the same session (200)."""
    now = here.now()
    with transaction() as session:
        network = networks.network_of(request)
        view, fresh = accounts.open_session(session, token=token, now=now, limits=here.policy.limits, network=network)
        if fresh:
            # A refusal rolls the new row back.
            doors.enter(here.rates, Door.SESSION, policy=here.policy, who=None, network=network)
    if fresh is None:
        response.status_code = 200
    else:
        cookies.give_session(response, fresh, view=view, now=now)
    return view


@router.get("/me", responses=documented(NotSignedIn))
def me(owner: Caller, here: Here) -> MeView:
    """Who calls, with their business and this week's usage once there is a business."""
    with transaction() as session:
        return usage.me(session, owner=owner, now=here.now(), policy=here.policy)


@router.get(
    "/me/export",
    dependencies=[Depends(networks.through(Door.OWN_DATA))],
    response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {}}}, **documented(NotSignedIn, RateLimited)},
)
def export_me(owner: Caller, here: Here) -> StreamingResponse:
    """All data of the caller: `data.json` with every row, and every picture."""
    file = export_owner(here, owner=owner)
    headers = {"content-disposition": 'attachment; filename="socialdraft-data.zip"'}
    chunks = iter(lambda: file.read(CHUNK_BYTES), b"")
    return StreamingResponse(
        chunks, media_type="application/zip", headers=headers, background=BackgroundTask(file.close)
    )


@router.delete(
    "/me",
    status_code=204,
    responses={
        204: {"description": "Everything is gone", "headers": {RECEIPT: {"schema": {"type": "string"}}}},
        **documented(NotSignedIn),
    },
)
def delete_me(owner: Caller, here: Here) -> Response:
    """Delete all data of the caller and end their sessions; the receipt names nobody."""
    gone = Response(status_code=204, headers={RECEIPT: delete_owner(here, owner=owner)})
    cookies.take_session(gone)
    return gone
