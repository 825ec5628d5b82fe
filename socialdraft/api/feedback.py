"""What owners tell us: a thumb with a comment, and steps of the funnel."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import Field, StringConstraints, WithJsonSchema

from socialdraft.api.deps import Body, Caller, Here, Id, Text
from socialdraft.api.networks import through
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import Invalid, NotFound, NotSignedIn, RateLimited, UnknownEvent
from socialdraft.rates import Door
from socialdraft.services import events, posts

router = APIRouter(prefix="/api", tags=["feedback"])
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{0,40}$")]
MOST_PROPS = 20


class Opinion(Body):
    post_id: Id
    rating: Annotated[Text, WithJsonSchema({"type": "string", "enum": ["up", "down"]})]
    comment: Text | None = None


class Happening(Body):
    event_name: Annotated[Text, WithJsonSchema({"type": "string", "enum": sorted(events.NAMES)})]
    props: dict[Word, bool | int | float | Word] = Field(default={}, max_length=MOST_PROPS)


class Noted(Body):
    """The answer to something that was only taken down."""

    status: Literal["noted"] = "noted"


@router.post(
    "/feedback",
    status_code=201,
    dependencies=[Depends(through(Door.FEEDBACK))],
    responses=documented(NotSignedIn, NotFound, Invalid, RateLimited),
)
def feedback(body: Opinion, owner: Caller, here: Here) -> Noted:
    """Keep a thumb up or down; the comment is scrubbed first."""
    with transaction() as session:
        posts.give_feedback(
            session,
            owner=owner,
            post_id=body.post_id,
            rating=body.rating,
            comment=body.comment,
            now=here.now(),
            limits=here.policy.limits,
        )
    return Noted()


@router.post(
    "/event",
    status_code=202,
    dependencies=[Depends(through(Door.EVENT))],
    responses=documented(NotSignedIn, UnknownEvent, Invalid, RateLimited),
)
def event(body: Happening, owner: Caller, here: Here) -> Noted:
    """Note a step of the funnel; names come from a closed list and properties are words and numbers."""
    with transaction() as session:
        events.record(session, owner=owner, name=body.event_name, props=dict(body.props), now=here.now())
    return Noted()
