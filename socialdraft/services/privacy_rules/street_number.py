"""American house numbers: in digits, on a grid, in words."""

import re

from socialdraft.services.privacy_rules.lexicon import openings, tree_of
from socialdraft.services.privacy_rules.view import View

_NUMBER = re.compile(
    r"[0-9](?<![0-9A-Za-z][0-9])(?:[0-9]{0,2}[NSEW][0-9]{1,5}|(?:-[0-9]){2,4}(?![0-9-])"
    r"|[0-9]{2,4}[A-Z]?(?: ?[-/&] ?| and )[0-9]{3,5}[A-Z]?(?![0-9A-Za-z])"
    r"|[0-9]{0,5}(?:-[0-9]{1,4}(?![0-9]"
    r"| {1,3}[0-9]{1,5} ))?(?:-?[A-Za-z](?![A-Za-z0-9]))?)(?: {1,2}[13]/[234](?![0-9]))?"
    r"(?=,? {1,3}(?:[0-9]{1,5}(?:[a-zA-Z]{2})?[ -]{1,2})?[A-Za-zÀ-ɏ]|,? {1,3}[0-9]{1,4}[a-zA-Z]{2}\b|\n[NSEW]\.? [A-Z])"
)
_GRID_NUMBER = re.compile(
    r"[NSEW](?<![A-Za-z0-9][NSEW])(?:[0-9]{2,5}|[0-9](?=[NSEW]))(?:[NSEW][0-9]{1,6})?(?= [A-Za-z])"
)
_TEENS = (
    "Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen "
    "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety"
)
_TENS = tree_of(_TEENS)
_ONES = tree_of("One Two Three Four Five Six Seven Eight Nine one two three four five six seven eight nine")
_DIGITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred oh zero"
)
_DIGIT = tree_of(_DIGITS)
# In words, however many: four twenty Marigold Ave, Eighty Broad Street.
_TENS_NUMBER = re.compile(rf"{_TENS}(?:[ -]{_ONES})?(?= [A-Z])")
_SPOKEN_NUMBER = re.compile(rf"{_DIGIT}(?:[ -]{_DIGIT}){{1,4}}(?= [A-Z])")
_WORD_NUMBER = re.compile(
    r"[OTFSEN](?<![A-Za-z][OTFSEN])(?:(?<=O)ne|(?<=T)(?:wo|hree|en|welve)|(?<=F)(?:our|ive)|(?<=S)(?:ix|even)"
    r"|(?<=E)(?:ight|leven)|(?<=N)ine)(?= [A-Z])"
)
_LOWER_TENS = tree_of(_TEENS.lower())
_LOWER_NUMBER = re.compile(rf"{_LOWER_TENS}(?= [A-Z])")
_IN_DIGITS = (_NUMBER, _GRID_NUMBER)
_IN_WORDS = (_LOWER_NUMBER, _WORD_NUMBER, _TENS_NUMBER, _SPOKEN_NUMBER)
_SAID = openings(f"{_DIGITS} {_TEENS.lower()}")


def patterns(view: View) -> tuple[re.Pattern[str], ...]:
    """The forms of house numbers that can be in a text."""
    return (_IN_DIGITS if view.has_digits else ()) + (_IN_WORDS if view.may_say(_SAID) else ())
