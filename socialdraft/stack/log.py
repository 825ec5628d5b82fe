"""Where the parts' output goes: one rotating file; the terminal gets only what needs a person."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

ROTATE_AT = 5_000_000  # bytes


@contextmanager
def written_to(folder: Path) -> Iterator[None]:
    """Write every line to `folder/stack.log` and warnings to stderr too."""
    folder.mkdir(mode=0o700, exist_ok=True)
    file = RotatingFileHandler(folder / "stack.log", maxBytes=ROTATE_AT, backupCount=3)
    file.setFormatter(logging.Formatter("%(asctime)s %(part)s | %(message)s"))
    file.addFilter(name_part)
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    logger = logging.getLogger("socialdraft.stack")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for handler in (file, terminal):
        logger.addHandler(handler)
    try:
        yield
    finally:
        for handler in (file, terminal):
            logger.removeHandler(handler)
            handler.close()


def name_part(record: logging.LogRecord) -> bool:
    record.part = record.name.rpartition(".")[2]
    return True
