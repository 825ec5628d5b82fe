"""The rules: how much is allowed, which week it is, how far the offer has shrunk.

Pure data and pure functions. Numbers are defaults; `POLICY_FILE` (TOML) may override any of them.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from socialdraft.rates import DOORS, Door, Rate, doors_of

SWITCHES = ("images", "text", "anonymous")
"""What an operator can switch off: pictures, words, strangers."""


class Region(StrEnum):
    OC = "OC"
    TH = "TH"


class Language(StrEnum):
    EN = "en"
    TH = "th"


class Platform(StrEnum):
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    X = "x"
    LINKEDIN = "linkedin"
    GOOGLE_BUSINESS = "google_business"
    TIKTOK = "tiktok"
    LINE_OA = "line_oa"
    THREADS = "threads"
    PINTEREST = "pinterest"


class PostType(StrEnum):
    TIP = "tip"
    FAQ = "faq"
    STORY = "story"
    OFFER = "offer"
    BEHIND_THE_SCENES = "behind_the_scenes"
    SEASONAL = "seasonal"


class Category(StrEnum):
    CAFE = "cafe"
    RESTAURANT = "restaurant"
    NOODLE_SHOP = "noodle_shop"
    TAQUERIA = "taqueria"
    BAKERY = "bakery"
    NAIL_SALON = "nail_salon"
    HAIR_SALON = "hair_salon"
    MASSAGE_SPA = "massage_spa"
    BOUTIQUE = "boutique"
    FLORIST = "florist"
    DIVE_SHOP = "dive_shop"
    GYM = "gym"
    PET_CARE = "pet_care"
    AUTO_REPAIR = "auto_repair"
    MARKET_STALL = "market_stall"
    OTHER = "other"


class Tone(StrEnum):
    """How the shop speaks; the Thai particle is part of the persona (notes: market 5.1)."""

    FRIENDLY = "friendly"
    PROFESSIONAL = "professional"
    PLAYFUL = "playful"
    ELEGANT = "elegant"
    FRIENDLY_KA = "friendly_ka"
    FRIENDLY_KRAP = "friendly_krap"
    POLITE_KA = "polite_ka"
    POLITE_KRAP = "polite_krap"


class RewritePreset(StrEnum):
    SHORTER = "shorter"
    WARMER = "warmer"
    LIVELIER = "livelier"
    CALL_TO_ACTION = "call_to_action"
    OTHER_LANGUAGE = "other_language"


class Stage(StrEnum):
    CANDIDATE = "candidate_low"
    FINAL = "final_high"


class Quality(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Limits:
    """Every cap of the product, typed once; screens, prompts and services read it here."""

    platforms_per_owner: int = 2
    posts_per_platform_per_week: int = 2
    finals_per_post: int = 9
    batches_per_post: int = 2
    revisions_per_post: int = 10
    paste_characters: int = 6000
    instruction_characters: int = 300
    comment_characters: int = 1000
    shop_name_characters: int = 80
    upload_bytes: int = 10_000_000
    upload_pixels: int = 40_000_000
    monthly_cap_usd: Decimal = Decimal(1000)
    margin_usd: Decimal = Decimal(1)
    owner_month_usd: Decimal = Decimal(25)
    anonymous_month_share: Decimal = Decimal("0.60")
    anonymous_day_share: Decimal = Decimal("0.08")
    text_reserve_share: Decimal = Decimal("0.02")
    finish_reserve_share: Decimal = Decimal("0.005")
    first_posts_per_network_per_day: int = 20
    images_at_once: int = 9
    images_per_minute: int = 150
    lease_seconds: int = 60
    job_attempts: int = 5
    call_attempts: int = 2
    session_idle_days: int = 30
    session_absolute_days: int = 180
    ingest_days: int = 14
    anonymous_days: int = 30
    user_days: int = 180
    link_minutes: int = 15
    proof_cost: int = 4000


@dataclass(frozen=True, slots=True)
class Level:
    """One rung of the ladder: the offer while (spent + held) / cap is at or above `enter`."""

    name: str
    enter: Decimal
    leave: Decimal
    candidates: int
    finals: int
    quality: Quality
    new_batch: bool
    posts_per_week: int


LADDER: tuple[Level, ...] = (
    #     name        enter             leave              candidates finals quality     new batch posts per week
    Level("normal", Decimal("0.00"), Decimal("0.00"), 20, 9, Quality.HIGH, True, 2),
    Level("careful", Decimal("0.70"), Decimal("0.66"), 20, 9, Quality.HIGH, False, 2),
    Level("saving", Decimal("0.85"), Decimal("0.81"), 20, 6, Quality.HIGH, False, 2),
    Level("tight", Decimal("0.92"), Decimal("0.88"), 10, 3, Quality.MEDIUM, False, 2),
    Level("words_only", Decimal("0.97"), Decimal("0.94"), 0, 3, Quality.MEDIUM, False, 2),
)
"""Thresholds: notes/openai_and_budget.md E. Finals are most of a post's cost, so they shrink before ideas do.

