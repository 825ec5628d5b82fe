"""What a provider call may cost at most, and what it did cost: exact decimals from `prices.toml`.

Every bound is an upper bound: bytes for text tokens (a byte-level token covers at least one byte) and the
closed formula for picture tokens. What has no price is refused.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

MICRO = Decimal("0.000001")
UNITS = ("text_in", "text_cached", "text_out", "image_in", "image_out")


class Unpriced(LookupError):
    """This model, quality or size has no price, so it must not be called."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, by unit; `text_in` excludes what the provider read from its cache."""

    text_in: int = 0
    text_cached: int = 0
    text_out: int = 0
    image_in: int = 0
    image_out: int = 0

    def units(self) -> dict[str, int]:
        return {unit: amount for unit in UNITS if (amount := getattr(self, unit))}


@cache
def table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "prices.toml").read_text(encoding="utf-8"))


def price_of(model: str, *, on: date | None = None) -> dict[str, Any]:
    """The row that holds for the model on this day, or the newest; its `valid_from` names it on each ledger row."""
    rows = [row for row in table()["price"] if row["model"] == model and (on is None or row["valid_from"] <= on)]
    if not rows:
        raise Unpriced(model)
    return max(rows, key=lambda row: row["valid_from"])


def cost(model: str, usage: Usage, *, on: date | None = None) -> Decimal:
    """US dollars for this usage on this day, rounded up to a millionth; `Unpriced` when a used unit has no price."""
    row = price_of(model, on=on)
    total = Decimal(0)
    for unit, amount in usage.units().items():
        if unit not in row:
            raise Unpriced(f"{model}: {unit}")
        total += Decimal(row[unit]) * amount / 1_000_000
    return total.quantize(MICRO, rounding=ROUND_CEILING)


def image_tokens(model: str, *, width: int, height: int, quality: str) -> int:
    """Output tokens of one picture; `Unpriced` for `auto` or any other quality without a row."""
    base = table()["image_tokens"].get(model, {}).get(quality)
    if base is None or width < 1 or height < 1:
        raise Unpriced(f"{model}: {quality} {width}x{height}")
    rows = round(Fraction(base * min(width, height), max(width, height)))
    return ceil(Fraction(base * rows * (2_000_000 + width * height), 4_000_000))


def text_bound(texts: Iterable[str], *, max_output_tokens: int) -> Usage:
    """The most tokens a text call can use: one per UTF-8 byte sent, and all it may answer."""
    return Usage(text_in=sum(len(text.encode()) for text in texts), text_out=max_output_tokens)


def image_bound(
    model: str, *, prompt: str, width: int, height: int, quality: str, count: int, references: int = 0
) -> Usage:
    """The most tokens a call for `count` pictures can use; the prompt is billed once per picture."""
    return Usage(
        text_in=count * len(prompt.encode()),
        image_in=count * references * table()["reference"]["token_bound"],
        image_out=count * image_tokens(model, width=width, height=height, quality=quality),
    )
