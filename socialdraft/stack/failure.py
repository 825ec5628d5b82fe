"""How the stack says no: one sentence and an exit code a script can tell apart."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `python -m socialdraft`; 2 is argparse's own."""

    OK = 0
    CRASHED = 1
    ALREADY_RUNNING = 3
    PORT_BUSY = 4
    DATA_FOLDER = 5
    UNREACHABLE = 6
    PLATFORM = 7
    BUILD = 8
    MIGRATION = 9


class StackError(Exception):
    """A start or run that cannot go on; its text is one sentence for the person at the terminal."""

    def __init__(self, sentence: str, *, code: Exit = Exit.CRASHED) -> None:
        super().__init__(sentence)
        self.code = code
