"""How each fault looks on the wire."""

import asyncio
import base64
import json
import os
import socket
import struct
from math import ceil
from typing import Any

import psutil
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from socialdraft.studio import wire
from socialdraft.studio.faults import Fault

LONGEST_HANG = 900


REFUSED = {
    "rate_limit": (429, "requests", "rate_limit_exceeded"),
    "insufficient_quota": (429, "insufficient_quota", "insufficient_quota"),
    "moderation_blocked": (400, "image_generation_user_error", "moderation_blocked"),
    "error_500": (500, "server_error", None),
    "auth": (401, "invalid_request_error", "invalid_api_key"),
    "model_gone": (404, "invalid_request_error", "model_not_found"),
}
"""Status, `type` and `code` of each refusal (notes A5)."""


def refusal(fault: Fault) -> Response:
    """The answer to a call that is refused before any work."""
    if fault.kind == "bad_gateway_html":
        return HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", 502)
    status, kind, code = REFUSED[fault.kind]
    response = wire.error(status, f"Fault: {fault.kind}", kind=kind, code=fault.code or code)
    if fault.kind == "rate_limit":
        response.headers["retry-after-ms"] = str(fault.retry_after_ms)
        response.headers["retry-after"] = str(ceil(fault.retry_after_ms / 1000))
    return response


def spoil(body: dict[str, Any], *, fault: Fault) -> None:
    """Change a good picture or text body in place; kinds that don't concern it leave it whole."""
    match fault.kind:
        case "missing_usage":
            body.pop("usage", None)
        case "wrong_image_count" if "data" in body:
            body["data"] = body["data"][: max(0, len(body["data"]) - fault.count)]
        case "flagged" if "results" in body:
            for result in body["results"][: fault.count]:
                result["flagged"] = result["categories"]["violence"] = True
        case "corrupt_png" if "data" in body:
            for picture in body["data"][: fault.count]:
                picture["b64_json"] = _corrupt(picture["b64_json"])


def _corrupt(encoded: str) -> str:
    png = bytearray(base64.b64decode(encoded))
    for at in range(len(png) // 2, len(png) // 2 + 64):
        png[at] ^= 0xFF
    return base64.b64encode(png).decode()


def cut(body: dict[str, Any]) -> Response:
    """Half of a JSON body, honestly measured: it arrives whole and does not parse."""
    raw = json.dumps(body).encode()
    return Response(raw[: len(raw) // 2], media_type="application/json")


async def hang(request: Request) -> Response:
    """Say nothing until the caller gives up."""
    waited = 0.0
    while waited < LONGEST_HANG and not await request.is_disconnected():
        await asyncio.sleep(0.2)
        waited += 0.2
    return Response(status_code=504)


def reset(request: Request) -> Response:
    """Break the caller's connection without a byte; the server offers no handle on it, the system does."""
    for connection in psutil.Process().net_connections("tcp"):
        if connection.raddr and (connection.raddr.ip, connection.raddr.port) == _caller(request):
            with socket.socket(fileno=os.dup(connection.fd)) as own:
                own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                own.shutdown(socket.SHUT_RDWR)
    return Response(status_code=500)


def _caller(request: Request) -> tuple[str, int]:
    host, port = request.scope["client"]
    return host, int(port)
