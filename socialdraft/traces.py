"""Where the time of a request, an event, a job or a provider's call goes; nobody listens unless an adapter does.

A span carries the ids of the log lines and what its caller adds: names and numbers, never an owner's words.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

Value = str | int


@dataclass(slots=True)
class Span:
    """One piece of work; name and details may be learnt while it runs."""

    name: str
    about: dict[str, Value] = field(default_factory=dict)


listener: Callable[[Span], AbstractContextManager[None]] | None = None


@contextmanager
def span(name: str, **about: Value) -> Iterator[Span]:
    """The work of the block, under the span around it."""
    found = Span(name, about)
    if listener is None:
        yield found
    else:
        with listener(found):
            yield found
