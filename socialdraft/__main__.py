"""`python -m socialdraft <command>`: the whole product, or one of its parts."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from socialdraft.policy import SWITCHES
from socialdraft.settings import Settings
from socialdraft.stack.failure import Exit, StackError

if TYPE_CHECKING:
    from socialdraft.stack.backup import Found

EXIT_CODES = """exit codes:
  0  stopped as asked           5  data folder damaged or not usable
  1  a part keeps ending        6  a given URL does not answer, or a setting is wrong
  2  wrong command line         7  this system has no embedded part
  3  already running            8  the pages could not be built
  4  the port is in use         9  the database could not be migrated
"""


BEHIND_THE_PAGES = 5  # on a small machine a tap is answered before a picture is drawn
BY_HAND = {
    "worker",
    "sweep",
    "web",
    "migrate",
    "doctor",
    "backup",
    "restore",
    "drill",
    "switch",
}  # these join the stack that runs on DATA_DIR


def up(_given: argparse.Namespace) -> None:
    from socialdraft.stack import supervisor

    supervisor.up(read_settings())


def worker(_given: argparse.Namespace) -> None:
    os.nice(BEHIND_THE_PAGES)
    from jobs.worker import main as work

    work()


def sweep(_given: argparse.Namespace) -> None:
    os.nice(BEHIND_THE_PAGES)
    from jobs.maintenance import run_forever

    run_forever()


def web(given: argparse.Namespace) -> None:
    from socialdraft.stack import web as server

    server.serve(read_settings(), workers=given.workers)


def build(_given: argparse.Namespace) -> None:
    from socialdraft.stack.frontend import ensure_built

    ensure_built(read_settings().data_dir)


def studio(given: argparse.Namespace) -> None:
    from socialdraft.studio.server import main as draw

    draw(port=given.port, home=read_settings().data_dir.resolve() / "studio")


def migrate(_given: argparse.Namespace) -> None:
    from socialdraft.stack.program import migrate_to_newest

    migrate_to_newest()


def backup(given: argparse.Namespace) -> None:
    from socialdraft.stack import backup as keeper

    made = keeper.back_up(given.folder, now=datetime.now(UTC))
    print(f"backed up to {made}")


def restore(given: argparse.Namespace) -> None:
    from socialdraft.stack import backup as keeper

    report(keeper.restore(given.folder))


def drill(given: argparse.Namespace) -> None:
    from socialdraft.stack import backup as keeper

    newest = keeper.backups(given.folder)
    report(keeper.drill(newest[-1] if newest else given.folder))


def report(found: "Found") -> None:
    """What was proved, line by line; a breach ends with its own exit code."""
    print(f"objects        {found.objects}, missing {found.missing}, opened {found.pictures}")
    print(f"deleted again  {found.deleted_again}")
    print(f"invariants     {found.breaches or 'all hold'}")
    print(f"seconds        {found.seconds:.1f}")
    if not found.good:
        raise StackError("The backup does not prove itself; keep the ones before it.", code=Exit.DATA_FOLDER)


def switch(given: argparse.Namespace) -> None:
    from socialdraft.db import transaction
    from socialdraft.services import operators, switches
    from socialdraft.services.operations import controls

    with transaction() as session:
        on = given.to == "on"
        controls.turn(session, name=given.name, on=on, network=operators.HERE, now=datetime.now(UTC))
        off = switches.off(session)
    print(f"switched off: {', '.join(sorted(off)) or 'nothing'}")


def doctor(_given: argparse.Namespace) -> None:
    from socialdraft.stack.doctor import examine

    sys.exit(examine(read_settings()))


COMMANDS = {
    up: "start everything on this machine; a part whose URL is set is used, not started",
    worker: "run jobs from the queue",
    sweep: "ring for forgotten jobs and keep the timetable",
    web: "serve the pages and the API on one port",
    studio: "run the bundled studio, an OpenAI-compatible server",
    migrate: "bring the database to the newest schema",
    backup: "write the database and all objects into a new folder inside FOLDER",
    restore: "fill an empty database and the storage from one backup, and prove it",
    drill: "restore the newest backup of FOLDER beside the running product, prove it, drop it",
    switch: "switch images, text or anonymous visitors off or on, as /ops does",
    build: "build the pages when their sources changed",
    doctor: "say what is configured, reachable and healthy",
}


def parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m socialdraft", description="Finished social posts for small shops.")
    parts = parser.add_subparsers(required=True, metavar="command")
    shape = argparse.RawDescriptionHelpFormatter
    for act, says in COMMANDS.items():
        part = parts.add_parser(act.__name__, help=says, description=says, epilog=EXIT_CODES, formatter_class=shape)
        part.set_defaults(act=act)
        if act is web:
            part.add_argument("--workers", type=int, default=1, help="web processes (default 1)")
        if act in (backup, restore, drill):
            part.add_argument("folder", type=Path, metavar="FOLDER")
        if act is switch:
            part.add_argument("name", choices=SWITCHES)
            part.add_argument("to", choices=("off", "on"))
        if act is studio:
            part.add_argument("--port", type=int, default=8100, help="loopback port (default 8100)")
    return parser.parse_args(words)


def read_settings() -> Settings:
    """The settings; StackError names the first wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = "_".join(str(part) for part in wrong["loc"]).upper()
        raise StackError(f"{name or 'Settings'}: {wrong['msg']}", code=Exit.UNREACHABLE) from error


def main(words: list[str]) -> int:
    """Run one command; the exit code says what went wrong, one sentence on stderr tells."""
    given = parse(words)
    if sys.platform == "win32":
        return complain("socialdraft runs on Linux and macOS; on Windows, run it inside WSL2.", Exit.PLATFORM)
    from socialdraft.stack.frontend import BuildFailed
    from socialdraft.stack.plan import attached

    try:
        if given.act.__name__ in BY_HAND:
            os.environ.update(attached(read_settings()))
        given.act(given)
    except StackError as error:
        return complain(str(error), error.code)
    except BuildFailed as error:
        return complain(str(error), Exit.BUILD)
    except KeyboardInterrupt:
        return 130
    return Exit.OK


def complain(sentence: str, code: Exit) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
