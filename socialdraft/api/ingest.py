"""The paste: scrubbed before anything is stored."""

from fastapi import APIRouter, Depends
from pydantic import Field

from socialdraft.api.deps import Body, Caller, Here, Id
from socialdraft.api.networks import through
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import Invalid, NotFound, NotSignedIn, RateLimited, TextEmpty, TextTooLong, TextUnreadable
from socialdraft.rates import Door
from socialdraft.schemas import IngestView
from socialdraft.services import ingests

router = APIRouter(prefix="/api", tags=["ingest"])


class Paste(Body):
    business_id: Id
    text: str = Field(examples=["Boat noodles 45 baht, open Sat-Sun 10:00-15:00. Call Noi 081-234-5678."])


@router.post(
    "/ingest",
    status_code=201,
    dependencies=[Depends(through(Door.INGEST))],
    responses=documented(NotSignedIn, NotFound, TextEmpty, TextUnreadable, TextTooLong, Invalid, RateLimited),
)
def ingest(body: Paste, owner: Caller, here: Here) -> IngestView:
    """Remove personal data and keep the rest; the raw text is never stored."""
    with transaction() as session:
        return ingests.create(
            session,
            owner=owner,
            business_id=body.business_id,
            text=body.text,
            now=here.now(),
            limits=here.policy.limits,
        )
