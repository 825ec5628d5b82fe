"""Pages and files over HTTP: pretty paths, two languages, caching, security headers and the visitor's cookies."""

import asyncio
import json
import re
from collections.abc import Sequence
from html import escape
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from socialdraft.api import failures, operator, visits
from socialdraft.api.headers import YEAR
from socialdraft.api.sheets import paragraph, sheet
from socialdraft.i18n import LOCALES, chosen, message, refusal
from socialdraft.settings import settings

LANGUAGE_COOKIE = "sd_lang"
AGAIN_SECONDS = 10
OPERATOR = "%operator%"
SERVICE = ("/api", "/auth", "/_event", "/ping", "/_health", "/healthz", "/readyz", "/metrics")
OPERATORS = "/ops"
LANDING = "/"
NOBODYS = ("/privacy", "/offline", OPERATORS)
"""Pages that are the same for everybody and open no session."""
ALWAYS_ASKED = ("/sw.js", "/offline.js", "/manifest.webmanifest")
_POLICY = (
    "default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
_FILE_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Documents:
    """ASGI middleware in front of everything else the web process serves."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        routes: Sequence[str],
        client: Path,
    ) -> None:
        self.app, self.client = app, client
        self.documents = {_pattern(route): document_of(route) for route in routes}
        hashes = client.parent / "documents.json"
        self.hashes: dict[str, list[str]] = json.loads(hashes.read_text()) if hashes.is_file() else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(SERVICE):
            await self.app(scope, receive, send)
        else:
            await failures.run(self._answer, scope, receive, send, told=_broken)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path.rstrip("/") == OPERATORS and not operator.shows_badge(HTTPConnection(scope)):
            await self._missing(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD") and (document := self._find(path)):
            scope["page"] = document
            await self._serve(document, scope, receive, send)
        elif self._is_file(path):
            scope["page"] = "file"
            await self.app(scope, receive, _with(send, _file_headers(path)))
        else:
            await self._missing(scope, receive, send)

    async def _serve(self, document: str, scope: Scope, receive: Receive, send: Send) -> None:
        headers, query = Headers(scope=scope), dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
        if query.get("lang") in LOCALES:
            await self._switch_language(query, scope, receive, send)
            return
        cookies = _cookies(headers)
        language = chosen(cookies.get(LANGUAGE_COOKIE), headers.get("accept-language"))
        new = [] if cookies.get(LANGUAGE_COOKIE) == language else [_language_cookie(language)]
        token = cookies.get(settings().cookie_name)
        if scope["path"] == LANDING and token and await asyncio.to_thread(visits.has_business, token):
            await RedirectResponse("/week", status_code=302)(scope, receive, send)
            return
        if scope["path"] not in NOBODYS:
            fresh = await _fresh_session(scope, token)
            new += [_session_cookie(fresh)] if fresh else []
        await self._send_document(f"{document}.{language}.html", scope, receive, send, cookies=new)

    async def _switch_language(self, query: dict[str, str], scope: Scope, receive: Receive, send: Send) -> None:
        language = query.pop("lang")
        target = scope["path"] + (f"?{urlencode(query)}" if query else "")
        answer = RedirectResponse(target, status_code=303)
        answer.headers.append("set-cookie", _language_cookie(language))
        await answer(scope, receive, send)

    async def _missing(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        language = chosen(_cookies(headers).get(LANGUAGE_COOKIE), headers.get("accept-language"))
        await self._send_document(f"missing.{language}.html", {**scope, "method": "GET"}, receive, send, status=404)

    async def _send_document(
        self,
        name: str,
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        status: int | None = None,
        cookies: Sequence[str] = (),
    ) -> None:
        policy = _POLICY.format(scripts=" ".join(self.hashes.get(name, [])))
        extra = {
            "cache-control": "no-cache",
            "content-security-policy": policy,
            "content-language": name.split(".")[-2],
            "vary": "Accept-Encoding, Cookie, Accept-Language",
        }
        at = {**scope, "path": f"/{name}", "raw_path": f"/{name}".encode(), "query_string": b""}
        inner = self._notice(name) if name.startswith("privacy.") else self.app
        await inner(at, receive, _with(send, extra, status=status, cookies=cookies))

    def _notice(self, name: str) -> ASGIApp:
        """The privacy notice names who runs this server, which the build can't know."""
        operator = settings().operator_contact or message("privacy.no_operator", name.split(".")[-2])
        text = (self.client / name).read_text(encoding="utf-8")
        return HTMLResponse(text.replace(OPERATOR, escape(operator)))

    def _find(self, path: str) -> str | None:
        clean = path.rstrip("/") or "/"
        return next((document for pattern, document in self.documents.items() if pattern.fullmatch(clean)), None)

    def _is_file(self, path: str) -> bool:
        if "\x00" in path or path.endswith((".html", ".br", ".gz")):
            return False
        found = (self.client / path.lstrip("/")).resolve()
        return found.is_relative_to(self.client) and found.is_file()


def _with(send: Send, extra: dict[str, str], *, status: int | None = None, cookies: Sequence[str] = ()) -> Send:
    """The inner answer with what a document or a file adds to it."""

    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            if status:
                message["status"] = status
            headers = MutableHeaders(scope=message)
            headers.update(extra)
            for cookie in cookies:
                headers.append("set-cookie", cookie)
        await send(message)

    return changed


def _broken(request: Request, status: int, code: str, request_id: str) -> Response:
    """What a person sees when a page can't be made; the number finds the cause in our log."""
    locale = chosen(request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language"))
    words = f"<h1>{message('failed.title', locale)}</h1>{paragraph(refusal(code, locale))}"
    again = f'<p><a class="btn main" href="">{message("failed.again", locale)}</a></p>'
    number = paragraph(message("failed.number", locale, number=request_id), "small soft")
    answer = sheet(words + again + number, title=message("failed.title", locale), locale=locale, status=status)
    answer.headers["retry-after"] = str(AGAIN_SECONDS)
    return answer


async def _fresh_session(scope: Scope, token: str | None) -> str | None:
    """The token of a new session for a browser that has none; the landing page is readable while our parts are away."""
    try:
        return await asyncio.to_thread(visits.open_session, Request(scope), token)
    except failures.AWAY:
        if scope["path"] != LANDING:
            raise
        return None


def _language_cookie(language: str) -> str:
    return f"{LANGUAGE_COOKIE}={language}; Path=/; Max-Age={YEAR}; SameSite=Lax{_secure()}"


def _session_cookie(token: str) -> str:
    age = settings().policy.limits.session_absolute_days * 24 * 3600
    return f"{settings().cookie_name}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{_secure()}"


def _secure() -> str:
    return "; Secure" if settings().secure else ""


def _pattern(route: str) -> re.Pattern[str]:
    return re.compile("/".join("[^/]+" if part.startswith("[") else re.escape(part) for part in route.split("/")))


def document_of(route: str) -> str:
    """The file of a route's page, without its language and ending."""
    return re.sub(r"[\[\]]", "", route).strip("/").replace("/", "-") or "index"


def _cookies(headers: Headers) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _file_headers(path: str) -> dict[str, str]:
    forever = path.startswith(("/assets/", "/fonts/"))
    kept = f"public, max-age={YEAR}, immutable" if forever else "public, max-age=3600"
    kept = "no-cache" if path in ALWAYS_ASKED else kept
    return {"cache-control": kept, "content-security-policy": _FILE_POLICY}
