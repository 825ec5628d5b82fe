"""The studio's answers, checked by the official client's own strict reading of the wire format."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from openai import OpenAI
from openai.types.responses import Response

from tests.adapters.requests_factory import PASTE, PROMPT
from tests.studio_fixture import StudioServer

SCHEMA: Any = {"name": "extracted_facts", "schema": {"type": "object"}, "strict": True}
TEXT_FORMAT: Any = {"format": {"type": "json_schema", **SCHEMA}}


@pytest.fixture(scope="session")
def strict_client(studio_server: StudioServer) -> Iterator[OpenAI]:
    with OpenAI(
        base_url=studio_server.base_url,
        api_key=studio_server.key,
        max_retries=0,
        _strict_response_validation=True,
    ) as made:
        yield made


@pytest.fixture
def client(studio: StudioServer, strict_client: OpenAI) -> OpenAI:
    """A strict reader of the studio, which starts this test without faults."""
    assert studio.url in str(strict_client.base_url)
    return strict_client


def ask(client: OpenAI) -> Response:
    return client.responses.create(
        model="gpt-6-luna", instructions="List the facts.", input=PASTE, text=TEXT_FORMAT, max_output_tokens=900
    )


def test_responses_read_strictly(client: OpenAI) -> None:
    reply = ask(client)
    assert reply.status == "completed"
    assert json.loads(reply.output_text)["headline"]
    assert reply.usage is not None
    assert reply.usage.total_tokens == reply.usage.input_tokens + reply.usage.output_tokens


@pytest.mark.parametrize(("kind", "status"), [("refusal", "completed"), ("truncated_json", "incomplete")])
def test_odd_responses_read_strictly(studio: StudioServer, client: OpenAI, kind: str, status: str) -> None:
    studio.faults({"kind": kind})
    reply = ask(client)
    assert reply.status == status
    assert (reply.output_text == "") is (kind == "refusal")


@pytest.mark.parametrize("kind", [None, "refusal", "truncated_json"])
def test_chat_completions_read_strictly(studio: StudioServer, client: OpenAI, kind: str | None) -> None:
    if kind:
        studio.faults({"kind": kind})
    reply = client.chat.completions.create(
        model="gpt-6-luna",
        messages=[{"role": "system", "content": "List the facts."}, {"role": "user", "content": PASTE}],
        response_format={"type": "json_schema", "json_schema": SCHEMA},
    )
    choice = reply.choices[0]
    assert (choice.message.refusal is not None) is (kind == "refusal")
    assert choice.finish_reason == ("length" if kind == "truncated_json" else "stop")


@pytest.mark.parametrize("kind", [None, "refusal"])
def test_decisions_read_strictly(studio: StudioServer, client: OpenAI, kind: str | None) -> None:
    if kind:
        studio.faults({"kind": kind})
    questions: Any = [{"type": "predicate", "name": name, "instructions": "It is true."} for name in "ab"]
    reply = client.decisions.create(model="gpt-6-luna", input=PASTE, questions=questions)
    assert [(answer.name, answer.type) for answer in reply.answers] == [(n, kind or "predicate") for n in "ab"]


def test_moderations_read_strictly(client: OpenAI) -> None:
    assert [result.flagged for result in client.moderations.create(input=[PASTE, PASTE]).results] == [False, False]


def test_pictures_and_edits_read_strictly(client: OpenAI) -> None:
    drawn = client.images.generate(
        model="gpt-image-2.5-flare-2026-09-08", prompt=PROMPT, size="1024x1024", quality="low"
    )
    assert drawn.data is not None
    png = base64.b64decode(drawn.data[0].b64_json or "")
    edited = client.images.edit(
        model="gpt-image-2.5-sunburst-2026-09-08",
        image=("a.png", png, "image/png"),
        prompt="Re-render this exact image.",
        size="1536x1536",
        quality="medium",
    )
    assert edited.usage is not None
    assert edited.usage.input_tokens_details.image_tokens == 1024
    assert (edited.size, edited.quality) == ("1536x1536", "medium")


def test_models_read_strictly_and_name_what_has_a_price(client: OpenAI) -> None:
    assert "gpt-image-2.5-flare-2026-09-08" in {model.id for model in client.models.list()}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"model": "gpt-6-luna"}', b'{"model": "nobody"}'])
@pytest.mark.parametrize(
    "path", ["responses", "chat/completions", "decisions", "moderations", "images/generations", "images/edits"]
)
def test_a_malformed_call_is_refused_not_crashed_on(studio: StudioServer, path: str, body: bytes) -> None:
    reply = studio.panel.post(
        f"{studio.base_url}/{path}", content=body, headers={"Authorization": f"Bearer {studio.key}"}
    )
    assert reply.status_code in (400, 404)
    assert reply.json()["error"]["message"]
