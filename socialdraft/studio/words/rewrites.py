"""Rewrites a caption: the facts and the owner's own lines stay, the studio's phrases give way."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from socialdraft.studio.words import phrases, plots, wishes
from socialdraft.studio.words.dice import dice
from socialdraft.studio.words.fitting import fitted, weighed
from socialdraft.studio.words.layouts import BREAK, LAYOUTS, SENTENCE_WORDS, Line
from socialdraft.studio.words.material import Material, gathered
from socialdraft.studio.words.plots import Teller

Order = dict[str, Any]
TAG_LINE = re.compile(r"(?:#\S+\s*)+")
SHORTER, DRAWS = 0.66, 5
# What is given up first when a caption must be shorter.
WORTH = ("link", "handle", "detail", "place", "item", "question", "hours", "date", "price", "offer")
OWN, FACT, FRAME = 9, 7, 3
MARKS = {"hours": "🕘", "place": "📍", "date": "📅", "offer": "🎉", "link": "🔗", "detail": "✨"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the caption as it stands: a fact, a phrase of the studio's, the owner's own words, or a break."""

    text: str
    role: str
    kind: str = ""


GAP = Passage("", "break")


@dataclass(frozen=True, slots=True)
class Scene:
    """All a rewrite needs besides the lines."""

    order: Order
    material: Material
    teller: Teller
    emoji: bool

    def say(self, path: str, passages: list[Passage]) -> str:
        text = self.teller.say(path, beside=" ".join(passage.text for passage in passages))
        return text if self.emoji else phrases.without_emoji(text)


def rewrite(order: Order, *, write_new: Callable[[Order], Order]) -> Order:
    """The caption reply for an order that brings its caption and a preset or an owner's wish."""
    body, hashtags = _without_tags(order["caption"])
    scene = _scene(order)
    lines = _passages(body, scene.material)
    if order.get("preset") == "other_language":
        return _in_other_words(lines, order, hashtags, write_new=write_new)
    changes = [order["preset"]] if order.get("preset") else wishes.wished(order.get("owner_wish") or "")
    kinds = [] if order.get("preset") else wishes.wanted_kinds(order.get("owner_wish") or "")
    if not changes and not kinds:
        return _in_other_words(lines, order, hashtags, write_new=write_new)
    lines = _led_by(kinds, lines, scene) if kinds else lines
    for change in changes:
        lines = CHANGES[change](lines, scene)
    kept = _fewer(hashtags) if "shorter" in changes else [] if "no_tags" in changes else hashtags
    return _reply(lines, kept, scene)


def _scene(order: Order) -> Scene:
    layout = LAYOUTS[order["platform"]]
    rng = dice(order)
    material = gathered(order, without=layout.without)
    register = {"warmer": "warm", "livelier": "playful"}.get(order.get("preset") or "")
    voice = phrases.voice_of(order["tone"], language=order["language"], rng=rng, register=register)
    return Scene(order, material, plots.teller_of(order, material, voice=voice, rng=rng), layout.emoji)


def _without_tags(caption: str) -> tuple[str, list[str]]:
    lines = caption.strip().split("\n")
    tagged: list[str] = []
    while lines and (TAG_LINE.fullmatch(lines[-1].strip()) or not lines[-1].strip()):
        tagged = [*re.findall(r"#(\S+)", lines.pop()), *tagged]
    return "\n".join(lines), tagged


def _passages(body: str, material: Material) -> list[Passage]:
    marks = tuple(phrases.bank(code)["marks"]["question"] for code in ("en", "th"))
    joined: list[str] = []
    for line in (line.strip() for line in body.split("\n")):
        if joined and joined[-1].startswith(marks) and "\n" not in joined[-1]:
            joined[-1] += f"\n{line}"
        else:
            joined.append(line)
    return [_passage(text, material) for text in joined]


def _passage(text: str, material: Material) -> Passage:
    if not text:
        return GAP
    kinds = {fact.kind for fact in material.facts if fact.text in text}
    # A phrase may name an item ("Thinking about the ...?") and is still ours to take back.
    if kinds <= {"item"} and phrases.is_frame(text):
        return Passage(text, "frame")
    return Passage(text, "fact", max(kinds, key=WORTH.index)) if kinds else Passage(text, "own")


def _reply(lines: list[Passage], hashtags: list[str], scene: Scene) -> Order:
    weights = {"own": OWN, "fact": FACT, "frame": FRAME}
    limits = scene.order["limits"] | {"target": scene.order["limits"]["max"]}
    laid = [Line(line.text, weights[line.role]) if line.text else BREAK for line in lines]
    caption = fitted(laid, limits=limits, hashtags=hashtags)
    return {"caption": caption, "hashtags": hashtags, "used_facts": scene.material.used_in(caption)}


def _in_other_words(
    lines: list[Passage], order: Order, hashtags: list[str], *, write_new: Callable[[Order], Order]
) -> Order:
    """A new caption that repeats none of our phrases if it can; the owner's own lines are carried over as they are."""
    own = [line.text for line in lines if line.role == "own"]
    plain = {key: value for key, value in order.items() if key not in ("preset", "owner_wish")}
    said = {line.text for line in lines if line.role == "frame"}
    drafts = (write_new(plain | {"seed": f"{order['seed']}/{draw}"}) for draw in range(DRAWS))
    fresh = min(drafts, key=lambda draft: sum(line in said for line in draft["caption"].split("\n")))
    if own:
        head, gap, rest = fresh["caption"].partition("\n")
        fresh["caption"] = "\n".join([head, *own, *([rest] if gap else [])])
    return fresh if hashtags else fresh | {"hashtags": []}


