"""The two cookies that scripts can't read: who calls, and which browser has opened a sign-in link."""

from datetime import datetime

from starlette.responses import Response

from socialdraft.schemas import SessionView
from socialdraft.settings import settings


def give_session(response: Response, token: str, *, view: SessionView, now: datetime) -> None:
    """Let the browser keep the session's token for as long as it can be used."""
    _set(response, settings().cookie_name, token, seconds=int((view.expires_at - now).total_seconds()))


def take_session(response: Response) -> None:
    _set(response, settings().cookie_name, "", seconds=0)


def confirm_name() -> str:
    return "__Host-sd_confirm" if settings().secure else "sd_confirm"


def give_confirm(response: Response, nonce: str) -> None:
    _set(response, confirm_name(), nonce, seconds=settings().policy.limits.link_minutes * 60)


def take_confirm(response: Response) -> None:
    _set(response, confirm_name(), "", seconds=0)


def _set(response: Response, name: str, value: str, *, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, path="/", secure=settings().secure, httponly=True, samesite="lax")
