"""The claim rules as data, and where their words stand in a text. Pure; the rules live in risk_rules/*.toml.

How a cue is written: lower case; (a|b) is a choice and (a|) may be absent; {n} a number, {w} a word,
{phone}, {local} and {email}, {thainame} two Thai words, any other {name} a word of its list in words.toml;
… up to seventy characters inside a sentence, ‥ up to twelve, ⋯ up to 150 across sentences;
what follows >> must come, but is not quoted.
A space in English is any run of spaces and hyphens, perhaps after a comma; in Thai it may be absent.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import regex

from socialdraft.policy import Category, Language, Region

FOLDER = Path(__file__).parents[1] / "risk_rules"
FILES = {Region.TH: ("th.toml", "common.toml"), Region.OC: ("us.toml", "common.toml")}

NEAR = 60
"""How far a date excuses a discount: characters."""

THAI = regex.compile(r"\p{Thai}")
_PIECES = regex.compile("เเ|[ก-ฮ][่-๋]?ํ[่-๋]?า|\\X")
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Cc}--[\n]]", regex.V1)
_ODD = regex.compile(r"เเ|ํ|[\p{Cf}\p{Cc}--[\n]]", regex.V1)
_WRITTEN = str.maketrans("’‘“”–—\t\u00a0๐๑๒๓๔๕๖๗๘๙", "''\"\"--  0123456789")
_WORD = "a-z0-9\u00df-\u024f"
_TOKENS = {
    "{n}": r"\d(?:[\d,.]*\d)?",
    "{w}": r"[a-z']+",
    "{phone}": r"(?:\+?66[ .-]?|0)\d(?:[ .-]?\d){7,8}|(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]\d{4}",
    "{thainame}": r"[\u0E01-\u0E4E]{2,20}+[ ]{1,2}[\u0E01-\u0E4E]{2,20}+",
    "รับ": "(?<!ค)รับ",
    "{local}": r"\d{3}-\d{4}",
    "{email}": r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    "…": r"[^.!?\n]{0,70}?",
    "⋯": r"[\s\S]{0,150}?",
    "‥": r"[^.!?\n]{0,12}?",
    "(": "(?:",
    ")": ")",
    "|": "|",
}
_GAPS = frozenset("…‥⋯")
_GROUP = regex.compile(r"\((?:[^()]++|(?R))*+\)")
_LIST = regex.compile(r"\{(\w+)\}")
_ITEM = regex.compile(r"\((?:[^()]++|(?R))*+\)|[^()]++")
_CUE = regex.compile("|".join(regex.escape(token) for token in _TOKENS) + r"|[ -]+|.")


class Severity(StrEnum):
    """From the gravest."""

    BLOCK = "block_export_without_ack"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: its cues with their safer wording, or a safe `sentence` for the whole one ({} repeats it).

    Words of `unless` excuse the whole text, those of `unless_near` the cues they stand next to.
    `source` is a page that explains the `law`, as read on `checked_on`.
    """

    id: str
    severity: Severity
    law: str
    source: str
    checked_on: str
    th: Mapping[str, str] = field(default_factory=dict)
    en: Mapping[str, str] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    blocks_images: bool = False
    ask: str = ""
    unless: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    sentence: Mapping[Language, str] = field(default_factory=dict)

    def concerns(self, category: Category | None) -> bool:
        """Rules for some trades hold for "other" as well, and when nobody says which trade it is."""
        return not self.categories or category is None or category in (*self.categories, Category.OTHER)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as written, pieces to look for before it is tried, and its safer wording; None for harmless words.

    A text with the cue has at least one piece of every group; finding that out is quicker than matching.
    """

    written: str
    needles: tuple[tuple[str, ...], ...]
    say: str | None

    def may_be_in(self, text: str) -> bool:
        return all(any(needle in text for needle in group) for group in self.needles)

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.written)


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in the text: its place in the original characters, and the wording its rule proposes."""

    start: int
    end: int
    say: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the cues are written, with the original place of every character."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def thai(self) -> bool:
        return THAI.search(self.text) is not None


def fold(text: str) -> Folded:
    """Lower case, NFC, Arabic digits, plain quotes and dashes; invisible characters are gone."""
    plain = text.translate(_WRITTEN).lower()
    if len(plain) == len(text) and unicodedata.is_normalized("NFC", plain) and not _ODD.search(plain):
        return Folded(plain, range(len(text)), range(1, len(text) + 1))
    letters = [(letter, *piece.span()) for piece in _PIECES.finditer(text) for letter in _plain(piece.group())]
    return Folded("".join(row[0] for row in letters), [row[1] for row in letters], [row[2] for row in letters])


def _plain(piece: str) -> str:
    if piece == "เเ":
        return "แ"
    if "ํ" in piece and piece.endswith("า"):
        return piece.replace("ํ", "").removesuffix("า") + "ำ"
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", piece).translate(_WRITTEN).lower())


def find(rule: Rule, folded: Folded) -> list[Found]:
    """The rule's cues in order, the longest first; harmless words of its allow-list are stepped over."""
    text = folded.text
    if any(cue.pattern.search(text) for cue in _excuses(rule.unless) if cue.may_be_in(text)):
        return []
    excuses = [
        range(excuse.start() - NEAR, excuse.end() + NEAR)
        for cue in _excuses(rule.unless_near)
        if cue.may_be_in(text)
        for excuse in cue.pattern.finditer(text)
    ]
    hits = [
        (match.start(), place, match.end(), cue.say)
        for place, cue in enumerate(_cues(rule, thai=folded.thai))
        if cue.may_be_in(text)
        for match in cue.pattern.finditer(text)
        if not any(match.start() in excuse or match.end() in excuse for excuse in excuses)
    ]
    found, done = [], 0
    for start, _, end, say in sorted(hits, key=lambda hit: hit[:2]):
        if start >= done:
            done = end
            found += [] if say is None else [Found(folded.starts[start], folded.ends[end - 1], say)]
    return found


