"""How each platform shapes a plot: lines with a weight, so that the lightest can go when space is short."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from socialdraft.studio.words import phrases
from socialdraft.studio.words.material import Fact, Material
from socialdraft.studio.words.plots import Plot, Said, Teller

TITLE, SENTENCE_WORDS, LIST = 40, 4, 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a caption; `weight` says how late it is given up; an empty text is a paragraph break."""

    text: str
    weight: int = 5


BREAK = Line("", 0)
HOOK, FIRST, BODY, ROW, CLOSE, LEAD, EXTRA = 8, 9, 6, 5, 4, 3, 2


@dataclass(frozen=True, slots=True)
class Layout:
    """How much of a plot a platform takes; kinds in `without` never stand in its text."""

    shape: Callable[[Plot, "Layout", Material, Teller], list[Line]]
    body: int
    rows: int
    emoji: bool = True
    answers: int = 2
    without: frozenset[str] = frozenset()


def _stacked(plot: Plot, layout: Layout, material: Material, teller: Teller) -> list[Line]:
    """Hook, body, list, invitation: paragraphs apart."""
    rows = _rows(plot, layout, teller)
    return [
        *_paragraph(plot.hook, HOOK),
        *_passages(plot, layout, apart=_exchanges(plot)),
        BREAK,
        *([Line(plot.bridge, EXTRA), BREAK] if plot.bridge else []),
        *([Line(lead, LEAD)] if (lead := _lead(rows, plot, teller)) else []),
        *rows,
        BREAK,
        Line(_close(plot, layout, material, teller), CLOSE),
    ]


def _chat(plot: Plot, layout: Layout, material: Material, teller: Teller) -> list[Line]:
    """A message to somebody who knows the shop: the news first, no empty words."""
    return [
        Line(plot.hook, HOOK),
        *_passages(plot, layout),
        BREAK,
        *_rows(plot, layout, teller),
        BREAK,
        Line(_close(plot, layout, material, teller), CLOSE),
    ]


def _essay(plot: Plot, layout: Layout, material: Material, teller: Teller) -> list[Line]:
    """Paragraphs for readers at work, facts as a short list, a question at the end."""
    rows = _rows(plot, layout, teller)
    telling = any(fact.kind == "detail" for passage in plot.body for fact in passage.facts)
    bridge = teller.say("business", beside=plot.hook) if telling and not plot.hook.endswith(":") else ""
    return [
        *_paragraph(plot.hook, HOOK),
        *_paragraph(bridge, EXTRA),
        *_passages(plot, layout, apart=True),
        BREAK,
        *([Line(plot.bridge, EXTRA), BREAK] if plot.bridge else []),
        *([Line(teller.say("lead.info", beside=f"{plot.hook} {bridge}"), LEAD)] if len(rows) > 1 else []),
        *rows,
        BREAK,
        Line(_close(plot, layout, material, teller), CLOSE),
    ]


def _prose(plot: Plot, layout: Layout, material: Material, teller: Teller) -> list[Line]:
    """Plain sentences for somebody who searches nearby."""
    told = [_spoken(passage, teller) for passage in plot.body[: _room(plot, layout)]]
    listed: list[str] = []
    for fact in _ranked(plot.rows)[: layout.rows]:
        listed.append(_sentence(fact, teller, beside=" ".join(listed)))
    return [
        *_paragraph(plot.hook, HOOK),
        *_flow(told, teller, first=FIRST, rest=BODY),
        BREAK,
        *_flow(listed, teller, first=ROW, rest=ROW),
        BREAK,
        Line(_close(plot, layout, material, teller), CLOSE),
    ]


def _pin(plot: Plot, layout: Layout, material: Material, teller: Teller) -> list[Line]:
    """A title one can search for, then what the picture is about."""
    named = (fact.text for fact in material.of("item", "offer", "price", "detail"))
    titles = [teller.say("title"), teller.say("title_short"), *named]
    only = plot.body[0].text if not plot.body[1:] else ""
    title = next((text for text in titles if 0 < len(text) <= TITLE and text != only), "")
    head = [Line(title, HOOK), BREAK] if title else []
    body = tuple(passage for passage in plot.body if passage.text != title) or plot.body
    rows = tuple(fact for fact in plot.rows if fact.text != title)
    return [*head, *_prose(replace(plot, body=body, rows=rows), layout, material, teller)]


def _inline(plot: Plot, layout: Layout, material: Material, teller: Teller) -> list[Line]:
    """Hook, a fact or two, a word to end on: line by line."""
    room = 0 if _exchanges(plot) else layout.rows
    rows = [Line(fact.text, ROW) for fact in _ranked(plot.rows)[:room]]
    return [
        Line(plot.hook, HOOK),
        *_passages(plot, layout),
        *rows,
        Line(_close(plot, layout, material, teller), CLOSE),
    ]


def _paragraph(text: str, weight: int) -> list[Line]:
    return [Line(text, weight), BREAK] if text else []


def _room(plot: Plot, layout: Layout) -> int:
    return layout.answers if _exchanges(plot) else layout.body


def _exchanges(plot: Plot) -> bool:
    return any("\n" in passage.text for passage in plot.body)


