"""What a detector reports, and how overlapping reports become one cut."""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from socialdraft.services.privacy_rules.view import View

Kind = Literal[
    "email", "card", "id", "bank", "date_of_birth", "ip", "phone", "address", "line", "plate", "name", "number"
]

# When two reports overlap, the kind further to the front names the cut.
RANK: tuple[Kind, ...] = (
    "email", "card", "id", "bank", "date_of_birth", "ip", "phone", "address", "line", "plate", "name", "number",
)  # fmt: skip


class Span(NamedTuple):
    """A stretch of the folded text that must go."""

    start: int
    end: int
    kind: Kind


Detector = Callable[[View], Iterable[Span]]


def merge(spans: Iterable[Span]) -> list[Span]:
    """Join overlapping spans, named by the highest rank among them, in order of place."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            kind = min(last.kind, span.kind, key=RANK.index)
            merged[-1] = Span(last.start, max(last.end, span.end), kind)
        else:
            merged.append(span)
    return merged