def _shorter(lines: list[Passage], scene: Scene) -> list[Passage]:
    """At most two thirds: phrases go first, then the facts that matter least; the owner's lines stay."""
    goal = SHORTER * _size(lines)
    kept = list(lines)
    for victim in _victims(lines):
        if _size(kept) <= goal:
            break
        kept.remove(victim)
    if _size(kept) > goal:
        kept = [_barer(line, scene) for line in kept]
    return kept if _size(kept) <= goal else _halved(kept)


def _size(lines: list[Passage]) -> int:
    return sum(weighed(line.text) for line in lines)


def _victims(lines: list[Passage]) -> list[Passage]:
    frames = [line for line in lines if line.role == "frame"]
    told = sorted((line for line in lines if line.role == "fact"), key=lambda line: WORTH.index(line.kind))
    first = frames[:1] if lines and lines[0].role == "frame" else []
    rest = [frame for frame in frames if frame not in first]
    last = told[-1:]
    return [*reversed(rest), *(line for line in told if line not in last), *(first if last else [])]


def _barer(line: Passage, scene: Scene) -> Passage:
    """A line that only holds a fact becomes the fact."""
    found = [fact.text for fact in scene.material.facts if fact.text in line.text]
    return Passage(max(found, key=len), "fact", line.kind) if found and line.role == "fact" else line


def _halved(lines: list[Passage]) -> list[Passage]:
    """The first sentences of what the owner wrote at length."""
    longest = max(lines, key=lambda line: len(line.text), default=GAP)
    sentences = re.split(r"(?<=[.!?…]) +|\n| {2,}", longest.text)
    if longest.role != "own" or not sentences[1:]:
        return lines
    shorter = Passage(" ".join(sentences[: (len(sentences) + 1) // 2]), "own")
    return [shorter if line is longest else line for line in lines]


def _fewer(hashtags: list[str]) -> list[str]:
    return hashtags[: max(1, len(hashtags) // 2)]


def _framed(lines: list[Passage], *, first: str, last: str) -> list[Passage]:
    """The lines with this first and last phrase; a phrase of the studio's in that place gives way."""
    body = _bare(lines)
    return [Passage(first, "frame"), GAP, *body, GAP, *(Passage(text, "frame") for text in last.split("\n"))]


def _bare(lines: list[Passage]) -> list[Passage]:
    body = list(lines)
    while body and (body[0].role in ("frame", "break")) and any(line.role == "fact" for line in body[1:]):
        body.pop(0)
    while body and body[-1].role in ("frame", "break"):
        body.pop()
    return body


def _warmer(lines: list[Passage], scene: Scene) -> list[Passage]:
    close = scene.say(f"close.{scene.order['platform']}", lines)
    thanks = scene.say("thanks", lines)
    return _framed(lines, first=scene.say("greet", lines), last=f"{close}\n{thanks}")


def _livelier(lines: list[Passage], scene: Scene) -> list[Passage]:
    marked = [_marked(line, scene) if scene.emoji else line for line in lines]
    hook = Passage(scene.say("lively.hook", lines), "frame")
    return _framed(marked, first=hook.text, last=scene.say("lively.close", [hook, *lines]))


def _marked(line: Passage, scene: Scene) -> Passage:
    told = line.kind == "detail" and len(line.text.split()) >= SENTENCE_WORDS
    if line.role != "fact" or told or phrases.EMOJI.search(line.text) or "\n" in line.text:
        return line
    trade = phrases.trades()["emoji"][scene.teller.category][0]
    bare = re.sub(r"^[•–-] ", "", line.text)
    return Passage(f"{MARKS.get(line.kind, trade)} {bare}", "fact", line.kind)


def _called(lines: list[Passage], scene: Scene) -> list[Passage]:
    """The same text with one clear thing to do at the end."""
    body = list(lines)
    while body and body[-1].role in ("frame", "break") and any(line.role != "frame" for line in body[:-1]):
        body.pop()
    return [*body, GAP, Passage(scene.say(f"action.{scene.order['platform']}", lines), "frame")]


def _formal(lines: list[Passage], scene: Scene) -> list[Passage]:
    order = scene.order
    rng = dice(order)
    voice = phrases.voice_of(order["tone"], language=order["language"], rng=rng, register="formal")
    calm = plots.teller_of(order, scene.material, voice=voice, rng=rng)
    plain = [Passage(phrases.without_emoji(line.text), line.role, line.kind) for line in lines]
    hook, close = calm.say(f"hook.{order['post_type']}"), calm.say(f"close.{order['platform']}")
    return _framed(plain, first=hook, last=close)


def _without_emoji(lines: list[Passage], scene: Scene) -> list[Passage]:
    del scene
    return [Passage(phrases.without_emoji(line.text), line.role, line.kind) for line in lines]


def _same(lines: list[Passage], scene: Scene) -> list[Passage]:
    del scene
    return lines


def _led_by(kinds: list[str], lines: list[Passage], scene: Scene) -> list[Passage]:
    """Facts of these kinds right after the first line, added when they were missing."""
    present = [line for line in lines if line.kind in kinds]
    text = "\n".join(line.text for line in lines)
    missing = [fact for fact in scene.material.of(*kinds) if fact.text not in text]
    added = [Passage(fact.text, "fact", fact.kind) for fact in missing[:2]]
    rest = [line for line in lines if line not in present]
    head = 1 if rest and rest[0].role == "frame" else 0
    return [*rest[:head], *present, *added, GAP, *rest[head:]]


CHANGES: dict[str, Callable[[list[Passage], Scene], list[Passage]]] = {
    "shorter": _shorter,
    "warmer": _warmer,
    "livelier": _livelier,
    "call_to_action": _called,
    "formal": _formal,
    "no_emoji": _without_emoji,
    "no_tags": _same,
}
