"""What a prompt says, read from its `Key: value` lines; anything may be missing."""

import hashlib
import re
from dataclasses import dataclass

from socialdraft.studio.pictures.colour import HEX, normal
from socialdraft.studio.pictures.shaping import clean

LINE = re.compile(r"^\s*([A-Za-z]+)\s*:\s*(.*?)\s*$")
NUMBER = r"\d[\d,]*(?:\.\d+)?"
SPAN = rf"{NUMBER}(?:\s?[-–]\s?{NUMBER})?"
PRICE = re.compile(
    rf"[฿$]\s?{NUMBER}(?:\s?[-–]\s?[฿$]?{NUMBER})?|{SPAN}\s?(?:%|฿|\$|(?:baht|thb|usd|dollars?)\b|บาท)", re.IGNORECASE
)
LOOSE_ENDS = " \t:;,.-–—|/="
# Words that only lead up to a price; "from" and "for" say something about it and stay.
DANGLING = re.compile(r"\s+(?:at|only|just|ราคา|เพียง|แค่)$", re.IGNORECASE)
LONGEST = {"headline": 110, "detail": 90, "name": 48}
MOST_DETAILS = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the owner said, and the price in it if there is one."""

    text: str
    price: str = ""

    @property
    def before(self) -> str:
        """What leads up to the price, without the words that only point at it."""
        ahead = self.text.partition(self.price)[0] if self.price else self.text
        return DANGLING.sub("", ahead.strip(LOOSE_ENDS)).strip(LOOSE_ENDS)

    @property
    def after(self) -> str:
        return self.text.partition(self.price)[2].strip(LOOSE_ENDS) if self.price else ""

    @property
    def priced(self) -> bool:
        """Whether it reads as a thing and its price: nothing follows the price."""
        return bool(self.price and self.before and not self.after)


@dataclass(frozen=True, slots=True)
class Brief:
    """A prompt in parts; `digest` is the whole prompt's, `root` that of what one job shares."""

    business: str
    name: str
    subject: str
    composition: str
    colours: tuple[str, ...]
    mood: str
    season: str
    headline: Fact
    details: tuple[Fact, ...]
    variation: int | None
    digest: str
    root: str

    @property
    def lead(self) -> str:
        """The largest words of the picture: the first fact, else the name, else none."""
        return self.headline.text or self.name

    @property
    def kicker(self) -> str:
        """The name where the first fact already leads."""
        return self.name if self.headline.text and self.name != self.headline.text else ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.headline, *self.details) if self.headline.text else ()

    @property
    def price(self) -> str:
        return next((fact.price for fact in self.facts if fact.price), "")


def read(prompt: str) -> Brief:
    """The brief in `prompt`; unknown lines are skipped, values are cut to a sign's length."""
    values = _values(prompt)
    facts = [_fact(part) for part in values.get("context", "").split("|")]
    facts = _unsaid([fact for fact in facts if fact.text])
    shared = [values.get(key, "") for key in ("business", "name", "context", "palette", "season")]
    return Brief(
        business=values.get("business", "").strip().lower().replace(" ", "_").replace("-", "_"),
        name=_short(values.get("name", ""), LONGEST["name"]),
        subject=values.get("subject", "").lower(),
        composition=values.get("composition", "").lower(),
        colours=tuple(normal(colour) for colour in HEX.findall(values.get("palette", ""))[:6]),
        mood=values.get("mood", "").lower(),
        season=values.get("season", "").lower().replace("_", " "),
        headline=facts[0] if facts else Fact(""),
        details=tuple(facts[1 : 1 + MOST_DETAILS]),
        variation=_ordinal(values.get("variation", "")),
        digest=_digest(prompt),
        root=_digest("\n".join(shared) if any(shared) else prompt),
    )


def _values(prompt: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in prompt.splitlines():
        if match := LINE.match(line):
            found.setdefault(match[1].lower(), match[2])
    return found


def _fact(part: str) -> Fact:
    text = _short(part, LONGEST["headline"])
    price = PRICE.search(text)
    return Fact(text, price[0].strip() if price else "")


def _unsaid(facts: list[Fact]) -> list[Fact]:
    """The facts without those that one before them already says."""
    words = [fact.text.casefold() for fact in facts]
    return [fact for at, fact in enumerate(facts) if not any(words[at] in earlier for earlier in words[:at])]


def _short(text: str, most: int) -> str:
    kept = clean(text)
    return kept if len(kept) <= most else clean(kept[:most].rsplit(" ", 1)[0]) + "…"


def _ordinal(text: str) -> int | None:
    return int(text) % 10_000 if text.isascii() and text.isdigit() else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
