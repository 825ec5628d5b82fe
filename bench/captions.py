"""What the studio writes and how much it differs: `python -m bench.captions` writes both pages of docs/ about it."""

import json
import random
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from socialdraft.policy import Category, Language, Platform, PostType, Region, Tone
from socialdraft.services.ai import copywriter, extractor
from socialdraft.services.ai.copywriter import Writing, Written
from socialdraft.services.ai.extractor import Extracted
from socialdraft.studio import words

ROOT = Path(__file__).parents[1]
PASTES, DOCS = ROOT / "tests" / "data" / "pastes.jsonl", ROOT / "docs"
COUNT, RUN = 500, 4
SAMPLES = (
    "th_cafe_orange_cake",
    "en_bakery_morning",
    "th_restaurant_story",
    "en_nails_faq",
    "th_spa",
    "en_dive_intro",
    "th_market",
    "en_restaurant_pho",
    "th_nails_chat",
    "en_spa_quiet",
    "th_dive_trip",
    "en_market_figs",
    "th_noodle_boat",
    "en_hair_story",
    "th_bakery_songkran",
    "en_gym_classes",
    "th_pet",
    "en_taqueria_pozole",
)
OPENING = """# Sample captions

What the bundled studio writes when no provider key is set, unedited; written by `python -m bench.captions`, which takes
the next platform, type and tone for each paste. What states something is the owner's own words; the rest only greets,
asks and invites.
"""
FIGURES = """# How much the studio's captions differ

Written by `python -m bench.captions`: {count} captions per row. The owners' facts are taken out first, so that only the
studio's own words are compared, except in the first column. d-n: different runs of n letters over all runs (distinct-n
by letters, as Thai has no blanks between words). Nearest: four-letter runs that a caption has in common with the one
most like it, over all runs of both; median, 95 of 100, most.

- *any owners*: a paste of tests/data, any platform, type and tone. Short platforms have few words around the facts.
- *same everything*: the hardest case, {count} owners with one paste, one platform, one type and one tone.

| captions | different as posted | without the facts | d-8 | d-12 | d-16 | nearest | | |
|---|---|---|---|---|---|---|---|---|
{rows}

Four posts of one owner (offer, story, tip, faq), likeness of neighbours without the facts, 0 to 1: {weeks}.
"""
SAME = {"platform": Platform.FACEBOOK, "post_type": PostType.OFFER, "tone": Tone.FRIENDLY}
Paste = dict[str, Any]


def pastes(language: Language) -> list[Paste]:
    rows = [json.loads(line) for line in PASTES.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["language"] == language]


@cache
def facts_in(text: str, category: str, region: str) -> Extracted:
    said = extractor.request(text, category=Category(category), region=Region(region), safety_id="bench")
    raw = json.dumps(words.answer(said.schema_name, instructions="", text=said.text))
    return extractor.parse(raw, source=text)


def written(row: Paste, *, seed: str, **choices: Any) -> Written:
    """The studio's caption for a paste, by the steps the product takes."""
    extracted = facts_in(row["text"], row["category"], row["region"])
    chosen: dict[str, Any] = {"language": Language(row["language"]), "shop_name": None} | choices
    about = {"region": Region(row["region"]), "category": Category(row["category"]), "safety_id": "bench"}
    asked = copywriter.request(extracted, Writing(seed=seed, **about, **chosen))
    raw = json.dumps(words.answer(asked.schema_name, instructions="", text=asked.text))
    return copywriter.parse(raw, extracted=extracted, language=chosen["language"])


def own_words(row: Paste, caption: str) -> str:
    """What the studio added: the caption without the owner's facts."""
    texts = facts_in(row["text"], row["category"], row["region"]).texts
    for text in sorted(texts, key=len, reverse=True):
        caption = caption.replace(text, " ")
    return caption


def runs(text: str) -> frozenset[str]:
    letters = re.sub(r"\W+", "", text.lower())
    return frozenset(letters[at : at + RUN] for at in range(len(letters) - RUN + 1))


