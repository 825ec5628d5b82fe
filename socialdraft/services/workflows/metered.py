"""The only way to a provider: hold the upper bound, say it is sent, call, and settle what happened."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import Session

from socialdraft import traces
from socialdraft.db import transaction, without_waiting
from socialdraft.hooks import hook
from socialdraft.policy import MODERATE
from socialdraft.ports import JudgeReply, JudgeRequest, ModerationReply, Ports, ProviderError, TextReply, TextRequest
from socialdraft.pricing import text_bound
from socialdraft.services import budget, owners, providers
from socialdraft.services.budget import Call
from socialdraft.services.owners import Owner

Reply = TypeVar("Reply")
Guard = Callable[[Session], object]

TEXT_TIMEOUT = 60.0
OVERHEAD_BYTES = 512
"""Room in the bound for what the provider's own message format adds to a text call."""
SHORT_WAIT = 5.0
"""Seconds a call may wait for a provider that asked for patience; for longer, its caller must decide."""
LONG_WAIT = 900.0
"""Nobody waits longer than this before asking again, whatever the provider said."""
DATABASE_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0)
"""Seconds between tries to write what was paid for: the provider's answer exists only in this process."""


def call(ports: Ports, spec: Call, act: Callable[[UUID], Reply], *, guard: Guard = bool) -> tuple[UUID, Reply]:
    """Make one paid call; the caller posts its usage together with what the call made.

    `guard` runs in each transaction before the call is sent: what it raises, such as a lost lease, stops the call.
    Raises BudgetExhausted before anything is sent, and ProviderError after the failure is settled. Any other
    exception leaves the hold as sent, so that the sweeper charges it: nobody knows what the provider did.
    """
    hook("before_hold")
    with transaction() as session:
        without_waiting(session)  # the month's row is everybody's; nothing is called before `sent` is on the disk
        owner = owners.present(session, owner=spec.owner)  # before the guard: who signs in locks owner, then jobs
        guard(session)
        probing = providers.enter(session, provider=_breaker(spec), model=spec.model, now=ports.now())
        hold_id = budget.hold(session, replace(spec, owner=owner), now=ports.now(), policy=ports.policy)
    hook("before_sent")
    _send(ports, spec, hold_id, guard=guard)
    hook("after_sent")
    try:
        with traces.span("provider.call", purpose=spec.purpose, model=spec.model, call_id=str(hold_id)):
            reply = act(hold_id)
    except ProviderError as error:
        _settle_failure(ports, spec, hold_id, error)
        raise
    hook("after_provider")
    if probing:
        insist(lambda session: providers.reopen(session, provider=_breaker(spec), model=spec.model))
    return hold_id, reply


def _breaker(spec: Call) -> str:
    """The free endpoint answers without money, so it must not reopen the others, nor close them for want of a right."""
    return f"{spec.provider} moderation" if spec.kind == "moderation" else spec.provider


def _send(ports: Ports, spec: Call, hold_id: UUID, *, guard: Guard) -> None:
    try:
        with transaction() as session:
            guard(session)
            budget.mark_sent(session, hold_id=hold_id, timeout=spec.timeout, now=ports.now())
    except budget.HoldLost as error:
        raise ProviderError("stalled", billed="no", retriable=True) from error


def _settle_failure(ports: Ports, spec: Call, hold_id: UUID, error: ProviderError) -> None:
    settle = budget.void if error.billed == "no" else budget.assume

    def write(session: Session) -> None:
        settle(session, hold_id=hold_id, error=error.code, request_id=error.request_id, now=ports.now())
        if providers.trip(session, provider=_breaker(spec), model=spec.model, code=error.code, now=ports.now()):
            error.retry_after = providers.PAUSE.total_seconds()

    hook("before_settle")
    insist(write)


def insist(act: Callable[[Session], object]) -> None:
    """Write in one transaction, again while the database is away; `act` must do no harm when it runs twice."""
    for pause in DATABASE_PAUSES:
        try:
            with transaction() as session:
                act(session)
        except (OperationalError, InterfaceError):
            time.sleep(pause)
        else:
            return
    with transaction() as session:
        act(session)


def patience(error: ProviderError, *, attempt: int) -> float:
    """Seconds before the next try: what the provider asked for or twice as long each time, and a part by chance.

    Chance keeps a crowd that was refused together from coming back together.
    """
    asked = error.retry_after or min(0.5 * 2 ** (attempt - 1), SHORT_WAIT)
    return min(asked, LONG_WAIT) * random.uniform(1.0, 1.5)  # noqa: S311


def write(
    ports: Ports, request: TextRequest, *, owner: Owner, post_id: UUID | None = None, guard: Guard = bool
) -> TextReply:
    """One text call, settled as soon as its answer is here."""
    sent = (request.instructions, request.text, str(request.schema))
    spec = Call(
        owner=owner,
        kind="text",
        purpose=request.purpose,
        provider=ports.provider,
        model=request.model,
        bound=text_bound((*sent, "x" * OVERHEAD_BYTES), max_output_tokens=request.max_output_tokens),
        timeout=TEXT_TIMEOUT,
        post_id=post_id,
    )
    hold_id, reply = call(ports, spec, lambda call_id: ports.text.write(request, call_id=call_id), guard=guard)
    _post(ports, hold_id, reply)
    return reply


def judge(ports: Ports, request: JudgeRequest, *, owner: Owner, post_id: UUID, max_output_tokens: int) -> JudgeReply:
    """One call of the risk judge, settled as soon as its answer is here."""
    sent = (request.text, *(question.id + question.text for question in request.questions))
    spec = Call(
        owner=owner,
        kind="judge",
        purpose="judge",
        provider=ports.provider,
        model=request.model,
        bound=text_bound((*sent, "x" * OVERHEAD_BYTES * 4), max_output_tokens=max_output_tokens),
        timeout=TEXT_TIMEOUT,
        post_id=post_id,
    )
    hold_id, reply = call(ports, spec, lambda call_id: ports.text.judge(request, call_id=call_id))
    _post(ports, hold_id, reply)
    return reply


def moderate(ports: Ports, texts: Sequence[str], *, owner: Owner, post_id: UUID) -> ModerationReply:
    """One call of the provider's content rules: free, and yet a row of the ledger like every call."""
    spec = Call(
        owner=owner,
        kind="moderation",
        purpose="moderation",
        provider=ports.provider,
        model=MODERATE,
        bound=text_bound(texts, max_output_tokens=0),
        timeout=TEXT_TIMEOUT,
        post_id=post_id,
    )
    hold_id, reply = call(ports, spec, lambda call_id: ports.text.moderate(texts, model=MODERATE, call_id=call_id))
    _post(ports, hold_id, reply)
    return reply


def _post(ports: Ports, hold_id: UUID, reply: TextReply | JudgeReply | ModerationReply) -> None:
    def settle(session: Session) -> None:
        without_waiting(session)  # forgotten in a crash, the call is charged in full: never too little
        budget.post(session, hold_id=hold_id, usage=reply.usage, request_id=reply.request_id, now=ports.now())

    insist(settle)
