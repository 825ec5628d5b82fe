"""The owner's one business and its platforms."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from socialdraft.api.deps import Body, Caller, Here, Id, Text, words
from socialdraft.api.networks import through
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import (
    BusinessExists,
    Invalid,
    NotFound,
    NotSignedIn,
    PlatformExists,
    PlatformLimitReached,
    RateLimited,
)
from socialdraft.policy import Category, Language, Platform, Region, Tone
from socialdraft.rates import Door
from socialdraft.schemas import BusinessView, PlatformView
from socialdraft.services import accounts

router = APIRouter(prefix="/api/business", tags=["business"], dependencies=[Depends(through(Door.EDIT))])

CategoryWord = Annotated[Text, words(Category)]
RegionWord = Annotated[Text, words(Region)]
LanguageWord = Annotated[Text, words(Language)]
ToneWord = Annotated[Text, words(Tone)]


class NewBusiness(Body):
    category: CategoryWord = Field(examples=["noodle_shop"])
    region: RegionWord = Field(examples=["TH"])
    default_language: LanguageWord = Field(examples=["th"])
    tone_preset: ToneWord = Field(examples=["friendly_ka"])
    name: Text | None = Field(default=None, examples=["ก๋วยเตี๋ยวเรือป้าน้อย"])
    timezone: Text | None = Field(default=None, examples=["Asia/Bangkok"])


class BusinessChanges(Body):
    category: CategoryWord | None = None
    region: RegionWord | None = None
    default_language: LanguageWord | None = None
    tone_preset: ToneWord | None = None
    name: Text | None = None
    timezone: Text | None = None


class NewPlatform(Body):
    platform_type: Annotated[Text, words(Platform)] = Field(examples=["facebook"])


@router.post("", status_code=201, responses=documented(NotSignedIn, RateLimited, BusinessExists, Invalid))
def create(body: NewBusiness, owner: Caller, here: Here) -> BusinessView:
    """Set up the owner's one business; without a time zone it gets its region's."""
    with transaction() as session:
        told = body.model_dump()
        return accounts.create_business(session, owner=owner, now=here.now(), limits=here.policy.limits, **told)


@router.patch("/{business_id}", responses=documented(NotSignedIn, RateLimited, NotFound, Invalid))
def change(business_id: Id, body: BusinessChanges, owner: Caller, here: Here) -> BusinessView:
    """Change what is given and leave the rest; a new time zone counts from the next week."""
    with transaction() as session:
        return accounts.update_business(
            session,
            owner=owner,
            business_id=business_id,
            changes=body.model_dump(exclude_unset=True),
            now=here.now(),
            limits=here.policy.limits,
        )


@router.post(
    "/{business_id}/platforms",
    status_code=201,
    responses=documented(NotSignedIn, RateLimited, NotFound, PlatformLimitReached, PlatformExists, Invalid),
)
def add_platform(business_id: Id, body: NewPlatform, owner: Caller, here: Here) -> PlatformView:
    """Choose a platform, at most two."""
    with transaction() as session:
        return accounts.add_platform(
            session,
            owner=owner,
            business_id=business_id,
            platform=body.platform_type,
            now=here.now(),
            limits=here.policy.limits,
        )


@router.delete(
    "/{business_id}/platforms/{platform_id}", status_code=204, responses=documented(NotSignedIn, RateLimited, NotFound)
)
def remove_platform(business_id: Id, platform_id: Id, owner: Caller) -> None:
    """Remove a platform; the posts it used this week stay used."""
    with transaction() as session:
        accounts.remove_platform(session, owner=owner, business_id=business_id, platform_id=platform_id)
