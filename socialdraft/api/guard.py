"""What every API request passes first: its origin, its size, and the headers of every answer."""

import asyncio
import contextlib

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from socialdraft.api import failures
from socialdraft.api.headers import guarded
from socialdraft.api.problems import problem, refused
from socialdraft.errors import ForeignOrigin
from socialdraft.settings import settings

PREFIXES = ("/api/", "/auth/")
PATHS = frozenset({"/api", "/auth", "/healthz", "/readyz", "/metrics"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
JSON_BYTES = 64 * 1024
DRAIN_BYTES, DRAIN_SECONDS = 32 * 1024 * 1024, 5.0
FORM_BYTES = 8 * 1024
"""What multipart adds around a file: boundary lines and the part's headers."""


class BodyTooLarge(HTTPException):
    """Raised while reading; the framework hands an HTTPException through untouched."""

    def __init__(self) -> None:
        super().__init__(status_code=413)


class Guard:
    """ASGI middleware around the API; other paths pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not (path in PATHS or path.startswith(PREFIXES)):
            await self.app(scope, receive, send)
            return
        request, send = Request(scope), guarded(send)
        limit = settings().policy.limits.upload_bytes + FORM_BYTES if path == "/api/uploads" else JSON_BYTES
        if scope["method"] not in SAFE and _is_foreign(request.headers):
            await refused(request, ForeignOrigin())(scope, receive, send)
        elif _declared(request.headers) > limit:
            await _drain(receive)
            await too_large(request)(scope, receive, send)
        else:
            await failures.run(self.app, scope, _bounded(receive, limit), send, told=_failed)


def _failed(request: Request, status: int, code: str, request_id: str) -> JSONResponse:
    return problem(request, status=status, code=code, data={"request_id": request_id})


async def cut_off(request: Request, _error: BodyTooLarge) -> JSONResponse:
    """The handler for a body that proved too large while it was read."""
    return too_large(request)


def too_large(request: Request) -> JSONResponse:
    """The refusal of a body nobody has read to its end, so that only its limit is known."""
    limits = settings().policy.limits
    known = {
        "/api/ingest": ("text_too_long", limits.paste_characters, "body_too_large"),
        "/api/uploads": ("file_too_large", limits.upload_bytes, "file_too_large"),
    }
    code, limit, said = known.get(request.url.path, ("body_too_large", JSON_BYTES, "body_too_large"))
    return problem(request, status=413, code=code, data={"limit": limit}, said=said)


def _is_foreign(headers: Headers) -> bool:
    """Whether a page of another site sent this; programs that are no browser send neither header."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
    return origin not in settings().origins


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0


def _bounded(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            if message.get("more_body"):
                await _drain(receive)
            raise BodyTooLarge
        return message

    return bounded


async def _drain(receive: Receive) -> None:
    """Drop what still comes, within bounds: a caller who is cut off while sending may never see the answer."""
    dropped = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while dropped < DRAIN_BYTES:
                message = await receive()
                if not message.get("more_body"):
                    return
                dropped += len(message["body"])
