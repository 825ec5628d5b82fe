"""The ways a provider goes wrong, queued by a test and served to the calls that match."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "rate_limit",
    "insufficient_quota",
    "moderation_blocked",
    "error_500",
    "bad_gateway_html",
    "auth",
    "model_gone",
    "slow",
    "hang",
    "charge_then_reset",
    "truncated_json",
    "refusal",
    "missing_usage",
    "usage_over_bound",
    "wrong_image_count",
    "corrupt_png",
    "flagged",
]
REFUSALS = {
    "rate_limit",
    "insufficient_quota",
    "moderation_blocked",
    "error_500",
    "bad_gateway_html",
    "auth",
    "model_gone",
}
"""Answered before any work, so never billed; every other kind is billed like a good answer."""


class Fault(BaseModel):
    """One fault: fires on the `nth` matching call from now, `times` calls in a row; the rest shape it."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    path: str = "*"
    nth: int = Field(default=1, ge=1)
    times: int = Field(default=1, ge=1)
    seconds: float = Field(default=5, ge=0, description="slow: added to the latency")
    retry_after_ms: int = Field(default=1500, ge=0, description="rate_limit: what the header says")
    code: str | None = Field(default=None, description="refusals: another error code")
    factor: int = Field(default=20, ge=2, description="usage_over_bound: times the true usage")
    count: int = Field(default=1, ge=1, description="pictures missing or broken, texts flagged")

    def matches(self, path: str) -> bool:
        return self.path == "*" or _bare(self.path) == _bare(path)


class Faults:
    """First in, first out per path; a call takes at most one."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, faults: Iterable[Fault]) -> None:
        self._waiting.extend(fault.model_copy() for fault in faults)

    def take(self, path: str) -> Fault | None:
        """The fault for this call, if any; every matching fault counts the call."""
        matching = [fault for fault in self._waiting if fault.matches(path)]
        due = next((fault for fault in matching if fault.nth <= 1), None)
        for fault in matching:
            fault.nth -= 1
        if due:
            due.times -= 1
            self._waiting = [fault for fault in self._waiting if fault.times > 0]
        return due

    def waiting(self) -> list[Fault]:
        return list(self._waiting)

    def clear(self) -> None:
        self._waiting.clear()


def _bare(path: str) -> str:
    return path.strip("/").removeprefix("v1/")
