"""The provider's JSON shapes, as the `openai` client of requirements.txt reads them."""

import time
from decimal import Decimal
from typing import Any
from uuid import uuid4

from starlette.responses import JSONResponse, Response

from socialdraft.pricing import Usage


def new_id(prefix: str) -> str:
    return f"{prefix}_{uuid4().hex}"


def error(status: int, message: str, *, kind: str = "invalid_request_error", code: str | None = None) -> Response:
    """An error body; `kind` is the wire's `type`."""
    return JSONResponse({"error": {"message": message, "type": kind, "param": None, "code": code}}, status)


def response(call: dict[str, Any], *, text: str, refused: bool, cut: bool, usage: Usage) -> dict[str, Any]:
    """Body of POST /v1/responses; `cut` says that the answer stopped at the token bound."""
    status = "incomplete" if cut else "completed"
    part = {"type": "refusal", "refusal": text} if refused else {"type": "output_text", "text": text, "annotations": []}
    message = {"id": new_id("msg"), "type": "message", "role": "assistant", "status": status, "content": [part]}
    return {
        "id": new_id("resp"),
        "object": "response",
        "created_at": time.time(),
        "status": status,
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if cut else None,
        "instructions": call.get("instructions"),
        "max_output_tokens": call.get("max_output_tokens"),
        "metadata": {},
        "model": call["model"],
        "output": [message],
        "parallel_tool_calls": True,
        "reasoning": call.get("reasoning"),
        "safety_identifier": call.get("safety_identifier"),
        "service_tier": call.get("service_tier", "default"),
        "store": call.get("store", True),
        "text": call.get("text"),
        "tool_choice": "auto",
        "tools": [],
        "usage": text_usage(usage),
    }


def chat(call: dict[str, Any], *, text: str, refused: bool, cut: bool, usage: Usage) -> dict[str, Any]:
    """Body of POST /v1/chat/completions."""
    said = {"content": None, "refusal": text} if refused else {"content": text, "refusal": None}
    choice = {"index": 0, "finish_reason": "length" if cut else "stop", "logprobs": None}
    return {
        "id": new_id("chatcmpl"),
        "object": "chat.completion",
        "created": int(time.time()),
        "model": call["model"],
        "choices": [choice | {"message": {"role": "assistant"} | said}],
        "usage": {
            "prompt_tokens": usage.text_in,
            "completion_tokens": usage.text_out,
            "total_tokens": usage.text_in + usage.text_out,
            "prompt_tokens_details": {"cached_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 0},
        },
    }


def decision(call: dict[str, Any], *, answers: list[dict[str, Any]], usage: Usage) -> dict[str, Any]:
    """Body of POST /v1/decisions: answers stand in the order of the questions."""
    return {"model": call["model"], "answers": answers, "usage": text_usage(usage)}


def images(call: dict[str, Any], *, data: list[str], usage: Usage) -> dict[str, Any]:
    """Body of both picture endpoints; `data` is base64."""
    sent = usage.text_in + usage.image_in
    return {
        "created": int(time.time()),
        "background": "opaque",
        "output_format": "png",
        "quality": call["quality"],
        "size": call["size"],
        "data": [{"b64_json": one} for one in data],
        "usage": {
            "input_tokens": sent,
            "input_tokens_details": {"text_tokens": usage.text_in, "image_tokens": usage.image_in},
            "output_tokens": usage.image_out,
            "output_tokens_details": {"text_tokens": 0, "image_tokens": usage.image_out},
            "total_tokens": sent + usage.image_out,
        },
    }


def text_usage(usage: Usage) -> dict[str, Any]:
    return {
        "input_tokens": usage.text_in,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": usage.text_out,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": usage.text_in + usage.text_out,
    }


CATEGORIES = (
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
)


def moderation(call: dict[str, Any], *, count: int) -> dict[str, Any]:
    """Body of POST /v1/moderations: the studio has no model to flag anything with."""
    results = [
        {
            "flagged": False,
            "categories": dict.fromkeys(CATEGORIES, False),
            "category_scores": dict.fromkeys(CATEGORIES, 0.0),
            "category_applied_input_types": {name: ["text"] for name in CATEGORIES},
        }
        for _ in range(count)
    ]
    return {"id": new_id("modr"), "model": call["model"], "results": results}


def models(names: list[str]) -> dict[str, Any]:
    rows = [{"id": name, "object": "model", "created": 0, "owned_by": "studio"} for name in names]
    return {"object": "list", "data": rows}


def costs(usd: Decimal, *, start_time: int, end_time: int) -> dict[str, Any]:
    """Body of GET /v1/organization/costs; the amount is text, so that no cent is lost on the way."""
    result = {
        "object": "organization.costs.result",
        "amount": {"value": str(usd), "currency": "usd"},
        "line_item": None,
    }
    bucket = {"object": "bucket", "start_time": start_time, "end_time": end_time, "results": [result]}
    return {"object": "page", "data": [bucket], "has_more": False, "next_page": None}
