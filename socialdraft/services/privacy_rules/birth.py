"""Full dates of long ago that a word near them or a name before them tells as somebody's birth."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import near, person
from socialdraft.services.privacy_rules.lexicon import openings, words_of
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_BIRTH_WORDS = words_of(
    "date_of_birth proof_of_age birthday birthdays bday b-day birth_day born birth_date birthdate dob passport เกิด"
)
_DATE = re.compile(rf"(?:วันที่ ?)?(?P<value>{person.FULL_DATE})")
# 7-23-81: no year to come is written so.
_SHORT = re.compile(
    r"(?P<value>[0-9](?<![0-9.,/-][0-9])[0-9]?[-/.][0-9]{1,2}[-/.](?:19)?[4-9][0-9])(?![0-9]|[-/.][0-9])"
)
_WHO = 32
_SIX = re.compile(r"เกิด(?:วันที่|เมื่อ)? ?(?P<value>[0-9]{6})(?![0-9])")
# Sana (5/28/2017), Wes is 10.19.1988, age 12 (2014-01-19), N8063217, Oct 30 1971.
_TOLD_BEFORE = re.compile(
    r"(?:[A-ZÀ-Þ][a-zß-ɏ]{1,15}(?<!Opening)(?<!Opened)(?<!Since)(?<!Founded)(?<!Updated)(?<!day)(?P<is> is)?"
    r"|(?P<aged>(?:[Aa]ged?|[Tt]urn(?:s|ed|ing)) (?:[0-9]{1,2}|[a-z]{3,9})(?: on)?|[A-Z][0-9]{7,8}"
    r"|[0-9]{3}-[0-9]{2}-[0-9]{4}))(?P<comma>,)? (?P<bracket>\()?\Z"
)
_SOCIAL = openings("social ssn")
_SOCIAL_WORD = re.compile(" (?:social|ssn)")
_BEFORE_NUMBER = re.compile(rf"(?P<value>{person.FULL_DATE}),?\Z")
_LONGEST_SAID = 64
_BEHIND_NAME = re.compile(rf",? \(?(?P<value>{person.FULL_DATE})")
# Whoever was born this side of them is no owner's customer yet: a loose date with a later year is an event's.
_BORN = re.compile(r"(?:19[2-9][0-9]|20(?:0[0-9]|1[0-9]|20)|24[6-9][0-9]|25(?:[0-5][0-9]|6[0-3]))(?![0-9])")
_LONGEST_DATE = 24
_STARTED = re.compile(r"(?:since|opened|founded|established|est\.?|ตั้งแต่|เปิดร้าน|เปิดเมื่อ) ?\Z")


def find(view: View) -> Iterator[Span]:
    """Every such date."""
    if not view.has_digits:
        return
    for match in _SIX.finditer(view.lower) if "เกิด" in view.lower else ():
        yield Span(*match.span("value"), "date_of_birth")
    if not _BORN.search(view.lower) and not _SHORT.search(view.lower):
        return
    yield from _dated_names(view)
    yield from _told(view)
    yield from _before_numbers(view)
    if view.may_say(_BIRTH_WORDS.openings):
        yield from _births(view)


def _dated_names(view: View) -> Iterator[Span]:
    """Ms. Thu-Ha Bui, 11-02-1978, first facial: a full date of long ago right behind a name."""
    for name in person.titled(view):
        match = _BEHIND_NAME.match(view.lower, name.end())
        if match and _BORN.search(match["value"]):
            yield Span(*match.span("value"), "date_of_birth")


def _told(view: View) -> Iterator[Span]:
    """Theodora, turns twelve (2014-02-21): a date of long ago behind somebody, an age or a paper."""
    for born in _BORN.finditer(view.lower):
        match = _DATE.search(view.lower, max(0, born.start() - _LONGEST_DATE), born.end() + _LONGEST_DATE)
        who = _who(view, match) if match and _BORN.search(match["value"]) else None
        if match and who and (who["is"] or who["bracket"] or who["aged"] or who["comma"]):
            yield Span(*match.span("value"), "date_of_birth")
    for match in _SHORT.finditer(view.lower):
        if _who(view, match):
            yield Span(*match.span("value"), "date_of_birth")


def _who(view: View, date: re.Match[str]) -> re.Match[str] | None:
    return _TOLD_BEFORE.search(view.text, max(0, date.start() - _WHO), date.start())


def _before_numbers(view: View) -> Iterator[Span]:
    """Anucha Srisuk, 17 Jan 1999, social 628-30-5917: such a date right before a social security number."""
    for word in _SOCIAL_WORD.finditer(view.lower) if view.may_say(_SOCIAL) else ():
        born = _BEFORE_NUMBER.search(view.lower, max(0, word.start() - _LONGEST_SAID), word.start())
        if born and _BORN.search(born["value"]):
            yield Span(*born.span("value"), "date_of_birth")


def _births(view: View) -> Iterator[Span]:
    for word in _BIRTH_WORDS.pattern.finditer(view.lower):
        for match in _DATE.finditer(view.lower, word.end(), word.end() + near.NEAR + _LONGEST_DATE):
            start = match.start()
            if _BORN.search(match["value"]) and not _STARTED.search(view.lower, max(0, start - 14), start):
                yield Span(*match.span("value"), "date_of_birth")
        for match in _SHORT.finditer(view.lower, word.end(), word.end() + near.NEAR):
            yield Span(*match.span("value"), "date_of_birth")
