"""The second opinion on risk: a model may add flags to the lexicon's, never remove one."""

from socialdraft.policy import JUDGE
from socialdraft.ports import JudgeReply, JudgeRequest, Question
from socialdraft.services.ai import steps

THRESHOLD = 0.6
"""Above this a predicate counts as "yes": a wrong flag costs the owner a glance, a missed one a fine."""


def request(caption: str, *, questions: tuple[Question, ...], safety_id: str) -> JudgeRequest:
    """Ask each rule's question about the caption."""
    return JudgeRequest(model=JUDGE.model, text=steps.cleaned(caption), questions=questions, safety_id=safety_id)


def where_request(passages: list[str], *, questions: tuple[Question, ...], safety_id: str) -> JudgeRequest:
    """Ask each question about each passage, so that a flag can quote the words it is about."""
    numbered = "\n".join(f"[{number}] {steps.one_line(words)}" for number, words in enumerate(passages, 1))
    asked = tuple(
        Question(f"{question.id}_{number}", f"Looking at passage [{number}] alone: {question.text}")
        for question in questions
        for number in range(1, len(passages) + 1)
    )
    return JudgeRequest(model=JUDGE.model, text=numbered, questions=asked, safety_id=safety_id)


def quote(reply: JudgeReply | None, rule: str, *, passages: list[str]) -> str:
    """The passage the rule is surest about; the first one when nobody says."""
    given = reply.probabilities if reply else {}
    return max(enumerate(passages, 1), key=lambda pair: given.get(f"{rule}_{pair[0]}", 0.0))[1]


def flagged(reply: JudgeReply, *, threshold: float = THRESHOLD) -> tuple[str, ...]:
    """Ids of the rules the model says apply, surest first; a question it declined is no flag."""
    yes = [(p, rule) for rule, p in reply.probabilities.items() if p >= threshold]
    return tuple(rule for _, rule in sorted(yes, key=lambda pair: (-pair[0], pair[1])))
