"""Named points between two effects, where a fault test stops, kills or fails a process (docs/decisions/0007-hooks.md).

In production nothing listens: `hook` is a call that returns. The listener belongs to the tests, so no setting
of a running product can make it fail.
"""

from collections.abc import Callable
from typing import Literal

Point = Literal[
    "before_commit",
    "after_commit",
    "before_ring",
    "after_ring",
    "after_slot",
    "before_post",
    "after_claim",
    "before_hold",
    "before_sent",
    "after_sent",
    "after_provider",
    "before_settle",
    "before_store",
    "after_stored",
    "before_row",
    "after_row",
    "before_conclude",
    "after_conclude",
    "before_ring_again",
]


def _nobody(point: Point) -> None:
    """What listens in production."""


listener: Callable[[Point], None] = _nobody


def hook(point: Point) -> None:
    listener(point)
