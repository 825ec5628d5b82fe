"""The text as the detectors read it, with the way back to the text as it was typed."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from socialdraft.services.privacy_rules.lexicon import Openings, holds
from socialdraft.services.privacy_rules.numbers import Long, find_long

_THAI = range(0x0E00, 0x0E80)
# Typed in two strokes, drawn as one letter: nikhahit + aa for sara am, two sara e for sara ae.
_TWO_STROKES = {"\u0e4d\u0e32": "\u0e33", "\u0e40\u0e40": "\u0e41"}
# Parts of emoji keycaps and variation selectors: a keycap 8 reads as 8.
_INVISIBLE = "\ufe0e\ufe0f\u20e3"
_DOTS = dict.fromkeys("\u2022\u2219\u30fb\u2027", "\u00b7")
_QUOTES = dict.fromkeys("\u2018\u2019\u00b4\u02bc", "'")
_SAME = {
    "\u00bd": " 1/2",
    "\u2212": "-",
    "\u2043": "-",
    "\t": " ",
    "\u27e8": "<",
    "\u27e9": ">",
    "\u2028": "\n",
    **_DOTS,
    **_QUOTES,
    **_TWO_STROKES,
}
# Everything that may change, vanish or grow; ASCII and Thai letters stand for themselves.
_ODD = re.compile(r"[^\x00-\x08\x0a-\x7f\u0e01-\u0e4f\u0e5a\u0e5b]")
_DIGIT = re.compile("[0-9]")
_THAI_SIGN = re.compile("[\u0e00-\u0e7f]")
_CAPITALS = re.compile("[A-Z][A-Z]")
_DENSE = re.compile("[0-9](?:[^0-9]{0,4}[0-9]){8}")
_LATIN_WORD = re.compile("[a-z]+")
_ODD_OR_PAIR = re.compile("|".join(_TWO_STROKES) + "|" + _ODD.pattern)


@dataclass(frozen=True, slots=True)
class View:
    """Folded text, the same in lower case, what it holds, and where each sign began as typed.

    `has_capitals`: two in a row; `is_dense`: nine digits with at most four signs between two of them.
    """

    text: str
    lower: str
    has_digits: bool
    has_thai: bool
    has_capitals: bool
    is_dense: bool
    words: frozenset[str]
    numbers: list[Long]
    origin: Sequence[int]
    length: int

    def may_say(self, listed: Openings) -> bool:
        """Whether a word of a list can be in the text: a look-up before a search."""
        if not listed.latin.isdisjoint(self.words):
            return True
        if listed.thai and self.has_thai and holds(self.lower, listed.thai):
            return True
        return bool(listed.inside) and holds(self.lower, listed.inside)

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Where a found stretch stands as typed; what was folded away inside it is included."""
        while end < len(self.text) and self.origin[end] == self.origin[end - 1]:
            end += 1
        return self.origin[start], self.origin[end] if end < len(self.text) else self.length


def read(text: str) -> View:
    """Fold width, dashes, blanks, digits of every script and invisible signs; Thai letters stay.

    NFKC would split sara am, so the Thai block is left alone but for its digits.
    """
    if text.isascii() and "\t" not in text:
        return _view(text, range(len(text)), len(text))
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    pattern = _ODD_OR_PAIR if any(pair in text for pair in _TWO_STROKES) else _ODD
    for odd in pattern.finditer(text):
        folded = _FOLDS[odd.group()]
        parts += text[at : odd.start()], folded
        origin += range(at, odd.start())
        origin += [odd.start()] * len(folded)
        at = odd.end()
    return _view("".join([*parts, text[at:]]), [*origin, *range(at, len(text))], len(text))


def _view(folded: str, origin: Sequence[int], length: int) -> View:
    lower = _lower(folded)
    has_digits = _DIGIT.search(folded) is not None
    has_thai = not folded.isascii() and _THAI_SIGN.search(folded) is not None
    has_capitals = _CAPITALS.search(folded) is not None
    numbers = find_long(folded, lower) if has_digits else []
    is_dense = bool(numbers) and _DENSE.search(folded) is not None
    return View(folded, lower, has_digits, has_thai, has_capitals, is_dense, _words(lower), numbers, origin, length)


def _words(lower: str) -> frozenset[str]:
    """The Latin words of a text; patterns that read any case take both odd Turkish letters for an i."""
    plain = lower if lower.isascii() else lower.replace("\u0131", "i").replace("\u0130", "i")
    return frozenset(_LATIN_WORD.findall(plain))


class _Folds(dict[str, str]):
    def __missing__(self, typed: str) -> str:
        self[typed] = folded = _fold(typed)
        return folded


_FOLDS = _Folds()


def _fold(typed: str) -> str:
    category = unicodedata.category(typed) if len(typed) == 1 else ""
    if category == "Cf" or typed in _INVISIBLE:
        return ""
    if typed in _SAME:
        return _SAME[typed]
    if category == "Nd":
        return str(unicodedata.digit(typed))
    if category in ("Zs", "Pd"):
        return " " if category == "Zs" else "-"
    return typed if ord(typed) in _THAI else unicodedata.normalize("NFKC", typed)


def _lower(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(sign if len(sign.lower()) != 1 else sign.lower() for sign in text)
