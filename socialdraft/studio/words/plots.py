"""What a post of each type tells, in which order, before any platform gives it a shape."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from socialdraft.studio.words import phrases
from socialdraft.studio.words.material import ADVICE, MAKING, Fact, Material, without_echoes
from socialdraft.studio.words.phrases import Voice
from socialdraft.studio.words.seasons import season_in

DRAWS = 5
PARKING = re.compile(r"(?:free |street )?park(?:ing)?\b|(?:มี)?(?:ที่)?จอดรถ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells it: the voice, the trade and the dice of one caption."""

    voice: Voice
    category: str
    season: str
    rng: random.Random
    slots: dict[str, str] = field(default_factory=dict)

    def say(self, path: str, *, beside: str = "", **slots: str) -> str:
        """A phrase from this bank; of a few, the one that repeats least of what stands `beside` it."""
        filled = self.slots | slots
        draws = [phrases.pick(path, voice=self.voice, rng=self.rng, slots=filled) for _ in range(DRAWS)]
        return min(draws, key=lambda draw: _shared(draw, beside)) if beside else draws[0]

    def ask(self, path: str, **slots: str) -> str:
        """A customer's question: customers don't speak in the shop's playful voice."""
        plain = self.voice.soft not in ("นะคะ", "นะครับ")
        voice = replace(self.voice, question="") if plain else self.voice
        return phrases.pick(path, voice=voice, rng=self.rng, slots=self.slots | slots)

    def toss(self, chance: float) -> bool:
        return self.rng.random() < chance


def _shared(phrase: str, other: str) -> int:
    """How many runs of four letters two texts have in common."""
    a, b = (re.sub(r"\W+", "", text.lower()) for text in (phrase, other))
    return len({a[i : i + 4] for i in range(len(a) - 3)} & {b[i : i + 4] for i in range(len(b) - 3)})


@dataclass(frozen=True, slots=True)
class Said:
    """A passage of the body and the facts in it; `plain` passages are an owner's fact and nothing else."""

    text: str
    facts: tuple[Fact, ...] = ()
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """A caption before it is laid out: hook, body passages, rows of a list, a bridge after the body."""

    hook: str
    body: tuple[Said, ...]
    rows: tuple[Fact, ...]
    bridge: str = ""


def teller_of(order: dict[str, object], material: Material, *, voice: Voice, rng: random.Random) -> Teller:
    category = str(order["category"])
    trade = phrases.trades()[voice.language][category]
    slots = {
        "item": material.item,
        "shop": material.shop,
        "behind": trade["behind"],
        "menu": rng.choice(trade["menu"]),
    }
    return Teller(voice, category, str(order["season"]), rng, slots)


def plotted(post_type: str, *, material: Material, teller: Teller) -> Plot:
    """The plot of this post type; rows never repeat what the body said."""
    plot = PLOTS[post_type](material, teller)
    body = plot.body or tuple(_quoted(fact) for fact in _headliners(material))
    said = [fact.text for passage in body for fact in passage.facts]
    rows = [fact for fact in plot.rows if fact.text not in said]
    return replace(plot, body=body, rows=tuple(without_echoes(rows, said=said)))


def _quoted(fact: Fact) -> Said:
    return Said(fact.text, (fact,), plain=True)


def _details(material: Material, facts: list[Fact]) -> tuple[Said, ...]:
    """Facts as they are; what is told in the other language stands in quotation marks."""
    return tuple(_quoted(fact) if not _retold(material, fact) else Said(f"“{fact.text}”", (fact,)) for fact in facts)


def _retold(material: Material, fact: Fact) -> bool:
    return fact.kind == "detail" and material.foreign(fact)


def _headliners(material: Material) -> list[Fact]:
    """The one fact to tell when nothing of the wanted kind is there."""
    return without_echoes(material.of("price", "item", "offer", "date", "hours", "place"))[:1] or list(
        material.facts[:1]
    )


def _on_subject(material: Material, teller: Teller) -> Teller:
    """Phrases may name the item only when what is told is about it."""
    told = " ".join(fact.text for fact in material.of("detail")).lower()
    words = re.findall(r"[a-z]{4,}|[\u0e01-\u0e4e]{4,}", material.item.lower())
    if any(word in told for word in words) or MAKING.search(told):
        return teller
    return replace(teller, slots=teller.slots | {"item": ""})


def _useful(material: Material) -> tuple[Fact, ...]:
    return tuple(material.of("offer", "price", "item", "date", "hours", "place", "link"))


