"""A provider without money, key or model for us: nobody asks in vain, work waits, one call finds the way back."""

import pytest
from sqlmodel import col, select, update

from socialdraft.db import transaction
from socialdraft.errors import ProviderUnavailable
from socialdraft.models import Job, ProviderState
from socialdraft.ports import Ports
from socialdraft.services import providers
from socialdraft.services.assignments import Order
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.draft_post import draft_post
from socialdraft.services.workflows.make_candidates import make_candidates
from socialdraft.services.workflows.start_pictures import start_candidates
from tests.factories import make_business, make_ingest, make_owner, make_post
from tests.studio_fixture import StudioServer


def arrive(here: Ports) -> tuple[Owner, Order]:
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        business = make_business(session, owner, now=here.now())
        ingest = make_ingest(session, owner, business.id, now=here.now())
    return owner, Order(business_id=business.id, platform_type="facebook", ingest_id=ingest.ingest_id)


def pause_ends(here: Ports) -> None:
    with transaction() as session:
        over = update(ProviderState).where(col(ProviderState.paused_until).is_not(None))
        session.execute(over.values(paused_until=here.now()))


def refused(here: Ports, owner: Owner, order: Order) -> ProviderUnavailable:
    with pytest.raises(ProviderUnavailable) as refusal:
        draft_post(here, order, owner=owner, key="k")
    return refusal.value


@pytest.mark.parametrize(("kind", "code"), [("insufficient_quota", "money_out"), ("auth", "auth"), ("model_gone",) * 2])
def test_one_refusal_keeps_everybody_from_asking_until_one_call_is_answered(
    here: Ports, studio: StudioServer, kind: str, code: str
) -> None:
    owner, order = arrive(here)
    studio.faults({"kind": kind, "path": "/v1/responses"})
    assert refused(here, owner, order).data == {"reason": code, "retry_after": 60}
    asked = len(studio.requests())
    told = refused(here, owner, order).data
    assert told["reason"] == "paused"
    assert 0 < told["retry_after"] <= 60
    assert len(studio.requests()) == asked
    pause_ends(here)
    assert draft_post(here, order, owner=owner, key="k")[0].caption_text
    with transaction() as session:
        assert providers.paused(session, now=here.now()) == {}


def test_without_the_breaker_every_owner_asks_in_vain(
    here: Ports, studio: StudioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(providers, "trip", lambda *_, **__: False)
    owner, order = arrive(here)
    studio.faults({"kind": "insufficient_quota", "path": "/v1/responses", "times": 3})
    asked = len(studio.requests())
    for _ in range(3):
        refused(here, owner, order)
    assert len(studio.requests()) == asked + 3


def test_pictures_wait_for_a_paused_provider_without_losing_an_attempt(here: Ports, studio: StudioServer) -> None:
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        post = make_post(session, owner, now=here.now())
        providers.trip(session, provider="studio", model="", code="money_out", now=here.now())
    started, _ = start_candidates(here, owner=owner, post_id=post.id, style=None, new_batch=False, key="g")
    asked = len(studio.requests())
    make_candidates(here, job_id=started.job_id)
    assert len(studio.requests()) == asked
    with transaction() as session:
        job = session.exec(select(Job).where(Job.id == started.job_id)).one()
        assert (job.status, job.attempts) == ("queued", 0)
        assert job.run_after > here.now()
        job.run_after = here.now()
    pause_ends(here)
    make_candidates(here, job_id=started.job_id)
    with transaction() as session:
        assert session.get_one(Job, started.job_id).status == "succeeded"


def test_a_gallery_that_meets_the_end_of_the_money_comes_back_later(here: Ports, studio: StudioServer) -> None:
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        post = make_post(session, owner, now=here.now())
    started, _ = start_candidates(here, owner=owner, post_id=post.id, style=None, new_batch=False, key="g")
    studio.faults({"kind": "insufficient_quota", "path": "/v1/images/generations"})
    make_candidates(here, job_id=started.job_id)
    with transaction() as session:
        job = session.get_one(Job, started.job_id)
        assert (job.status, job.attempts) == ("queued", 1)
