"""What every page's state shares: who acts, in which language, in a thread, and how a refusal reaches the screen."""

import asyncio
import functools
import inspect
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any, Concatenate, ParamSpec, TypeVar

import reflex as rx

from socialdraft import logs, measures, traces
from socialdraft.db import transaction
from socialdraft.errors import DomainError, NotSignedIn
from socialdraft.i18n import chosen, refusal
from socialdraft.rates import Door
from socialdraft.services import accounts, doors
from socialdraft.services.owners import Owner
from socialdraft.settings import settings
from socialdraft.wiring import ports

P = ParamSpec("P")
Result = TypeVar("Result")
LANGUAGE_COOKIE = "sd_lang"
log = logging.getLogger("socialdraft.pages")


def utc_now() -> datetime:
    return datetime.now(UTC)


def cookies_of(state: rx.State) -> dict[str, str]:
    """The cookies of the socket's handshake; scripts can't read the one that names the owner."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(state.router.headers.cookie)
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def locale_of(state: rx.State) -> str:
    """The language of the document this state belongs to."""
    return chosen(cookies_of(state).get(LANGUAGE_COOKIE), state.router.headers.accept_language)


async def run(function: Callable[..., Result], **arguments: Any) -> Result:
    """Call a service in a thread, inside one transaction."""

    def call() -> Result:
        with transaction() as session:
            return function(session, **arguments)

    return await asyncio.to_thread(call)


async def run_as_owner(state: rx.State, function: Callable[..., Result], **arguments: Any) -> Result:
    """The same for whoever the cookie stands for right now; raises NotSignedIn."""
    token = token_of(state)

    def call() -> Result:
        with transaction() as session:
            owner = accounts.owner_of(session, token=token, now=utc_now(), limits=settings().policy.limits)
            logs.note(owner=doors.keyed(f"owner {owner.id}"))
            return function(session, owner=owner, **arguments)

    return await asyncio.to_thread(call)


async def owner_of(state: rx.State) -> Owner:
    """Who acts; raises NotSignedIn."""
    return await run_as_owner(state, lambda _session, owner: owner)


def token_of(state: rx.State) -> str | None:
    return cookies_of(state).get(settings().cookie_name)


async def tell(state: rx.State, error: DomainError) -> None:
    """Show a refusal in the owner's words."""
    from socialdraft.state.shell import Shell

    shell = await state.get_state(Shell)
    shell.toast = refusal(error.code, locale_of(state), **error.data)
    if isinstance(error, NotSignedIn):
        shell.document = str(state.router.url.path)


def handler(function: Callable[..., Any]) -> Any:
    """An event handler whose refusals reach the screen; it may be a coroutine or an async generator."""
    if inspect.isasyncgenfunction(function):
        return rx.event(_guarded_steps(function))
    return rx.event(_guarded(function))


class Stumbled(Exception):
    """A bug that has been logged under this number."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _watched(function: Callable[..., Any]) -> Iterator[None]:
    """One event: its log lines carry one id, its time is measured; a refusal is an answer, not a failure."""
    number = secrets.token_hex(8)
    logs.begin(request_id=number, handler=function.__qualname__)
    refused: DomainError | None = None
    with measures.event(function.__qualname__), traces.span(f"event {function.__qualname__}"):
        try:
            yield
        except DomainError as error:
            refused = error
        except Exception as error:
            log.exception("handler.failed")
            raise Stumbled(number) from error
    if refused:
        raise refused


def _guarded(function: Callable[Concatenate[Any, P], Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @functools.wraps(function)
    async def guarded(self: Any, *args: P.args, **kwargs: P.kwargs) -> Any:
        try:
            with _watched(function):
                return await function(self, *args, **kwargs)
        except DomainError as error:
            await tell(self, error)
            return None

    return guarded


def _guarded_steps(function: Callable[Concatenate[Any, P], AsyncIterator[Any]]) -> Callable[..., AsyncIterator[Any]]:
    @functools.wraps(function)
    async def guarded(self: Any, *args: P.args, **kwargs: P.kwargs) -> AsyncIterator[Any]:
        try:
            with _watched(function):
                async for step in function(self, *args, **kwargs):
                    yield step
        except DomainError as error:
            await tell(self, error)

    return guarded


def working(function: Callable[Concatenate[Any, P], Awaitable[Any]]) -> Any:
    """A handler that may take seconds: it runs beside the others, and a second tap does nothing while `busy` is on.

    `function` writes state inside `async with self:` only.
    """

    @functools.wraps(function)
    async def guarded(self: Any, *args: P.args, **kwargs: P.kwargs) -> Any:
        async with self:
            if self.busy:
                return None
            self.busy = True
        try:
            with _watched(function):
                return await function(self, *args, **kwargs)
        except DomainError as error:
            async with self:
                await tell(self, error)
        finally:
            async with self:
                self.busy = False

    # Reflex types `self` by name, which a wrapped function does not keep.
    return rx.event(background=True)(guarded)  # type: ignore[arg-type]


async def work(state: rx.State, workflow: Callable[..., Result], *args: Any, **arguments: Any) -> Result:
    """Run a workflow, which opens its own short transactions, in a thread for whoever the cookie stands for."""
    owner = await owner_of(state)
    return await asyncio.to_thread(functools.partial(workflow, ports(), *args, owner=owner, **arguments))


async def enter(state: rx.State, door: Door) -> None:
    """Count the owner's use of a costly door, as the API does; raises RateLimited."""
    owner, policy = await owner_of(state), settings().policy
    await asyncio.to_thread(doors.enter, ports().rates, door, policy=policy, who=owner.id, network=network_of(state))


def network_of(state: rx.State) -> str | None:
    """The keyed name of the network the page is open in."""
    return doors.network_of(state.router.session.client_ip)


def asked(state: rx.State, name: str) -> str:
    """One value of the address's query, empty when it isn't there."""
    return str(state.router.url.query_parameters.get(name, ""))


def post_of(state: rx.State) -> str:
    """The id in the address `/drafts/[post_id]…`, as the browser sent it."""
    return str(state.router.url.path).strip("/").split("/")[1]
