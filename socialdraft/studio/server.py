"""The bundled studio: a server on loopback that speaks the provider's wire format, with its own charge log."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from socialdraft import pricing
from socialdraft.settings import settings
from socialdraft.studio import control, drawing, wire, writing
from socialdraft.studio.calls import Studio, authorised

ADDRESS = "127.0.0.1"
PORT_BUSY = 3


def main(port: int, home: Path) -> None:
    """Serve until SIGINT or SIGTERM; logs live in `home`. Exits 2 without a key, 3 when the port is taken."""
    key = settings().socialdraft_studio_key.get_secret_value()
    if not key:
        print("studio: SOCIALDRAFT_STUDIO_KEY is not set", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    if _taken(port):
        print(f"studio: port {port} is in use", file=sys.stderr)  # noqa: T201
        sys.exit(PORT_BUSY)
    asyncio.run(_serve(build(home=home, key=key), port=port))
    # Everything is closed. The server's own threads may still ask for the interpreter, and abort the process when
    # they find it half taken down.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def build(*, home: Path, key: str) -> Starlette:
    """The application; `key` is the bearer key that /v1 asks for."""
    app = Starlette(
        routes=[
            Route("/v1/responses", writing.responses, methods=["POST"]),
            Route("/v1/chat/completions", writing.chat_completions, methods=["POST"]),
            Route("/v1/decisions", writing.decisions, methods=["POST"]),
            Route("/v1/moderations", writing.moderations, methods=["POST"]),
            Route("/v1/images/generations", drawing.generations, methods=["POST"]),
            Route("/v1/images/edits", drawing.edits, methods=["POST"]),
            Route("/v1/models", _models),
            Route("/v1/organization/costs", control.costs),
            Route("/_control/faults", control.faults, methods=["GET", "POST"]),
            Route("/_control/latency", control.latency, methods=["GET", "POST"]),
            Route("/_control/requests", control.requests),
            Route("/_control/charges", control.charges),
            Route("/_control/reset", control.reset, methods=["POST"]),
            Route("/healthz", _healthz),
        ],
        # A web page elsewhere must not steer this server by a name that points here.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[ADDRESS, "localhost"])],
    )
    app.state.studio = Studio(home=home, key=key)
    return app


async def _serve(app: Starlette, *, port: int) -> None:
    server = Server(app, ADDRESS, port, interface=Interfaces.ASGINL, websockets=False, log_level=LogLevels.error)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    try:
        await server.serve()
    finally:
        app.state.studio.easel.close()


def _taken(port: int) -> bool:
    """The server shares ports by default, so a second one would silently take half of the calls."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return True
    return False


async def _models(request: Request) -> Response:
    if not authorised(request):
        return wire.error(401, "Incorrect API key provided.", code="invalid_api_key")
    return JSONResponse(wire.models([row["model"] for row in pricing.table()["price"]]))


async def _healthz(_: Request) -> Response:
    return JSONResponse({"status": "ok"})
