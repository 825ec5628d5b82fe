"""The text as the detectors read it, with the way back to the text as it was typed."""

import re
import unicodedata
from dataclasses import dataclass

_THAI = range(0x0E00, 0x0E80)
# Typed in two strokes, drawn as one letter: nikhahit + aa for sara am, two sara e for sara ae.
_TWO_STROKES = {"\u0e4d\u0e32": "\u0e33", "\u0e40\u0e40": "\u0e41"}
_STROKES = re.compile("|".join(_TWO_STROKES) + "|.", re.DOTALL)
_INVISIBLE = "\ufe0e\ufe0f\u20e3"
_SAME = {"\u2212": "-", "\u2043": "-", "\u2022": "\u00b7", "\u2219": "\u00b7", "\u30fb": "\u00b7", "\t": " ", "\u2028": "\n"}
_SAME |= {"\u2018": "'", "\u2019": "'", "\u00b4": "'", **_TWO_STROKES}


class _Folds(dict[str, str]):
    def __missing__(self, typed: str) -> str:
        self[typed] = folded = _fold(typed)
        return folded


@dataclass(frozen=True, slots=True)
class View:
    """Folded text for searching; `origin[i]` is where its i-th character begins in the typed text."""

    text: str
    origin: list[int] | range
    length: int

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Where a found stretch stands in the typed text; what was folded away inside it is included."""
        while end < len(self.text) and self.origin[end] == self.origin[end - 1]:
            end += 1
        return self.origin[start], self.origin[end] if end < len(self.text) else self.length


def read(text: str) -> View:
    """Fold width, digits of every script, dashes, spaces and invisible characters; Thai letters stay (NFKC splits sara am)."""
    if text.isascii():
        return View(text.replace("\t", " "), range(len(text)), len(text))
    units = _STROKES.findall(text) if "\u0e4d" in text or "\u0e40\u0e40" in text else text
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    for unit in units:
        folded = _FOLDS[unit]
        parts.append(folded)
        origin.extend([at] * len(folded))
        at += len(unit)
    return View("".join(parts), origin, len(text))


def _fold(typed: str) -> str:
    if typed in _SAME:
        return _SAME[typed]
    category = unicodedata.category(typed)
    if category == "Cf" or typed in _INVISIBLE:
        return ""
    if category == "Nd":
        return str(unicodedata.digit(typed))
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    return typed if ord(typed) in _THAI else unicodedata.normalize("NFKC", typed)


_FOLDS = _Folds()
