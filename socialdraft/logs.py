"""Log lines as JSON, each with the ids that lead to its request, job and owner; never an owner's words.

The owner is a keyed hash. Every module goes on with `logging.getLogger(...)`; only entry points call `configure`.
"""

import logging
import sys
from contextvars import ContextVar

import structlog
from structlog.types import EventDict

_about: ContextVar[dict[str, str] | None] = ContextVar("about", default=None)


def begin(**ids: str) -> None:
    """A new piece of work: its lines carry these ids, and what is noted on the way."""
    _about.set(dict(ids))


def note(**ids: str) -> None:
    """One more id for the work under way, also when it is learnt in a thread of it."""
    about = _about.get()
    if about is not None:
        about.update(ids)


def ids() -> dict[str, str]:
    """The ids of the work under way."""
    return dict(_about.get() or {})


def configure(part: str) -> None:
    """Write all lines of this process to stderr as JSON; twice is harmless."""
    root = logging.getLogger()
    if any(isinstance(each.formatter, structlog.stdlib.ProcessorFormatter) for each in root.handlers):
        return

    def named(_logger: object, _method: str, event: EventDict) -> EventDict:
        return {"part": part, **event, **ids()}

    shared: list[structlog.types.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        named,
    ]
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root.addHandler(lines)
    logging.getLogger("socialdraft").setLevel(logging.INFO)
