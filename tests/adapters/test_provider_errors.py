"""Every way a provider fails, told apart by what it means for money and for another try."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from socialdraft.adapters import openai_client
from socialdraft.adapters.openai_client import Connection, Timeouts, connect
from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.adapters.openai_text import OpenAIText
from socialdraft.ports import ProviderError
from socialdraft.stack.port import free_port
from tests.adapters.requests_factory import image_request, text_request
from tests.studio_fixture import StudioServer


@dataclass(frozen=True)
class Case:
    fault: dict[str, Any]
    code: str
    billed: str
    retriable: bool
    charges: int


CASES = [
    Case({"kind": "rate_limit"}, "rate_limited", "no", True, 0),
    Case({"kind": "insufficient_quota"}, "money_out", "no", False, 0),
    Case({"kind": "insufficient_quota", "code": "project_spend_limit_exceeded"}, "money_out", "no", False, 0),
    Case({"kind": "moderation_blocked"}, "refused", "no", False, 0),
    Case({"kind": "error_500"}, "server", "no", True, 0),
    Case({"kind": "bad_gateway_html"}, "server", "unknown", True, 0),
    Case({"kind": "auth"}, "auth", "no", False, 0),
    Case({"kind": "model_gone"}, "model_gone", "no", False, 0),
    Case({"kind": "charge_then_reset"}, "unreachable", "unknown", True, 1),
    Case({"kind": "hang"}, "timeout", "unknown", True, 1),
]


def seconds(limit: float, *, of: Connection) -> Connection:
    return Connection(of.client, of.provider, Timeouts(text=limit, candidate=limit, final=limit))


def make(kind: str, connection: Connection, call_id: UUID) -> object:
    if kind == "text":
        return OpenAIText(connection).write(text_request(), call_id=call_id)
    return OpenAIImages(connection).draw(image_request(), call_id=call_id)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fault.get("code") or case.fault["kind"])
@pytest.mark.parametrize("kind", ["text", "picture"])
def test_a_failed_call_says_what_it_means_for_money_and_is_made_once(
    studio: StudioServer, openai_connection: Connection, case: Case, kind: str
) -> None:
    studio.faults(case.fault)
    call_id = uuid4()
    patience = 2 if case.fault["kind"] == "hang" else 60
    connection = seconds(patience, of=openai_connection)
    with pytest.raises(ProviderError) as caught:
        make(kind, connection, call_id)
    error = caught.value
    assert (str(error), error.billed, error.retriable) == (case.code, case.billed, case.retriable)
    assert len(studio.requests(call_id)) == 1, "the SDK tried again by itself"
    assert charged(studio, call_id, expected=case.charges) == case.charges


def charged(studio: StudioServer, call_id: UUID, *, expected: int) -> int:
    """How often the call was billed, which may come after we have given up on it."""
    deadline = time.monotonic() + 60
    while len(studio.charges(call_id)) < expected and time.monotonic() < deadline:
        time.sleep(0.05)
    return len(studio.charges(call_id))


def test_a_rate_limit_says_how_long_to_wait_and_who_said_so(studio: StudioServer, text: OpenAIText) -> None:
    studio.faults({"kind": "rate_limit", "retry_after_ms": 2750})
    call_id = uuid4()
    with pytest.raises(ProviderError) as caught:
        text.write(text_request(), call_id=call_id)
    assert caught.value.retry_after == 2.75
    assert caught.value.request_id == studio.requests(call_id)[0]["id"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "7"}, 7),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after-ms": "-3"}, None),
        ({}, None),
    ],
)
def test_a_wait_is_read_from_any_form_it_comes_in(given: dict[str, str], expected: float | None) -> None:
    assert openai_client._seconds_to_wait(httpx2.Headers(given)) == expected


def test_a_server_that_is_not_there_was_never_paid(studio: StudioServer) -> None:
    gone = connect(base_url=f"http://127.0.0.1:{free_port()}/v1", api_key=studio.key, provider="studio")
    with pytest.raises(ProviderError) as caught:
        OpenAIText(gone).write(text_request(), call_id=uuid4())
    assert (str(caught.value), caught.value.billed, caught.value.retriable) == ("unreachable", "no", True)


def test_a_wrong_key_is_rejected_and_leaves_no_trace(studio: StudioServer) -> None:
    stranger = connect(base_url=studio.base_url, api_key="guess", provider="studio")
    call_id = uuid4()
    with pytest.raises(ProviderError, match="auth"):
        OpenAIText(stranger).write(text_request(), call_id=call_id)
    assert studio.requests(call_id) == []


def test_a_slow_answer_is_still_an_answer(studio: StudioServer, text: OpenAIText) -> None:
    studio.faults({"kind": "slow", "seconds": 0.7})
    began = time.monotonic()
    assert text.write(text_request(), call_id=uuid4()).text
    assert time.monotonic() - began >= 0.7
