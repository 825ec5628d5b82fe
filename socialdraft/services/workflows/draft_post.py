"""One post from one paste: slot first, then words; a failed provider gives the slot back."""

from dataclasses import asdict

from socialdraft.db import transaction
from socialdraft.errors import ProviderUnavailable
from socialdraft.hooks import hook
from socialdraft.ports import Ports
from socialdraft.schemas import PostView
from socialdraft.services import assignments, idempotency, posts, proofs, quota
from socialdraft.services.ai import extractor
from socialdraft.services.assignments import Assignment, Order
from socialdraft.services.idempotency import Intent
from socialdraft.services.owners import Owner
from socialdraft.services.workflows import write_caption
from socialdraft.services.workflows.write_caption import Draft

ROUTE = "posts.generate"


def draft_post(
    ports: Ports, order: Order, *, owner: Owner, key: str | None, proof: str | None = None
) -> tuple[PostView, bool]:
    """The new post, and whether it is the replay of an earlier request with this key."""
    intent = Intent.of(owner=owner, route=ROUTE, key=key, body=asdict(order))
    with transaction() as session:
        if known := idempotency.claim(session, intent, now=ports.now()):
            return PostView.model_validate(known), True
        proofs.require(session, owner=owner, action=ROUTE, proof=proof, now=ports.now(), limits=ports.policy.limits)
        assignment = assignments.begin(session, order, owner=owner, now=ports.now(), policy=ports.policy)
    hook("after_slot")
    try:
        draft = write_caption.draft(ports, assignment)
        hook("before_post")
        return _keep(ports, intent, assignment, draft), False
    except Exception:
        with transaction() as session:
            quota.give_back(session, slot_id=assignment.slot_id)
            idempotency.release(session, intent)
        raise


def _keep(ports: Ports, intent: Intent, assignment: Assignment, draft: Draft) -> PostView:
    """Slot, post and the answer for repeats, in one transaction."""
    try:
        with transaction() as session:
            post = posts.create(
                session,
                assignment,
                caption=draft.caption,
                facts=draft.facts,
                extracted=extractor.as_json(draft.extracted),
                flags=draft.flags,
                now=ports.now(),
            )
            view = posts.view(session, post)
            idempotency.answer(session, intent, status=201, body=view.model_dump(mode="json"))
    except quota.SlotLost as error:
        raise ProviderUnavailable(reason="too_slow") from error
    return view
