"""A picture job: claim it, make what is missing with several calls at once, keep each as it arrives.

May run twice at once or again after a crash: finished pictures are skipped, and a worker that lost its lease
writes nothing more.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from socialdraft import drain
from socialdraft.db import after_commit, transaction
from socialdraft.errors import DomainError
from socialdraft.hooks import hook
from socialdraft.policy import Limits
from socialdraft.ports import ImageReply, ImageRequest, Ports, ProviderError
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


class Cancelled(Exception):
    """The owner asked for no more pictures."""

    code = jobs.CANCELLED


class GivenUp(Exception):
    """This call has failed or been paid often enough."""

    code = "provider_failed"


@dataclass(frozen=True, slots=True)
class Task:
    """One provider call of a job: which pictures it makes, and the stored ones it starts from."""

    item: int
    ordinals: tuple[int, ...]
    request: ImageRequest
    source_candidate_id: UUID | None = None
    reference_keys: tuple[str, ...] = ()


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


Kept = TypeVar("Kept")
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
        if jobs.cancelled(session, job_id=held.job_id):
            return
    try:
        tasks = plan(ports, held, done)
    except (ProviderError, DomainError, Unpriced) as error:
        outcome.note(getattr(error, "code", "unpriced"), retry_after=_return_after(error))
        return
    with ThreadPoolExecutor(max_workers=ports.policy.limits.images_at_once) as pool:
        for future in [pool.submit(copy_context().run, _one, ports, held, task, outcome, store) for task in tasks]:
            future.result()


def _one(ports: Ports, held: Claim, task: Task, outcome: Outcome, store: Store) -> None:
    """Make one call, with another try where that is safe; its failure is noted, never raised."""
    last = GivenUp.code
    while not (outcome.stop.is_set() or drain.asked.is_set()):
        try:
            attempt = _next_attempt(ports, held, task)
            if wait := _pace(ports, task):
                drain.asked.wait(min(wait, metered.SHORT_WAIT))
                continue
            made = _attempt(ports, held, task, attempt=attempt, store=store)
            return None if made == task.request.count else outcome.note("incomplete")
        except jobs.LeaseLost:
            return outcome.stop.set()
        except GivenUp:
            return outcome.note(last)
        except (DomainError, Cancelled, Unpriced) as error:
            return outcome.note(getattr(error, "code", "unpriced"))
        except ProviderError as error:
            if not error.retriable or (error.retry_after or 0) > metered.SHORT_WAIT:
                return outcome.note(error.code, retry_after=_return_after(error))
            last = error.code
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


def _next_attempt(ports: Ports, held: Claim, task: Task) -> int:
    """The number of the next try; raises Cancelled, or GivenUp when it has failed or been paid often enough."""
    with transaction() as session:
        if jobs.cancelled(session, job_id=held.job_id):
            raise Cancelled
        tried = jobs.attempts(session, job_id=held.job_id, item=task.item)
    limits = ports.policy.limits
    if tried.charged >= limits.call_attempts or tried.total >= limits.call_attempts * limits.job_attempts:
        raise GivenUp
    return tried.total + 1


def _attempt(ports: Ports, held: Claim, task: Task, *, attempt: int, store: Store) -> int:
    """One paid call; how many of its pictures were usable and are kept."""
    references = tuple(patiently(partial(ports.storage.get, key)) for key in task.reference_keys)
    task = replace(task, request=replace(task.request, references=(*task.request.references, *references)))
    spec = _call(ports, held, task, attempt=attempt)
    guard = partial(jobs.hold_fence, held=held)
    hold_id, reply = metered.call(
        ports, spec, lambda call_id: ports.images.draw(task.request, call_id=call_id), guard=guard
    )
    settle = partial(budget.post, hold_id=hold_id, usage=reply.usage, request_id=reply.request_id)
    try:
        _keep_each(ports, held, task, reply, store=store, settle=settle)
    except Exception:
        metered.insist(lambda session: settle(session, now=ports.now()))
        raise
    return len(reply.images)


def _keep_each(
    ports: Ports, held: Claim, task: Task, reply: ImageReply, *, store: Store, settle: Callable[..., None]
) -> None:
    """Store and show one picture after the other; the call is settled together with its last."""
    for index, content in enumerate(reply.images):
        hook("before_store")
        single = replace(task, ordinals=(task.ordinals[index],))
        picture = replace(patiently(partial(store, ports, single, content)), enlarged=reply.enlarged)
        hook("after_stored")
        last = settle if index == len(reply.images) - 1 else None
        metered.insist(partial(_keep, held=held, picture=picture, settle=last, now=ports.now()))
        hook("after_row")
        ports.doorbell.announce(held.job_id)


def _keep(
    session: Session, held: Claim, picture: NewImage, *, settle: Callable[..., None] | None, now: datetime
) -> None:
    """A picture, and with the last one the price of the call, in one step, if the job is still ours."""
    jobs.hold_fence(session, held)
    hook("before_row")
    images.keep(session, held, images=[picture], now=now)
    if settle:
        settle(session, now=now)


def patiently(act: Callable[[], Kept]) -> Kept:
    """Ask storage until it answers: what a picture needs stays in memory so long."""
    for pause in STORAGE_PAUSES:
        try:
            return act()
        except ConnectionError:
            time.sleep(pause)
    return act()


def _call(ports: Ports, held: Claim, task: Task, *, attempt: int) -> Call:
    request = task.request
    kind = "edit" if request.references else "image"
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
            references=len(request.references),
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
        if missing and row.error == jobs.CANCELLED:
            images.close(session, row, now=now, error=jobs.CANCELLED)
        elif missing and drain.asked.is_set() and not outcome.errors:
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
