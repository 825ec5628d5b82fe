"""How often the costly doors may be used. Defaults; `POLICY_FILE` may override any (`[doors.ingest]`)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Door(StrEnum):
    """What is counted together, whether it is asked for over HTTP or from a page."""

    SESSION = "session"
    LINK = "link"
    SOCKET = "socket"
    INGEST = "ingest"
    GENERATE = "generate"
    REWRITE = "rewrite"
    EDIT = "edit"
    PICTURES = "pictures"
    UPLOAD = "upload"
    FEEDBACK = "feedback"
    EVENT = "event"
    EXPORT = "export"
    OWN_DATA = "own_data"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Rate:
    """Times in `seconds`: for `each` owner (for a link: each address), and for all of one network."""

    each: int
    network: int
    seconds: int = 3600


DOORS: Mapping[Door, Rate] = {
    Door.SESSION: Rate(each=0, network=1000),
    Door.LINK: Rate(each=3, network=10),
    Door.SOCKET: Rate(each=60, network=300, seconds=60),
    Door.INGEST: Rate(each=60, network=600),
    Door.GENERATE: Rate(each=30, network=300),
    Door.REWRITE: Rate(each=60, network=600),
    Door.EDIT: Rate(each=1200, network=12000),
    Door.PICTURES: Rate(each=60, network=600),
    Door.UPLOAD: Rate(each=30, network=300),
    Door.FEEDBACK: Rate(each=60, network=600),
    Door.EVENT: Rate(each=1000, network=10000),
    Door.EXPORT: Rate(each=240, network=2400),
    Door.OWN_DATA: Rate(each=10, network=100),
    Door.OPERATOR: Rate(each=0, network=10, seconds=600),
}
"""A network is a /24 or a /64: a phone company puts many shops into one, so its share is ten times an owner's."""

EVENTS_PER_SECOND, EVENTS_AT_ONCE = 20, 60
"""What one open page may send; fast typing is about ten."""
FRAME_BYTES = 256 * 1024
"""The largest message of a page; a paste in Thai with its envelope is about a tenth."""


def doors_of(overrides: Mapping[str, Mapping[str, Any]]) -> Mapping[Door, Rate]:
    """The defaults with these rates in their place; ValueError or TypeError for what is no door or no rate."""
    return {**DOORS, **{Door(name): replace(DOORS[Door(name)], **values) for name, values in overrides.items()}}
