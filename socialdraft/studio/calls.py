"""One call to the studio from arrival to reply: logged, refused or worked on, billed, delayed, spoiled."""

import asyncio
import hmac
import json
import logging
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from socialdraft import pricing
from socialdraft.studio import spoiling, wire
from socialdraft.studio.easel import Easel
from socialdraft.studio.faults import REFUSALS, Fault, Faults
from socialdraft.studio.journal import Journal, RequestLog
from socialdraft.studio.meter import times

log = logging.getLogger(__name__)

BODY_KEPT = 20_000
"""Bytes of a request's body that the log keeps."""
Pace = Literal["candidate_s", "final_s", "text_s"]


class Latency(BaseModel):
    """Seconds a reply takes at least, by kind of call, give or take `jitter` (a share of it)."""

    model_config = ConfigDict(extra="forbid")

    candidate_s: float = Field(default=0.3, ge=0)
    final_s: float = Field(default=1, ge=0)
    text_s: float = Field(default=0.1, ge=0)
    jitter: float = Field(default=0.2, ge=0, le=1)

    def seconds(self, pace: Pace) -> float:
        base: float = getattr(self, pace)
        return base * random.uniform(1 - self.jitter, 1 + self.jitter)  # noqa: S311


class Studio:
    """What the server keeps between calls."""

    def __init__(self, *, home: Path, key: str) -> None:
        self.key = key
        self.faults, self.latency, self.easel = Faults(), Latency(), Easel()
        self.charges = Journal(home / "charges.jsonl", durable=True)
        self.requests = RequestLog(home / "requests.jsonl")
        self.hurry = asyncio.Event()

    def hurry_all(self) -> None:
        """Whoever is here now waits no longer; who comes later does."""
        self.hurry.set()
        self.hurry = asyncio.Event()


class Unacceptable(Exception):
    """A request the real provider would answer with this error."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


@dataclass(slots=True)
class Work:
    """What a call is worth and the body it earns, once its usage is known for good."""

    model: str
    usage: pricing.Usage
    body: Callable[[pricing.Usage], dict[str, Any]]


@dataclass(slots=True)
class Call:
    """A request in plain terms; `files` are the uploaded pictures."""

    path: str
    hold_id: str | None
    body: dict[str, Any]
    files: list[bytes] = field(default_factory=list)
    fault: Fault | None = None
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    id: str = field(default_factory=lambda: wire.new_id("req"))
    arrived: float = field(default_factory=time.monotonic)

    def spoiled(self, kind: str) -> bool:
        return self.fault is not None and self.fault.kind == kind


Make = Callable[[Call], Awaitable[Work]]


async def serve(request: Request, *, make: Make, pace: Pace) -> Response:
    """The reply to one call under /v1."""
    if not authorised(request):
        return wire.error(401, "Incorrect API key provided.", code="invalid_api_key")
    studio: Studio = request.app.state.studio
    call = await _read(request)
    call.fault, call.hurry = studio.faults.take(call.path), studio.hurry
    await _log(studio, call=call)
    response = await _handle(request, call=call, make=make, pace=pace)
    if not call.spoiled("bad_gateway_html"):
        response.headers["x-request-id"] = call.id
    return response


async def _handle(request: Request, *, call: Call, make: Make, pace: Pace) -> Response:
    studio: Studio = request.app.state.studio
    if call.fault and call.fault.kind in REFUSALS:
        return spoiling.refusal(call.fault)
    try:
        work = await make(call)
    except Unacceptable as refused:
        return refused.response
    except Exception:
        # Nothing was billed yet, and the caller's ledger must learn that.
        log.exception("studio.failed path=%s", call.path)
        return wire.error(500, "The studio failed.", kind="server_error")
    if call.fault and call.fault.kind == "usage_over_bound":
        work.usage = times(work.usage, call.fault.factor)
    await run_in_threadpool(_bill, studio, call=call, work=work)
    await _wait(studio, call=call, pace=pace)
    return await _reply(request, call=call, work=work)


def authorised(request: Request) -> bool:
    key: str = request.app.state.studio.key
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {key}".encode())


async def _read(request: Request) -> Call:
    call = Call(path=request.url.path, hold_id=request.headers.get("x-client-request-id"), body={})
    if request.headers.get("content-type", "").startswith("multipart/"):
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    call.files.append(await value.read())
                else:
                    call.body[name] = value
    else:
        call.body = _object(await request.body())
    return call


def _object(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


async def _log(studio: Studio, *, call: Call) -> None:
    record = {
        "id": call.id,
        "time": datetime.now(UTC).isoformat(),
        "path": call.path,
        "hold_id": call.hold_id,
        "fault": call.fault.kind if call.fault else None,
        "files": [len(file) for file in call.files],
    }
    kept = json.dumps(call.body, ensure_ascii=False)
    body = call.body if len(kept.encode()) <= BODY_KEPT else kept.encode()[:BODY_KEPT].decode(errors="ignore")
    await run_in_threadpool(studio.requests.add, record, body=body)


def _bill(studio: Studio, *, call: Call, work: Work) -> None:
    """From here on the money is gone, whether or not the reply arrives."""
    usd: Decimal = pricing.cost(work.model, work.usage, on=datetime.now(UTC).date())
    studio.charges.add(
        {
            "time": datetime.now(UTC).isoformat(),
            "hold_id": call.hold_id,
            "path": call.path,
            "model": work.model,
            "units": work.usage.units(),
            "usd": str(usd),
        }
    )


async def _wait(studio: Studio, *, call: Call, pace: Pace) -> None:
    asked = studio.latency.seconds(pace)
    if call.fault and call.fault.kind == "slow":
        asked += call.fault.seconds
    with suppress(TimeoutError):
        await asyncio.wait_for(call.hurry.wait(), max(0, call.arrived + asked - time.monotonic()))


async def _reply(request: Request, *, call: Call, work: Work) -> Response:
    if call.spoiled("hang"):
        return await spoiling.hang(request)
    if call.spoiled("charge_then_reset"):
        return spoiling.reset(request)
    body = work.body(work.usage)
    if call.fault:
        spoiling.spoil(body, fault=call.fault)
    if call.spoiled("truncated_json") and body.keys() & {"data", "results"}:
        return spoiling.cut(body)
    return JSONResponse(body)