@cache
def rules(region: Region) -> tuple[Rule, ...]:
    """The region's rules: its own first, then the common ones."""
    return tuple(_rule(row, region=region) for name in FILES[region] for row in _table(name)["rule"])


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """Why each rule exists, by rule id and language."""
    return _table("reasons.toml")


@cache
def _lists() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return _table("words.toml")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _rule(row: dict[str, Any], *, region: Region) -> Rule:
    """A rule of a file; with `thai_of` it speaks Thai as that rule of th.toml does."""
    source = row.pop("source")
    if twin := row.pop("thai_of", None):
        model = next(other for other in _table("th.toml")["rule"] if other["id"] == twin)
        row |= {"th": model["th"], "allow": [*row.get("allow", ()), *model.get("allow", ())]}
    shaped: dict[str, Any] = {
        "source": source if isinstance(source, str) else source[region],
        "severity": Severity(row.pop("severity")),
        "checked_on": row.pop("checked_on").isoformat(),
        "categories": tuple(Category(name) for name in row.pop("categories", ())),
        "allow": tuple(row.pop("allow", ())),
        "unless": tuple(row.pop("unless", ())),
        "unless_near": tuple(row.pop("unless_near", ())),
        "sentence": {Language(name): words for name, words in row.pop("sentence", {}).items()},
    }
    shaped |= {name: {_spelled_out(cue, name): say for cue, say in row.pop(name, {}).items()} for name in ("th", "en")}
    return Rule(**shaped, **row)


def _spelled_out(cue: str, language: str) -> str:
    """The cue with the words of every list it names."""
    lists = _lists()[language]
    return _LIST.sub(lambda name: "(" + "|".join(lists[name[1]]) + ")" if name[1] in lists else name[0], cue)


@cache
def _cues(rule: Rule, *, thai: bool) -> tuple[Cue, ...]:
    """Harmless words, then the longest cues; a cue known in both languages speaks the text's own."""
    first, second = (rule.th, rule.en) if thai else (rule.en, rule.th)
    says: dict[str, str | None] = {**second, **first, **dict.fromkeys(rule.allow)}
    ordered = sorted(says, key=lambda written: (says[written] is not None, -_reach(written)))
    return tuple(_cue(written, say=says[written]) for written in ordered)


@cache
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(_expression(written))


@cache
def _excuses(words: tuple[str, ...]) -> tuple[Cue, ...]:
    return tuple(_cue(written, say=None) for written in words)


def _cue(written: str, *, say: str | None) -> Cue:
    return Cue(written, tuple(sorted(_needles(written), key=len)), say)


def _needles(words: str) -> list[tuple[str, ...]]:
    """Groups of pieces; every text with these words has at least one piece of each group."""
    parts = (_choice(item[1:-1]) if item.startswith("(") else _longest_piece(item) for item in _ITEM.findall(words))
    return [pieces for pieces in parts if pieces]


def _choice(options: str) -> tuple[str, ...]:
    """The needles of all options of a group, or none when one of them may be absent."""
    marked = _GROUP.sub(lambda group: group[0].replace("|", "\0"), options)
    found = [_needles(option.replace("\0", "|")) for option in marked.split("|")]
    return tuple(piece for groups in found for piece in max(groups, key=_shortest)) if all(found) else ()


def _shortest(pieces: tuple[str, ...]) -> int:
    return min(map(len, pieces))


def _longest_piece(words: str) -> tuple[str, ...]:
    piece = max(regex.split(r"\{\w+\}|[ …‥⋯>-]+", words), key=len)
    return (piece,) if piece else ()


def _reach(cue: str) -> int:
    """How long the cue's longest reading is: characters."""
    while (shorter := regex.sub(r"\(([^()]*)\)", lambda group: max(group[1].split("|"), key=len), cue)) != cue:
        cue = shorter
    return len(cue)


def _expression(cue: str) -> str:
    """A Thai cue never ends inside a syllable's marks or a number, any other never inside a word."""
    words, _, after = cue.partition(" >> ")
    thai = THAI.search(words) is not None
    context = f"(?=[ ]?{_TOKENS['…']}{_body(after, thai=thai)})" if after else ""
    if thai:
        return rf"(?:{_body(words, thai=True)})(?!(?<=\d)\d|[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]){context}"
    return rf"(?<![{_WORD}])(?:{_body(words, thai=False)})(?![{_WORD}]){context}"


def _body(words: str, *, thai: bool) -> str:
    gap = "[ -]*" if thai else ",?[ -]+"
    return "".join(
        _grouped(token, thai=thai) if token in _TOKENS else gap if not token.strip(" -") else re.escape(token)
        for token in _CUE.findall(words)
    )


def _grouped(token: str, *, thai: bool) -> str:
    """A token's pattern; what lies between two words begins and ends at a word."""
    if token in _GAPS and not thai:
        return f"(?![{_WORD}]){_TOKENS[token]}(?<![{_WORD}])"
    return f"(?:{_TOKENS[token]})" if token.startswith("{") else _TOKENS[token]
