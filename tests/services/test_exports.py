"""What an owner can take away is everything: a new table belongs to somebody, or says here that it doesn't."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, SQLModel

from socialdraft.models import VisitorSession
from socialdraft.services import accounts, exports, idempotency, posts, signin
from socialdraft.services.idempotency import Intent
from socialdraft.services.owners import Owner
from tests.factories import LIMITS, make_owner, make_post

NOBODYS = {
    *("budget_month", "budget_pools", "week_promises"),  # money and promises of all owners together
    *("network_days", "spent_proofs"),  # counts under keys that lead to nobody
    "departures",  # an address no more: a keyed hash, and the id of somebody who is gone
    *("provider_states", "switches", "operator_actions", "sweeps", "alerts", "alert_deliveries"),  # the operator's
}


def test_every_table_is_exported_or_nobodys() -> None:
    told = {table.name for table, _ in exports.tables_of(Owner("user", uuid4()))}
    assert told | NOBODYS == set(SQLModel.metadata.tables)
    assert not told & NOBODYS


def arrive(session: Session, now: datetime) -> Owner:
    """A user with a post, a thumb, a key, a notice that was shown, and a link on its way."""
    owner = make_owner(session, now=now)
    post = make_post(session, owner, now=now)
    row = session.get_one(VisitorSession, owner.id)
    row.token_hash, row.notice_version, row.notice_seen_at = accounts.token_hash("known"), "2026-11", now
    posts.give_feedback(session, owner=owner, post_id=post.id, rating="up", comment="fine", now=now, limits=LIMITS)
    idempotency.claim(session, Intent.of(owner=owner, route="r", key="k", body={}), now=now)
    token = signin.make_link(session, email="owner@example.com", now=now, limits=LIMITS)
    session.flush()
    _, cookie = signin.sign_in(session, token=token, cookie="known", now=now, limits=LIMITS)
    signin.make_link(session, email="owner@example.com", now=now, limits=LIMITS)
    session.flush()
    return accounts.owner_of(session, token=cookie, now=now, limits=LIMITS)


def test_an_export_has_the_rows_of_every_kind_and_no_secret(session: Session, now: datetime) -> None:
    told = exports.rows_of(session, owner=arrive(session, now))
    for table in ("users", "sign_in_links", "businesses", "posts", "captions", "feedback", "events"):
        assert told[table], table
    assert {row["notice_version"] for row in told["sessions"]} == {"2026-11"}
    assert told["users"][0]["email"] == "owner@example.com"
    columns = {column for rows in told.values() for row in rows for column in row}
    assert not columns & {"token_hash", "fingerprint", "cost_usd", "storage_key"}


def test_another_owner_gets_nothing_of_it(session: Session, now: datetime) -> None:
    arrive(session, now)
    other = make_owner(session, now=now)
    told: dict[str, list[dict[str, Any]]] = exports.rows_of(session, owner=other)
    assert [table for table, rows in told.items() if rows] == ["sessions"]
    assert [row["id"] for row in told["sessions"]] == [str(other.id)]
