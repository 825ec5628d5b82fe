"""A click on "generate" or "finish": claim the intent, write batch and job, ring after commit."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session

from socialdraft.db import after_commit, transaction
from socialdraft.hooks import hook
from socialdraft.ports import Ports
from socialdraft.schemas import CandidatesStarted, FinalizeStarted, JobView
from socialdraft.services import batches, idempotency, images
from socialdraft.services.idempotency import Intent
from socialdraft.services.owners import Owner

Started = TypeVar("Started", CandidatesStarted, FinalizeStarted)


def start_candidates(
    ports: Ports, *, owner: Owner, post_id: UUID | str, style: str | None, new_batch: bool, key: str | None
) -> tuple[CandidatesStarted, bool]:
    """The started gallery, and whether it is the replay of an earlier request with this key."""
    body = {"post_id": str(post_id), "style": style, "new_batch": new_batch}
    intent = Intent.of(owner=owner, route="images.candidates", key=key, body=body)

    def start(session: Session) -> CandidatesStarted:
        return batches.start_candidates(
            session,
            owner=owner,
            post_id=post_id,
            style=style,
            new_batch=new_batch,
            now=ports.now(),
            policy=ports.policy,
        )

    return _once(ports, intent, start, into=CandidatesStarted, kind="candidates")


def start_finals(
    ports: Ports, *, owner: Owner, post_id: UUID | str, candidate_ids: Sequence[UUID | str], key: str | None
) -> tuple[FinalizeStarted, bool]:
    """The started finalize, and whether it is the replay of an earlier request with this key."""
    body = {"post_id": str(post_id), "candidate_ids": [str(one) for one in candidate_ids]}
    intent = Intent.of(owner=owner, route="images.finalize", key=key, body=body)

    def start(session: Session) -> FinalizeStarted:
        return batches.start_finals(
            session,
            owner=owner,
            post_id=post_id,
            candidate_ids=candidate_ids,
            now=ports.now(),
            policy=ports.policy,
        )

    return _once(ports, intent, start, into=FinalizeStarted, kind="finalize")


def _once(
    ports: Ports, intent: Intent, start: Callable[[Session], Started], *, into: type[Started], kind: str
) -> tuple[Started, bool]:
    with transaction() as session:
        known: dict[str, Any] | None = idempotency.claim(session, intent, now=ports.now())
        if known is not None:
            return into.model_validate(known), True
        started = start(session)
        idempotency.answer(session, intent, status=202, body=started.model_dump(mode="json"))
        after_commit(session, lambda: _ring(ports, kind, started.job_id))
    return started, False


def _ring(ports: Ports, kind: str, job_id: UUID) -> None:
    hook("before_ring")
    ports.doorbell.ring(kind, job_id)
    hook("after_ring")


def cancel(ports: Ports, *, owner: Owner, job_id: UUID | str) -> JobView:
    """Ask for no more pictures of this job; what it has made stays, and the rest can be asked for again."""
    with transaction() as session:
        job = batches.cancel(session, owner=owner, job_id=job_id, now=ports.now())
        after_commit(session, lambda: ports.doorbell.announce(job.id))
        return images.job_view(session, job)


def retry_missing(ports: Ports, *, owner: Owner, post_id: UUID | str) -> UUID:
    """Ask again for the pictures a job did not deliver; the id of that job."""
    with transaction() as session:
        job = batches.retry_missing(session, owner=owner, post_id=post_id, now=ports.now())
        after_commit(session, lambda: _ring(ports, job.kind, job.id))
    return job.id
