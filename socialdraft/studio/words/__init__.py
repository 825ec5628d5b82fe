"""The bundled studio's writer: answers the product's text steps without a model."""

import json
from typing import Any

from socialdraft.studio.words import captions, concepts, decisions, facts

__all__ = ["answer", "decide"]


def answer(schema_name: str, *, instructions: str, text: str) -> dict[str, Any]:
    """The reply to one text step, in that step's schema; KeyError for a schema it does not know.

    `instructions` are for models; all the studio needs stands in `text`.
    """
    del instructions
    if schema_name == "extracted_facts":
        return facts.extract(text)
    writers = {"caption": captions.write, "picture_brief": concepts.think_up}
    return writers[schema_name](json.loads(text))


def decide(text: str, question: str) -> float:
    """How likely the answer to `question` about `text` is yes, from 0 to 1."""
    return decisions.probability(text, question=question)
