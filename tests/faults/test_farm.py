"""A farm that clears its cookies: a network gets so many first posts a day, all strangers together so much money."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from sqlmodel import Session

from socialdraft import pricing
from socialdraft.errors import BudgetExhausted, RateLimited
from socialdraft.policy import COPYWRITE, Limits, Policy
from socialdraft.pricing import text_bound
from socialdraft.services import accounts, assignments, budget
from socialdraft.services.assignments import Order
from socialdraft.services.budget import Call
from socialdraft.services.owners import Owner
from tests.factories import make_business, make_ingest, make_user

PER_NETWORK = 3
BOUND = text_bound(["soup 45 baht"], max_output_tokens=1000)
POLICY = Policy(limits=replace(Limits(), first_posts_per_network_per_day=PER_NETWORK))


def begun(session: Session, *, now: datetime, network: str | None, cookies: int) -> int:
    """How many of so many fresh cookies get their first post begun."""
    count = 0
    for _ in range(cookies):
        view, _ = accounts.open_session(session, token=None, now=now, limits=POLICY.limits, network=network)
        owner = Owner("session", view.session_id)
        business = make_business(session, owner, now=now)
        ingest = make_ingest(session, owner, business.id, now=now)
        order = Order(business_id=business.id, platform_type="facebook", ingest_id=ingest.ingest_id)
        try:
            with session.begin_nested():
                assignments.begin(session, order, owner=owner, now=now, policy=POLICY)
        except RateLimited:
            continue
        count += 1
    return count


def test_fresh_cookies_from_one_network_get_no_more_than_its_day(session: Session, now: datetime) -> None:
    assert begun(session, now=now, network="farm", cookies=40) == PER_NETWORK
    assert begun(session, now=now, network="elsewhere", cookies=2) == 2


def test_control_uncounted_every_fresh_cookie_gets_a_post(session: Session, now: datetime) -> None:
    assert begun(session, now=now, network=None, cookies=12) == 12


def spent_by_strangers(session: Session, *, now: datetime, limits: Limits) -> Decimal:
    """What a farm on ever new networks can hold, each cookie once."""
    policy, price = Policy(limits=limits), pricing.cost(COPYWRITE.model, BOUND, on=now.date())
    total = Decimal(0)
    for number in range(60):
        view, _ = accounts.open_session(session, token=None, now=now, limits=limits, network=f"n{number}")
        try:
            with session.begin_nested():
                budget.hold(session, call(Owner("session", view.session_id)), now=now, policy=policy)
        except BudgetExhausted:
            break
        total += price
    return total


def call(owner: Owner) -> Call:
    return Call(
        owner=owner, kind="text", purpose="copy", provider="studio", model=COPYWRITE.model, bound=BOUND, timeout=60
    )


def small(**shares: Decimal) -> Limits:
    """A month that has room for fifty captions."""
    cap = pricing.cost(COPYWRITE.model, BOUND) * 50
    return replace(Limits(), monthly_cap_usd=cap, margin_usd=Decimal(0), owner_month_usd=cap, **shares)  # type: ignore[arg-type]


def test_a_farm_on_many_networks_gets_the_strangers_share_of_the_day_and_a_user_is_still_served(
    session: Session, now: datetime
) -> None:
    limits = small()
    share = limits.monthly_cap_usd * limits.anonymous_day_share
    assert Decimal(0) < spent_by_strangers(session, now=now, limits=limits) <= share
    user = make_user(session, now=now)
    assert budget.hold(session, call(user), now=now, policy=Policy(limits=limits))


def test_control_without_a_strangers_share_the_farm_takes_the_month(session: Session, now: datetime) -> None:
    limits = small(anonymous_day_share=Decimal(1), anonymous_month_share=Decimal(1))
    spent_by_strangers(session, now=now, limits=limits)
    user = make_user(session, now=now)
    with pytest.raises(BudgetExhausted), session.begin_nested():
        budget.hold(session, call(user), now=now, policy=Policy(limits=limits))
