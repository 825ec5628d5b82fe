"""Phone numbers spoken in words, English or Thai, and numbers spelled on the keypad."""

import re
from collections.abc import Iterator
from itertools import pairwise

from socialdraft.services.privacy_rules.context import is_money
from socialdraft.services.privacy_rules.lexicon import any_of, openings, tree_of, tried_at
from socialdraft.services.privacy_rules.phone_mixed import PAIRS, UNITS
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_ENGLISH = {**UNITS, "o": 0, "niner": 9}
_THAI = {
    "ศูนย์": 0,
    "ศูนย": 0,
    "ศูน": 0,
    "สูน": 0,
    "สูนย์": 0,
    "ศุนย์": 0,
    "ศุนย": 0,
    "หนึ่ง": 1,
    "หนึง": 1,
    "นึง": 1,
    "สอง": 2,
    "สาม": 3,
    "สี่": 4,
    "สี": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "เจด": 7,
    "แปด": 8,
    "เก้า": 9,
    "เกา": 9,
}
_TIMES = {"double": 2, "triple": 3, "treble": 3, "hundred": 2, "thousand": 3}
_WORDS = " ".join([*_ENGLISH, *_TIMES, *_THAI])
_OPENINGS = openings(_WORDS)
_SPOKEN = any_of(_WORDS + " 0 1 2 3 4 5 6 7 8 9")
_BETWEEN = r"(?:[ ,.()\-/·_]{0,3}|\n)"
_RUN = re.compile(rf"{any_of(_WORDS)}(?:{_BETWEEN}{_SPOKEN}){{2,24}}")
# Five six eight, thirty one, four one two seven: with tens only behind a word for such a number.
_TENS_WORDS, _TENS = openings(PAIRS), tree_of(PAIRS)
_UNIT_LIST = " ".join(word for word in _ENGLISH if len(word) > 1)
_UNIT = tree_of(_UNIT_LIST)
_TENS_HEAD = re.compile(tree_of(f"{PAIRS} {_UNIT_LIST}"))
_TENS_RUN = re.compile(rf"(?<![a-z])(?:{_UNIT}|{_TENS})(?:[ ,.-]{{1,2}}(?:{_UNIT}|{_TENS})){{5,11}}(?![a-z])")
_TENS_WORD = re.compile(rf"(?<![a-z]){_TENS}(?![a-z])")
_TENS_KEY = re.compile(r"\b(?:social|ssn|phone|cell|call|text|number|reach|dial)\b[^\n]{0,48}\Z")
_DIGITS_BEFORE = re.compile(r"[0-9](?<![0-9][0-9])(?:[ ,.\-/]?[0-9]){0,7}[ ,.\-/]{0,2}\Z")
# S as in Sam, four four one ...; letter B, eight one one ...
_LETTER_BEFORE = re.compile(r"(?<![a-z])(?:(?:letter )?[a-z] as in [a-z]{2,10}|letter [a-z]),? \Z")
_TOKENS = re.compile(_SPOKEN)
# One thousand three hundred and thirty: a sum, said as no phone is.
_SUM = re.compile(r"thousand,? [a-z]{3,5} hundred")
_FEWEST_DIGITS = 7
_MOST_DIGITS = 16
_FEWEST_WORDS = 3
_FEWEST_WORDS_IN_A_WHOLE = 2
_WHOLE = range(9, 12)

_VANITY = re.compile(
    r"[+0-9(](?<![0-9A-Za-z+(][+0-9(])"
    r"(?:(?:(?<=\+)1[-. ]?\(?[2-9][0-9]{2}|(?<=1)[-. ]?\(?[2-9][0-9]{2}|(?<=\()[2-9][0-9]{2}"
    r"|(?<=[2-9])[0-9]{2})\)?[-. ]{1,2}"
    r"(?:[A-Z]{7}(?![A-Za-z0-9])|(?=[0-9A-Z-]{8,12}(?![A-Za-z0-9]))(?=[0-9-]{0,8}[A-Z]{2})"
    r"[0-9A-Z]{2,5}-[0-9A-Z]{2,6}(?:-[0-9A-Z]{1,4})?)"
    r"|(?<=1)[-. ]?8(?:00|33|44|55|66|77|88)[-. ][A-Z]{4,12}(?:-[A-Z0-9]{1,8})?(?![A-Za-z0-9]))"
)


def find(view: View) -> Iterator[Span]:
    """Every number of seven or more spoken digits, and every keypad word behind an area code."""
    for match in _RUN.finditer(view.lower) if view.may_say(_OPENINGS) else ():
        before = max(0, match.start() - 16)
        digits = _DIGITS_BEFORE.search(view.lower, before, match.start())
        is_split = digits is not None and not is_money(view.lower, digits.start())
        start = digits.start() if digits and is_split else match.start()
        letter = _LETTER_BEFORE.search(view.lower, max(0, start - 24), start)
        start = letter.start() if letter else start
        for end in _ends(view.lower, start, match.end()):
            if not _SUM.search(match.group()) and _is_spoken_phone(view.lower[start:end]):
                yield Span(start, end, "phone")
                break
    if view.may_say(_TENS_WORDS) and _TENS_WORD.search(view.lower):
        for match in tried_at(_TENS_HEAD, _TENS_RUN, view.lower):
            if _TENS_KEY.search(view.lower, max(0, match.start() - 64), match.start()):
                yield Span(*match.span(), "phone")
    for match in _VANITY.finditer(view.text) if view.has_digits and view.has_capitals else ():
        yield Span(match.start(), match.end(), "phone")


def _ends(lower: str, start: int, end: int) -> Iterator[int]:
    """Where a run may end: as a whole, or with its last sentence (... five three two zero. 2 lobster rolls)."""
    yield end
    full_stop = lower.rfind(". ", start, end)
    if full_stop > start:
        yield full_stop


def _is_spoken_phone(run: str) -> bool:
    tokens = _TOKENS.findall(run)
    digits: list[int] = []
    times = 1
    for token in tokens:
        if token in _TIMES:
            if token in ("hundred", "thousand"):
                digits.extend([0] * _TIMES[token])
            else:
                times = _TIMES[token]
            continue
        digits.extend([_value(token)] * times)
        times = 1
    words = sum(not token.isdigit() for token in tokens)
    fewest = _FEWEST_WORDS_IN_A_WHOLE if len(digits) in _WHOLE else _FEWEST_WORDS
    return words >= fewest and _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS and not _is_counting(digits)


def _value(token: str) -> int:
    if token.isdigit():
        return int(token)
    return _ENGLISH.get(token, _THAI.get(token, 0))


def _is_counting(digits: list[int]) -> bool:
    return all(after - before == 1 for before, after in pairwise(digits))