`words_only` starts no gallery, but what was picked may still be finished while the reserve for it lasts.
"""


@dataclass(frozen=True, slots=True)
class Policy:
    limits: Limits = Limits()
    ladder: tuple[Level, ...] = LADDER
    doors: Mapping[Door, Rate] = field(default_factory=lambda: DOORS)


def load_policy(path: Path | None) -> Policy:
    """The defaults, overridden by the TOML file: tables `[limits]`, `[[ladder]]`, `[doors.<name>]`.

    An unknown key is a ValueError or a TypeError.
    """
    if path is None:
        return Policy()
    data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    limits = replace(Limits(), **_typed(Limits, data.get("limits", {})))
    rungs = tuple(Level(**_typed(Level, row)) for row in data["ladder"]) if "ladder" in data else LADDER
    if [rung.enter for rung in rungs] != sorted(rung.enter for rung in rungs) or rungs[0].enter != 0:
        raise ValueError("POLICY_FILE: ladder must start at 0 and rise")
    return Policy(limits=limits, ladder=rungs, doors=doors_of(data.get("doors", {})))


def _typed(cls: type, values: Mapping[str, Any]) -> dict[str, Any]:
    kinds: dict[str, Any] = {field.name: field.type for field in fields(cls)}
    if unknown := set(values) - set(kinds):
        raise ValueError(f"POLICY_FILE: unknown setting {', '.join(sorted(unknown))}")
    return {name: Decimal(str(v)) if kinds[name] is Decimal else kinds[name](v) for name, v in values.items()}


@dataclass(frozen=True, slots=True)
class Week:
    """A business week: Monday 00:00 in the business's own zone, to the next."""

    starts_on: date
    timezone: str

    @classmethod
    def of(cls, now: datetime, timezone: str) -> "Week":
        today = now.astimezone(ZoneInfo(timezone)).date()
        return cls(starts_on=today - timedelta(days=today.weekday()), timezone=timezone)

    @property
    def resets_at(self) -> datetime:
        """The next Monday 00:00 local time, in UTC."""
        monday = datetime.combine(self.starts_on + timedelta(days=7), time(), tzinfo=ZoneInfo(self.timezone))
        return monday.astimezone(UTC)


def month_of(now: datetime) -> date:
    """The budget month: the first day of the UTC month."""
    return now.astimezone(UTC).date().replace(day=1)


def month_returns_at(month: date) -> datetime:
    """When the next budget month begins, in UTC."""
    return datetime.combine((month + timedelta(days=32)).replace(day=1), time(), tzinfo=UTC)


def free_slot(taken: Collection[int], allowed: int) -> int | None:
    """The lowest free number from 1 to `allowed`, or None when all are taken."""
    return next((slot for slot in range(1, allowed + 1) if slot not in taken), None)


def level_for(committed: Decimal, *, previous: int, ladder: tuple[Level, ...] = LADDER) -> int:
    """The rung for a share of the cap: down at once, up only below the rung's `leave` line."""
    entered = max(i for i, rung in enumerate(ladder) if committed >= rung.enter)
    if entered >= previous:
        return entered
    held = [i for i in range(previous, entered, -1) if committed >= ladder[i].leave]
    return max([entered, *held])


@dataclass(frozen=True, slots=True)
class Offer:
    """What an owner may ask for on one post right now."""

    candidates: int
    finals: int
    quality: Quality
    new_batch: bool


def offer_at(level: Level, *, limits: Limits) -> Offer:
    """The rung's offer, never above the product's own caps."""
    return Offer(
        candidates=level.candidates,
        finals=min(level.finals, limits.finals_per_post),
        quality=level.quality,
        new_batch=level.new_batch,
    )


def may_start_batch(*, used: int, offer: Offer, limits: Limits) -> str | None:
    """None when another gallery may start, else the code of the refusal."""
    if used >= limits.batches_per_post:
        return "batch_limit_reached"
    if used >= 1 and not offer.new_batch:
        return "new_batch_disabled"
    return "budget_exhausted" if offer.candidates == 0 else None


@dataclass(frozen=True, slots=True)
class TextStep:
    """Which model writes, how hard it thinks, and the bound on what it may answer (reasoning included)."""

    model: str
    effort: str
    max_output_tokens: int


@dataclass(frozen=True, slots=True)
class ImageStep:
    """Which model draws and how many pictures one call asks for; sizes come from `platforms.toml`."""

    model: str
    images_per_call: int


EXTRACT = TextStep("gpt-6-luna", "none", 900)
COPYWRITE = TextStep("gpt-6.1-terra", "low", 1500)
BRIEF = TextStep("gpt-6-luna", "none", 1200)
JUDGE = TextStep("gpt-6-luna", "none", 400)
MODERATE = "omni-moderation-latest"
CANDIDATE = ImageStep("gpt-image-2.5-flare-2026-09-08", 4)
FINAL = ImageStep("gpt-image-2.5-sunburst-2026-09-08", 1)
"""Models and call shape: notes/openai_and_budget.md H. Small calls lose little when one fails."""
