"""What may not be advertised never reaches a picture: not by the owner's words, not by the model's ideas."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from socialdraft.db import transaction
from socialdraft.errors import BlockedContent
from socialdraft.models import Business
from socialdraft.ports import JudgeReply, JudgeRequest, ModerationReply, Ports, TextModel, TextReply, TextRequest
from socialdraft.services import risk
from tests.studio_fixture import StudioServer
from tests.workflows.test_journey import arrive, generate, write

CLASSES = {
    "alcohol": ("A beer bottle on ice", "โปรเบียร์คืนนี้"),
    "cannabis": ("A cannabis leaf", "บราวนี่กัญชา"),
    "gambling": ("A casino table", "เลขเด็ดงวดนี้"),
    "monarchy": ("A portrait of His Majesty the King", "ภาพในหลวง"),
}
each_class = pytest.mark.parametrize(("idea", "words"), CLASSES.values(), ids=CLASSES)


@dataclass
class Dreamer:
    """A model whose picture ideas are these; all else it does as the studio does."""

    inner: TextModel
    ideas: list[str]

    def write(self, request: TextRequest, *, call_id: UUID) -> TextReply:
        reply = self.inner.write(request, call_id=call_id)
        if request.purpose != "brief":
            return reply
        concepts = [{"subject": idea, "composition": "close", "mood": "calm"} for idea in self.ideas]
        return replace(reply, text=json.dumps({"concepts": concepts}))

    def judge(self, request: JudgeRequest, *, call_id: UUID) -> JudgeReply:
        return self.inner.judge(request, call_id=call_id)

    def moderate(self, texts: Sequence[str], *, model: str, call_id: UUID) -> ModerationReply:
        return self.inner.moderate(texts, model=model, call_id=call_id)


def drawn(studio: StudioServer) -> str:
    """Every prompt that was sent to a picture endpoint."""
    sent = [request for request in studio.requests() if "/images/" in request["path"]]
    return json.dumps([request.get("body") for request in sent], ensure_ascii=False)


@each_class
def test_words_of_the_owner_start_no_gallery(here: Ports, studio: StudioServer, idea: str, words: str) -> None:
    assert idea
    studio.reset(requests=True)
    owner, order = arrive(here, text=f"ก๋วยเตี๋ยวเรือ ชามละ 45 บาท {words}", language="th")
    post = write(here, owner, order)
    with pytest.raises(BlockedContent):
        generate(here, owner, post)
    assert drawn(studio) == "[]"


def test_nor_does_a_name_that_says_it(here: Ports) -> None:
    owner, order = arrive(here)
    with transaction() as session:
        session.get_one(Business, order.business_id).name = "Khlong Beer House"
    post = write(here, owner, order)
    with pytest.raises(BlockedContent):
        generate(here, owner, post)


@each_class
def test_an_idea_of_the_model_is_left_out(here: Ports, studio: StudioServer, idea: str, words: str) -> None:
    assert words
    studio.reset(requests=True)
    owner, order = arrive(here)
    ports = replace(here, text=Dreamer(here.text, [idea, "A bowl of noodles"]))
    assert generate(ports, owner, write(ports, owner, order)).status == "succeeded"
    assert idea not in drawn(studio)
    assert "A bowl of noodles" in drawn(studio)


def test_without_any_other_idea_nothing_is_drawn_and_it_is_said(here: Ports, studio: StudioServer) -> None:
    studio.reset(requests=True)
    owner, order = arrive(here)
    ports = replace(here, text=Dreamer(here.text, ["A beer bottle on ice"]))
    told = generate(ports, owner, write(ports, owner, order))
    assert (told.status, told.error) == ("failed", "refused")
    assert drawn(studio) == "[]"


def test_control_without_the_second_look_the_idea_is_drawn(
    here: Ports, studio: StudioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.reset(requests=True)
    owner, order = arrive(here)
    ports = replace(here, text=Dreamer(here.text, ["A beer bottle on ice"]))
    post = write(ports, owner, order)
    monkeypatch.setattr(risk, "image_block", lambda _text, **_region: None)
    generate(ports, owner, post)
    assert "A beer bottle on ice" in drawn(studio)
