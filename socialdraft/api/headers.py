"""Security headers: one home for what every answer carries, whoever writes it."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from socialdraft.settings import settings

YEAR = 365 * 24 * 3600
EVERY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
UNLESS_SAID = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}

STARTS = ("http.response.start", "websocket.http.response.start")
"""An answer, and a handshake that is refused."""


class Headers:
    """Outermost ASGI middleware: nothing leaves the web process without these."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send if scope["type"] == "lifespan" else guarded(send))


def guarded(send: Send) -> Send:
    """An answer that says nothing of its own may load nothing and is not kept."""

    async def send_guarded(message: Message) -> None:
        if message["type"] in STARTS:
            headers = MutableHeaders(scope=message)
            headers.update(EVERY)
            if settings().secure:
                headers["strict-transport-security"] = f"max-age={YEAR}; includeSubDomains"
            for name, value in UNLESS_SAID.items():
                headers.setdefault(name, value)
        await send(message)

    return send_guarded
