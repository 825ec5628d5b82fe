"""Hashtags made of the owner's words, the trade and the place."""

import random
import re
from typing import Any

from socialdraft.studio.words import phrases
from socialdraft.studio.words.material import Material

REGIONS = {("OC", "en"): ["orangecounty", "ocsmallbusiness"], ("OC", "th"): ["orangecounty"]}
SEASONS = {
    "en": {"christmas": "christmas", "halloween": "halloween", "songkran": "songkran", "summer": "summer"},
    "th": {"songkran": "สงกรานต์", "loy_krathong": "ลอยกระทง", "mothers_day": "วันแม่", "vegetarian": "กินเจ"},
}
WORD = re.compile(r"[A-Za-z]{2,}|[\u0e01-\u0e3a\u0e40-\u0e4e]{2,}")
LONGEST = 24


def tagged(order: dict[str, Any], material: Material, *, rng: random.Random) -> list[str]:
    """At most as many tags as the order allows, without #; none where the platform takes none."""
    allowed = order["limits"]["hashtags"] or 0
    own = [tag for fact in material.of("item") if (tag := _joined(fact.text))]
    trade = list(phrases.trades()[order["language"]][order["category"]]["tags"])
    rng.shuffle(trade)
    place = REGIONS.get((order["region"], order["language"]), [])
    season = SEASONS[order["language"]].get(order["season"])
    ranked = [*own[:2], *([season] if season else []), trade[0], *place[:1], *trade[1:]]
    return list(dict.fromkeys(ranked))[:allowed]


def _joined(name: str) -> str:
    """A name as one word; "" when it holds figures or grows too long to read."""
    if re.search(r"[0-9๐-๙]", name):
        return ""
    words = WORD.findall(name)
    tag = "".join(word.capitalize() if word.isascii() else word for word in words)
    return tag if 1 < len(tag) <= LONGEST else ""
