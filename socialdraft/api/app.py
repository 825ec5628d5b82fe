"""The HTTP door: one router per noun behind one guard."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from socialdraft import logs
from socialdraft.adapters import otel, sentry
from socialdraft.api import (
    auth,
    business,
    docs,
    feedback,
    health,
    images,
    ingest,
    jobs,
    operator,
    posts,
    session,
    sessions,
    uploads,
    usage,
)
from socialdraft.api.guard import PATHS, PREFIXES, BodyTooLarge, Guard, cut_off
from socialdraft.api.links import add_links
from socialdraft.api.problems import ALWAYS, MEDIA_TYPE, SCHEMA, UNSAFE, Problem, add_handlers, describe

ROUTERS = (
    session,
    auth,
    sessions,
    business,
    ingest,
    posts,
    images,
    jobs,
    uploads,
    usage,
    feedback,
    health,
    docs,
    operator,
)
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
    logs.configure("web")
    sentry.watch("web")
    otel.watch("web")
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
    for path in (*sorted(PATHS), *(f"{prefix}{{rest:path}}" for prefix in PREFIXES)):
        app.router.routes.append(Route(path, Missing()))
    _describe_problems(app)
    return app


class Missing:
    """What is no route of ours: 405 when only the method is wrong, else 404; pages mounted below must not see it."""

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        found = [
            route
            for module in ROUTERS
            for route in module.router.routes
            if isinstance(route, APIRoute) and route.include_in_schema and route.matches(scope)[0] is not Match.NONE
        ]
        allowed = {method for route in found if route.path == found[0].path for method in route.methods or ()}
        if allowed:
            raise HTTPException(405, headers={"allow": ", ".join(sorted(allowed))})
        raise HTTPException(404)


def _describe_problems(app: FastAPI) -> None:
    """Routes refer to one schema of refusals, and each may also answer with those that no route gives itself."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        document = generate()
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"]["Problem"] = schema
        for operations in document["paths"].values():
            for method, operation in operations.items():
                for code, status in (*ALWAYS, *(() if method == "get" else UNSAFE)):
                    describe(operation["responses"], code, status)
        add_links(document)
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _version() -> str:
    try:
        return version("socialdraft")
    except PackageNotFoundError:
        return "0.1.0"
