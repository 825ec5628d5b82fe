"""Bugs to whoever SENTRY_DSN names, by Sentry's protocol; off without it, and the library is then not loaded.

What leaves is built anew from a list of what may: the kind of error, the places in our code, the ids of the log line.
No words of an error or of a log line's values, no variables, no request, no cookie, no address.
"""

import logging
import sys
from typing import Any

from socialdraft import logs
from socialdraft.settings import settings

KEPT = ("event_id", "timestamp", "level", "platform", "logger", "release", "environment")
PLACE = ("module", "filename", "function", "lineno", "in_app")
PATIENCE = 2.0  # seconds a dying process waits for its last report


def watch(part: str) -> None:
    """Report this process's logged errors from now on, and those of its forked children."""
    if not (address := settings().sentry_dsn):
        return
    import sentry_sdk
    from sentry_sdk.integrations.logging import LoggingIntegration, ignore_logger

    ignore_logger("rq.worker")  # says again, without the error, what our worker has said
    sentry_sdk.init(
        dsn=address,
        before_send=lambda event, _hint: scrubbed(event, part=part),  # type: ignore[arg-type,return-value]
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        send_default_pii=False,
    )


def flush() -> None:
    """Send what waits; a forked child ends without the clean-up that would."""
    if "sentry_sdk" in sys.modules:
        sys.modules["sentry_sdk"].flush(PATIENCE)


def scrubbed(event: dict[str, Any], *, part: str) -> dict[str, Any]:
    """What may leave of an event."""
    found = {name: event[name] for name in KEPT if name in event}
    found["tags"] = {"part": part, **logs.ids()}
    if str(event.get("logger", "")).startswith(("socialdraft", "jobs")):
        found["logentry"] = {"message": event.get("logentry", {}).get("message", "")}  # our format, without its values
    if errors := event.get("exception", {}).get("values"):
        found["exception"] = {"values": [_error(error) for error in errors]}
    return found


def _error(error: dict[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames", [])
    places = [{name: frame[name] for name in PLACE if name in frame} for frame in frames]
    return {"type": error.get("type"), "module": error.get("module"), "stacktrace": {"frames": places}}
