"""A picture job: claim it, make what is missing with several calls at once, keep each as it arrives.

May run twice at once or again after a crash: finished pictures are skipped, and a worker that lost its lease
writes nothing more.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from socialdraft import drain
from socialdraft.db import after_commit, transaction
from socialdraft.errors import DomainError
from socialdraft.hooks import hook
from socialdraft.policy import Limits
from socialdraft.ports import ImageRequest, Ports, ProviderError
from socialdraft.pricing import Unpriced, image_bound
from socialdraft.services import budget, images, jobs, providers
from socialdraft.services.budget import Call
from socialdraft.services.images import NewImage
from socialdraft.services.jobs import Claim
from socialdraft.services.workflows import metered

log = logging.getLogger("socialdraft.pictures")

IMAGE_TIMEOUT = {"image": 150.0, "edit": 300.0}
STORAGE_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0)
"""Seconds between tries to store a picture: it is paid for, so an outage must not make us ask for it again."""


@dataclass(frozen=True, slots=True)
class Task:
    """One provider call of a job: which pictures it makes and how an answer becomes rows."""

    item: int
    ordinals: tuple[int, ...]
    request: ImageRequest
    source_candidate_id: UUID | None = None


@dataclass(slots=True)
class Outcome:
    """What happened to the calls of one run; shared by its threads."""

    errors: list[str] = field(default_factory=list)
    retry_after: float | None = None
    asked: bool = False
    """Whether the provider itself asked for patience; while it is paused for all, no attempt is spent."""
    stop: threading.Event = field(default_factory=threading.Event)

    def note(self, code: str, *, retry_after: float | None = None) -> None:
        self.errors.append(code)
        self.asked |= code != "paused"
        if retry_after is not None:
            self.retry_after = max(self.retry_after or 0.0, retry_after)


Plan = Callable[[Ports, Claim, set[int]], Sequence[Task]]
Store = Callable[[Ports, Task, bytes], NewImage]


def run(ports: Ports, *, job_id: UUID, plan: Plan, store: Store) -> None:
    """Work on the job if it is free; ends it, or hands it back when the provider asks to wait."""
    with transaction() as session:
        held = jobs.claim(session, job_id=job_id, now=ports.now(), limits=ports.policy.limits)
    if held is None:
        return
    hook("after_claim")
    outcome = Outcome()
    keeper = threading.Thread(target=_keep_lease, args=(ports, held, outcome), daemon=True)
    keeper.start()
    try:
        _work(ports, held, outcome, plan=plan, store=store)
        _conclude(ports, held, outcome)
    except jobs.LeaseLost:
        return
    finally:
        outcome.stop.set()
        keeper.join()
        ports.doorbell.announce(held.job_id)


def _keep_lease(ports: Ports, held: Claim, outcome: Outcome) -> None:
    """Renew the lease while the calls run; a lost one stops them."""
    while not outcome.stop.wait(ports.policy.limits.lease_seconds / 4):
        try:
            with transaction() as session:
                jobs.renew(session, held, now=ports.now(), limits=ports.policy.limits)
        except jobs.LeaseLost:
            outcome.stop.set()
        except DBAPIError:
            log.warning("lease.renewal failed, trying again", exc_info=True)


def _work(ports: Ports, held: Claim, outcome: Outcome, *, plan: Plan, store: Store) -> None:
    with transaction() as session:
        done = images.done_ordinals(session, batch_id=held.batch_id)
    try:
        tasks = plan(ports, held, done)
    except (ProviderError, DomainError, Unpriced) as error:
        outcome.note(getattr(error, "code", "unpriced"), retry_after=_return_after(error))
        return
    with ThreadPoolExecutor(max_workers=ports.policy.limits.images_at_once) as pool:
        for future in [pool.submit(_one, ports, held, task, outcome, store) for task in tasks]:
            future.result()


def _one(ports: Ports, held: Claim, task: Task, outcome: Outcome, store: Store) -> None:
    """Make one call, with another try where that is safe; its failure is noted, never raised."""
    while not (outcome.stop.is_set() or drain.asked.is_set()):
        if wait := _pace(ports, task):
            drain.asked.wait(min(wait, metered.SHORT_WAIT))
            continue
        attempt = _next_attempt(ports, held, task)
        if attempt is None:
            return outcome.note("provider_failed")
        try:
            return _attempt(ports, held, task, attempt=attempt, store=store)
        except jobs.LeaseLost:
            return outcome.stop.set()
        except (DomainError, Unpriced) as error:
            return outcome.note(getattr(error, "code", "unpriced"))
        except ProviderError as error:
            if not error.retriable or (error.retry_after or 0) > metered.SHORT_WAIT:
                return outcome.note(error.code, retry_after=_return_after(error))
            drain.asked.wait(metered.patience(error, attempt=attempt))
    return None


def _return_after(error: Exception) -> float | None:
    """Seconds after which the whole job may come back; None when waiting does not help."""
    if not isinstance(error, ProviderError) or error.retry_after is None:
        return None
    return metered.patience(error, attempt=1)


def _pace(ports: Ports, task: Task) -> float:
    """Seconds until the provider takes this many pictures again."""
    with transaction() as session:
        return providers.pace(
            session, provider=ports.provider, pictures=task.request.count, now=ports.now(), limits=ports.policy.limits
        )


def _next_attempt(ports: Ports, held: Claim, task: Task) -> int | None:
    """The number of the next try, or None when this call has failed or been paid often enough."""
    with transaction() as session:
        tried = jobs.attempts(session, job_id=held.job_id, item=task.item)
    limits = ports.policy.limits
    if tried.charged >= limits.call_attempts or tried.total >= limits.call_attempts * limits.job_attempts:
        return None
    return tried.total + 1


def _attempt(ports: Ports, held: Claim, task: Task, *, attempt: int, store: Store) -> None:
    spec = _call(ports, held, task, attempt=attempt)
    guard = partial(jobs.hold_fence, held=held)
    hold_id, reply = metered.call(
        ports, spec, lambda call_id: ports.images.draw(task.request, call_id=call_id), guard=guard
    )
    settle = partial(budget.post, hold_id=hold_id, usage=reply.usage, request_id=reply.request_id)
    try:
        hook("before_store")
        pictures = [
            _stored(ports, _single(task, index), content, store=store) for index, content in enumerate(reply.images)
        ]
        hook("after_stored")
        metered.insist(lambda session: _keep(session, held, pictures, settle=settle, now=ports.now()))
    except Exception:
        metered.insist(lambda session: settle(session, now=ports.now()))
        raise
    hook("after_row")
    ports.doorbell.announce(held.job_id)


def _keep(
    session: Session, held: Claim, pictures: Sequence[NewImage], *, settle: Callable[..., None], now: datetime
) -> None:
    """Pictures and their price in one step, if the job is still ours."""
    jobs.hold_fence(session, held)
    hook("before_row")
    images.keep(session, held, images=pictures, now=now)
    settle(session, now=now)


def _stored(ports: Ports, task: Task, content: bytes, *, store: Store) -> NewImage:
    """Keep the picture in memory until storage takes it."""
    for pause in STORAGE_PAUSES:
        try:
            return store(ports, task, content)
        except ConnectionError:
            time.sleep(pause)
    return store(ports, task, content)


def _single(task: Task, index: int) -> Task:
    return Task(task.item, (task.ordinals[index],), task.request, task.source_candidate_id)


def _call(ports: Ports, held: Claim, task: Task, *, attempt: int) -> Call:
    request = task.request
    kind = "edit" if request.reference else "image"
    return Call(
        owner=held.owner,
        kind=kind,
        purpose=held.kind,
        provider=ports.provider,
        model=request.model,
        bound=image_bound(
            request.model,
            prompt=request.prompt,
            width=request.width,
            height=request.height,
            quality=request.quality,
            count=request.count,
            references=1 if request.reference else 0,
        ),
        timeout=IMAGE_TIMEOUT[kind],
        post_id=held.post_id,
        job_id=held.job_id,
        item=task.item,
        attempt=attempt,
    )


def _conclude(ports: Ports, held: Claim, outcome: Outcome) -> None:
    """End the job by what it delivered, or put it back when the provider wants patience."""
    hook("before_conclude")
    now = ports.now()
    with transaction() as session:
        row = jobs.hold_fence(session, held)
        missing = row.total - len(images.done_ordinals(session, batch_id=held.batch_id))
        if missing and drain.asked.is_set() and not outcome.errors:
            jobs.hand_back(session, held, run_after=now, counted=False)
            after_commit(session, lambda: ports.doorbell.ring(held.kind, held.job_id))
        elif missing and outcome.retry_after is not None and _may_return(held, outcome, ports.policy.limits):
            again = now + timedelta(seconds=outcome.retry_after)
            jobs.hand_back(session, held, run_after=again, counted=outcome.asked)
        else:
            images.close(session, row, now=now, error=outcome.errors[0] if outcome.errors else None)
    hook("after_conclude")


def _may_return(held: Claim, outcome: Outcome, limits: Limits) -> bool:
    return held.attempts < limits.job_attempts or not outcome.asked
