"""How a cue of the claim rules is written, and the pattern it stands for. Pure.

Lower case, no accents; (a|b) is a choice and (a|) may be absent; {n} a number, {w} a word,
{amount} a number in digits or words, {phone}, {landline}, {thaiid}, {account}, {local} and {email},
{thainame} two Thai words,
any other {name} a word of its list in words.toml;
… up to seventy characters inside a sentence, ‥ up to twelve, ⋯ up to 150 across sentences;
what follows >> must come, but is not quoted.
A space in English is any run of spaces and hyphens, perhaps after a comma; in Thai it may be absent.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Self

import regex

from socialdraft.services.privacy_rules.lexicon import tree_of

THAI = regex.compile(r"\p{Thai}")
_WORD = "a-z0-9\u00df-\u024f"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|grand|million|dozen"
_ENGLISH = f"(?:one|two|three|four|five|six|seven|eight|nine|{_TEENS}|{_TENS})(?![a-z])"
_THAI = "หนึ่ง|สอง|สาม|สี่|ห้า(?!ม)|หก|เจ็ด|แปด|เก้า(?!อี้)|สิบ|เอ็ด|ยี่|ร้อย|พัน|หมื่น|แสน|ล้าน"
_AMOUNT = rf"[$฿]?\d(?:[\d,.]*\d)?k?|(?:a[ -])?{_ENGLISH}(?:[ -](?:and )?{_ENGLISH})*|(?:{_THAI})+"
_THAI_PHONE = r"(?<!\d[.:-])(?:\+?66[ .-]?|0)(?!\d?[.:]\d\d[ -])[2-9](?:[ .-]?\d){7,8}"
_PHONE = rf"{_THAI_PHONE}|(?:\+?1[ .-]?)?\(?\d{{3}}\)?[ .-]{{0,2}}\d{{3}}[ .-]\d{{4}}"
_LONGER = "เซลล์ พยา ยาว ยาง ยาย ยาก หมอก หมอน ดูดวง บอกว่า หมดอายุ ต่ออายุ ขวาง ปรับ ไหม ไหล ไหว ไหน แก้ว"
"""Thai words with another one inside, which stands for itself only: no แก้ in a แก้ว, no หมอ in the หมอก."""
_TOKENS = {
    **{word: word for word in _LONGER.split()},
    "{n}": r"\d(?:[\d,.]*\d)?",
    "{amount}": _AMOUNT,
    "{w}": r"[a-z']+",
    "{phone}": _PHONE,
    "{landline}": r"0(?:2|[3-57]\d)[ -]?\d{3}[ -]?\d{3,4}(?!\d)",
    "{thaiid}": r"\d-\d{4}-\d{5}-\d{2}-\d|(?<!\d)\d{13}(?!\d)",
    "{account}": r"\d(?:[ -]?\d){8,15}",
    "{thainame}": r"[\u0E01-\u0E4E]{2,20}+[ ]{1,2}[\u0E01-\u0E4E]{2,20}+",
    "รับ": "(?<![คป])(?<!ไม่มา)รับ",
    "ฟรี": "ฟรี(?!สไตล์|แลนซ์|เวย์|คิก|ไดฟ|ซ|ด)",
    "เซล": "(?<!ดี)เซล(?![ลส]์)",
    "แถม": "แถม(?!ยัง|ไม่|โดน|ทำ(?:แ|ให้|หาย|พัง|หก)|บ่น|พูด|บอก|ฝน|เสีย|แพง|ช้า)",
    "ยา": r"(?<!พ)ยา(?![วงยก](?![\u0E31-\u0E3A\u0E47-\u0E4E]))",
    "หมอ": "หมอ(?!ก(?![็ั])|น(?!วด|ัด)|บ(?!อก))",
    "ดูด": "ดูด(?!วง)",
    "สุรา": "สุรา(?![ษช])",
    "กว่า": "(?<!บอ)(?<!อยา)กว่า",
    "อายุ": "(?<!หมด)(?<!ต่อ)อายุ",
    "วาง": "(?<!ข)วาง",
    "ไห": "ไห(?![มลวน])",
    "แก้": "แก้(?!ว)",
    "{local}": r"\d{3}-\d{4}",
    "{email}": r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    "…": r"[^.!?\n]{0,70}?",
    "⋯": r"[\s\S]{0,150}?",
    "‥": r"[^.!?\n]{0,12}?",
    "(": "(?:",
    ")": ")",
    "|": "|",
}
_INSIDE = r"(?!(?<=[a-z])[a-z]|(?<=\d)[.,]?\d)"
_BEGINS = rf"(?<![\u0E40-\u0E44]){_INSIDE}"
"""No Thai syllable begins after one of the vowels that are written before their consonant."""
_ENDS = rf"(?![\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]|(?<![\u0E30\u0E32\u0E33])[\u0E30\u0E32\u0E33]){_INSIDE}"
"""None ends before a mark, nor before a vowel written after its consonant, unless that one is drawn out."""
_GAPS = frozenset("…‥⋯")
_GROUP = regex.compile(r"\((?:[^()]++|(?R))*+\)")
_BETWEEN = regex.compile(r"\{\w+\}|[ …‥⋯>-]+")
_ITEM = regex.compile(r"\((?:[^()]++|(?R))*+\)|[^()]++")
_LONG_CHOICE = r"\((?:[a-z0-9' ]+\|){9,}[a-z0-9' ]+\)"
_CUE = regex.compile("|".join([_LONG_CHOICE, *map(regex.escape, _TOKENS), "[ -]+", "."]))


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as written, pieces to look for before it is tried, and its safer wording; None for harmless words.

    A text with the cue has at least one piece of every group; finding that out is quicker than matching.
    """

    written: str
    needles: tuple[frozenset[str], ...]
    say: str | None

    @classmethod
    def of(cls, written: str, *, say: str | None) -> Self:
        return cls(written, tuple(map(frozenset, sorted(needles(written), key=len))), say)

    def may_be_among(self, present: AbstractSet[str]) -> bool:
        """Whether a text with these pieces may have the cue."""
        return not any(map(present.isdisjoint, self.needles))

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.written)


