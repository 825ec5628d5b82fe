"""How much of the personal data of a marked text is left after scrubbing, and how much else is lost."""

import difflib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# A value counts as leaked where this many of its letters or digits in a row are left.
RUN = 5
GROUPS = {
    "PHONE": ("PHONE",),
    "EMAIL": ("EMAIL",),
    "ADDRESS": ("ADDRESS",),
    "ID": ("TH_ID", "SSN", "CARD", "IBAN", "BANK_ACCT", "PASSPORT", "DRIVER_LICENSE"),
    "LINE": ("LINE_ID",),
    "OTHER": ("PLATE", "DOB", "IP"),
    "NAME": ("NAME",),
}
_MARK = re.compile(r"\[[A-Za-z0-9_ ]{2,20}\]")
_WORD = re.compile(r"[A-Za-z0-9]+|[฿$€£%]|[ก-ฮเ-ไะ][ะ-ฺ็-๎]*")


@dataclass(frozen=True)
class Marked:
    """A stretch of a case's text and what it is; OPTIONAL may stay or go."""

    start: int
    end: int
    type: str


@dataclass(frozen=True)
class Case:
    id: str
    lang: str
    text: str
    spans: tuple[Marked, ...]
    tags: tuple[str, ...]

    @property
    def secrets(self) -> list[Marked]:
        return [span for span in self.spans if span.type != "OPTIONAL"]


def load(path: Path) -> list[Case]:
    """The cases of a file, one JSON object a line."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Case(
            row["id"],
            row["lang"],
            row["text"],
            tuple(Marked(**span) for span in row["spans"]),
            tuple(row["tags"]),
        )
        for row in rows
    ]


def leaked(case: Case, output: str) -> list[Marked]:
    """The values of which RUN signs in a row are in the output and not in the harmless rest."""
    left = _bare(_without_marks(output, case.text, "\0"))
    rest = _bare("\0".join(_outside(case.text, case.secrets)))
    return [span for span in case.secrets if _is_left(_bare(case.text[span.start : span.end]), left, rest)]


def lost(case: Case, output: str) -> list[str]:
    """The words outside every span that the output no longer has."""
    before = [word for piece in _outside(case.text, case.spans) for word in _words(piece)]
    after = _words(_without_marks(output, case.text, " "))
    same = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = {place for block in same for place in range(block.a, block.a + block.size)}
    return [word for place, word in enumerate(before) if place not in kept]


def words(case: Case) -> int:
    """How many words stand outside every span."""
    return sum(len(_words(piece)) for piece in _outside(case.text, case.spans))


def _outside(text: str, spans: Sequence[Marked]) -> list[str]:
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def _without_marks(output: str, text: str, blank: str) -> str:
    return _MARK.sub(lambda mark: mark.group() if mark.group() in text else blank, output)


def _is_left(value: str, left: str, rest: str) -> bool:
    runs = {value[at : at + RUN] for at in range(max(1, len(value) - RUN + 1))}
    return any(left.count(run) > rest.count(run) for run in runs if run)


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _bare(text: str) -> str:
    return "".join(sign for sign in _plain(text) if sign == "\0" or unicodedata.category(sign)[0] in "LNM")


def _plain(text: str) -> str:
    signs = (sign for sign in text if unicodedata.category(sign) != "Cf")
    folded = (unicodedata.normalize("NFKC", sign) if sign < "\u0e00" or sign > "\u0e7f" else sign for sign in signs)
    joined = "".join(folded).casefold()
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in joined)
