"""What routes ask for: who calls, the ports, and words as the contract spells them."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Security
from fastapi.openapi.models import APIKey, APIKeyIn
from fastapi.security.base import SecurityBase
from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema

from socialdraft import logs, wiring
from socialdraft.api.problems import locale_of
from socialdraft.db import transaction
from socialdraft.policy import Language
from socialdraft.ports import Ports
from socialdraft.services import accounts, doors, idempotency
from socialdraft.services.owners import Owner
from socialdraft.settings import settings


class SessionCookie(SecurityBase):
    """The cookie that says who calls; its name depends on how we are served."""

    def __init__(self) -> None:
        note = "HttpOnly cookie from POST /api/session; named `__Host-sd_session` over https."
        self.model = APIKey(**{"in": APIKeyIn.cookie}, name="sd_session", description=note)
        self.scheme_name = "session"

    def __call__(self, request: Request) -> str | None:
        return token_of(request)


def token_of(request: Request) -> str | None:
    """The session cookie where a route works with and without one."""
    return request.cookies.get(settings().cookie_name)


Token = Annotated[str | None, Depends(token_of)]


def here() -> Ports:
    return wiring.ports()


Here = Annotated[Ports, Depends(here)]


def caller(token: Annotated[str | None, Security(SessionCookie())], here: Here) -> Owner:
    """Who the cookie stands for; `NotSignedIn` when nobody."""
    with transaction() as session:
        owner = accounts.owner_of(session, token=token, now=here.now(), limits=here.policy.limits)
    logs.note(owner=doors.keyed(f"owner {owner.id}"))
    return owner


Caller = Annotated[Owner, Depends(caller)]


def told_locale(request: Request) -> Language | None:
    """The caller's language, if they said one."""
    said = "sd_lang" in request.cookies or "accept-language" in request.headers
    return Language(locale_of(request)) if said else None


Locale = Annotated[Language | None, Depends(told_locale)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="One value per intent, at most 200 characters; a repeat gets the first answer.",
        examples=["3f1c0d1e-7a55-4f0e-9b1c-0c2d5a1b8e77"],
        # Told here, refused by the service, which has two codes for it.
        json_schema_extra={"minLength": 1, "maxLength": idempotency.LONGEST_KEY, "pattern": r"\S"},
    ),
]


def _storable(text: str) -> str:
    """Text a database and JSON can hold: no NUL and no half of a surrogate pair."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("not storable")
    return text


Text = Annotated[str, AfterValidator(_storable)]
Id = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]


def words(kind: type[StrEnum]) -> Any:
    """Shows the allowed words in the documents; the service decides, so both doors refuse alike."""
    return WithJsonSchema({"type": "string", "enum": [member.value for member in kind]})


class Body(BaseModel):
    """A request body; fields we don't know are ignored, so that older servers take newer clients."""

    model_config = ConfigDict(extra="ignore", strict=True, allow_inf_nan=False)
