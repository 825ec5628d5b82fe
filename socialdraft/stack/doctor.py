"""`doctor`: what is configured, reachable and healthy, as a table and an exit code."""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from socialdraft.settings import Settings
from socialdraft.stack.failure import Exit
from socialdraft.stack.frontend import is_built
from socialdraft.stack.reach import status_of

State = Literal["ok", "down", "off"]
LITTLE_DISK = 2  # gigabytes


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table; `down` makes the product unwell, `off` is a choice."""

    part: str
    state: State
    says: str


def examine(settings: Settings) -> Exit:
    """Print the table; UNREACHABLE when something that is needed does not work."""
    found = [*machine(settings), *services(settings), *surroundings(settings), *options(settings)]
    for each in found:
        sys.stdout.write(f"{each.state:<5} {each.part:<11} {each.says}\n")
    return Exit.UNREACHABLE if any(each.state == "down" for each in found) else Exit.OK


def machine(settings: Settings) -> Iterator[Finding]:
    yield Finding("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    folder = settings.data_dir.resolve()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free // 10**9
    writable = there.is_dir() and os.access(there, os.W_OK)
    good = writable and free >= LITTLE_DISK
    yield Finding("data", "ok" if good else "down", f"{folder}, {free} GB free{'' if writable else ', not writable'}")
    yield pages(folder)


def pages(folder: Path) -> Finding:
    if is_built(folder):
        return Finding("pages", "ok", "built from the present sources")
    return Finding("pages", "off", "are built at the next start")


def services(settings: Settings) -> Iterator[Finding]:
    """What a request needs, tried with the same code as /readyz."""
    places = {
        "database": settings.database_url,
        "migrations": settings.database_url,
        "redis": settings.redis_url,
        "storage": settings.s3_endpoint_url or "",
        "sweeper": settings.database_url,
    }
    if not all(places.values()):
        yield Finding("services", "down", "not running here, and not every URL is set; `make run` starts them")
        return
    from socialdraft.api.health import CHECKS
    from socialdraft.wiring import ports

    for name, check in CHECKS.items():
        yield tried(name, lambda check=check: check(ports()), place=places.get(name, ""))  # type: ignore[misc]


def tried(part: str, check: Callable[[], bool], *, place: str) -> Finding:
    try:
        good, why = check(), "answers, but is not as it should be"
    except Exception as error:  # noqa: BLE001 - whatever is wrong is what we are here to tell
        good, why = False, (str(error).strip().splitlines() or [type(error).__name__])[0]
    return Finding(part, "ok" if good else "down", f"{address(place)}{'' if good else ': ' + why}")


def address(url: str) -> str:
    """Host, port and name of a URL, without its secrets."""
    parts = urlsplit(url)
    return f"{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}"


def surroundings(settings: Settings) -> Iterator[Finding]:
    """The provider and the web process."""
    if settings.socialdraft_studio:
        up = status_of(settings.openai_base_url.removesuffix("/v1") + "/healthz") == 200  # noqa: PLR2004
        yield Finding("studio", "ok" if up else "down", address(settings.openai_base_url))
    elif settings.api_key:
        up = status_of(f"{settings.openai_base_url}/models") is not None
        yield Finding("provider", "ok" if up else "down", address(settings.openai_base_url))
    else:
        yield Finding("studio", "off", "starts with `make run`, because OPENAI_API_KEY is not set")
    up = status_of(f"http://127.0.0.1:{settings.port}/healthz") is not None
    yield Finding("web", "ok" if up else "off", f"{settings.origin}{'' if up else ' does not answer'}")


def options(settings: Settings) -> Iterator[Finding]:
    """Settings whose absence switches something off."""
    wanted = {
        "e-mail": ("SMTP_URL", settings.smtp_url),
        "operations": ("OPS_TOKEN", settings.ops_token.get_secret_value()),
        "alerts": ("ALERT_EMAIL or ALERT_WEBHOOK_URL", settings.alert_email or settings.alert_webhook_url),
        "analytics": ("POSTHOG_API_KEY", settings.posthog_api_key.get_secret_value()),
        "errors": ("SENTRY_DSN", settings.sentry_dsn),
        "traces": ("OTEL_EXPORTER_OTLP_ENDPOINT", settings.otel_exporter_otlp_endpoint),
    }
    for part, (name, value) in wanted.items():
        yield Finding(part, "ok" if value else "off", f"{name} is {'set' if value else 'not set'}")
