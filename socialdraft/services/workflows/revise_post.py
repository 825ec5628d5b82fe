"""A rewrite of the caption: counted before it is asked for, given back when the provider fails."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from socialdraft.db import transaction
from socialdraft.errors import Invalid
from socialdraft.models import Business, Post
from socialdraft.policy import Category, Language, Limits, Platform, PostType, Region, RewritePreset, Tone
from socialdraft.ports import Ports
from socialdraft.schemas import PostView
from socialdraft.services import accounts, flags, posts, privacy
from socialdraft.services.ai import copywriter, extractor
from socialdraft.services.ai.copywriter import Writing
from socialdraft.services.ai.extractor import Extracted
from socialdraft.services.owners import Owner
from socialdraft.services.workflows import judge_caption, write_caption


@dataclass(frozen=True, slots=True)
class Revision:
    """What the rewriter needs: the caption, its facts and who speaks."""

    post_id: UUID
    caption: str
    extracted: Extracted
    writing: Writing


def revise_post(
    ports: Ports, *, owner: Owner, post_id: UUID | str, preset: str | None, instruction: str | None
) -> PostView:
    """The post with its caption rewritten by a preset or in the owner's own words."""
    chip = accounts.choice(RewritePreset, preset, field="preset") if preset else None
    wish = _wish(instruction, limits=ports.policy.limits)
    if chip is None and wish is None:
        raise Invalid(field="instruction")
    with transaction() as session:
        post = posts.take_revision(session, owner=owner, post_id=post_id, limits=ports.policy.limits)
        revision = _revision(post, session.get_one(Business, post.business_id), owner=owner, chip=chip)
    writing = revision.writing
    request = copywriter.rewrite_request(
        privacy.redacted(revision.caption), revision.extracted, writing, preset=chip, instruction=wish
    )
    try:
        written = write_caption.written(
            ports,
            request,
            owner=owner,
            post_id=revision.post_id,
            extracted=revision.extracted,
            language=writing.language,
            sources=[*revision.extracted.texts, revision.caption, writing.shop_name or "", wish or ""],
        )
    except Exception:
        with transaction() as session:
            posts.give_back_revision(session, owner=owner, post_id=revision.post_id)
        raise
    caption = write_caption.composed(written, platform=writing.platform)
    accused = [] if written.right_language else flags.wrong_language(caption)
    accused += _accused(ports, caption, revision, owner=owner)
    with transaction() as session:
        return posts.rewritten(
            session,
            owner=owner,
            post_id=revision.post_id,
            caption=caption,
            facts=[revision.extracted.facts[index].text for index in written.used_facts],
            language=writing.language,
            accused=accused,
            now=ports.now(),
        )


def _accused(ports: Ports, caption: str, revision: Revision, *, owner: Owner) -> list[dict[str, Any]]:
    return judge_caption.accused(
        ports,
        caption,
        region=revision.writing.region,
        owner=owner,
        post_id=revision.post_id,
        safety_id=revision.writing.safety_id,
    )


def _wish(instruction: str | None, *, limits: Limits) -> str | None:
    """The owner's own words, capped and scrubbed like every text that leaves us."""
    if instruction and len(instruction) > limits.instruction_characters:
        raise Invalid(field="instruction", limit=limits.instruction_characters)
    return privacy.redacted(instruction).strip() or None if instruction else None


def _revision(post: Post, business: Business, *, owner: Owner, chip: RewritePreset | None) -> Revision:
    return Revision(
        post_id=post.id,
        caption=post.caption_text,
        extracted=extractor.from_json(post.extracted),
        writing=Writing(
            platform=Platform(post.platform_type),
            post_type=PostType(post.post_type),
            language=copywriter.language_after(Language(post.language), preset=chip),
            tone=Tone(business.tone_preset),
            region=Region(business.region),
            category=Category(business.business_category),
            shop_name=business.name,
            safety_id=write_caption.safety_id(owner),
            seed=f"{post.id}:{post.revisions_used}",
        ),
    )
