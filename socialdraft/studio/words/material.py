"""What there is to say: the order's facts, sorted by what they are good for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

THAI_LETTER, LATIN_LETTER = re.compile(r"[\u0e00-\u0e7f]"), re.compile(r"[A-Za-z]")
MAKING = re.compile(
    r"\b(?:mak|made|bak|hand|cook|brew|roast|recipe|scratch|prep|simmer|knead|early|before dawn|cut|sew"
    r"|arrang|mix|steam|boil|slow|hour|batch|source|farm|team|train|check|sanitiz|steril|herself|himself|ourselves"
    r"|built|picked|grow|grandm|line.dried)\w*"
    r"|เอง|ฆ่าเชื้อ|ห่อ|ปลูก|ขับรถ|เรียนจาก|ทำ|สูตร|คัด|ต้ม|อบ|ตุ๋น|เคี่ยว|มือ|นวดแป้ง|คั่ว|หมัก|ย่าง|ตั้งแต่เช้า|เย็บ|จัดช่อ|ล้าง|เตรียม|เลือก|ทีม",
    re.IGNORECASE,
)
COUNSEL = (
    r"^(?:ask|let|drink|skip|bring|arrive|come|call|eat|order|book|don't|avoid|keep|store|remember|please)\b"
    r"|\bbefore you\b|\bwalk-?ins?\b|^(?:อย่า|ควร|ลอง|แนะนำ|ห้าม|จอง|ก่อน)|ล่วงหน้า|บอกได้"
)
TO_READER = re.compile(rf"{COUNSEL}|หมดแล้วหมดเลย|มาก่อนได้ก่อน|while supplies last|first come", re.IGNORECASE)
"""Said to whoever comes: no story."""
ADVICE = re.compile(
    rf"{COUNSEL}|\b(?:tip|try|keep|store|use|avoid|don't|never|always|remember|should|bring|book|wait|wash|reheat"
    r"|choose|soak|apply|check|rinse|pair|serve|let it|make sure|better|easier|how to)\b"
    r"|เคล็ดลับ|ควร|อย่า|แนะนำ|ลอง|วิธี|เก็บ|ก่อน|ห้าม|ทริก",
    re.IGNORECASE,
)
NAME_CHARACTERS, FEW = 34, 3


@dataclass(frozen=True, slots=True)
class Fact:
    index: int
    kind: str
    text: str

    @property
    def thai(self) -> bool:
        return len(THAI_LETTER.findall(self.text)) >= len(LATIN_LETTER.findall(self.text))

    @property
    def thin(self) -> bool:
        """Too few words to be told on its own, as `65 / large 80`."""
        return len(re.findall(r"[A-Za-z]{2,}", self.text)) < FEW and len(THAI_LETTER.findall(self.text)) < 2 * FEW


@dataclass(frozen=True, slots=True)
class Material:
    """The facts of one order, and what may fill a phrase."""

    facts: tuple[Fact, ...]
    language: str
    item: str
    shop: str

    def of(self, *kinds: str) -> list[Fact]:
        """Facts of these kinds, kind by kind, in the owner's order."""
        return [fact for kind in kinds for fact in self.facts if fact.kind == kind]

    def foreign(self, fact: Fact) -> bool:
        """Written in the other language than the caption."""
        return bool(re.search(r"[A-Za-z\u0e00-\u0e7f]", fact.text)) and fact.thai != (self.language == "th")

    def details(self) -> list[Fact]:
        """What can be told: own language first, mere figures last, in the owner's order."""
        return sorted(self.of("detail"), key=lambda fact: (self.foreign(fact), fact.thin))

    def told(self) -> list[Fact]:
        """Details that make a story: not what only helps a visitor, unless there is nothing else."""
        telling = [fact for fact in self.details() if not TO_READER.search(fact.text)]
        return telling or self.details()

    def made(self) -> list[Fact]:
        """Details about how things are done here; what else can be told when there are none."""
        return [fact for fact in self.told() if MAKING.search(fact.text)] or self.told()

    def used_in(self, caption: str) -> list[int]:
        """Indexes of the facts that stand in a caption."""
        return [fact.index for fact in self.facts if fact.text in caption]

    def answers(self) -> list[tuple[Fact, Fact | None]]:
        """The owner's own questions with the fact that follows each."""
        return [(fact, self._after(position)) for position, fact in enumerate(self.facts) if fact.kind == "question"]

    def _after(self, position: int) -> Fact | None:
        rest = self.facts[position + 1 : position + 2]
        return rest[0] if rest and rest[0].kind != "question" else None


def gathered(order: dict[str, Any], *, without: Iterable[str] = ()) -> Material:
    """The order's material; kinds named in `without` are left out, as some platforms can't take them."""
    skipped = set(without)
    facts = tuple(
        Fact(index, row["kind"], row["text"]) for index, row in enumerate(order["facts"]) if row["kind"] not in skipped
    )
    names = [f.text for f in facts if f.kind == "item" and len(f.text) <= NAME_CHARACTERS]
    names.sort(key=lambda name: bool(re.search(r"\d", name)))
    return Material(facts, order["language"], names[0] if names else "", order.get("shop_name") or "")


def without_echoes(facts: Iterable[Fact], *, said: Iterable[str] = ()) -> list[Fact]:
    """Facts that are not already said by another one: an item whose price is told needs no second line."""
    kept: list[Fact] = []
    told = [text.lower() for text in said]
    everything = list(facts)
    for fact in everything:
        if fact.kind == "item" and any(_same_thing(fact, other) for other in everything):
            continue
        longer = [o.text.lower() for o in everything if o is not fact and len(o.text) > len(fact.text)]
        if not any(fact.text.lower() in text for text in (*told, *longer)):
            kept.append(fact)
            told.append(fact.text.lower())
    return kept


def _same_thing(item: Fact, other: Fact) -> bool:
    """Most of an English name's words stand in a line with a price."""
    words = set(re.findall(r"[a-z]{3,}", item.text.lower()))
    shared = words & set(re.findall(r"[a-z]{3,}", other.text.lower()))
    return other.kind in ("price", "offer") and len(shared) * 5 >= len(words) * 3 > 0
