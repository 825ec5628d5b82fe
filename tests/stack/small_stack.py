"""The real supervisor and servers around stand-in programs that start at once; run as a script."""

import sys
from dataclasses import replace

from socialdraft.settings import Settings
from socialdraft.stack.failure import Exit, StackError
from socialdraft.stack.plan import AT_WORK, Plan
from socialdraft.stack.process import Command, Part
from socialdraft.stack.program import Program, Task
from socialdraft.stack.supervisor import up

SLEEP = "import time; print('at work', flush=True); time.sleep(3600)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); {SLEEP}"
CRASH = "raise SystemExit('error: no luck')"
WEB = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
HTTPServer(('127.0.0.1', int(sys.argv[1])), Answer).serve_forever()
"""


class Script(Program):
    def command(self) -> Command:
        return replace(super().command(), argv=(sys.executable, "-c", *self._words))


class ShortTask(Task):
    def command(self) -> Command:
        return replace(super().command(), argv=(sys.executable, "-c", "pass"))


class SmallPlan(Plan):
    def services(self) -> list[Part]:
        return [part for part in super().services() if part.name != "studio"]

    def build(self) -> Task:
        return ShortTask("build", home=self._home.path, env=self._own(), blame=Exit.BUILD)

    def migration(self) -> Task:
        return ShortTask("migrate", home=self._home.path, env=self._own(), blame=Exit.MIGRATION)

    def web(self) -> Part:
        probes, port = (f"{self._address}/healthz",), str(self._settings.port)
        return Script("web", WEB, port, home=self._home.path, env=self.environment(), probes=probes)

    def background(self) -> list[Part]:
        env = self.environment()
        worker = {"sleep": SLEEP, "deaf": DEAF, "crash": CRASH}[env.get("SMALL_WORKER", "sleep")]
        return [Script("worker-1", worker, home=self._home.path, env=env, says=AT_WORK, grace=30)]


if __name__ == "__main__":
    try:
        up(Settings(), make_plan=SmallPlan)
    except StackError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.code)
