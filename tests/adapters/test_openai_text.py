"""Written answers and judgements, over the wire to the studio and back."""

import json
from uuid import uuid4

import pytest

from socialdraft import pricing
from socialdraft.adapters.openai_client import connect
from socialdraft.adapters.openai_replies import ChatUsage, ImageUsage, TextUsage, usage_of
from socialdraft.adapters.openai_text import OpenAIText
from socialdraft.pricing import Usage
from tests.adapters.requests_factory import PASTE, judge_request, text_request
from tests.studio_fixture import StudioServer


def chatty(studio: StudioServer) -> OpenAIText:
    """The studio reached as a server that knows chat completions only."""
    return OpenAIText(connect(base_url=studio.base_url, api_key=studio.key, provider="sglang"))


def test_an_answer_is_about_the_text_and_costs_what_was_charged(studio: StudioServer, text: OpenAIText) -> None:
    call_id = uuid4()
    reply = text.write(text_request(), call_id=call_id)
    assert "60 baht" in json.dumps(json.loads(reply.text))
    assert reply.usage is not None
    assert not reply.refused
    assert not reply.incomplete
    [charge] = studio.charges(call_id)
    assert charge["usd"] == str(pricing.cost("gpt-6-luna", reply.usage))
    assert charge["units"] == reply.usage.units()
    assert reply.request_id == studio.requests(call_id)[0]["id"]


def test_a_text_call_pins_tier_and_cache_and_is_not_stored(studio: StudioServer, text: OpenAIText) -> None:
    call_id = uuid4()
    text.write(text_request(), call_id=call_id)
    body = studio.requests(call_id)[0]["body"]
    assert body["store"] is False
    assert body["service_tier"] == "default"
    assert body["prompt_cache_options"] == {"mode": "explicit"}
    assert body["max_output_tokens"] == 900
    assert body["reasoning"] == {"effort": "none"}
    assert body["safety_identifier"] == "owner-1"
    assert body["text"]["format"]["strict"] is True
    assert body["input"] == [{"role": "user", "content": PASTE}]
    assert PASTE not in body["instructions"]


def test_moderation_answers_in_the_order_of_the_texts(studio: StudioServer, text: OpenAIText) -> None:
    studio.faults({"kind": "flagged", "count": 1})
    reply = text.moderate(["I will hit you.", PASTE], model="omni-moderation-latest", call_id=uuid4())
    assert reply.harms == (("violence",), ())


def test_a_refusal_is_told_apart_and_still_has_its_price(studio: StudioServer, text: OpenAIText) -> None:
    studio.faults({"kind": "refusal"})
    reply = text.write(text_request(), call_id=uuid4())
    assert reply.refused
    assert reply.usage is not None


@pytest.mark.parametrize("path", ["responses", "chat"])
def test_a_cut_answer_keeps_its_usage(studio: StudioServer, text: OpenAIText, path: str) -> None:
    studio.faults({"kind": "truncated_json"})
    call_id = uuid4()
    reply = (text if path == "responses" else chatty(studio)).write(text_request(), call_id=call_id)
    assert reply.incomplete
    with pytest.raises(json.JSONDecodeError):
        json.loads(reply.text)
    assert reply.usage is not None
    assert studio.charges(call_id)[0]["units"] == reply.usage.units()


def test_a_reply_without_usage_says_so(studio: StudioServer, text: OpenAIText) -> None:
    studio.faults({"kind": "missing_usage"})
    reply = text.write(text_request(), call_id=uuid4())
    assert reply.usage is None
    assert json.loads(reply.text)


def test_usage_above_the_bound_is_reported_as_it_was_charged(studio: StudioServer, text: OpenAIText) -> None:
    studio.faults({"kind": "usage_over_bound", "factor": 100})
    call_id = uuid4()
    reply = text.write(text_request(max_output_tokens=100), call_id=call_id)
    assert reply.usage is not None
    assert reply.usage.text_out > 100
    assert studio.charges(call_id)[0]["units"] == reply.usage.units()


def test_a_server_with_chat_only_gives_the_same_answer(studio: StudioServer, text: OpenAIText) -> None:
    call_id = uuid4()
    written, said = (one.write(text_request(), call_id=call_id) for one in (text, chatty(studio)))
    assert json.loads(said.text) == json.loads(written.text)
    assert said.usage == written.usage
    assert {row["path"] for row in studio.requests(call_id)} == {"/v1/responses", "/v1/chat/completions"}


def test_the_judge_answers_each_question_by_its_rule(studio: StudioServer, text: OpenAIText) -> None:
    call_id = uuid4()
    reply = text.judge(judge_request(), call_id=call_id)
    assert set(reply.probabilities) == {"SUP1", "ALC1"}
    assert all(0 <= p <= 1 for p in reply.probabilities.values())
    assert reply.usage is not None
    assert reply.usage.text_out == 0
    assert studio.charges(call_id)[0]["units"] == reply.usage.units()


def test_a_question_the_model_declines_is_absent(studio: StudioServer, text: OpenAIText) -> None:
    studio.faults({"kind": "refusal", "path": "/v1/decisions"})
    assert text.judge(judge_request(), call_id=uuid4()).probabilities == {}


def test_a_server_without_decisions_judges_in_writing(studio: StudioServer, text: OpenAIText) -> None:
    decided = text.judge(judge_request(), call_id=uuid4())
    written = chatty(studio).judge(judge_request(), call_id=uuid4())
    assert written.probabilities == decided.probabilities


def test_a_written_judgement_that_is_cut_flags_nothing_and_is_paid(studio: StudioServer) -> None:
    studio.faults({"kind": "truncated_json"})
    reply = chatty(studio).judge(judge_request(), call_id=uuid4())
    assert reply.probabilities == {}
    assert reply.usage is not None


def test_cached_tokens_are_not_counted_twice() -> None:
    given = {"input_tokens": 100, "output_tokens": 7, "input_tokens_details": {"cached_tokens": 60}}
    assert usage_of(given, kind=TextUsage) == Usage(text_in=40, text_cached=60, text_out=7)
    chat = {"prompt_tokens": 100, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 60}}
    assert usage_of(chat, kind=ChatUsage) == Usage(text_in=40, text_cached=60, text_out=7)


@pytest.mark.parametrize("given", [None, "many", {"input_tokens": -5, "output_tokens": 1}, {"input_tokens": 5}])
def test_nonsense_usage_is_no_usage(given: object) -> None:
    assert usage_of(given, kind=TextUsage) is None


def test_picture_usage_without_details_is_priced_as_pictures() -> None:
    assert usage_of({"input_tokens": 9, "output_tokens": 196}, kind=ImageUsage) == Usage(image_in=9, image_out=196)
