"""The studio's own phrases: which ones there are, how one is picked, and how one is recognised again."""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GRAMMAR = Path(__file__).parent / "grammar"
CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
EMOJI = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*"
)
PARTICLES = "ค่ะ|ค่า|คะ|ครับ|นะคะ|นะครับ|นะ|น้า|จ้า|"
THAI = r"\u0e00-\u0e7f"
SEAM = re.compile(rf"(?<=[{THAI}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{THAI}])")
SHORTEST_FRAME = 6


@dataclass(frozen=True, slots=True)
class Voice:
    """How the shop speaks in one caption; particles are Thai and may be empty."""

    language: str
    register: str
    statement: str = ""
    soft: str = ""
    question: str = ""
    emoji: bool = True


# Tone: register, then the particles after a statement (one is picked), a request and a question.
VOICES: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "friendly": ("warm", ("",), "นะ", ""),
    "professional": ("formal", ("",), "", ""),
    "playful": ("playful", ("จ้า", ""), "น้า", "น้า"),
    "elegant": ("elegant", ("",), "", ""),
    "friendly_ka": ("warm", ("ค่ะ", "ค่ะ", "ค่า"), "นะคะ", "คะ"),
    "friendly_krap": ("warm", ("ครับ",), "นะครับ", "ครับ"),
    "polite_ka": ("formal", ("ค่ะ",), "นะคะ", "คะ"),
    "polite_krap": ("formal", ("ครับ",), "นะครับ", "ครับ"),
}


@cache
def bank(language: str) -> dict[str, Any]:
    return tomllib.loads((GRAMMAR / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def trades() -> dict[str, Any]:
    return tomllib.loads((GRAMMAR / "trades.toml").read_text(encoding="utf-8"))


def voice_of(tone: str, *, language: str, rng: random.Random, register: str | None = None) -> Voice:
    """The tone's voice; `register` overrides how warm it is, the particles stay."""
    own, statements, soft, question = VOICES[tone]
    statement = rng.choice(statements)
    speaks = register or own
    quiet = speaks in ("formal", "elegant")
    return Voice(language, speaks, statement, soft, question, emoji=not quiet)


def pick(path: str, *, voice: Voice, rng: random.Random, slots: Mapping[str, str] | None = None) -> str:
    """A phrase from the bank at `path` ("hook.tip") in this voice; "" when none fits."""
    templates = list(_templates(path, voice))
    rng.shuffle(templates)
    filled = {"P": voice.statement, "N": voice.soft, "Q": voice.question} | dict(slots or {})
    for template in templates:
        if text := _expand(template, filled, rng):
            return text if voice.emoji else without_emoji(text)
    return ""


def _templates(path: str, voice: Voice) -> list[str]:
    node: Any = bank(voice.language)
    for name in path.split("."):
        node = node.get(name, [])
    if isinstance(node, dict):
        node = node.get(voice.register) or node.get("any") or node.get("warm") or []
    return [node] if isinstance(node, str) else list(node)


def _expand(template: str, slots: Mapping[str, str], rng: random.Random) -> str:
    """The template with choices made and slots filled; "" when a slot has nothing to say."""

    def choose(match: re.Match[str]) -> str:
        fitting = [option for option in match[1].split("|") if _fits(option, slots)]
        return rng.choice(fitting) if fitting else "{nothing}"

    text = CHOICE.sub(choose, template)
    if not _fits(text, slots) or _starts_small(text, slots):
        return ""
    return tidy(SLOT.sub(lambda match: _seamed(match, text, slots), text))


def _fits(text: str, slots: Mapping[str, str]) -> bool:
    return all(name in slots and (slots[name] or name in "PNQ") for name in SLOT.findall(text))


def _starts_small(text: str, slots: Mapping[str, str]) -> bool:
    """An English sentence may not begin with the owner's small letter, and we may not enlarge it."""
    first = SLOT.match(text)
    return first is not None and slots[first[1]][:1].islower()


def _seamed(match: re.Match[str], text: str, slots: Mapping[str, str]) -> str:
    """The slot's value, set apart by spaces where Thai letters meet Latin ones or digits."""
    value = slots[match[1]]
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    left = " " if SEAM.search(f"{before}{value[:1]}") else ""
    right = " " if SEAM.search(f"{value[-1:]}{after}") else ""
    return f"{left}{value}{right}"


def tidy(text: str) -> str:
    """Single spaces, one after ๆ, none before a mark."""
    text = re.sub(r"ๆ(?=[\u0e01-\u0e4e])", "ๆ ", re.sub(r"[ ]{2,}", " ", text)).strip()
    return re.sub(r" +([,.?:!])", r"\1", text)


def without_emoji(text: str) -> str:
    return "\n".join(tidy(EMOJI.sub("", line)) for line in text.split("\n"))


def is_frame(line: str) -> bool:
    """Whether the studio may have written this line itself: then it may also take it back."""
    bare = without_emoji(line).replace(" ", "")
    return len(bare) >= SHORTEST_FRAME and any(pattern.fullmatch(bare) for pattern in _frames())


@cache
def _frames() -> tuple[re.Pattern[str], ...]:
    texts = {without_emoji(text) for code in ("en", "th") for text in _leaves(bank(code))}
    return tuple(re.compile(_pattern(text.replace(" ", ""))) for text in sorted(texts) if _tells(text))


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _leaves(child)


def _tells(template: str) -> bool:
    """Templates that are nearly all slot would recognise anything; those with a fact hold the owner's words."""
    return "{fact}" not in template and len(SLOT.sub("", template)) >= 2 * SHORTEST_FRAME


def _pattern(template: str) -> str:
    parts = re.split(r"(\[[^\[\]]*\]|\{\w+\})", template)
    return "".join(_part(part) for part in parts)


def _part(part: str) -> str:
    if part.startswith("["):
        return "(?:" + "|".join(_pattern(option) for option in part[1:-1].split("|")) + ")"
    if part in ("{P}", "{N}", "{Q}"):
        return f"(?:{PARTICLES})"
    return ".{1,80}?" if part.startswith("{") else re.escape(part)
