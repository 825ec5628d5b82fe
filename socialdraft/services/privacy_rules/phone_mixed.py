"""Phone numbers said half in words and half in digits: seven14-6two9-3308, nine four nine 661 seventy forty-three."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.lexicon import openings, tree_of
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

UNITS = {
    "zero": 0,
    "oh": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
"""What is said for a digit."""
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
PAIRS = f"{_TEENS} {_TENS}"
"""What is said for two digits."""
_VALUES = (
    {word: str(value) for word, value in UNITS.items()}
    | {word: str(value) for value, word in enumerate(_TEENS.split(), 10)}
    | {word: str(value) for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
)
_WORDS = openings(" ".join(_VALUES))
_TOKEN = rf"(?:[0-9]{{1,4}}|{tree_of(' '.join(_VALUES))}|o(?=[0-9]))"
_RUN = re.compile(rf"(?<![a-z0-9$.,])\(?{_TOKEN}(?:[ ,.()/-]{{0,3}}{_TOKEN}){{3,11}}(?![a-z0-9%])")
_TOKENS = re.compile(rf"(?:{tree_of(_TENS)})[ -]{tree_of(' '.join(UNITS))}(?![a-z])|{_TOKEN}")
_LONG, _WITH_COUNTRY = 10, 11


def find(view: View) -> Iterator[Span]:
    """Every American number that is said so."""
    if not view.has_digits or not view.may_say(_WORDS):
        return
    for match in _RUN.finditer(view.lower):
        if _is_american(_TOKENS.findall(match.group())):
            yield Span(*match.span(), "phone")


def _is_american(tokens: list[str]) -> bool:
    if tokens[0] in ("1", "one") and len("".join(map(_digits, tokens))) == _WITH_COUNTRY:
        tokens = tokens[1:]
    digits = "".join(map(_digits, tokens))
    # Passport 678 310 425, two keys: a last word counts what comes next.
    is_mixed = len({token.isdigit() for token in tokens[:-1]}) > 1
    return is_mixed and len(digits) == _LONG and digits[0] not in "01" and digits[3] not in "01"


def _digits(token: str) -> str:
    """What a token says: 43 for forty-three, 0 for an o."""
    tens, _, unit = token.replace("-", " ").partition(" ")
    if unit:
        return _VALUES[tens][0] + _VALUES[unit]
    return token if token.isdigit() else _VALUES.get(token, "0")
