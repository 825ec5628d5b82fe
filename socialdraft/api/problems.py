"""Refusals as `application/problem+json` (RFC 9457), told in the caller's language."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse

from socialdraft.errors import DomainError, IdempotencyKeyRequired, Invalid
from socialdraft.i18n import chosen, refusal

MEDIA_TYPE = "application/problem+json"
BUSY_SECONDS = 10
FRAMEWORK_CODES = {404: "not_found", 405: "method_not_allowed"}


class Problem(BaseModel):
    """What every refusal looks like; some codes add fields such as `limit`, `used`, `allowed` or `resets_at`."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str


def locale_of(request: HTTPConnection) -> str:
    """The language the caller reads: cookie, else browser, else English."""
    return chosen(request.cookies.get("sd_lang"), request.headers.get("accept-language"))


def problem(
    request: HTTPConnection,
    *,
    status: int,
    code: str,
    data: Mapping[str, Any],
    said: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The answer for a refusal; `data` become its extra fields and fill the sentence, which is `said`'s if given."""
    locale = locale_of(request)
    body = {
        "type": f"/api/docs#{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": refusal(said or code, locale, **data),
        "code": code,
    }
    waiting = {"retry-after": str(seconds)} if (seconds := _wait(status, data)) is not None else {}
    own = {"content-language": locale, **waiting, **(headers or {})}
    return JSONResponse(body | _shown(data), status_code=status, headers=own, media_type=MEDIA_TYPE)


def _shown(data: Mapping[str, Any]) -> dict[str, Any]:
    """Times end in Z, as they do in every other answer."""
    return {name: value.replace("+00:00", "Z") if name.endswith("_at") else value for name, value in data.items()}


def refused(request: HTTPConnection, error: DomainError) -> JSONResponse:
    return problem(request, status=error.status, code=error.code, data=error.data)


def _wait(status: int, data: Mapping[str, Any]) -> int | None:
    """Seconds until asking again makes sense, where the refusal is about time."""
    if "retry_after" in data:
        return max(math.ceil(float(data["retry_after"])), 1)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        returns = data.get("returns_at")
        left = (datetime.fromisoformat(returns) - datetime.now(UTC)).total_seconds() if returns else BUSY_SECONDS
        return max(math.ceil(left), 1)
    return None


def add_handlers(app: FastAPI) -> None:
    """Let every refusal, ours or the framework's, leave as a problem document."""

    async def domain(request: Request, error: DomainError) -> JSONResponse:
        return refused(request, error)

    async def validation(request: Request, error: RequestValidationError) -> JSONResponse:
        return refused(request, _named(error))

    async def framework(request: Request, error: HTTPException) -> JSONResponse:
        code = FRAMEWORK_CODES.get(error.status_code)
        if code is None:
            return refused(request, Invalid(field="body"))
        return problem(request, status=error.status_code, code=code, data={}, headers=error.headers)

    app.exception_handler(DomainError)(domain)
    app.exception_handler(RequestValidationError)(validation)
    app.exception_handler(HTTPException)(framework)


def _named(error: RequestValidationError) -> DomainError:
    """The first wrong field by name; never its value, which may be anything the caller pasted."""
    first = error.errors()[0]
    if any(one["loc"] == ("header", "Idempotency-Key") for one in error.errors()):
        return IdempotencyKeyRequired()
    path = [str(part) for part in first["loc"][1:]] or ["body"]
    return Invalid(field=path[0] if first["type"] != "json_invalid" else "body", reason=first["type"])


Answers = dict[int | str, dict[str, Any]]
"""What an operation may answer, by status."""
SCHEMA = {"$ref": "#/components/schemas/Problem"}
EXAMPLES: dict[str, dict[str, Any]] = {
    "weekly_quota_reached": {"platform_type": "facebook", "limit": 2, "used": 2, "resets_at": "2026-11-30T08:00:00Z"},
    "budget_exhausted": {"returns_at": "2026-12-01T00:00:00Z"},
    "platform_limit_reached": {"limit": 2, "used": 2},
    "selection_too_large": {"allowed": 9, "used": 10},
    "revision_limit_reached": {"limit": 10, "used": 10},
    "batch_limit_reached": {"limit": 2, "used": 1},
    "caption_too_long": {"limit": 280, "used": 301},
    "text_too_long": {"limit": 6000, "used": 6001},
    "in_progress": {"retry_after": 2},
    "rate_limited": {"retry_after": 600},
    "internal": {"request_id": "5f0c2ad17b3e9d48"},
    "unavailable": {"request_id": "5f0c2ad17b3e9d48"},
    "body_too_large": {"limit": 65536},
    "file_too_large": {"limit": 10000000},
    "unknown_event": {"event_name": "page.hacked"},
    "invalid": {"field": "region", "allowed": ["OC", "TH"]},
}


ALWAYS = (("internal", 500), ("unavailable", 503))
UNSAFE = (("foreign_origin", 403), ("body_too_large", 413))
"""Refusals of every route, and of those that change something: the guard's, not the route's."""


def documented(*kinds: type[DomainError]) -> Answers:
    """These refusals for a route's OpenAPI entry, one example per code."""
    answers: Answers = {}
    for kind in kinds:
        describe(answers, kind.code, kind.status)
    return answers


def describe(answers: Answers, code: str, status: int) -> None:
    """Add one refusal to an operation's answers, beside what they say already."""
    phrase, data = HTTPStatus(status).phrase, EXAMPLES.get(code, {})
    answer = answers.setdefault(str(status), {"description": phrase})
    content = answer.setdefault("content", {}).setdefault(MEDIA_TYPE, {"schema": SCHEMA, "examples": {}})
    told = {"title": phrase, "status": status, "detail": refusal(code, "en", **data), "code": code}
    content.setdefault("examples", {})[code] = {"value": {"type": f"/api/docs#{code}"} | told | data}
