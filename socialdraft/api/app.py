"""The HTTP door: one router per noun behind one guard."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.routing import Match

from socialdraft.api import (
    auth,
    business,
    docs,
    feedback,
    health,
    images,
    ingest,
    jobs,
    posts,
    session,
    sessions,
    uploads,
    usage,
)
from socialdraft.api.guard import BodyTooLarge, Guard, cut_off
from socialdraft.api.problems import MEDIA_TYPE, SCHEMA, Problem, add_handlers

ROUTERS = (session, auth, sessions, business, ingest, posts, images, jobs, uploads, usage, feedback, health, docs)
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
DESCRIPTION = """\
What the pages can do, over HTTP: open a session, set up a business, paste what is going on, take away a caption and \
finished pictures.

POST /api/session sets the cookie that says who you are; send it with every request. What is not there and what \
belongs to somebody else give the same 404.

Where a route asks for an Idempotency-Key, a repeat with the same key and body gets the first answer again, marked \
Idempotent-Replayed. Another body under the same key is refused.

Refusals are application/problem+json (RFC 9457) with a stable code. Ids are UUIDs, times are RFC 3339 in UTC, fields \
we do not know are ignored.\
"""
QUIET: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""The framework's own telemetry would record refused input, which may be personal."""


def create_app() -> FastAPI:
    """The API as an app of its own; pages may be mounted below it."""
    app = FastAPI(
        title="socialdraft",
        description=DESCRIPTION,
        version=_version(),
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=QUIET,
        responses={"default": {"description": "A refusal", "content": {MEDIA_TYPE: {"schema": SCHEMA}}}},
    )
    for module in ROUTERS:
        app.include_router(module.router)
    add_handlers(app)
    app.exception_handler(BodyTooLarge)(cut_off)
    app.add_middleware(Guard)
    for path in ("/api", "/api/{rest:path}"):
        app.api_route(path, methods=METHODS, include_in_schema=False)(missing)
    _describe_problems(app)
    return app


def missing(request: Request) -> None:
    """What is no route of ours: 405 when only the method is wrong, else 404; pages mounted below must not see it."""
    allowed: set[str] = set()
    for route in (route for module in ROUTERS for route in module.router.routes):
        if route.matches(request.scope)[0] is Match.PARTIAL:
            allowed |= getattr(route, "methods", set())
    if allowed:
        raise HTTPException(405, headers={"allow": ", ".join(sorted(allowed))})
    raise HTTPException(404)


def _describe_problems(app: FastAPI) -> None:
    """Routes refer to one schema of refusals, so it must stand in the document."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        document = generate()
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"].setdefault("Problem", schema)
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _version() -> str:
    try:
        return version("socialdraft")
    except PackageNotFoundError:
        return "0.1.0"
