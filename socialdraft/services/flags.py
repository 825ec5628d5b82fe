"""What is to be read before a caption is used: found by rules, by grounding and by the judge; stored with the post."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from socialdraft.models import Business, Ingest, Post
from socialdraft.policy import Category, Language, Region
from socialdraft.services import risk
from socialdraft.services.ai import extractor, grounding
from socialdraft.services.lexicon import Severity
from socialdraft.services.risk import RiskFlag

MODERATED = "https://platform.openai.com/docs/guides/moderation"


def of_post(session: Session, post: Post, *, caption: str) -> list[dict[str, Any]]:
    """What the rules say about this wording, plus whatever in it the owner never said."""
    business = session.get_one(Business, post.business_id)
    ingest = session.get_one(Ingest, post.ingest_id)
    flags = found(
        caption,
        region=Region(business.region),
        language=Language(post.language),
        category=Category(business.business_category),
        sources=[ingest.redacted_text, *extractor.from_json(post.extracted).texts, business.name or ""],
    )
    return joined(flags, [flag for flag in post.risk_flags if flag.get("by") == "judge" and flag["quote"] in caption])


def found(
    caption: str, *, region: Region, language: Language, category: Category, sources: Iterable[str]
) -> list[dict[str, Any]]:
    """Rule flags and ungrounded numbers, links or handles, as stored with the post."""
    flags = [_kept(flag) for flag in risk.flags(caption, region=region, language=language, category=category)]
    loose = grounding.ungrounded(caption, sources=sources)
    return flags + [
        {"rule": "GROUND", "severity": "warn", "quote": quote, "suggestion": "", "source": ""} for quote in loose
    ]


def judged(flag: RiskFlag) -> dict[str, Any]:
    """A flag of the judge, as stored: it stays while the words it quotes stay."""
    return _kept(flag) | {"by": "judge"}


def moderated(quote: str) -> dict[str, Any]:
    """A flag for words that the provider's content rules object to, as stored; which kind of harm is not kept."""
    flag = {"rule": "MODERATION", "severity": Severity.BLOCK.value, "suggestion": "", "source": MODERATED}
    return flag | {"quote": quote, "by": "judge"}


def wrong_language(caption: str) -> list[dict[str, Any]]:
    """The flag of a caption that came in the other language twice."""
    quote = next(iter(risk.passages(caption)), "")
    flag = {"rule": "LANGUAGE", "severity": Severity.WARN.value, "quote": quote, "suggestion": "", "source": ""}
    return [flag | {"by": "judge"}]


def joined(flags: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The flags, and those of the judge about rules that have none yet."""
    known = {flag["rule"] for flag in flags}
    return flags + [flag for flag in more if flag["rule"] not in known]


def _kept(flag: RiskFlag) -> dict[str, Any]:
    return {name: getattr(flag, name) for name in ("rule", "severity", "quote", "suggestion", "source")}
