"""A kill switch stops what it names before money is held, takes no slot, and lets the rest go on."""

from datetime import datetime

import pytest
from sqlmodel import Session, select

from socialdraft.errors import BudgetExhausted, Paused
from socialdraft.models import Job, LedgerEntry, WeeklyQuotaUsage
from socialdraft.policy import Policy
from socialdraft.pricing import Usage
from socialdraft.services import batches, budget, switches
from socialdraft.services.budget import Call
from socialdraft.services.owners import Owner
from tests.factories import make_owner, make_post, make_user


def call(owner: Owner, kind: str) -> Call:
    model = "gpt-6-luna" if kind == "text" else "gpt-image-2.5-flare-2026-09-08"
    bound = Usage(text_in=100, **({"text_out": 10} if kind == "text" else {"image_out": 100}))
    return Call(owner=owner, kind=kind, purpose="t", provider="studio", model=model, bound=bound, timeout=1)


@pytest.mark.parametrize(
    ("name", "stopped", "goes_on"), [("images", "image", "text"), ("images", "edit", "text"), ("text", "text", "image")]
)
def test_a_switch_stops_its_kind_and_no_other(
    session: Session, now: datetime, name: str, stopped: str, goes_on: str
) -> None:
    owner = make_owner(session, now=now)
    switches.turn(session, name=name, on=False, now=now)
    with pytest.raises(Paused):
        budget.hold(session, call(owner, stopped), now=now, policy=Policy())
    assert not session.exec(select(LedgerEntry).where(LedgerEntry.owner_id == owner.id)).all()
    budget.hold(session, call(owner, goes_on), now=now, policy=Policy())
    switches.turn(session, name=name, on=True, now=now)
    budget.hold(session, call(owner, stopped), now=now, policy=Policy())


def test_strangers_can_be_stopped_while_users_go_on(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    switches.turn(session, name="anonymous", on=False, now=now)
    with pytest.raises(Paused):
        budget.hold(session, call(owner, "text"), now=now, policy=Policy())
    budget.hold(session, call(make_user(session, now=now), "text"), now=now, policy=Policy())


def test_a_stopped_product_takes_no_slot_and_starts_no_job(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    post = make_post(session, owner, now=now)
    for name in ("images", "text"):
        switches.turn(session, name=name, on=False, now=now)
    with pytest.raises(Paused):
        make_post(session, owner, now=now, platform="instagram")
    slots = select(WeeklyQuotaUsage).where(WeeklyQuotaUsage.owner_id == owner.id)
    assert [slot.platform_type for slot in session.exec(slots)] == ["facebook"]
    with pytest.raises(BudgetExhausted):
        batches.start_candidates(
            session, owner=owner, post_id=post.id, style=None, new_batch=False, now=now, policy=Policy()
        )
    assert not session.exec(select(Job).where(Job.post_id == post.id)).all()