@cache
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(_expression(written))


def needles(words: str) -> list[tuple[str, ...]]:
    """Groups of pieces; every text with these words has at least one piece of each group."""
    parts = (_choice(item[1:-1]) if item.startswith("(") else _longest_piece(item) for item in _ITEM.findall(words))
    return [pieces for pieces in parts if pieces]


@cache
def _choice(options: str) -> tuple[str, ...]:
    """The needles of all options of a group, or none when one of them may be absent."""
    marked = _GROUP.sub(lambda group: group[0].replace("|", "\0"), options)
    found = [needles(option.replace("\0", "|")) for option in marked.split("|")]
    return tuple(piece for groups in found for piece in max(groups, key=_shortest)) if all(found) else ()


def _shortest(pieces: tuple[str, ...]) -> int:
    return min(map(len, pieces))


@cache
def _longest_piece(words: str) -> tuple[str, ...]:
    piece = max(_BETWEEN.split(words), key=len)
    return (piece,) if piece else ()


def reach(words: str) -> int:
    """How long a cue's longest reading is: characters."""
    while (shorter := regex.sub(r"\(([^()]*)\)", lambda group: max(group[1].split("|"), key=len), words)) != words:
        words = shorter
    return len(words)


def _expression(cue: str) -> str:
    """A Thai cue never begins or ends inside a syllable, a Latin word or a number, any other never inside a word."""
    words, _, after = cue.partition(" >> ")
    thai = THAI.search(words) is not None
    context = f"(?=[ ]?{_TOKENS['…']}{_body(after, thai=thai)})" if after else ""
    if thai:
        return rf"{_BEGINS}(?:{_body(words, thai=True)}){_ENDS}{context}"
    return rf"(?<![{_WORD}])(?:{_body(words, thai=False)})(?![{_WORD}]){context}"


def _body(words: str, *, thai: bool) -> str:
    gap = "[ -]*" if thai else ",?[ -]+"
    return "".join(_piece(token, gap, thai=thai) for token in _CUE.findall(words))


def _piece(token: str, gap: str, *, thai: bool) -> str:
    if token in _TOKENS:
        return _grouped(token, thai=thai)
    if len(token) > 1 and token.startswith("("):
        return tree_of(token[1:-1]).replace(re.escape(" "), gap)
    return gap if not token.strip(" -") else re.escape(token)


def _grouped(token: str, *, thai: bool) -> str:
    """A token's pattern; what lies between two words begins and ends at a word, or at a Thai syllable."""
    if token in _GAPS:
        return f"{_ENDS}{_TOKENS[token]}{_BEGINS}" if thai else f"(?![{_WORD}]){_TOKENS[token]}(?<![{_WORD}])"
    return f"(?:{_TOKENS[token]})" if token.startswith("{") else _TOKENS[token]
