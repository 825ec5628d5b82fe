"""The only way to a provider: hold the upper bound, say it is sent, call, and settle what happened."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from socialdraft.db import transaction
from socialdraft.hooks import hook
from socialdraft.ports import JudgeReply, JudgeRequest, Ports, ProviderError, TextReply, TextRequest
from socialdraft.pricing import text_bound
from socialdraft.services import budget
from socialdraft.services.budget import Call
from socialdraft.services.owners import Owner

Reply = TypeVar("Reply")

TEXT_TIMEOUT = 60.0
OVERHEAD_BYTES = 512
"""Room in the bound for what the provider's own message format adds to a text call."""


def call(ports: Ports, spec: Call, act: Callable[[UUID], Reply]) -> tuple[UUID, Reply]:
    """Make one paid call; the caller posts its usage together with what the call made.

    Raises BudgetExhausted before anything is sent, and ProviderError after the failure is settled. Any other
    exception leaves the hold as sent, so that the sweeper charges it: nobody knows what the provider did.
    """
    hook("before_hold")
    with transaction() as session:
        hold_id = budget.hold(session, spec, now=ports.now(), policy=ports.policy)
    hook("before_sent")
    try:
        with transaction() as session:
            budget.mark_sent(session, hold_id=hold_id, timeout=spec.timeout, now=ports.now())
    except budget.HoldLost as error:
        raise ProviderError("stalled", billed="no", retriable=True) from error
    hook("after_sent")
    try:
        reply = act(hold_id)
    except ProviderError as error:
        _settle_failure(ports, hold_id, error)
        raise
    hook("after_provider")
    return hold_id, reply


def _settle_failure(ports: Ports, hold_id: UUID, error: ProviderError) -> None:
    settle = budget.void if error.billed == "no" else budget.assume
    hook("before_settle")
    with transaction() as session:
        settle(session, hold_id=hold_id, error=error.code, request_id=error.request_id, now=ports.now())


def write(ports: Ports, request: TextRequest, *, owner: Owner, post_id: UUID | None = None) -> TextReply:
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
    hold_id, reply = call(ports, spec, lambda call_id: ports.text.write(request, call_id=call_id))
    with transaction() as session:
        budget.post(session, hold_id=hold_id, usage=reply.usage, request_id=reply.request_id, now=ports.now())
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
    with transaction() as session:
        budget.post(session, hold_id=hold_id, usage=reply.usage, request_id=reply.request_id, now=ports.now())
    return reply
