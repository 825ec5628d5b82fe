"""Step one: the owner's text becomes a few checked facts; no later step sees the text itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from socialdraft.policy import EXTRACT, Category, Language, Region
from socialdraft.ports import TextRequest
from socialdraft.services.ai import grounding, steps
from socialdraft.services.ai.commands import is_command
from socialdraft.services.ai.steps import Closed, Unusable

SCHEMA_NAME = "extracted_facts"
FACTS, FACT_CHARACTERS, HEADLINE_CHARACTERS = 14, 220, 80


class NoFacts(Unusable):
    """The answer is well formed, but the text says nothing a post could be about."""


class Kind(StrEnum):
    ITEM = "item"
    PRICE = "price"
    OFFER = "offer"
    HOURS = "hours"
    DATE = "date"
    PLACE = "place"
    DETAIL = "detail"
    QUESTION = "question"
    LINK = "link"
    HANDLE = "handle"


class Season(StrEnum):
    NONE = "none"
    NEW_YEAR = "new_year"
    LUNAR_NEW_YEAR = "lunar_new_year"
    VALENTINE = "valentine"
    EASTER = "easter"
    SONGKRAN = "songkran"
    CINCO_DE_MAYO = "cinco_de_mayo"
    MOTHERS_DAY = "mothers_day"
    FATHERS_DAY = "fathers_day"
    SUMMER = "summer"
    RAINY = "rainy"
    BACK_TO_SCHOOL = "back_to_school"
    AUTUMN = "autumn"
    VEGETARIAN = "vegetarian"
    HALLOWEEN = "halloween"
    LOY_KRATHONG = "loy_krathong"
    THANKSGIVING = "thanksgiving"
    WINTER = "winter"
    CHRISTMAS = "christmas"


class FactReply(Closed):
    kind: Kind
    text: Annotated[str, Field(description=f"the owner's own words, at most {FACT_CHARACTERS} characters")]


class FactsReply(Closed):
    language: Language
    headline: Annotated[str, Field(description=f"at most {HEADLINE_CHARACTERS} characters")]
    facts: Annotated[list[FactReply], Field(max_length=FACTS)]
    season: Season


@dataclass(frozen=True, slots=True)
class Fact:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the owner said, in the owner's words; `language` is the language of the text."""

    language: Language
    headline: str
    facts: tuple[Fact, ...]
    season: Season

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(fact.text for fact in self.facts)


def request(text: str, *, category: Category, region: Region, safety_id: str) -> TextRequest:
    """Ask for the facts in `text` (already scrubbed)."""
    about = f"Business category: {category.value}. Region: {region.value}."
    return TextRequest(
        purpose="extract",
        model=EXTRACT.model,
        effort=EXTRACT.effort,
        max_output_tokens=EXTRACT.max_output_tokens,
        instructions=f"{steps.prompt('extract')}\n\n{about}",
        text=steps.fenced(text, secret=safety_id),
        schema_name=SCHEMA_NAME,
        schema=steps.schema_of(FactsReply),
        safety_id=safety_id,
    )


def parse(raw: str, *, source: str, nonce: str = "") -> Extracted:
    """The facts that `source` bears out, without orders to a machine; raises Unusable when none is left.

    An answer with the `nonce` quotes our prompt, so none of it is taken.
    """
    if nonce and nonce in raw:
        raise Unusable("the answer quotes the prompt")
    reply = steps.parsed(raw, into=FactsReply)
    checked = (Fact(fact.kind, steps.one_line(fact.text)) for fact in reply.facts)
    facts = tuple(dict.fromkeys(fact for fact in checked if _borne_out(fact.text, source)))
    if not facts:
        raise NoFacts("no fact is borne out by the text")
    headline = steps.one_line(reply.headline)
    if len(headline) > HEADLINE_CHARACTERS or not _borne_out(headline, source):
        headline = facts[0].text if len(facts[0].text) <= HEADLINE_CHARACTERS else ""
    return Extracted(reply.language, headline, facts, reply.season)


def _borne_out(text: str, source: str) -> bool:
    if not 1 < len(text) <= FACT_CHARACTERS or "business_text" in text or is_command(text):
        return False
    return not grounding.ungrounded(text, sources=[steps.cleaned(source)])


def as_json(extracted: Extracted) -> dict[str, object]:
    """The facts as they travel inside a request."""
    return {
        "facts_language": extracted.language.value,
        "headline": extracted.headline,
        "season": extracted.season.value,
        "facts": [{"kind": fact.kind.value, "text": fact.text} for fact in extracted.facts],
    }


def from_json(data: dict[str, Any]) -> Extracted:
    """The facts as a post keeps them (`as_json`)."""
    facts = tuple(Fact(Kind(fact["kind"]), fact["text"]) for fact in data["facts"])
    return Extracted(Language(data["facts_language"]), data["headline"], facts, Season(data["season"]))
