"""Work before a stranger's first paid action: shown once, for one's own purpose, in time; never asked at home."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import altcha
import pytest

from socialdraft.db import transaction
from socialdraft.errors import ProofRequired
from socialdraft.policy import Limits
from socialdraft.ports import Ports
from socialdraft.services import accounts, proofs
from socialdraft.services.assignments import Order
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.draft_post import ROUTE, draft_post
from socialdraft.settings import Settings
from tests.factories import ledger_entry, make_business, make_ingest

CHEAP = replace(Limits(), proof_cost=20)


@pytest.fixture(autouse=True)
def behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "settings", lambda: Settings(trusted_proxy_hops=1))


def arrive(here: Ports, network: str | None = "n1") -> Owner:
    with transaction() as session:
        view, _ = accounts.open_session(session, token=None, now=here.now(), limits=CHEAP, network=network)
    return Owner("session", view.session_id)


def task_of(here: Ports, owner: Owner, proof: str | None = None, limits: Limits = CHEAP) -> dict[str, Any] | None:
    """The task that still stands before the owner; None when they may pass."""
    try:
        with transaction() as session:
            proofs.require(session, owner=owner, action=ROUTE, proof=proof, now=here.now(), limits=limits)
    except ProofRequired as error:
        challenge: dict[str, Any] = error.data["challenge"]
        return challenge
    return None


def solved(challenge: dict[str, Any] | None) -> str:
    assert challenge
    task = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(task)
    assert solution
    return altcha.Payload(task, solution).to_base64()


def test_a_stranger_passes_with_work_and_only_once_with_the_same(here: Ports) -> None:
    stranger = arrive(here)
    proof = solved(task_of(here, stranger))
    assert task_of(here, stranger, proof) is None
    assert task_of(here, stranger, proof), "spent"


def test_somebody_elses_work_another_action_and_made_up_work_do_not_count(here: Ports) -> None:
    stranger, other = arrive(here), arrive(here)
    proof = solved(task_of(here, other))
    assert task_of(here, stranger, proof)
    easier = task_of(here, stranger)
    assert easier
    easier["parameters"]["cost"] = 1
    assert task_of(here, stranger, solved(easier))
    for nonsense in ("", "x" * 5000, "e30=", proof[:-8]):
        assert task_of(here, stranger, nonsense)


def test_old_work_does_not_count(here: Ports) -> None:
    past = replace(here, now=lambda: here.now() - timedelta(minutes=11))
    stranger = arrive(here)
    assert task_of(here, stranger, solved(task_of(past, stranger)))


@pytest.mark.parametrize("network", [None])
def test_nobody_on_this_machine_is_asked(here: Ports, network: None) -> None:
    assert task_of(here, arrive(here, network)) is None


def test_a_user_and_who_has_cost_something_before_are_not_asked(here: Ports) -> None:
    stranger = arrive(here)
    assert task_of(here, Owner("user", stranger.id)) is None
    with transaction() as session:
        session.add(ledger_entry(stranger, now=here.now()))
    assert task_of(here, stranger) is None


def test_a_caption_waits_for_the_work_and_costs_nothing_before(here: Ports) -> None:
    ports = replace(here, policy=replace(here.policy, limits=replace(here.policy.limits, proof_cost=20)))
    stranger = arrive(here)
    with transaction() as session:
        business = make_business(session, stranger, now=here.now())
        ingest = make_ingest(session, stranger, business.id, now=here.now())
    order = Order(business_id=business.id, platform_type="facebook", ingest_id=ingest.ingest_id)
    with pytest.raises(ProofRequired) as refusal:
        draft_post(ports, order, owner=stranger, key="k")
    proof = solved(refusal.value.data["challenge"])
    post, replayed = draft_post(ports, order, owner=stranger, key="k", proof=proof)
    assert post.caption_text
    assert not replayed
    assert draft_post(ports, order, owner=stranger, key="k") == (post, True)


def test_control_without_a_price_a_stranger_walks_in(here: Ports) -> None:
    assert task_of(here, arrive(here), limits=replace(CHEAP, proof_cost=0)) is None