def nearest(texts: Iterable[str]) -> list[float]:
    """Each text's likeness to the one most like it: shared runs of four letters over all runs of both, 0 to 1."""
    known = [runs(text) for text in texts]
    return sorted(
        max(len(one & other) / (len(one | other) or 1) for j, other in enumerate(known) if i != j)
        for i, one in enumerate(known)
    )


def distinct(texts: Iterable[str], size: int) -> float:
    """distinct-n by letters, as Thai has no blanks between words: different runs over all runs."""
    found = [text[at : at + size] for text in texts for at in range(len(text) - size + 1)]
    return len(set(found)) / len(found)


def crowd(language: Language, *, count: int) -> list[tuple[Paste, str]]:
    """So many owners, each with one of the pastes and any platform, type and tone."""
    dice = random.Random(11)  # noqa: S311 - the same crowd in every run
    made = []
    for number in range(count):
        row = dice.choice(pastes(language))
        choices = {
            "platform": dice.choice(list(Platform)),
            "post_type": dice.choice(list(PostType)),
            "tone": dice.choice(list(Tone)),
        }
        made.append((row, written(row, seed=f"owner {number}", **choices).caption))
    return made


def twins(language: Language, *, count: int) -> list[tuple[Paste, str]]:
    """The hardest case: so many owners with the very same facts, platform, type and tone."""
    row = pastes(language)[1]
    return [(row, written(row, seed=f"owner {number}", **SAME).caption) for number in range(count)]


def week(language: Language) -> list[float]:
    """How alike two neighbours among the four posts of one owner's week are, over all pastes."""
    types = (PostType.OFFER, PostType.STORY, PostType.TIP, PostType.FAQ)
    found = []
    for row in pastes(language):
        four = [
            runs(own_words(row, written(row, seed=f"post {kind}", **SAME | {"post_type": kind}).caption))
            for kind in types
        ]
        found += [len(one & other) / (len(one | other) or 1) for one, other in pairwise(four)]
    return sorted(found)


def report(name: str, made: list[tuple[Paste, str]]) -> str:
    whole, frames = [caption for _, caption in made], [own_words(row, caption) for row, caption in made]
    near = nearest(frames)
    cells = [
        f"{len(set(whole))} of {len(whole)}",
        f"{len(set(frames))}",
        *(f"{distinct(frames, size):.2f}" for size in (8, 12, 16)),
        *(f"{near[int(len(near) * share) - 1]:.2f}" for share in (0.5, 0.95, 1)),
    ]
    return f"| {name} | {' | '.join(cells)} |"


def sample(number: int, name: str, post_type: PostType) -> str:
    """One paste with its caption; platforms and tones take turns."""
    row = next(row for row in pastes(Language(name[:2])) if row["id"] == name)
    platform = list(Platform)[number % len(Platform)]
    tone = list(Tone)[number * 3 % len(Tone)]
    made = written(row, seed=f"sample {number}", platform=platform, post_type=post_type, tone=tone)
    pasted = "\n".join(f"> {line}  " for line in row["text"].split("\n"))
    title = f"## {number + 1}. {platform}, {post_type}, {row['category']}, {tone}"
    return f"{title}\n\n{pasted}\n\n```text\n{made.text}\n```\n"


def figures() -> str:
    rows, weeks = [], []
    for language in Language:
        rows += [
            report(f"{language}, any owners", crowd(language, count=COUNT)),
            report(f"{language}, same everything", twins(language, count=COUNT)),
        ]
        likeness = week(language)
        weeks.append(f"{language}: {sum(likeness) / len(likeness):.2f} on average, {likeness[-1]:.2f} at most")
    return FIGURES.format(count=COUNT, run=RUN, rows="\n".join(rows), weeks="; ".join(weeks))


if __name__ == "__main__":
    kinds = list(PostType)
    shown = [sample(number, name, kinds[number % len(kinds)]) for number, name in enumerate(SAMPLES)]
    (DOCS / "sample_captions.md").write_text("\n".join([OPENING, *shown]), encoding="utf-8")
    (DOCS / "caption_figures.md").write_text(figures(), encoding="utf-8")
