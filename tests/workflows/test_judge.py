"""The judge adds flags that quote a sentence; an edit elsewhere does not clear them, deleting the sentence does."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from socialdraft.db import transaction
from socialdraft.policy import Language, Region
from socialdraft.ports import (
    JudgeReply,
    JudgeRequest,
    ModerationReply,
    Ports,
    ProviderError,
    TextModel,
    TextReply,
    TextRequest,
)
from socialdraft.pricing import Usage
from socialdraft.services import posts, risk
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.judge_caption import accused
from tests.factories import make_owner, make_post

CAPTION = "Boat noodles 45 baht today.\n\nGrandma left her stick at our table for good. See you at the canal market."
CLAIM = "Grandma left her stick at our table for good."


@dataclass
class Judge:
    """Says yes to MED1, and that it stands in the second passage."""

    inner: TextModel
    silent_about_where: bool = False
    asked: list[JudgeRequest] = field(default_factory=list)

    def write(self, request: TextRequest, *, call_id: UUID) -> TextReply:
        return self.inner.write(request, call_id=call_id)

    def judge(self, request: JudgeRequest, *, call_id: UUID) -> JudgeReply:
        assert call_id
        self.asked.append(request)
        whole = any(question.id == "MED1" for question in request.questions)
        if not whole and self.silent_about_where:
            raise ProviderError("server", billed="no", retriable=True)
        yes = {"MED1"} if whole else {"MED1_2"}
        return JudgeReply({q.id: 0.9 if q.id in yes else 0.1 for q in request.questions}, Usage(text_in=9), "request")

    def moderate(self, texts: Sequence[str], *, model: str, call_id: UUID) -> ModerationReply:
        return self.inner.moderate(texts, model=model, call_id=call_id)


def judged_post(here: Ports, judge: Judge) -> tuple[Owner, UUID]:
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        post = make_post(session, owner, now=here.now())
    ports = replace(here, text=judge)
    found = accused(ports, CAPTION, region=Region.TH, owner=owner, post_id=post.id, safety_id="owner")
    with transaction() as session:
        posts.rewritten(
            session,
            owner=owner,
            post_id=post.id,
            caption=CAPTION,
            facts=[],
            language=Language.EN,
            accused=found,
            now=here.now(),
        )
    return owner, post.id


def rules(here: Ports, owner: Owner, post_id: UUID, text: str) -> dict[str, str]:
    with transaction() as session:
        view = posts.edit(session, owner=owner, post_id=post_id, text=text, now=here.now())
    return {flag.rule: flag.quote for flag in view.risk_flags}


def test_a_flag_of_the_judge_quotes_its_sentence_and_lives_as_long_as_it(here: Ports) -> None:
    judge = Judge(here.text)
    owner, post_id = judged_post(here, judge)
    assert len(judge.asked) == 2
    assert rules(here, owner, post_id, CAPTION.replace("45", "50"))["MED1"] == CLAIM
    assert "MED1" not in rules(here, owner, post_id, CAPTION.replace(CLAIM, ""))


def test_a_judge_that_does_not_say_where_still_flags_with_a_quote(here: Ports) -> None:
    owner, post_id = judged_post(here, Judge(here.text, silent_about_where=True))
    assert rules(here, owner, post_id, CAPTION)["MED1"] in CAPTION


def test_the_passages_of_a_caption_are_its_own_sentences() -> None:
    assert risk.passages(CAPTION)[1] == CLAIM
    assert all(passage in CAPTION for passage in risk.passages(CAPTION))
