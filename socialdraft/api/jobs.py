"""Work under way: asked about until it ends."""

from fastapi import APIRouter

from socialdraft.api.deps import Caller, Id
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import NotFound, NotSignedIn
from socialdraft.schemas import JobView
from socialdraft.services import images

router = APIRouter(prefix="/api/jobs", tags=["images"])


@router.get("/{job_id}", responses=documented(NotSignedIn, NotFound))
def job(job_id: Id, owner: Caller) -> JobView:
    """How far a picture job is, with the pictures that are there already."""
    with transaction() as session:
        return images.job(session, owner=owner, job_id=job_id)
