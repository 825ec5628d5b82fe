"""Cuts an English sentence at the commas where something else begins: other hours, another offer, another price."""

import re

from socialdraft.studio.words.kinds import DATE, HOURS, MONEY, OFFER

DAY_NAME = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b"
TIMED = r"(?:from \d|until \d|starts? \d|\d{1,2}(?::\d\d)? ?(?:am|pm|-|–))"
OTHER = (
    r"(?:open(?:s|ing)?\b|clos(?:ed|ing)\b|hours\b|\d{1,3}% off|free\b|buy\b|get \d|every (?:day|\w+day)|daily\b"
    rf"|{DAY_NAME}|next dates?\b|\d for [$฿]|{TIMED})"
)
PRICED = r"(?:[A-Za-z][^,.;$฿]{2,40}[$฿] ?\d)"
COMMA = re.compile(rf"[,;]\s+(?:and |plus |also )?(?={OTHER}|{PRICED})|\s+[|·•]\s+|;\s+", re.IGNORECASE)
STARTS = {
    name: re.compile(signs, re.IGNORECASE)
    for name, signs in {
        "other": OTHER,
        "time": TIMED,
        "day": rf"(?:{DAY_NAME}|every |daily)",
        "closed": r"clos(?:ed|ing)\b",
    }.items()
}
SUBJECT = 36
"""A shorter start than this is what the day or the price behind the comma is about."""


def statements(sentence: str) -> list[str]:
    """The sentence's statements; what belongs together stays together."""
    parts, start = [], 0
    for comma in COMMA.finditer(sentence):
        before, after = sentence[start : comma.start()], sentence[comma.end() :]
        if "," in comma.group() and _together(before, after):
            continue
        parts.append(before)
        start = comma.end()
    return [*parts, sentence[start:]]


def _together(before: str, after: str) -> bool:
    """A day and its hours, a thing and its day, a list and its price, opening and closing times."""
    if STARTS["time"].match(after):
        return bool(DATE.search(before)) or not _strong(before)
    if STARTS["closed"].match(after):
        return bool(HOURS.search(before))
    if STARTS["day"].match(after):
        return len(before) < SUBJECT and not _strong(before)
    return not STARTS["other"].match(after) and not MONEY.search(before)


def _strong(text: str) -> bool:
    return any(signs.search(text) for signs in (MONEY, HOURS, OFFER))
