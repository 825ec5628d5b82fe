"""The provider's opinion of a caption: which rules it breaks, and in which of its sentences."""

from itertools import islice
from typing import Any
from uuid import UUID

from socialdraft.errors import BudgetExhausted
from socialdraft.policy import JUDGE, Region
from socialdraft.ports import JudgeReply, JudgeRequest, Ports, ProviderError
from socialdraft.services import flags, risk
from socialdraft.services.ai import judge
from socialdraft.services.owners import Owner
from socialdraft.services.workflows import metered


def accused(
    ports: Ports, caption: str, *, region: Region, owner: Owner, post_id: UUID, safety_id: str
) -> list[dict[str, Any]]:
    """Flags of the judge and of the content rules, each with the sentence it is about; who is silent accuses nobody."""
    passages = risk.passages(caption)
    if not passages:
        return []
    judged = _judged(ports, caption, passages, region=region, owner=owner, post_id=post_id, safety_id=safety_id)
    return judged + _moderated(ports, passages, owner=owner, post_id=post_id)


def _judged(
    ports: Ports, caption: str, passages: list[str], *, region: Region, owner: Owner, post_id: UUID, safety_id: str
) -> list[dict[str, Any]]:
    questions = risk.questions(region)
    request = judge.request(caption, questions=questions, safety_id=safety_id)
    reply = _asked(ports, request, owner=owner, post_id=post_id)
    rules = judge.flagged(reply) if reply else ()
    if not rules:
        return []
    again = tuple(question for question in questions if question.id in rules)
    place = judge.where_request(passages, questions=again, safety_id=safety_id)
    where = _asked(ports, place, owner=owner, post_id=post_id) if len(passages) > 1 else None
    quotes = {rule: judge.quote(where, rule, passages=passages) for rule in rules}
    return [flags.judged(risk.judged(rule, region=region, quote=quote)) for rule, quote in quotes.items()]


def _moderated(ports: Ports, passages: list[str], *, owner: Owner, post_id: UUID) -> list[dict[str, Any]]:
    """The first sentence that the provider's own content rules object to; one is enough to make the owner read."""
    if not ports.moderates:
        return []
    try:
        reply = metered.moderate(ports, passages, owner=owner, post_id=post_id)
    except (ProviderError, BudgetExhausted):
        return []
    harmful = (passage for passage, harms in zip(passages, reply.harms, strict=True) if harms)
    return [flags.moderated(quote) for quote in islice(harmful, 1)]


def _asked(ports: Ports, request: JudgeRequest, *, owner: Owner, post_id: UUID) -> JudgeReply | None:
    try:
        return metered.judge(ports, request, owner=owner, post_id=post_id, max_output_tokens=JUDGE.max_output_tokens)
    except (ProviderError, BudgetExhausted):
        return None
