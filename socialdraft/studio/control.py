"""What a test may ask of the studio: faults, latency, and its own truth about requests and charges."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from socialdraft.studio import wire
from socialdraft.studio.calls import Latency, Studio, authorised
from socialdraft.studio.faults import Fault

FAULTS = TypeAdapter(list[Fault])


class Reset(BaseModel):
    """Faults, latency and whoever waits always; on request the requests, or both logs.

    The ledger is audited against the charges.
    """

    model_config = ConfigDict(extra="forbid")

    logs: bool = False
    requests: bool = False


async def faults(request: Request) -> Response:
    """GET what still waits; POST a list of faults."""
    queue = _studio(request).faults
    if request.method == "POST":
        try:
            queue.add(FAULTS.validate_json(await request.body()))
        except ValidationError as error:
            return _unclear(error)
    return JSONResponse({"faults": FAULTS.dump_python(queue.waiting())})


async def latency(request: Request) -> Response:
    """GET or POST; what a POST leaves out stays as it is."""
    studio = _studio(request)
    if request.method == "POST":
        try:
            given = Latency.model_validate_json(await request.body())
            studio.latency = studio.latency.model_copy(update=given.model_dump(exclude_unset=True))
        except ValidationError as error:
            return _unclear(error)
    return JSONResponse(studio.latency.model_dump())


async def requests(request: Request) -> Response:
    """Every request, oldest first; `?hold_id=` picks one call's."""
    return JSONResponse({"requests": _picked(request, _studio(request).requests.records())})


async def charges(request: Request) -> Response:
    """Every charge ever made, and their sum in US dollars; `?hold_id=` picks one call's."""
    rows = _picked(request, _studio(request).charges.records())
    total = sum((Decimal(row["usd"]) for row in rows), Decimal(0))
    return JSONResponse({"charges": rows, "count": len(rows), "total_usd": str(total)})


async def costs(request: Request) -> Response:
    """The provider's wire format for what an organisation was charged: one bucket of all that lies in the window."""
    if not authorised(request):
        return wire.error(401, "Incorrect API key provided.", code="invalid_api_key")
    window = {
        name: int(request.query_params.get(name, fallback))
        for name, fallback in (("start_time", 0), ("end_time", 2**40))
    }
    rows = [row for row in _studio(request).charges.records() if window["start_time"] <= _at(row) < window["end_time"]]
    total = sum((Decimal(row["usd"]) for row in rows), Decimal(0))
    return JSONResponse(wire.costs(total, **window))


def _at(row: dict[str, Any]) -> float:
    return datetime.fromisoformat(row["time"]).timestamp()


async def reset(request: Request) -> Response:
    studio = _studio(request)
    try:
        wanted = Reset.model_validate_json(await request.body() or b"{}")
    except ValidationError as error:
        return _unclear(error)
    studio.faults.clear()
    studio.latency = Latency()
    studio.hurry_all()
    if wanted.logs:
        studio.charges.clear()
    if wanted.logs or wanted.requests:
        studio.requests.clear()
    return JSONResponse({"reset": True})


def _picked(request: Request, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    wanted = request.query_params.get("hold_id")
    return [row for row in rows if wanted is None or row["hold_id"] == wanted]


def _studio(request: Request) -> Studio:
    studio: Studio = request.app.state.studio
    return studio


def _unclear(error: ValidationError) -> Response:
    return JSONResponse({"errors": error.errors(include_url=False, include_context=False, include_input=False)}, 422)
