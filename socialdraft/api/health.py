"""Probes and numbers for operators: is it up, can it serve, how is it doing."""

import logging
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from alembic.config import Config
from alembic.script import ScriptDirectory
from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel
from redis import Redis
from starlette.responses import JSONResponse, PlainTextResponse

from socialdraft import measures
from socialdraft.api.deps import Here
from socialdraft.api.networks import is_this_machine
from socialdraft.api.problems import documented
from socialdraft.db import transaction
from socialdraft.errors import NotFound
from socialdraft.ports import Ports
from socialdraft.services import operators, vitals
from socialdraft.services.vitals import Vitals
from socialdraft.settings import settings

router = APIRouter(tags=["health"])
MIGRATIONS = Path(__file__).parents[2] / "alembic"
PATIENCE = 1.0  # seconds a part may take to answer
log = logging.getLogger("socialdraft.api")


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process is up."""
    return {"status": "ok"}


class Readiness(BaseModel):
    """Which parts answer."""

    status: Literal["ready", "not_ready"]
    checks: dict[str, bool]


@router.get(
    "/readyz",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "A part is missing; `checks` says which"}},
)
def readyz(here: Here) -> JSONResponse:
    """Everything a request needs is there: database, migrations, Redis, storage, a sweeper that keeps up."""
    checks = {name: _passes(name, check, here) for name, check in CHECKS.items()}
    good = all(checks.values())
    return JSONResponse({"status": "ready" if good else "not_ready", "checks": checks}, 200 if good else 503)


def _passes(name: str, check: Callable[[Ports], bool], ports: Ports) -> bool:
    try:
        return check(ports)
    except Exception:
        log.warning("readyz.failed check=%s", name, exc_info=True)
        return False


def _database(_ports: Ports) -> bool:
    with transaction() as session:
        return session.connection().exec_driver_sql("SELECT 1").scalar() == 1


def _migrations(_ports: Ports) -> bool:
    with transaction() as session:
        return vitals.schema_version(session) == newest_migration()


@cache
def newest_migration() -> str | None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config).get_current_head()


def _redis(_ports: Ports) -> bool:
    with Redis.from_url(settings().redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as redis:
        return bool(redis.ping())


def _storage(ports: Ports) -> bool:
    return ports.storage.ready()


def _sweeper(ports: Ports) -> bool:
    with transaction() as session:
        return vitals.is_swept(session, now=ports.now())


CHECKS: dict[str, Callable[[Ports], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "redis": _redis,
    "storage": _storage,
    "sweeper": _sweeper,
}


@router.get("/metrics", response_class=PlainTextResponse, responses=documented(NotFound))
def metrics(request: Request, here: Here, authorization: Annotated[str, Header()] = "") -> Response:
    """Prometheus text, for the holder of OPS_TOKEN as bearer or for a program on this machine."""
    if not (_has_token(authorization) or is_this_machine(request)):
        raise NotFound
    with transaction() as session:
        found = vitals.vitals(session, now=here.now())
    return Response("\n".join([*_lines(found), *measures.lines(), ""]), media_type="text/plain; version=0.0.4")


def _has_token(authorization: str) -> bool:
    scheme, _, token = authorization.partition(" ")
    return scheme == "Bearer" and operators.knows_token(token)


def _lines(found: Vitals) -> Iterator[str]:
    yield from _family("jobs", "Jobs by status.", {f'{{status="{name}"}}': n for name, n in found.jobs.items()})
    yield from _family(
        "ledger", "Ledger rows by state.", {f'{{state="{name}"}}': n for name, n in found.ledger.items()}
    )
    yield from _family("month_spent_usd", "Dollars spent this UTC month.", {"": found.spent})
    yield from _family("month_held_usd", "Dollars held for calls under way.", {"": found.held})
    yield from _family("month_cap_usd", "Dollars this month may cost.", {"": found.cap})
    yield from _family("service_level", "Rung of the ladder; 0 is the full offer.", {"": found.level})
    yield from _family("queue_age_seconds", "Age of the oldest waiting job.", {"": found.queue_age})


def _family(name: str, help_text: str, samples: dict[str, object]) -> Iterator[str]:
    yield f"# HELP socialdraft_{name} {help_text}"
    yield f"# TYPE socialdraft_{name} gauge"
    for labels, value in samples.items():
        yield f"socialdraft_{name}{labels} {value}"