def _passages(plot: Plot, layout: Layout, *, apart: bool = False) -> list[Line]:
    lines: list[Line] = []
    for position, passage in enumerate(plot.body[: _room(plot, layout)]):
        if apart and lines:
            lines.append(BREAK)
        lines.append(Line(_told(passage), BODY if position else FIRST))
    return lines


def _told(passage: Said) -> str:
    """A detail ends like the sentence it is; offers and prices stay bare, as on a board."""
    fact = passage.facts[0] if passage.facts else None
    if not passage.plain or fact is None or fact.kind != "detail" or fact.thai:
        return passage.text
    ends = re.search(r"[.!?…:”\"]$", passage.text) or len(passage.text.split()) < SENTENCE_WORDS
    return passage.text if ends else f"{passage.text}."


def _lead(rows: list[Line], plot: Plot, teller: Teller) -> str:
    """A line above the list, when it is one."""
    if len(rows) < LIST or not teller.toss(0.7):
        return ""
    shown = _ranked(plot.rows)[: len(rows)]
    priced = sum(fact.kind in ("price", "item") for fact in shown)
    if priced >= LIST:
        return teller.say("lead.price", beside=plot.hook)
    return (
        teller.say("lead.info", beside=plot.hook)
        if any(fact.kind in ("hours", "place", "date") for fact in shown)
        else ""
    )


RANKS = ("offer", "price", "item", "date", "hours", "place", "detail", "link", "handle")


def _ranked(rows: tuple[Fact, ...]) -> list[Fact]:
    """Rows in reading order; when there are too many, prices must not push out when and where."""
    ranked = sorted(rows, key=lambda fact: RANKS.index(fact.kind))
    listed = [fact for fact in ranked if fact.kind in ("offer", "price", "item")]
    others = [fact for fact in ranked if fact not in listed]
    return [*listed[:3], *others[:2], *listed[3:], *others[2:]]


def _rows(plot: Plot, layout: Layout, teller: Teller) -> list[Line]:
    chosen = _ranked(plot.rows)[: layout.rows]
    chosen.sort(key=lambda fact: RANKS.index(fact.kind))
    sign = "•" if teller.toss(0.6) else "–"
    marks = {"hours": "🕘", "place": "📍", "date": "📅", "offer": "🎉", "link": "🔗", "detail": "✨"}
    trade = teller.rng.choice(phrases.trades()["emoji"][teller.category])
    if teller.voice.emoji and layout.emoji:
        return [Line(f"{marks.get(fact.kind, trade)} {fact.text}", ROW) for fact in chosen]
    return [Line(f"{sign} {fact.text}" if len(chosen) > 1 else fact.text, ROW) for fact in chosen]


def _close(plot: Plot, layout: Layout, material: Material, teller: Teller) -> str:
    if material.shop and layout.shape is not _inline and teller.toss(0.3):
        return teller.say("close.shop")
    said = " ".join([plot.hook, *(passage.text for passage in plot.body)])
    return teller.say(f"close.{_name(layout)}", beside=said)


def _name(layout: Layout) -> str:
    return next(name for name, known in LAYOUTS.items() if known is layout)


def _spoken(passage: Said, teller: Teller) -> str:
    if passage.plain:
        return _sentence(passage.facts[0], teller)
    return _ended(passage.text, teller) if "\n" not in passage.text else passage.text


def _sentence(fact: Fact, teller: Teller, *, beside: str = "") -> str:
    """A fact as a sentence: what begins small gets a label, as the owner's letters stay as they are."""
    if teller.voice.language == "th" or not re.match(r"[a-z]", fact.text):
        return _ended(fact.text, teller)
    label = teller.say(f"label.{fact.kind}", beside=f"{beside} {fact.text}")
    return _ended(f"{label}: {fact.text}" if label else fact.text, teller)


def _ended(text: str, teller: Teller) -> str:
    if teller.voice.language == "th" or re.search(r"[.!?…:”\"\u0e00-\u0e7f]$", text):
        return text
    return f"{text}."


def _flow(sentences: list[str], teller: Teller, *, first: int, rest: int) -> list[Line]:
    """English runs on in a line; Thai needs a new line where English has a full stop."""
    if not sentences:
        return []
    if teller.voice.language == "th" or any(re.search(r"\n|[\u0e00-\u0e7f]$", text) for text in sentences):
        return [Line(text, rest if i else first) for i, text in enumerate(sentences)]
    return [Line(" ".join(sentences[:2]), first), *[Line(t, rest) for t in sentences[2:]]]


LAYOUTS: dict[str, Layout] = {
    "facebook": Layout(_stacked, body=3, rows=4, answers=2),
    "instagram": Layout(_stacked, body=3, rows=5, answers=3, without=frozenset({"link"})),
    "x": Layout(_inline, body=1, rows=1, answers=1),
    "linkedin": Layout(_essay, body=6, rows=6, emoji=False, answers=4),
    "google_business": Layout(_prose, body=3, rows=4, emoji=False, without=frozenset({"link", "handle"})),
    "tiktok": Layout(_inline, body=1, rows=1, answers=1, without=frozenset({"link"})),
    "line_oa": Layout(_chat, body=2, rows=3, answers=2),
    "threads": Layout(_inline, body=2, rows=1, answers=1),
    "pinterest": Layout(_pin, body=2, rows=3, emoji=False, answers=1, without=frozenset({"link", "handle"})),
}
