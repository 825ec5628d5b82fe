"""Fault 3: the provider has charged and its reply is lost. Charged once in full, asked again at most once."""

from decimal import Decimal

import pytest
from sqlmodel import Session, select

from socialdraft.db import transaction
from socialdraft.models import LedgerEntry
from socialdraft.ports import Ports
from socialdraft.services import budget
from socialdraft.services.workflows.make_candidates import make_candidates
from socialdraft.services.workflows.start_pictures import start_candidates
from tests.factories import make_owner, make_post
from tests.studio_fixture import StudioServer


def gallery_with_lost_replies(here: Ports, studio: StudioServer, *, lost: int) -> tuple[list[LedgerEntry], Decimal]:
    """The picture calls of a gallery, and what the studio charged for them."""
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        post = make_post(session, owner, now=here.now())
    started, _ = start_candidates(here, owner=owner, post_id=post.id, style=None, new_batch=False, key="g")
    studio.faults(*[{"kind": "charge_then_reset", "path": "/v1/images/generations"}] * lost)
    make_candidates(here, job_id=started.job_id)
    with transaction() as session:
        rows = list(session.exec(select(LedgerEntry).where(LedgerEntry.job_id == started.job_id)))
    calls = {str(row.id) for row in rows}
    return rows, sum((Decimal(one["usd"]) for one in studio.charges() if one["hold_id"] in calls), Decimal(0))


def in_the_books(rows: list[LedgerEntry]) -> Decimal:
    return sum((row.cost_usd or Decimal(0) for row in rows), Decimal(0))


@pytest.mark.parametrize("lost", [1, 8])
def test_a_lost_reply_is_charged_in_full_and_asked_for_at_most_once_more(
    here: Ports, studio: StudioServer, lost: int
) -> None:
    rows, charged = gallery_with_lost_replies(here, studio, lost=lost)
    assert in_the_books(rows) >= charged > 0
    assert all(sum(row.item == item for row in rows) <= here.policy.limits.call_attempts for item in (0, 1))
    assert {row.state for row in rows} <= {"posted", "assumed"}


def test_taking_a_lost_reply_for_free_hides_what_the_provider_charged(
    here: Ports, studio: StudioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hopeful(session: Session, **told: object) -> None:
        budget.void(session, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(budget, "assume", hopeful)
    rows, charged = gallery_with_lost_replies(here, studio, lost=1)
    assert in_the_books(rows) < charged
