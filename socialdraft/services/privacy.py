"""The scrubber: personal data leaves a text before the text is stored or sent."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from socialdraft.errors import DomainError
from socialdraft.services.privacy_rules import DETECTORS, unexplained
from socialdraft.services.privacy_rules.chat import clean_chat, looks_like_chat
from socialdraft.services.privacy_rules.span import RANK, Kind, Span, merge
from socialdraft.services.privacy_rules.view import read

__all__ = ["PLACEHOLDERS", "Redaction", "ScrubFailed", "Scrubbed", "clean_chat", "redacted", "scrub"]

PLACEHOLDERS: Mapping[Kind, str] = MappingProxyType({kind: f"[{kind.replace('_', ' ')}]" for kind in RANK})
_KINDS: Mapping[str, Kind] = MappingProxyType({mark: kind for kind, mark in PLACEHOLDERS.items()})
_MARK = re.compile("|".join(map(re.escape, _KINDS)))
_HIDDEN = "\x00"
# How far a rule looks from the value it finds.
_REACH = 128
_CONTEXT = 256


class ScrubFailed(DomainError):
    """The text could not be scrubbed, so it must go no further."""

    code, status = "scrub_failed", 500


@dataclass(frozen=True, slots=True)
class Redaction:
    """A placeholder in the returned text: what it stands for and where it is."""

    type: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A text without personal data, and the marks that show what was cut."""

    text: str
    redactions: tuple[Redaction, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        return dict(Counter(redaction.type for redaction in self.redactions))


def scrub(text: str) -> Scrubbed:
    """Cut personal data out of a text; raises ScrubFailed rather than return a text it could not read."""
    try:
        cleaned = clean_chat(text) if looks_like_chat(text) else text
        result = _until_clean(cleaned)
        return Scrubbed(result, tuple(_redactions(result)))
    except Exception:  # noqa: BLE001 - whatever broke, the text goes no further
        # The cause may quote the text, so it is not chained into anything that is logged.
        raise ScrubFailed from None


def redacted(text: str) -> str:
    """The text as it would be stored."""
    return scrub(text).text


def _until_clean(text: str) -> str:
    """Cut until nothing is found: a cut can bring a keyword next to a number it was parted from."""
    near = [range(len(text))]
    while near:
        spans = [span for stretch in near for span in _find(text, stretch)]
        text, near = _cut(text, spans)
    return text


def _find(text: str, stretch: range) -> Iterator[Span]:
    """What must go in a stretch, read with enough text around it for every rule."""
    start = max(0, stretch.start - _CONTEXT)
    around = text[start : stretch.stop + _CONTEXT]
    view = read(_MARK.sub(_hidden, around) if "[" in around else around)
    found = merge(span for detector in DETECTORS for span in detector(view))
    left = list(unexplained.find(view, found))
    for span in merge([*found, *left]) if left else found:
        first, last = (start + place for place in view.typed(span.start, span.end))
        if first < stretch.stop and last > stretch.start:
            yield Span(first, last, span.kind)


def _hidden(mark: re.Match[str]) -> str:
    return _HIDDEN * len(mark.group())


def _cut(text: str, spans: list[Span]) -> tuple[str, list[range]]:
    """The text with placeholders, and the stretches near them, where a cut may have changed what is found."""
    parts: list[str] = []
    near: list[range] = []
    at = length = 0
    for span in spans:
        parts += text[at : span.start], PLACEHOLDERS[span.kind]
        length += span.start - at
        low, high = max(0, length - _REACH), length + len(parts[-1]) + _REACH
        if near and low <= near[-1].stop + 2 * _CONTEXT:
            low = near.pop().start
        near.append(range(low, high))
        length, at = length + len(parts[-1]), span.end
    return "".join([*parts, text[at:]]), near


def _redactions(text: str) -> Iterator[Redaction]:
    for mark in _MARK.finditer(text):
        yield Redaction(_KINDS[mark.group()], mark.start(), mark.end())
