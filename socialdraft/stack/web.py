"""The web server: granian with pages, API and websocket on one port, no Node.js at run time."""

import os
import sys
from typing import NoReturn

from socialdraft.settings import Settings
from socialdraft.stack import frontend
from socialdraft.stack.port import require_free
from socialdraft.stack.program import ROOT


def serve(settings: Settings, *, workers: int) -> NoReturn:
    """Become the server, so that signals reach it without a process between; builds the pages if needed."""
    require_free(settings.port, host=settings.host)  # granian would share the port with whoever has it
    frontend.ensure_built(settings.data_dir)
    os.environ.update(frontend.environment(settings.data_dir))
    os.chdir(ROOT)
    flags = {
        "--interface": "asgi",
        "--host": settings.host,
        "--port": str(settings.port),
        "--workers": str(workers),
        "--workers-kill-timeout": "5",  # seconds; an open websocket would otherwise hold up the stop
    }
    words = [word for pair in flags.items() for word in pair]
    argv = [sys.executable, "-m", "granian", "--factory", "--respawn-failed-workers", *words]
    os.execv(sys.executable, [*argv, "socialdraft.socialdraft:served"])  # noqa: S606 - no shell is wanted
