"""Deleting everything and signing in again with the same address is no fresh start, and leaves no address behind."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlmodel import Session, col, delete, select, text

from socialdraft.db import transaction
from socialdraft.errors import BudgetExhausted
from socialdraft.models import BudgetPool, Departure, LedgerEntry, User
from socialdraft.policy import Platform, Policy, month_returns_at
from socialdraft.ports import Ports
from socialdraft.pricing import Usage
from socialdraft.services import accounts, budget, departures, exports, retention, signin
from socialdraft.services.budget import Call
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.delete_owner import delete_owner
from tests import audit
from tests.factories import LIMITS, make_owner, make_post
from tests.inside_fixture import OpenBrowser, confirmed, letters_to, token_in
from tests.services.slots import kept, left

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


@pytest.fixture
def address() -> str:
    return f"owner-{uuid4().hex[:8]}@example.com"


def arrive(session: Session, address: str, *, now: datetime, cookie: str | None = None) -> Owner:
    """Somebody signs in with a link that was sent to the address."""
    token = signin.make_link(session, email=address, now=now, limits=LIMITS)
    session.flush()
    _, fresh = signin.sign_in(session, token=token, cookie=cookie, now=now, limits=LIMITS)
    return accounts.owner_of(session, token=fresh, now=now, limits=LIMITS)


def call_of(owner: Owner) -> Call:
    bound = Usage(text_in=1000, text_out=1000)
    return Call(owner, "text", "extract", "studio", "gpt-6-luna", bound, timeout=30)


def purse(session: Session, owner: Owner, *, now: datetime) -> Decimal:
    found = session.get(BudgetPool, f"owner:{owner.id}:{now:%Y-%m}")
    return found.committed if found else Decimal(0)


def lived(here: Ports, address: str) -> Owner:
    """A user who has used both Facebook posts and one of Instagram, and paid for a call."""
    with transaction() as session:
        owner = arrive(session, address, now=here.now())
        for platform in (Platform.FACEBOOK, Platform.FACEBOOK, Platform.INSTAGRAM):
            kept(session, owner, platform, now=here.now())
        budget.hold(session, call_of(owner), now=here.now(), policy=here.policy)
    return owner


def test_who_deletes_everything_and_comes_back_finds_the_week_as_it_was(here: Ports, address: str) -> None:
    delete_owner(here, owner=lived(here, address))
    with transaction() as session:
        again = arrive(session, address, now=here.now())
        more = {platform: count for platform, count in left(session, again, now=here.now()).items() if count}
        assert more == {Platform.INSTAGRAM: 1}


def test_nor_do_many_lives_add_anything(here: Ports, address: str) -> None:
    taken = 0
    for _ in range(3):
        with transaction() as session:
            owner = arrive(session, address, now=here.now())
            taken += sum(left(session, owner, now=here.now()).values())
        delete_owner(here, owner=owner)
    assert taken == 4


def test_control_without_the_note_each_life_has_a_week_of_its_own(here: Ports, address: str) -> None:
    delete_owner(here, owner=lived(here, address))
    with transaction() as session:
        session.execute(delete(Departure))
        again = arrive(session, address, now=here.now())
        assert sum(left(session, again, now=here.now()).values()) == 4
        assert purse(session, again, now=here.now()) == 0


def test_another_address_is_somebody_else(here: Ports, address: str) -> None:
    delete_owner(here, owner=lived(here, address))
    with transaction() as session:
        other = arrive(session, f"not-{address}", now=here.now())
        assert sum(left(session, other, now=here.now()).values()) == 4


def test_what_was_used_without_signing_in_meanwhile_is_added(here: Ports, address: str) -> None:
    delete_owner(here, owner=lived(here, address))
    with transaction() as session:
        view, cookie = accounts.open_session(session, token=None, now=here.now(), limits=LIMITS)
        kept(session, Owner("session", view.session_id), Platform.INSTAGRAM, now=here.now())
        again = arrive(session, address, now=here.now(), cookie=cookie)
        assert not any(left(session, again, now=here.now()).values())


def test_the_months_purse_comes_along_with_what_is_still_open_in_it(here: Ports, address: str) -> None:
    before = lived(here, address)
    with transaction() as session:
        used = purse(session, before, now=here.now())
        hold = session.exec(select(LedgerEntry.id).where(LedgerEntry.owner_id == before.id)).one()
    assert used > 0
    delete_owner(here, owner=before)
    with transaction() as session:
        again = arrive(session, address, now=here.now())
        assert purse(session, again, now=here.now()) == used
        small = replace(here.policy, limits=replace(here.policy.limits, owner_month_usd=used))
        with pytest.raises(BudgetExhausted), session.begin_nested():
            budget.hold(session, call_of(again), now=here.now(), policy=small)
        budget.void(session, hold_id=hold, error="never sent", now=here.now())
        assert purse(session, again, now=here.now()) == 0
        audit.check(session)


def tables_with(session: Session, word: str) -> set[str]:
    return {
        table
        for (table,) in session.execute(text(TABLES))
        if session.execute(text(f"SELECT 1 FROM {table} t WHERE t::text LIKE :word"), {"word": f"%{word}%"}).first()  # noqa: S608
    }


def test_what_is_noted_names_nobody_and_is_gone_with_the_return(here: Ports, address: str) -> None:
    owner = lived(here, address)
    delete_owner(here, owner=owner)
    with transaction() as session:
        assert tables_with(session, address.partition("@")[0]) == set()
        noted = {"departures", "weekly_quota_usage", "weekly_platforms", "api_cost_ledger", "budget_pools"}
        assert tables_with(session, str(owner.id)) == noted
        again = arrive(session, address, now=here.now())
        assert tables_with(session, str(owner.id)) == set()
        told = exports.rows_of(session, owner=again)
        assert {table for table, rows in told.items() if rows} == {
            *("users", "sessions", "events", "weekly_quota_usage", "weekly_platforms", "api_cost_ledger")
        }


def noted_until(session: Session, owner: Owner) -> date | None:
    return session.exec(select(col(Departure.until)).where(Departure.user_id == owner.id)).one_or_none()


def user_with(session: Session, *, email: str, slot: datetime | None, cost: datetime | None) -> Owner:
    owner = arrive(session, email, now=slot or cost or datetime.now().astimezone())
    if slot:
        kept(session, owner, Platform.X, now=slot)
    if cost:
        budget.hold(session, call_of(owner), now=cost, policy=Policy())
    session.flush()
    return owner


@pytest.mark.parametrize(
    ("slot", "cost", "until"),
    [
        (timedelta(0), None, date(2026, 12, 7)),  # Monday 23 November and two weeks
        (None, timedelta(0), date(2026, 12, 1)),
        (timedelta(0), timedelta(0), date(2026, 12, 7)),
        (timedelta(days=-10), timedelta(0), date(2026, 12, 1)),
        (timedelta(days=-40), timedelta(days=-40), None),
        (None, None, None),
    ],
)
def test_it_is_noted_as_long_as_it_counts_and_no_longer(
    session: Session, now: datetime, slot: timedelta | None, cost: timedelta | None, until: date | None
) -> None:
    owner = user_with(
        session,
        email="a@example.com",
        slot=None if slot is None else now + slot,
        cost=None if cost is None else now + cost,
    )
    departures.remember(session, owner=owner, now=now)
    assert noted_until(session, owner) == until
    if until is None:
        return
    midnight = datetime.combine(until, datetime.min.time(), tzinfo=now.tzinfo)
    retention.expire_rows(session, now=midnight - timedelta(seconds=1), limits=LIMITS)
    assert noted_until(session, owner) == until
    retention.expire_rows(session, now=midnight, limits=LIMITS)
    assert noted_until(session, owner) is None


def test_no_note_is_kept_for_longer_than_a_month(session: Session, now: datetime) -> None:
    """What the privacy notice says, for the longest month and the latest week."""
    for day in range(31):
        moment = datetime(2026, 12, 1, tzinfo=now.tzinfo) + timedelta(days=day)
        owner = user_with(session, email=f"{day}@example.com", slot=moment, cost=moment)
        departures.remember(session, owner=owner, now=moment)
        until = noted_until(session, owner)
        assert until
        assert until >= month_returns_at(moment.date().replace(day=1)).date()
        assert until - moment.date() <= timedelta(days=31)


def test_a_stranger_leaves_no_note(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    make_post(session, owner, now=now)
    departures.remember(session, owner=owner, now=now)
    assert noted_until(session, owner) is None


def test_at_the_door_the_week_is_shown_as_used(browser_inside: OpenBrowser, here: Ports, address: str) -> None:
    def sign_in() -> None:
        browser.post("/api/session", json={})
        assert browser.post("/api/auth/magic-link", json={"email": address}).status_code == 202
        assert confirmed(browser, token_in(letters_to(here, address)[0])).status_code == 303

    def settle() -> dict[str, int]:
        words = {"category": "cafe", "region": "TH", "default_language": "th", "tone_preset": "friendly"}
        shop = browser.post("/api/business", json=words).json()["id"]
        browser.post(f"/api/business/{shop}/platforms", json={"platform_type": "facebook"})
        return {one["platform_type"]: one["used"] for one in browser.get("/api/usage").json()["platforms"]}

    browser = browser_inside()
    sign_in()
    assert settle() == {"facebook": 0}
    with transaction() as session:
        user = session.exec(select(User.id).where(User.email == address)).one()
        kept(session, Owner("user", user), Platform.FACEBOOK, now=here.now())
    assert browser.delete("/api/me").status_code == 204
    sign_in()
    assert settle() == {"facebook": 1}