def _offer(material: Material, teller: Teller) -> Plot:
    offers = material.of("offer")
    lead = offers or without_echoes(material.of("price", "item"))[:1] or [*material.of("date"), *material.details()][:1]
    rows = (*material.of("price", "item", "date", "hours", "place", "link"), *material.details())
    bank = "hook.offer" if offers else "hook.offer_plain"
    hook = teller.say(bank, beside=" ".join(fact.text for fact in lead))
    return Plot(hook, tuple(_quoted(fact) for fact in lead), rows)


def _story(material: Material, teller: Teller) -> Plot:
    told, teller = material.told() or _headliners(material), _on_subject(material, teller)
    bridge = teller.say("story_bridge") if len(told) > 1 and teller.toss(0.6) else ""
    hook = teller.say("hook.story")
    return Plot(hook, _details(material, told), (*_useful(material), *material.details()), bridge)


def _behind_the_scenes(material: Material, teller: Teller) -> Plot:
    told, teller = material.made() or _headliners(material), _on_subject(material, teller)
    hook = teller.say("hook.behind_the_scenes")
    return Plot(hook, _details(material, told), (*_useful(material), *material.details()))


def _seasonal(material: Material, teller: Teller) -> Plot:
    greeting = teller.say(f"season.{teller.season}") if teller.season != "none" else ""
    named = [f for f in material.facts if f.kind != "item" and season_in(f.text) == teller.season != "none"]
    timely = named[:2] or material.of("offer", "date")[:2] or material.details()[:1] or _headliners(material)
    rest = tuple(material.of("offer", "price", "item", "date", "hours", "place", "link", "detail"))
    hook = greeting or teller.say("hook.seasonal")
    return Plot(hook, _details(material, timely), rest)


def _tip(material: Material, teller: Teller) -> Plot:
    advice = [f for f in material.details() if ADVICE.search(f.text) and not material.foreign(f)]
    if advice:
        rest = [fact for fact in material.details() if fact not in advice]
        body = tuple(_quoted(fact) for fact in advice)
        return Plot(teller.say("hook.tip"), body, (*_useful(material), *rest))
    helpful = without_echoes(material.of("hours", "offer", "date", "price", "place", "item"))
    kinds: dict[str, Fact] = {}
    for fact in helpful:
        kinds.setdefault(fact.kind, fact)
    chosen = list(kinds.values()) or material.details()[:2] or _headliners(material)
    body = tuple(Said(_with_hint(fact, teller), (fact,)) for fact in chosen)
    rest_of = tuple(fact for fact in (*_useful(material), *material.details()) if fact not in chosen)
    return Plot(teller.say("hook.tip"), body, rest_of)


def _with_hint(fact: Fact, teller: Teller) -> str:
    return teller.say(f"tip.{fact.kind}", fact=fact.text) or fact.text


def _faq(material: Material, teller: Teller) -> Plot:
    own = [(q.text, answer, (q, answer)) for q, answer in material.answers() if answer]
    pairs = [Said(_exchange(teller, text, answer), both) for text, answer, both in own]
    used = {fact for passage in pairs for fact in passage.facts}
    kinds: dict[str, Fact] = {}
    answerable = [*without_echoes(material.of("hours", "price", "offer", "place", "date")), *_making(material)]
    for fact in (*answerable, *([] if answerable else material.of("detail", "item"))):
        if fact not in used:
            kinds.setdefault(fact.kind, fact)
    ours = [Said(_exchange(teller, _question(f, material, teller), f), (f,)) for f in kinds.values()]
    head, tail = ours[:2], ours[2:]
    teller.rng.shuffle(head)
    return Plot(teller.say("hook.faq"), (*pairs, *head, *tail), _useful(material))


def _question(fact: Fact, material: Material, teller: Teller) -> str:
    if fact.kind == "price":
        named = [f.text for f in material.of("item") if f.text in fact.text and len(f.text) < len(fact.text)]
        if named:
            return teller.ask("ask.price_item", item=named[0])
    if fact.kind == "place" and PARKING.match(fact.text):
        return teller.ask("ask.parking")
    return teller.ask("ask.making" if fact in _making(material) else f"ask.{fact.kind}")


def _making(material: Material) -> list[Fact]:
    """What answers how things are made here; no question fits any other detail."""
    return [fact for fact in material.told() if MAKING.search(fact.text) and not material.foreign(fact)]


def _exchange(teller: Teller, question: str, answer: Fact) -> str:
    question_mark, answer_mark = teller.say("marks.question"), teller.say("marks.answer")
    return f"{question_mark} {question}\n{answer_mark} {answer.text}"


PLOTS: dict[str, Callable[[Material, Teller], Plot]] = {
    "tip": _tip,
    "faq": _faq,
    "story": _story,
    "offer": _offer,
    "behind_the_scenes": _behind_the_scenes,
    "seasonal": _seasonal,
}
