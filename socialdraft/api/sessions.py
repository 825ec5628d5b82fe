"""Where the caller is signed in, and how that ends."""

from fastapi import APIRouter, Response

from socialdraft.api import cookies
from socialdraft.api.deps import Caller, Here, Id, Token
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import NotFound, NotSignedIn
from socialdraft.schemas import SessionEntry, View
from socialdraft.services import sessions

router = APIRouter(prefix="/api/sessions", tags=["sign-in"])


class Sessions(View):
    sessions: list[SessionEntry]


@router.get("", responses=documented(NotSignedIn))
def all_sessions(owner: Caller, here: Here, token: Token) -> Sessions:
    """The caller's live sessions, the last used one first."""
    with transaction() as session:
        found = sessions.all_of(session, owner=owner, token=token, now=here.now(), limits=here.policy.limits)
    return Sessions(sessions=found)


@router.delete("/{session_id}", status_code=204, responses=documented(NotSignedIn, NotFound))
def end_session(session_id: Id, owner: Caller, here: Here) -> None:
    """Sign one browser out; its open pages lose their connection within seconds."""
    with transaction() as session:
        sessions.end(session, owner=owner, session_id=session_id, now=here.now())


@router.delete("", status_code=204, responses=documented(NotSignedIn))
def end_everywhere(owner: Caller, here: Here) -> Response:
    """Sign out everywhere, here too."""
    with transaction() as session:
        sessions.end_all(session, owner=owner, now=here.now())
    gone = Response(status_code=204)
    cookies.take_session(gone)
    return gone
