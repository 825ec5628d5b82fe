"""The operator's way in: a form for OPS_TOKEN, a cookie for one shift, and the ledger as a file."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response, StreamingResponse

from socialdraft import wiring
from socialdraft.api.networks import network_of
from socialdraft.api.problems import locale_of
from socialdraft.api.sheets import sheet
from socialdraft.db import transaction
from socialdraft.errors import NotFound, RateLimited
from socialdraft.i18n import message
from socialdraft.rates import Door
from socialdraft.services import doors, operators
from socialdraft.services.operations import ledger
from socialdraft.settings import settings

router = APIRouter(include_in_schema=False)
MOST_LINES = 100_000
LONGEST = 400


def shows_badge(request: HTTPConnection) -> bool:
    """Whether the caller's cookie is an operator's."""
    return operators.is_operator(request.cookies.get(operators.cookie_name()), now=wiring.now())


@router.get("/auth/operator")
def ask(request: Request) -> Response:
    """The form; without an OPS_TOKEN there is nothing here."""
    if not settings().ops_token.get_secret_value():
        raise NotFound
    return _form(request)


@router.post("/auth/operator")
def come_in(request: Request, token: Annotated[str, Form(max_length=LONGEST)] = "") -> Response:
    """A cookie for whoever knows the token; every try is written down and counted."""
    if not settings().ops_token.get_secret_value():
        raise NotFound
    network, now = network_of(request), wiring.now()
    try:
        doors.enter(wiring.rates(), Door.OPERATOR, policy=settings().policy, who=None, network=network)
    except RateLimited as error:
        return _form(request, said=message("errors.rate_limited", locale_of(request), **error.data), status=429)
    known = operators.knows_token(token)
    with transaction() as session:
        operators.note(session, action="sign_in" if known else "sign_in_refused", network=network, now=now)
    if not known:
        return _form(request, said=message("operator.wrong", locale_of(request)), status=401)
    answer = RedirectResponse("/ops", status_code=303)
    seconds = int(operators.SHIFT.total_seconds())
    answer.set_cookie(
        operators.cookie_name(),
        operators.badge(now=now),
        max_age=seconds,
        path="/",
        secure=settings().secure,
        httponly=True,
        samesite="strict",
    )
    return answer


@router.post("/auth/operator/leave")
def leave(request: Request) -> Response:
    """End the shift in this browser."""
    if not shows_badge(request):
        raise NotFound
    with transaction() as session:
        operators.note(session, action="sign_out", network=network_of(request), now=wiring.now())
    answer = RedirectResponse("/", status_code=303)
    answer.delete_cookie(operators.cookie_name(), path="/", secure=settings().secure, httponly=True, samesite="strict")
    return answer


@router.get("/api/ops/ledger.csv")
def ledger_csv(request: Request, q: str = "") -> Response:
    """The ledger's lines that match, newest first, for a spreadsheet."""
    if not (shows_badge(request) or operators.knows_token(_bearer(request))):
        raise NotFound
    with transaction() as session:
        lines = ledger.search(session, word=q[:LONGEST], limit=MOST_LINES)
        operators.note(session, action="ledger_csv", network=network_of(request), now=wiring.now(), lines=len(lines))
    named = {"content-disposition": 'attachment; filename="ledger.csv"'}
    return StreamingResponse(ledger.as_csv(lines), media_type="text/csv; charset=utf-8", headers=named)


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme == "Bearer" else ""


def _form(request: Request, *, said: str = "", status: int = 200) -> Response:
    def say(key: str) -> str:
        return escape(message(f"operator.{key}", locale_of(request)))

    told = f'<div class="notice warn" role="alert">{escape(said)}</div>' if said else ""
    body = (
        f'<section class="card stack"><h1>{say("title")}</h1><p class="soft">{say("lead")}</p>'
        f'{told}<form method="post" action="/auth/operator" class="stack"><div class="field">'
        f'<label for="token">{say("token")}</label><input class="input" id="token" name="token" type="password" '
        'autocomplete="current-password" required autofocus></div>'
        f'<button class="btn main wide" data-testid="operator-sign-in">{say("come_in")}</button></form></section>'
    )
    return sheet(body, title=message("operator.title", locale_of(request)), locale=locale_of(request), status=status)
