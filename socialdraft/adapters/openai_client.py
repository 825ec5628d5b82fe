"""One way to reach an OpenAI-compatible server: capabilities by name, no hidden retries, every error translated."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from math import isfinite
from time import time
from typing import Any, Literal
from uuid import UUID

import httpx2
import openai
from openai import OpenAI

from socialdraft.ports import ProviderError


@dataclass(frozen=True, slots=True)
class Provider:
    """What a server can do; a fact about it, never guessed from its errors."""

    text_api: Literal["responses", "chat"] = "responses"
    decisions: bool = False
    moderations: bool = False
    own_parameters: bool = False  # service tier, safety identifier, cache options: OpenAI's alone
    edits: bool = True  # without it a final is the candidate enlarged, and the owner is told
    seeds: bool = False  # a final starts from its candidate with a fixed seed, so that a second try is the same picture
    steps: Mapping[str, int] | None = None  # what stands for quality where there is none
    send_quality: bool = True
    send_response_format: bool = False  # OpenAI refuses it, others answer with a URL without it
    most_pictures: int = 10


STEPS = {"low": 12, "medium": 28, "high": 50}
"""Denoising steps: 50 is what vLLM-Omni and SGLang show in their own documents."""
PROVIDERS = {
    "openai": Provider(decisions=True, moderations=True, own_parameters=True),
    "studio": Provider(decisions=True, moderations=True, own_parameters=True),
    "azure": Provider(own_parameters=True),
    "litellm": Provider(),
    "vllm": Provider(send_quality=False, send_response_format=True, seeds=True, steps=STEPS),
    "sglang": Provider(text_api="chat", send_quality=False, send_response_format=True, seeds=True, steps=STEPS),
    "localai": Provider(text_api="chat", edits=False, send_quality=False, send_response_format=True),
    "ollama": Provider(text_api="chat", edits=False, send_quality=False, send_response_format=True, most_pictures=1),
}
"""Facts: notes of 2026-11-22, section C, from each server's own documents."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds a server may stay silent, per kind of call; text within a request, pictures in a job."""

    connect: float = 5
    text: float = 60
    candidate: float = 150
    final: float = 300

    def of(self, kind: Literal["text", "candidate", "final"]) -> httpx2.Timeout:
        return httpx2.Timeout(getattr(self, kind), connect=self.connect)


@dataclass(frozen=True, slots=True)
class Connection:
    """A client with what it needs to know about the server behind it."""

    client: OpenAI
    provider: Provider
    timeouts: Timeouts


def connect(*, base_url: str, api_key: str, provider: str, timeouts: Timeouts | None = None) -> Connection:
    """A connection to the provider of this name; KeyError for one we know nothing about."""
    # The SDK repeats a POST by itself and without an idempotency key, so one call could be billed three times.
    client = OpenAI(base_url=base_url, api_key=api_key or "none", max_retries=0)
    return Connection(client=client, provider=PROVIDERS[provider], timeouts=timeouts or Timeouts())


def preload() -> None:
    """Load what the SDK otherwise loads with the first call of each kind: a fifth of a second of processor."""
    client = OpenAI(api_key="none")
    for resource in (client.responses, client.decisions, client.chat.completions, client.images):
        _ = resource.with_raw_response


def headers(call_id: UUID) -> dict[str, str]:
    """Names the ledger row on the wire, so that a charge can be traced to it."""
    return {"X-Client-Request-Id": str(call_id)}


@contextmanager
def translated() -> Iterator[None]:
    """Every error of the SDK leaves as a ProviderError."""
    try:
        yield
    except openai.APIStatusError as error:
        raise _of_status(error) from error
    except openai.APIConnectionError as error:
        raise _of_connection(error) from error
    except openai.OpenAIError as error:
        raise unreadable() from error


def unreadable(request_id: str = "") -> ProviderError:
    """A reply that came and is no use: the work was most likely done and billed."""
    return ProviderError("unreadable", billed="unknown", retriable=True, request_id=request_id)


MONEY_OUT = {
    "insufficient_quota",
    "credit_balance_exhausted",
    "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded",
    "organization_usage_limit_exceeded",
}
_BROKEN = {401: "auth", 403: "auth", 404: "model_gone"}
"""What every other call would meet too."""
MODERATION = {"moderation_blocked", "image_generation_user_error", "content_policy_violation", "content_filter"}
"""Error codes and types: notes of 2026-11-22, section A5."""


def _of_status(error: openai.APIStatusError) -> ProviderError:
    status, words = error.status_code, {error.code, error.type}
    request_id = error.request_id or ""
    if status == httpx2.codes.TOO_MANY_REQUESTS and words & MONEY_OUT:
        return ProviderError("money_out", billed="no", retriable=False, request_id=request_id)
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        wait = _seconds_to_wait(error.response.headers)
        return ProviderError("rate_limited", billed="no", retriable=True, retry_after=wait, request_id=request_id)
    if status == httpx2.codes.UNAVAILABLE_FOR_LEGAL_REASONS or words & MODERATION:
        return ProviderError("refused", billed="no", retriable=False, request_id=request_id)
    if status >= 500 or status in (httpx2.codes.REQUEST_TIMEOUT, httpx2.codes.CONFLICT):  # noqa: PLR2004
        # A JSON error with an id comes from the provider itself; a bare page comes from something in between.
        own = isinstance(error.body, dict) and bool(request_id)
        return ProviderError("server", billed="no" if own else "unknown", retriable=True, request_id=request_id)
    return ProviderError(_BROKEN.get(status, "rejected"), billed="no", retriable=False, request_id=request_id)


def _of_connection(error: openai.APIConnectionError) -> ProviderError:
    never_sent = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
    if isinstance(error.__cause__, never_sent):
        return ProviderError("unreachable", billed="no", retriable=True)
    code = "timeout" if isinstance(error, openai.APITimeoutError) else "unreachable"
    return ProviderError(code, billed="unknown", retriable=True)


def _seconds_to_wait(given: Any) -> float | None:
    """Seconds from `retry-after-ms` or `retry-after` (seconds or a date); None when neither makes sense."""
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            seconds = float(given.get(name, "")) / unit
        except ValueError:
            continue
        if isfinite(seconds) and seconds >= 0:
            return seconds
    try:
        return max(0.0, parsedate_to_datetime(given.get("retry-after", "")).timestamp() - time())
    except ValueError:
        return None
