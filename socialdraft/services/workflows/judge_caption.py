"""The judge's opinion of a caption: which rules it breaks, and in which of its sentences."""

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
    """Flags of the judge, each with the sentence it is about; a silent judge accuses nobody."""
    questions = risk.questions(region)
    request = judge.request(caption, questions=questions, safety_id=safety_id)
    reply = _asked(ports, request, owner=owner, post_id=post_id)
    rules = judge.flagged(reply) if reply else ()
    passages = risk.passages(caption)
    if not rules or not passages:
        return []
    again = tuple(question for question in questions if question.id in rules)
    place = judge.where_request(passages, questions=again, safety_id=safety_id)
    where = _asked(ports, place, owner=owner, post_id=post_id) if len(passages) > 1 else None
    quotes = {rule: judge.quote(where, rule, passages=passages) for rule in rules}
    return [flags.judged(risk.judged(rule, region=region, quote=quote)) for rule, quote in quotes.items()]


def _asked(ports: Ports, request: JudgeRequest, *, owner: Owner, post_id: UUID) -> JudgeReply | None:
    try:
        return metered.judge(ports, request, owner=owner, post_id=post_id, max_output_tokens=JUDGE.max_output_tokens)
    except (ProviderError, BudgetExhausted):
        return None
