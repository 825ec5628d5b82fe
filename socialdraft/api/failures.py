"""An honest answer when we fail: logged in full under an id, told without details."""

import logging
import secrets
import time
from collections.abc import Callable

from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from socialdraft import logs, measures, traces

AWAY = (ConnectionError, TimeoutError, OperationalError, PoolTimeout, RedisError)
"""What our own parts throw when they can't be reached; the caller may come back."""
Told = Callable[[Request, int, str, str], Response]
"""Writes the answer from the request, the status, the code and the id in the log."""
log = logging.getLogger("socialdraft.api")


async def run(app: ASGIApp, scope: Scope, receive: Receive, send: Send, *, told: Told) -> None:
    """The request; whatever breaks on the way becomes an answer, unless one has begun."""
    status_sent, request_id, began = 0, secrets.token_hex(8), time.perf_counter()
    logs.begin(request_id=request_id)

    async def noted(message: Message) -> None:
        nonlocal status_sent
        if message["type"] == "http.response.start":
            status_sent = message["status"]
            MutableHeaders(scope=message)["x-request-id"] = request_id
        await send(message)

    try:
        with traces.span("request") as span:
            try:
                await app(scope, receive, noted)
            finally:
                route = _route(scope)
                span.name = f"{scope['method']} {route}"
                span.about |= {"http.request.method": scope["method"], "http.route": route}
                span.about["http.response.status_code"] = status_sent
    except ClientDisconnect:
        log.info("api.client_left method=%s", scope["method"])
    except Exception as error:
        if status_sent:
            raise
        request = Request(scope)
        log.exception("api.failed id=%s %s %s", request_id, request.method, request.url.path)
        status, code = (503, "unavailable") if isinstance(error, AWAY) else (500, "internal")
        await told(request, status, code, request_id)(scope, receive, noted)
    finally:
        taken = time.perf_counter() - began
        measures.request(method=scope["method"], route=_route(scope), status=status_sent, seconds=taken)


def _route(scope: Scope) -> str:
    """The pattern that matched, without the ids in the path."""
    return str(getattr(scope.get("route"), "path", scope.get("page", "other")))
