"""The text endpoints: the answer to a named schema, probabilities, moderation."""

import json
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from socialdraft import pricing
from socialdraft.pricing import Usage
from socialdraft.studio import meter, wire
from socialdraft.studio.calls import Call, Unacceptable, Work, serve

REFUSAL = "I can't help with that."
JUDGEMENT = "judgement"
"""Schema name of the judge where a server has no decisions: one probability per property."""
UNBOUNDED = 128_000


async def responses(request: Request) -> Response:
    return await serve(request, make=_response, pace="text_s")


async def chat_completions(request: Request) -> Response:
    return await serve(request, make=_chat, pace="text_s")


async def decisions(request: Request) -> Response:
    return await serve(request, make=_decision, pace="text_s")


async def moderations(request: Request) -> Response:
    return await serve(request, make=_moderation, pace="text_s")


async def _response(call: Call) -> Work:
    body = call.body
    form = (body.get("text") or {}).get("format") or {}
    said = _messages(body.get("input") or "")
    said["instructions"].insert(0, body.get("instructions") or "")
    limit = body.get("max_output_tokens") or UNBOUNDED
    return await _write(call, said=said, form=form, limit=limit, shape=wire.response)


async def _chat(call: Call) -> Work:
    body = call.body
    form = (body.get("response_format") or {}).get("json_schema") or {}
    limit = body.get("max_completion_tokens") or body.get("max_tokens") or UNBOUNDED
    return await _write(call, said=_messages(body.get("messages") or []), form=form, limit=limit, shape=wire.chat)


async def _write(call: Call, *, said: dict[str, list[str]], form: dict[str, Any], limit: int, shape: Any) -> Work:
    model = _priced(call)
    if not form.get("name") or not isinstance(form.get("schema"), dict):
        raise Unacceptable(wire.error(400, "The studio answers in a named JSON schema only."))
    instructions, text = ("\n".join(said[part]) for part in ("instructions", "text"))
    answer = await _answer(form, instructions=instructions, text=text)
    refused, cut = call.spoiled("refusal"), call.spoiled("truncated_json")
    answer = REFUSAL if refused else answer[: len(answer) // 2] if cut else answer
    usage = meter.text_usage([instructions, text], schema=form["schema"], answer=answer, limit=limit)
    return Work(
        model,
        usage,
        lambda used: shape(call.body, text=answer, refused=refused, cut=cut, usage=used),
    )


async def _answer(form: dict[str, Any], *, instructions: str, text: str) -> str:
    from socialdraft.studio import words

    try:
        if form["name"] == JUDGEMENT:
            answer: dict[str, Any] = {
                name: words.decide(text, part.get("description", ""))
                for name, part in form["schema"]["properties"].items()
            }
        else:
            answer = await run_in_threadpool(words.answer, form["name"], instructions=instructions, text=text)
    except (KeyError, ValueError, TypeError) as error:
        raise Unacceptable(wire.error(400, f"Cannot answer {form['name']}: {error!r}")) from error
    return json.dumps(answer, ensure_ascii=False)


async def _decision(call: Call) -> Work:
    from socialdraft.studio import words

    model, questions = _priced(call), call.body.get("questions")
    if not questions:
        raise Unacceptable(wire.error(400, "Ask at least one question."))
    text = "\n".join(_messages(call.body.get("input") or "")["text"])
    refused = call.spoiled("refusal")
    answers = [
        {"type": "refusal", "name": question.get("name")}
        if refused
        else {
            "type": "predicate",
            "name": question.get("name"),
            "probability": words.decide(text, question["instructions"]),
        }
        for question in questions
    ]
    tokens = meter.text_tokens(text, *(question["instructions"] for question in questions))
    return Work(model, Usage(text_in=tokens), lambda used: wire.decision(call.body, answers=answers, usage=used))


async def _moderation(call: Call) -> Work:
    call.body.setdefault("model", "omni-moderation-latest")
    texts = _texts(call.body.get("input"))
    if not texts:
        raise Unacceptable(wire.error(400, "Nothing to moderate."))
    usage = Usage(text_in=meter.text_tokens(*texts))
    return Work(_priced(call), usage, lambda _: wire.moderation(call.body, count=len(texts)))


def _priced(call: Call) -> str:
    """The model of the call; one without a price does not exist here."""
    model = str(call.body.get("model"))
    try:
        pricing.price_of(model, on=datetime.now(UTC).date())
    except pricing.Unpriced as error:
        raise Unacceptable(wire.error(404, f"The model {model} does not exist.", code="model_not_found")) from error
    return model


def _texts(given: Any) -> list[str]:
    """What to moderate, one entry per input; a picture has no text."""
    parts = [given] if isinstance(given, str) else given or []
    return [part if isinstance(part, str) else part.get("text", "") for part in parts]


def _messages(given: Any) -> dict[str, list[str]]:
    """What was said by whom: developer and system are `instructions`, everybody else is `text`."""
    said: dict[str, list[str]] = {"instructions": [], "text": []}
    for message in [{"role": "user", "content": given}] if isinstance(given, str) else given:
        ours = message.get("role") in ("developer", "system")
        said["instructions" if ours else "text"].append(_plain(message.get("content")))
    return said


def _plain(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content or [])
