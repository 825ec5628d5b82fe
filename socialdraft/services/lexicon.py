"""The claim rules as data, and where their words stand in a text. Pure; the rules live in risk_rules/*.toml."""

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import regex

from socialdraft.policy import Category, Language, Region
from socialdraft.services.cues import THAI, Cue, needles, reach

FOLDER = Path(__file__).parents[1] / "risk_rules"
FILES = {Region.TH: ("th.toml", "common.toml"), Region.OC: ("us.toml", "common.toml")}

NEAR = 60
"""How far a date excuses a discount: characters."""

_LIST = regex.compile(r"\{(\w+)\}")
_PIECES = regex.compile("เเ|[ก-ฮ][่-๋]?ํ[่-๋]?า|\\X")
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Cc}--[\n]]", regex.V1)
_ODD = regex.compile(r"เเ|ํ|[\p{Cf}\p{Cc}--[\n]]", regex.V1)
_WRITTEN = str.maketrans("’‘“”–—\t\u00a0๐๑๒๓๔๕๖๗๘๙éèêëáàâäíîïóôöúûüñç", "''\"\"--  0123456789eeeeaaaaiiiooouuunc")


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
    plain = text.lower().translate(_WRITTEN)
    if len(plain) == len(text) and unicodedata.is_normalized("NFC", plain) and not _ODD.search(plain):
        return Folded(plain, range(len(text)), range(1, len(text) + 1))
    letters = [(letter, *piece.span()) for piece in _PIECES.finditer(text) for letter in _plain(piece.group())]
    return Folded("".join(row[0] for row in letters), [row[1] for row in letters], [row[2] for row in letters])


def _plain(piece: str) -> str:
    if piece == "เเ":
        return "แ"
    if "ํ" in piece and piece.endswith("า"):
        return piece.replace("ํ", "").removesuffix("า") + "ำ"
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", piece).lower()).translate(_WRITTEN)


def find(rule: Rule, folded: Folded) -> list[Found]:
    """The rule's cues in order, the longest first; harmless words of its allow-list are stepped over."""
    text, present = folded.text, _present(folded.text)
    if any(cue.pattern.search(text) for cue in _excuses(rule.unless) if cue.may_be_among(present)):
        return []
    excuses = [
        range(excuse.start() - NEAR, excuse.end() + NEAR)
        for cue in _excuses(rule.unless_near)
        if cue.may_be_among(present)
        for excuse in cue.pattern.finditer(text)
    ]
    hits = [
        (match.start(), place, match.end(), cue.say)
        for place, cue in enumerate(_cues(rule, thai=folded.thai))
        if cue.may_be_among(present)
        for match in cue.pattern.finditer(text)
        if not any(match.start() in excuse or match.end() in excuse for excuse in excuses)
    ]
    found, done = [], 0
    for start, _, end, say in sorted(hits, key=lambda hit: hit[:2]):
        if say is None:
            done = max(done, end)
        elif start >= done:
            done = end
            found.append(Found(folded.starts[start], folded.ends[end - 1], say))
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
    """A rule of a file; with `thai_of` or `english_of` it has that rule's cues of the other region's file as well."""
    source = row.pop("source")
    for name, file, section in (("thai_of", "th.toml", "th"), ("english_of", "us.toml", "en")):
        if twin := row.pop(name, None):
            model = next(other for other in _table(file)["rule"] if other["id"] == twin)
            row[section] = model[section] | row.get(section, {})
            row["allow"] = [*row.get("allow", ()), *model.get("allow", ())]
    shaped: dict[str, Any] = {
        "source": source if isinstance(source, str) else source[region],
        "severity": Severity(row.pop("severity")),
        "checked_on": row.pop("checked_on").isoformat(),
        "categories": tuple(Category(name) for name in row.pop("categories", ())),
        **{name: tuple(map(_spelled_out, row.pop(name, ()))) for name in ("allow", "unless", "unless_near")},
        "sentence": {Language(name): words for name, words in row.pop("sentence", {}).items()},
    }
    shaped |= {
        name: {_spelled_out(words, name): say for words, say in row.pop(name, {}).items()} for name in ("th", "en")
    }
    return Rule(**shaped, **row)


def _spelled_out(cue: str, language: str = "") -> str:
    """The cue with the words of every list it names."""
    lists = _lists()[language or ("th" if THAI.search(cue) else "en")]
    return _LIST.sub(lambda name: "(" + "|".join(lists[name[1]]) + ")" if name[1] in lists else name[0], cue)


@cache
def _cues(rule: Rule, *, thai: bool) -> tuple[Cue, ...]:
    """Harmless words, then the longest cues; a cue known in both languages speaks the text's own."""
    first, second = (rule.th, rule.en) if thai else (rule.en, rule.th)
    says: dict[str, str | None] = {**second, **first, **dict.fromkeys(rule.allow)}
    ordered = sorted(says, key=lambda written: (says[written] is not None, -reach(written)))
    return tuple(Cue.of(written, say=says[written]) for written in ordered)


@cache
def _excuses(words: tuple[str, ...]) -> tuple[Cue, ...]:
    return tuple(Cue.of(written, say=None) for written in words)


@lru_cache(maxsize=4)
def _present(text: str) -> frozenset[str]:
    """The pieces of any cue that are in the text: looked up once for all cues."""
    starts = {*text, *(text[place : place + 2] for place in range(len(text)))}
    return frozenset(needle for start in starts for needle in _all_needles().get(start, ()) if needle in text)


@cache
def _all_needles() -> Mapping[str, Sequence[str]]:
    """The pieces of all cues of both regions, by their first two letters."""
    everywhere = (rule for region in Region for rule in rules(region))
    written = {
        cue
        for rule in everywhere
        for words in (rule.th, rule.en, rule.allow, rule.unless, rule.unless_near)
        for cue in words
    }
    found: defaultdict[str, list[str]] = defaultdict(list)
    for needle in {needle for cue in written for group in needles(cue) for needle in group}:
        found[needle[:2]].append(needle)
    return found
