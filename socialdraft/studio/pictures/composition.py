"""Which picture a prompt and an index ask for, and the page it is drawn on."""

import hashlib
import math
import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from socialdraft.studio.pictures.brief import Brief
from socialdraft.studio.pictures.layouts import FAMILIES, PHOTO_FAMILIES, Layout
from socialdraft.studio.pictures.page import Page
from socialdraft.studio.pictures.palette import Palette, choose

Detail = Literal["low", "medium", "high"]
HERE = Path(__file__).parent
# Layouts are designed on 4:5, 1000 x 1250; other ratios keep the area.
AREA = 1000.0 * 1250.0
MOOD_FACES = {
    "round": ("playful", "cute", "friendly", "cheer", "lively", "fun", "สนุก", "น่ารัก", "เป็นกันเอง"),
    "serif": ("elegant", "luxur", "premium", "formal", "calm", "polite", "หรู", "สุภาพ", "เรียบ"),
    "poster": ("bold", "energetic", "strong", "urgent", "modern", "คึกคัก", "ทันสมัย"),
    "hand": ("homey", "handmade", "rustic", "cosy", "cozy", "อบอุ่น", "โฮมเมด"),
}
# What else a subject may call the thing a motif shows.
ALIASES = {
    "bowl": {"noodles", "noodle", "soup"}, "bowltop": {"noodles", "noodle", "soup", "bowl"},
    "cup": {"coffee", "tea", "espresso"}, "latte": {"coffee", "cappuccino"}, "takeaway": {"iced", "togo"},
    "bread": {"loaf", "toast", "sourdough"}, "cupcake": {"cake", "muffin"}, "croissant": {"pastry", "pastries"},
    "polish": {"nail", "nails", "manicure"}, "plate": {"dish", "dinner", "lunch"}, "bouquet": {"flowers", "roses"},
    "stones": {"massage", "stone"}, "dress": {"dresses", "outfit"}, "handbag": {"bag", "purse"},
    "dog": {"puppy"}, "cat": {"kitten"}, "car": {"engine", "tires", "brakes"}, "wrench": {"repair", "tools"},
    "dumbbell": {"weights"}, "basket": {"fruit", "vegetables"}, "mango": {"mangoes"}, "mask": {"dive", "snorkel"},
}  # fmt: skip
# A composition line without an ordinal puts one of these layouts first.
HINTS = {
    "product": "product_card", "close": "sunburst", "poster": "poster", "pattern": "pattern_badge",
    "type": "type_led", "quote": "quote", "menu": "menu", "price": "numeral",
    "coupon": "ticket", "ticket": "ticket", "arch": "arch_window", "flat": "icon_grid",
    "grid": "icon_grid", "night": "night_market", "calendar": "calendar",
    "postcard": "postcard", "chalk": "chalkboard", "paper": "paper_cut", "botanic": "botanical",
    "wave": "waves", "season": "seasonal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Category:
    palette: Palette
    kit: tuple[str, ...]
    leads: int
    face: str
    unfit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Season:
    words: tuple[str, ...]
    kit: tuple[str, ...]
    sky: str


@cache
def categories() -> dict[str, Category]:
    tables = tomllib.loads((HERE / "categories.toml").read_text(encoding="utf-8"))
    return {
        key: Category(
            Palette(*table["palette"]), tuple(table["motifs"]), table["leads"], table["face"], tuple(table["unfit"])
        )
        for key, table in tables.items()
    }


@cache
def seasons() -> tuple[Season, ...]:
    tables = tomllib.loads((HERE / "seasons.toml").read_text(encoding="utf-8"))["season"]
    return tuple(Season(tuple(t["words"]), tuple(t["motifs"]), t["sky"]) for t in tables)


def find_season(text: str) -> Season | None:
    """The season whose longest word occurs in `text`."""
    found = [(len(word), season) for season in seasons() for word in season.words if word in text]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def order(brief: Brief, category: Category, *, families: Sequence[Layout] = FAMILIES) -> list[Layout]:
    """All layouts in this job's own order, what suits the trade least at the end.

    Pictures of one job share none until all are used.
    """
    ordered = list(families)
    random.Random(brief.root).shuffle(ordered)  # noqa: S311 (art, not secrets)
    ordered.sort(key=lambda layout: layout.__name__ in category.unfit)
    if brief.variation is None:
        wanted = {family for word, family in HINTS.items() if word in brief.composition}
        ordered.sort(key=lambda layout: layout.__name__ not in wanted)
    return ordered


def kit_for(brief: Brief, category: Category, *, ordinal: int) -> tuple[str, ...]:
    """The category's motifs, first what the subject names, else one of those that may lead."""
    words = set(re.findall(r"[a-z]+", brief.subject))
    named = [name for name in category.kit[: category.leads] if {name, f"{name}s", *ALIASES.get(name, ())} & words]
    turn = int(hashlib.sha256(f"{brief.digest}{ordinal}".encode()).hexdigest(), 16)
    first = named or category.kit[: category.leads]
    hero = first[turn % len(first)]
    return (hero, *(name for name in category.kit if name != hero))


def face_for(brief: Brief, category: Category) -> str:
    moods = (f for f, words in MOOD_FACES.items() if any(word in brief.mood for word in words))
    return next(moods, category.face)


def compose(brief: Brief, *, index: int, width: int, height: int, detail: Detail, photo: str = "") -> Page:
    """The drawn page for the picture with this ordinal; `photo` is a data URI."""
    ordinal = (brief.variation or 0) + max(index, 0)
    category = categories().get(brief.business, categories()["other"])
    layouts = order(brief, category, families=PHOTO_FAMILIES if photo else FAMILIES)
    layout = layouts[ordinal % len(layouts)]
    scale = math.sqrt(AREA / (width * height))
    season = find_season(brief.season)
    page = Page(
        width=width * scale,
        height=height * scale,
        palette=choose(brief.colours, fallback=category.palette),
        brief=brief,
        kit=kit_for(brief, category, ordinal=ordinal),
        season=season.kit if season else (),
        sky=season.sky if season else "",
        face=face_for(brief, category),
        seed=f"{brief.digest}:{ordinal}",
        fine=detail != "low",
        layout=layout.__name__,
        photo=photo,
    )
    layout(page)
    page.stamp()
    return page
