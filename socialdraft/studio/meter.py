"""How many tokens a call used and what that costs, by the product's own price table."""

import json
from math import ceil
from typing import Any

from socialdraft.pricing import Usage, image_tokens

BYTES_PER_TOKEN = 4
PATCH = 32
"""A reference picture costs one token per 32x32 patch: the reading that fits reported edits (notes A3)."""


def text_tokens(*texts: str) -> int:
    """A fair guess, never above one token per UTF-8 byte, so that a hold by bytes always covers it."""
    return sum(ceil(len(text.encode()) / BYTES_PER_TOKEN) for text in texts)


def text_usage(texts: list[str], *, schema: dict[str, Any], answer: str, limit: int) -> Usage:
    """`limit` is the request's own bound on what may be answered."""
    sent = [*texts, json.dumps(schema, ensure_ascii=False, separators=(",", ":"))]
    return Usage(text_in=text_tokens(*sent), text_out=min(text_tokens(answer), limit))


def image_usage(
    model: str, *, prompt: str, width: int, height: int, quality: str, count: int, reference: tuple[int, int] | None
) -> Usage:
    """Tokens of `count` pictures; the prompt and the reference are billed once per picture."""
    patches = ceil(reference[0] / PATCH) * ceil(reference[1] / PATCH) if reference else 0
    return Usage(
        text_in=count * text_tokens(prompt),
        image_in=count * patches,
        image_out=count * image_tokens(model, width=width, height=height, quality=quality),
    )


def times(usage: Usage, factor: int) -> Usage:
    return Usage(**{unit: amount * factor for unit, amount in usage.units().items()})
