"""What every API request passes first: its origin, its size, and the headers of every answer."""

import asyncio
import contextlib
import logging
import secrets

from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from socialdraft.api.problems import problem, refused
from socialdraft.errors import ForeignOrigin
from socialdraft.settings import settings

PREFIXES = ("/api/", "/auth/")
PATHS = frozenset({"/api", "/healthz", "/readyz", "/metrics"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
JSON_BYTES = 64 * 1024
DRAIN_BYTES, DRAIN_SECONDS = 32 * 1024 * 1024, 5.0
FORM_BYTES = 8 * 1024
"""What multipart adds around a file: boundary lines and the part's headers."""
AWAY = (ConnectionError, TimeoutError, OperationalError, PoolTimeout, RedisError)
"""What our own parts throw when they can't be reached; the caller may come back."""
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
}
DEFAULTS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
log = logging.getLogger("socialdraft.api")


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
        request, send = Request(scope), _with_headers(send)
        limit = settings().policy.limits.upload_bytes + FORM_BYTES if path == "/api/uploads" else JSON_BYTES
        if scope["method"] not in SAFE and _is_foreign(request.headers):
            await refused(request, ForeignOrigin())(scope, receive, send)
        elif _declared(request.headers) > limit:
            await _drain(receive)
            await too_large(request)(scope, receive, send)
        else:
            await self._run(scope, _bounded(receive, limit), send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The request, and an honest answer when we fail: logged with an id, told without details."""
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except ClientDisconnect:
            log.info("api.client_left method=%s", scope["method"])
        except Exception as error:
            if started:
                raise
            await _failed(Request(scope), error)(scope, receive, send)


def _failed(request: Request, error: Exception) -> JSONResponse:
    request_id = secrets.token_hex(8)
    log.error("api.failed id=%s %s %s", request_id, request.method, request.url.path, exc_info=error)
    status, code = (503, "unavailable") if isinstance(error, AWAY) else (500, "internal")
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


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            for name, value in DEFAULTS.items():
                headers.setdefault(name, value)
        await send(message)

    return guarded
