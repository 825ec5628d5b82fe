"""Step two: facts become a caption for one platform; a rewrite sees the caption and the facts."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from socialdraft import platforms
from socialdraft.platforms import PlatformFacts
from socialdraft.policy import (
    COPYWRITE,
    Category,
    Language,
    Platform,
    PostType,
    Region,
    RewritePreset,
    Tone,
)
from socialdraft.ports import TextRequest
from socialdraft.services.ai import extractor, steps
from socialdraft.services.ai.extractor import Extracted
from socialdraft.services.ai.language import written_in
from socialdraft.services.ai.steps import Closed, Unusable

SCHEMA_NAME = "caption"
HASHTAGS = 5
# Thai vowel and tone marks are not \w, but belong to the tag (notes: market 5.1).
TAG = re.compile(r"[\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,60}")


class CaptionReply(Closed):
    caption: Annotated[str, Field(description="the post without hashtags")]
    hashtags: Annotated[list[str], Field(max_length=HASHTAGS, description="each one word, no #")]
    used_facts: Annotated[list[int], Field(description="indexes into facts, from 0")]


@dataclass(frozen=True, slots=True)
class Written:
    """A caption, its tags (with #), the facts it used, and whether it is in the language asked for."""

    caption: str
    hashtags: tuple[str, ...]
    used_facts: tuple[int, ...]
    right_language: bool

    @property
    def text(self) -> str:
        """The post as it is pasted: the caption, then its hashtags."""
        return "\n\n".join(part for part in (self.caption, " ".join(self.hashtags)) if part)


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be written and in whose voice; the same `seed` (a post's id) asks for the same words.

    `language` is the language asked for, see `language_after`.
    """

    platform: Platform
    post_type: PostType
    language: Language
    tone: Tone
    region: Region
    category: Category
    shop_name: str | None
    safety_id: str
    seed: str


def request(extracted: Extracted, writing: Writing) -> TextRequest:
    """Ask for a new caption."""
    return _text_request("caption", writing, guide=_guide(writing), order=_order(extracted, writing))


def rewrite_request(
    caption: str, extracted: Extracted, writing: Writing, *, preset: RewritePreset | None, instruction: str | None
) -> TextRequest:
    """Ask for the caption again, changed by a preset or the owner's own words, which the caller scrubs and caps."""
    order = _order(extracted, writing) | {
        "caption": steps.cleaned(caption),
        "preset": preset.value if preset else None,
        "owner_wish": steps.one_line(instruction) if instruction else None,
    }
    rewriting = [steps.section("rewrite", "all")]
    rewriting.append(steps.section("rewrite", preset.value if preset else "owner_wish"))
    guide = "\n\n".join([_guide(writing), *rewriting])
    return _text_request("rewrite", writing, guide=guide, order=order)


def language_after(language: Language, *, preset: RewritePreset | None) -> Language:
    """The language a caption will be in after this preset."""
    if preset is not RewritePreset.OTHER_LANGUAGE:
        return language
    return Language.EN if language is Language.TH else Language.TH


def parse(raw: str, *, extracted: Extracted, language: Language) -> Written:
    """The caption, cleaned; raises Unusable when there is none."""
    reply = steps.parsed(raw, into=CaptionReply)
    caption = re.sub(r"\n{3,}", "\n\n", steps.cleaned(reply.caption)).strip()
    if not caption:
        raise Unusable("empty caption")
    tags = (f"#{tag}" for word in reply.hashtags if (tag := _tag(word)))
    used = sorted({index for index in reply.used_facts if 0 <= index < len(extracted.facts)})
    found = written_in(caption, ignoring=(*extracted.texts, extracted.headline))
    return Written(caption, tuple(dict.fromkeys(tags)), tuple(used), found in (language, None))


def _tag(word: str) -> str:
    found = TAG.fullmatch(unicodedata.normalize("NFC", word.strip().lstrip("#").replace(" ", "")))
    return found.group() if found else ""


def _order(extracted: Extracted, writing: Writing) -> dict[str, object]:
    return {
        "platform": writing.platform.value,
        "post_type": writing.post_type.value,
        "language": writing.language.value,
        "tone": writing.tone.value,
        "region": writing.region.value,
        "category": writing.category.value,
        **extractor.as_json(extracted),
        "seed": writing.seed,
        "shop_name": _short(writing.shop_name),
        "limits": _limits(platforms.facts(writing.platform)),
    }


def _limits(facts: PlatformFacts) -> dict[str, int | None]:
    return {
        "max": facts.max,
        "visible": facts.visible,
        "target": facts.target,
        "hashtags": min(facts.hashtags_advised, HASHTAGS),
    }


def _short(shop_name: str | None) -> str | None:
    return steps.one_line(shop_name)[:80] if shop_name else None


def _guide(writing: Writing) -> str:
    parts = [
        steps.prompt("copywrite"),
        steps.section("languages", writing.language.value),
        steps.section("platforms", writing.platform.value),
        steps.section("post_types", writing.post_type.value),
        steps.section("tones", writing.tone.value),
        steps.section("regions", writing.region.value),
    ]
    return "\n\n".join(parts)


def _text_request(purpose: str, writing: Writing, *, guide: str, order: Mapping[str, object]) -> TextRequest:
    return TextRequest(
        purpose=purpose,
        model=COPYWRITE.model,
        effort=COPYWRITE.effort,
        max_output_tokens=COPYWRITE.max_output_tokens,
        instructions=guide,
        text=json.dumps(order, ensure_ascii=False),
        schema_name=SCHEMA_NAME,
        schema=steps.schema_of(CaptionReply),
        safety_id=writing.safety_id,
    )
