"""What is left this week and what the service level allows; never dollars."""

from fastapi import APIRouter

from socialdraft.api.deps import Caller, Here
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import NotFound, NotSignedIn
from socialdraft.schemas import UsageView
from socialdraft.services import accounts
from socialdraft.services import usage as usages

router = APIRouter(prefix="/api", tags=["session"])


@router.get("/usage", responses=documented(NotSignedIn, NotFound))
def usage(owner: Caller, here: Here) -> UsageView:
    """Used and left per platform; 404 until there is a business, because its time zone makes the week."""
    with transaction() as session:
        business = accounts.business_of(session, owner=owner)
        if business is None:
            raise NotFound
        return usages.of(session, owner=owner, business=business, now=here.now(), policy=here.policy)
