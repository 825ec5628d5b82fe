"""Extract, write, check: from a scrubbed paste to a caption whose facts are the owner's own."""

import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from socialdraft.errors import BudgetExhausted, ProviderUnavailable, TextWithoutFacts
from socialdraft.policy import Language, Platform
from socialdraft.ports import Ports, ProviderError, TextReply, TextRequest
from socialdraft.services import captions, flags, privacy
from socialdraft.services.ai import copywriter, extractor, grounding, steps
from socialdraft.services.ai.copywriter import Writing, Written
from socialdraft.services.ai.extractor import Extracted
from socialdraft.services.ai.steps import Unusable
from socialdraft.services.assignments import Assignment
from socialdraft.services.owners import Owner
from socialdraft.services.workflows import judge_caption, metered

Parsed = TypeVar("Parsed")
TRIES = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked caption with the facts it rests on."""

    caption: str
    extracted: Extracted
    facts: list[str]
    flags: list[dict[str, Any]]


def safety_id(owner: Owner) -> str:
    """A stable id of the owner for the provider's abuse checks that leads back to nobody."""
    return hashlib.sha256(f"socialdraft:{owner.id}".encode()).hexdigest()


def draft(ports: Ports, assignment: Assignment) -> Draft:
    """Write a caption for this assignment; raises ProviderUnavailable or BudgetExhausted."""
    text, safe = privacy.redacted(assignment.text), safety_id(assignment.owner)
    extracted = _asked(
        ports,
        extractor.request(text, category=assignment.category, region=assignment.region, safety_id=safe),
        owner=assignment.owner,
        post_id=assignment.post_id,
        parse=lambda raw: extractor.parse(raw, source=text, nonce=steps.nonce(text, secret=safe)),
    )
    request = copywriter.request(extracted, _writing(assignment))
    sources = [text, assignment.shop_name or ""]
    found = written(
        ports,
        request,
        owner=assignment.owner,
        post_id=assignment.post_id,
        extracted=extracted,
        language=assignment.language,
        sources=sources,
    )
    caption = composed(found, platform=assignment.platform)
    return Draft(
        caption=caption,
        extracted=extracted,
        facts=[extracted.facts[index].text for index in found.used_facts],
        flags=[
            *([] if found.right_language else flags.wrong_language(caption)),
            *checked(ports, caption, assignment=assignment, sources=sources),
        ],
    )


def _writing(assignment: Assignment) -> Writing:
    return Writing(
        platform=assignment.platform,
        post_type=assignment.post_type,
        language=assignment.language,
        tone=assignment.tone,
        region=assignment.region,
        category=assignment.category,
        shop_name=assignment.shop_name,
        safety_id=safety_id(assignment.owner),
        seed=str(assignment.slot_id),
    )


def written(
    ports: Ports,
    request: TextRequest,
    *,
    owner: Owner,
    post_id: UUID,
    extracted: Extracted,
    language: Language,
    sources: list[str],
) -> Written:
    """The caption; one more try when it is in the wrong language or says what the owner didn't."""

    def parse(raw: str) -> Written:
        return copywriter.parse(raw, extracted=extracted, language=language)

    first = _asked(ports, request, owner=owner, post_id=post_id, parse=parse)
    if _good(first, sources):
        return first
    try:
        second = _asked(ports, request, owner=owner, post_id=post_id, parse=parse)
    except (ProviderUnavailable, BudgetExhausted):
        return first
    return second if _good(second, sources) or second.right_language else first


def composed(found: Written, *, platform: Platform) -> str:
    """Caption and hashtags as one text that the platform takes."""
    return captions.compose(captions.cut(found.caption, platform=platform), found.hashtags, platform=platform)


def _good(found: Written, sources: list[str]) -> bool:
    return found.right_language and not grounding.ungrounded(found.caption, sources=sources)


def _asked(
    ports: Ports, request: TextRequest, *, owner: Owner, post_id: UUID, parse: Callable[[str], Parsed]
) -> Parsed:
    """The parsed answer, asked for at most twice; each try is its own paid call."""
    for attempt in range(1, TRIES + 1):
        try:
            return parse(_usable(metered.write(ports, request, owner=owner, post_id=post_id)).text)
        except ProviderError as error:
            if attempt == TRIES or not error.retriable or (error.retry_after or 0) > metered.SHORT_WAIT:
                raise _unavailable(error) from error
            time.sleep(metered.patience(error, attempt=attempt))
        except Unusable as error:
            if attempt == TRIES:
                no_facts = isinstance(error, extractor.NoFacts)
                raise (TextWithoutFacts() if no_facts else ProviderUnavailable(reason="unusable")) from error
    raise ProviderUnavailable(reason="unusable")


def _unavailable(error: ProviderError) -> ProviderUnavailable:
    """What the owner is told, with the seconds after which another try makes sense."""
    later = {} if error.retry_after is None else {"retry_after": math.ceil(error.retry_after)}
    return ProviderUnavailable(reason=error.code, **later)


def _usable(reply: TextReply) -> TextReply:
    if reply.refused or reply.incomplete:
        raise Unusable("refused" if reply.refused else "incomplete")
    return reply


def checked(ports: Ports, caption: str, *, assignment: Assignment, sources: list[str]) -> list[dict[str, Any]]:
    """Lexicon and grounding flags, and what the judge adds; a silent judge takes nothing away."""
    found = flags.found(
        caption,
        region=assignment.region,
        language=assignment.language,
        category=assignment.category,
        sources=sources,
    )
    accused = judge_caption.accused(
        ports,
        caption,
        region=assignment.region,
        owner=assignment.owner,
        post_id=assignment.post_id,
        safety_id=safety_id(assignment.owner),
    )
    return flags.joined(found, accused)
