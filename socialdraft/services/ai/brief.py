"""Step three: facts become a few picture ideas, each a prompt of `Key: value` lines."""

import json
import re
from typing import Annotated

from pydantic import Field

from socialdraft.policy import BRIEF, Category, Language, Platform, Tone
from socialdraft.ports import TextRequest
from socialdraft.services.ai import extractor, steps
from socialdraft.services.ai.extractor import Extracted, Kind
from socialdraft.services.ai.palettes import Style, palette
from socialdraft.services.ai.steps import Closed, Unusable

SCHEMA_NAME = "picture_brief"
VARIATION = re.compile(r"^Variation: \d+$", re.MULTILINE)
CONCEPTS, CONTEXT_FACTS, CONTEXT_CHARACTERS = 10, 4, 60
# Context is what a picture may be about, in the order a viewer would care.
CONTEXT_KINDS = (Kind.OFFER, Kind.PRICE, Kind.ITEM, Kind.DATE, Kind.HOURS, Kind.PLACE)


class ConceptReply(Closed):
    subject: Annotated[str, Field(description="what is in the picture, at most 110 characters")]
    composition: Annotated[str, Field(description="how it is framed, at most 80 characters")]
    mood: Annotated[str, Field(description="light and feeling, at most 40 characters")]


class BriefReply(Closed):
    concepts: Annotated[list[ConceptReply], Field(max_length=CONCEPTS)]


def request(
    extracted: Extracted,
    *,
    category: Category,
    tone: Tone,
    style: Style,
    language: Language,
    shop_name: str | None,
    platform: Platform,
    count_of_concepts: int,
    safety_id: str,
    seed: str = "",
) -> TextRequest:
    """Ask for this many different picture ideas."""
    choices = {"category": category, "tone": tone, "style": style, "platform": platform}
    order = {name: choice.value for name, choice in choices.items()}
    about = {"language": language.value, "shop_name": shop_name, "concepts": count_of_concepts, "seed": seed}
    guide = f"{steps.prompt('brief')}\n\n{steps.section('styles', style.value)}"
    return TextRequest(
        purpose="brief",
        model=BRIEF.model,
        effort=BRIEF.effort,
        max_output_tokens=BRIEF.max_output_tokens,
        instructions=guide,
        text=json.dumps(order | about | extractor.as_json(extracted), ensure_ascii=False),
        schema_name=SCHEMA_NAME,
        schema=steps.schema_of(BriefReply),
        safety_id=safety_id,
    )


def prompts(
    raw: str,
    *,
    extracted: Extracted,
    category: Category,
    tone: Tone,
    style: Style,
    language: Language,
    shop_name: str | None,
    images_per_call: int,
    first: int = 1,
) -> tuple[str, ...]:
    """One picture prompt per idea; picture ordinals go on from `first`. Raises Unusable without ideas."""
    concepts = steps.parsed(raw, into=BriefReply).concepts
    if not concepts:
        raise Unusable("no concepts")
    shared = {
        "Business": category.value,
        "Name": _cut(shop_name or "", 80),
        "Palette": ",".join(palette(category, style=style, tone=tone)),
        "Season": extracted.season.value,
        "Language": language.value,
    }
    context = _context(extracted)
    return tuple(
        _prompt(concept, shared=shared, context=context, ordinal=first + index * images_per_call)
        for index, concept in enumerate(concepts)
    )


def varied(prompt: str, *, ordinal: int) -> str:
    """The same idea for another place in the gallery."""
    return VARIATION.sub(f"Variation: {ordinal}", prompt)


def with_photo(prompt: str) -> str:
    """The prompt for pictures that start from the owner's photo."""
    return f"{prompt}\n{steps.prompt('photo')}"


def final_prompt(candidate_prompt: str) -> str:
    """Ask for the picked picture again, sharper, with nothing added or removed."""
    return f"{steps.prompt('final')}\n\n{candidate_prompt}"


def _prompt(concept: ConceptReply, *, shared: dict[str, str], context: str, ordinal: int) -> str:
    lines = [
        f"Business: {shared['Business']}",
        f"Name: {shared['Name']}",
        f"Subject: {_cut(concept.subject, 130)}",
        f"Composition: {_cut(concept.composition, 80)}",
        f"Palette: {shared['Palette']}",
        f"Mood: {_cut(concept.mood, 40)}",
        f"Season: {shared['Season']}",
        f"Context: {context}",
        f"Language: {shared['Language']}",
        f"Variation: {ordinal}",
        steps.prompt("no_text"),
    ]
    return "\n".join(lines)


def _context(extracted: Extracted) -> str:
    ranked = sorted(
        (fact for fact in extracted.facts if fact.kind in CONTEXT_KINDS),
        key=lambda fact: CONTEXT_KINDS.index(fact.kind),
    )
    texts = [extracted.headline, *(fact.text for fact in ranked)]
    short = dict.fromkeys(text.replace("|", "/") for text in texts if 0 < len(text) <= CONTEXT_CHARACTERS)
    return " | ".join(list(short)[: CONTEXT_FACTS + 1])


def _cut(text: str, most: int) -> str:
    """One line of at most `most` bytes, cut at a space: prompts are billed, and held for, by the byte."""
    line = steps.one_line(text)
    while len(line.encode()) > most:
        line = line.rsplit(" ", 1)[0] if " " in line else line[:-1]
    return line
