"""What is promised to go, goes on time, and only that; who was deleted stays deleted after a restore."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import text
from sqlmodel import Session, col, select

from jobs import retention as job
from socialdraft.db import transaction
from socialdraft.errors import NotFound
from socialdraft.i18n import LOCALES, message
from socialdraft.models import Event, IdempotencyKey, Ingest, Post, SignInLink, SpentProof, Upload, VisitorSession
from socialdraft.pages.privacy import PROMISED
from socialdraft.policy import Policy
from socialdraft.ports import Ports
from socialdraft.services import accounts, assignments, exports, idempotency, ingests, posts, retention, signin
from socialdraft.services.assignments import Order
from socialdraft.services.idempotency import Intent
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.delete_owner import LEDGER, delete_again, delete_owner, remove
from socialdraft.services.workflows.keep_upload import keep_upload
from tests.factories import LIMITS, make_business, make_ingest, make_owner, make_post

DAY = timedelta(days=1)
INGEST = LIMITS.ingest_days * DAY
SECOND = timedelta(seconds=1)


def photo(colour: tuple[int, int, int]) -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 64), colour).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_privacy_notice_promises_the_very_ages(locale: str) -> None:
    told = message("privacy.long", locale, **PROMISED)
    for days in (LIMITS.ingest_days, LIMITS.anonymous_days, LIMITS.user_days):
        assert f" {days} " in told


def test_a_pasted_text_goes_on_its_day_and_the_post_keeps_its_facts(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    post = make_post(session, owner, now=now)
    unused = make_ingest(session, owner, post.business_id, now=now).ingest_id
    assert retention.expire_texts(session, now=now + INGEST - SECOND, limits=LIMITS) == 0
    assert retention.expire_texts(session, now=now + INGEST + SECOND, limits=LIMITS) == 2
    session.expire_all()
    assert session.get(Ingest, unused) is None
    used = session.get_one(Ingest, post.ingest_id)
    assert (used.redacted_text, used.redactions, used.deleted_at) == ("", [], now + INGEST + SECOND)
    assert session.get_one(Post, post.id).facts == ["Boat noodles 45 baht"]
    assert retention.expire_texts(session, now=now + INGEST + DAY, limits=LIMITS) == 0, "nothing twice"


def test_without_its_text_a_post_is_still_grounded_in_its_facts(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    post = make_post(session, owner, now=now)
    retention.expire_texts(session, now=now + INGEST + SECOND, limits=LIMITS)
    session.expire_all()
    view = posts.edit(session, owner=owner, post_id=post.id, text="Boat noodles 45 baht, come by.", now=now)
    assert "GROUND" not in {flag.rule for flag in view.risk_flags}
    order = Order(business_id=post.business_id, platform_type="facebook", ingest_id=post.ingest_id)
    with pytest.raises(NotFound):
        assignments.begin(session, order, owner=owner, now=now, policy=Policy())


def test_links_proofs_answers_and_counts_go_when_they_are_of_no_use(session: Session, now: datetime) -> None:
    owner = make_owner(session, now=now)
    make_post(session, owner, now=now)
    signin.make_link(session, email="a@example.com", now=now, limits=LIMITS)
    session.add(SpentProof(nonce="n", expires_at=now + timedelta(minutes=10)))
    idempotency.claim(session, Intent.of(owner=owner, route="r", key="k", body={}), now=now)
    session.flush()
    kinds = (SignInLink, SpentProof, IdempotencyKey)
    retention.expire_rows(session, now=now, limits=LIMITS)
    assert all(session.exec(select(kind)).first() for kind in kinds)
    retention.expire_rows(session, now=now + DAY + SECOND, limits=LIMITS)
    assert not any(session.exec(select(kind)).first() for kind in kinds)
    slots = "SELECT count(*) FROM weekly_quota_usage WHERE owner_id = :id"
    assert session.execute(text(slots), {"id": owner.id}).scalar() == 1
    retention.expire_rows(session, now=now + 11 * DAY, limits=LIMITS)
    assert session.execute(text(slots), {"id": owner.id}).scalar() == 1, "the week may not be over everywhere"
    retention.expire_rows(session, now=now + 13 * DAY, limits=LIMITS)
    assert session.execute(text(slots), {"id": owner.id}).scalar() == 0


def test_an_empty_session_goes_and_one_with_a_shop_waits_to_be_deleted_whole(session: Session, now: datetime) -> None:
    empty, shop, fresh = (make_owner(session, now=now) for _ in range(3))
    make_business(session, shop, now=now)
    later = now + LIMITS.anonymous_days * DAY
    session.get_one(VisitorSession, fresh.id).last_seen_at = later
    session.flush()
    retention.expire_rows(session, now=later, limits=LIMITS)
    left = set(session.exec(select(VisitorSession.id)))
    assert not left & {empty.id}
    assert {shop.id, fresh.id} <= left
    assert retention.departed(session, now=later, limits=LIMITS) == [shop]
    longer = replace(LIMITS, anonymous_days=60)
    assert retention.departed(session, now=later, limits=longer) == [], "the age is a setting"


def test_a_user_counts_from_the_last_visit_of_any_browser(session: Session, now: datetime) -> None:
    owners = []
    for email in ("a@example.com", "b@example.com"):
        token = signin.make_link(session, email=email, now=now, limits=LIMITS)
        session.flush()
        _, cookie = signin.sign_in(session, token=token, cookie=None, now=now, limits=LIMITS)
        owners.append(accounts.owner_of(session, token=cookie, now=now, limits=LIMITS))
    view, _ = accounts.open_session(session, token=None, now=now + 100 * DAY, limits=LIMITS)
    session.get_one(VisitorSession, view.session_id).linked_user_id = owners[1].id
    session.flush()
    assert retention.departed(session, now=now + (LIMITS.user_days - 1) * DAY, limits=LIMITS) == []
    assert retention.departed(session, now=now + LIMITS.user_days * DAY, limits=LIMITS) == [owners[0]]


def test_a_user_who_was_here_a_month_ago_is_not_taken_for_one_who_left(session: Session, now: datetime) -> None:
    """Their browser's session has ended by then, and still says when they were here."""
    token = signin.make_link(session, email="a@example.com", now=now, limits=LIMITS)
    session.flush()
    _, cookie = signin.sign_in(session, token=token, cookie=None, now=now, limits=LIMITS)
    user = accounts.owner_of(session, token=cookie, now=now, limits=LIMITS)
    visit = now + 170 * DAY
    session.exec(select(VisitorSession).where(VisitorSession.linked_user_id == user.id)).one().last_seen_at = visit
    session.flush()
    later = visit + (LIMITS.session_idle_days + 1) * DAY
    retention.expire_rows(session, now=later, limits=LIMITS)
    assert retention.departed(session, now=later, limits=LIMITS) == []
    assert retention.departed(session, now=visit + LIMITS.user_days * DAY, limits=LIMITS) == [user]


def arrive(here: Ports, colour: tuple[int, int, int]) -> tuple[Owner, list[str]]:
    """An owner with a post and a photo; the photo's objects."""
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        make_post(session, owner, now=here.now())
    upload = keep_upload(here, owner=owner, photo=photo(colour)).upload_id
    with transaction() as session:
        row = session.get_one(Upload, upload)
        return owner, [row.storage_key, row.thumb_key]


def kept(here: Ports, keys: list[str]) -> list[str]:
    return [key for key in keys if here.storage.keys(key)]


def test_who_has_left_is_deleted_with_their_pictures(here: Ports) -> None:
    owner, keys = arrive(here, (200, 80, 10))
    assert kept(here, keys) == keys
    assert job.delete_departed(here) == 0
    later = replace(here, now=lambda: datetime.now().astimezone() + (LIMITS.anonymous_days + 1) * DAY)
    assert job.delete_departed(later) >= 1
    assert kept(here, keys) == []
    with transaction() as session:
        assert not any(exports.rows_of(session, owner=owner)["posts"])


def test_a_sweep_that_breaks_half_way_goes_on_with_the_next(here: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    _, keys = arrive(here, (10, 80, 200))
    later = replace(here, now=lambda: datetime.now().astimezone() + (LIMITS.anonymous_days + 1) * DAY)
    with monkeypatch.context() as broken:
        broken.setattr("socialdraft.services.workflows.delete_owner._delete_rows", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            job.delete_departed(later)
    assert kept(here, keys) == keys
    job.delete_departed(later)
    assert kept(here, keys) == []


OWNED = ("businesses", "business_platforms", "ingests", "posts", "uploads", "events", "idempotency_keys")


def rows(owner: Owner) -> dict[str, int]:
    with transaction() as session:
        return {
            table: session.execute(
                text(f"SELECT count(*) FROM {table} WHERE owner_id = :id"),  # noqa: S608 (our own table names)
                {"id": owner.id},
            ).scalar_one()
            for table in OWNED
        }


def dumped(owner: Owner) -> list[tuple[str, dict[str, object]]]:
    """Last night's backup of one owner."""
    tables = ("sessions", "businesses", "business_platforms", "ingests", "posts", "captions", "uploads", "events")
    found = []
    with transaction() as session:
        for table in tables:
            column = {"sessions": "id", "captions": "post_id"}.get(table, "owner_id")
            mine = "IN (SELECT id FROM posts WHERE owner_id = :id)" if table == "captions" else "= :id"
            query = text(f"SELECT row_to_json(t)::text AS row FROM {table} t WHERE {column} {mine}")  # noqa: S608
            found += [(table, {"row": row.row}) for row in session.execute(query, {"id": owner.id})]
    return found


def restored(backup: list[tuple[str, dict[str, object]]]) -> None:
    with transaction() as session:
        for table, row in backup:
            session.execute(
                text(f"INSERT INTO {table} SELECT * FROM json_populate_record(NULL::{table}, :row)"),  # noqa: S608
                row,
            )


def test_who_was_deleted_stays_deleted_after_a_restore(here: Ports) -> None:
    owner, keys = arrive(here, (30, 160, 60))
    neighbour, _ = arrive(here, (160, 160, 60))
    backup = dumped(owner)
    receipt = delete_owner(here, owner=owner)
    assert not any(rows(owner).values())
    restored(backup)
    assert rows(owner)["posts"] == 1, "the restore worked"
    assert delete_again(here) == 1
    assert not any(rows(owner).values())
    assert rows(neighbour)["posts"] == 1
    assert delete_again(here) == 0, "and then it is quiet"
    assert [key for key in here.storage.keys(LEDGER) if receipt in key]
    assert kept(here, keys) == []


def test_an_older_backup_does_not_bring_back_what_somebody_made_before_they_signed_in(here: Ports) -> None:
    owner, keys = arrive(here, (70, 20, 160))
    backup = dumped(owner)
    with transaction() as session:
        token = signin.make_link(session, email=f"{owner.id}@example.com", now=here.now(), limits=LIMITS)
        row = session.get_one(VisitorSession, owner.id)
        cookie, row.token_hash = "known", accounts.token_hash("known")
    with transaction() as session:
        _, fresh = signin.sign_in(session, token=token, cookie=cookie, now=here.now(), limits=LIMITS)
        user = accounts.owner_of(session, token=fresh, now=here.now(), limits=LIMITS)
    delete_owner(here, owner=user)
    assert not any(rows(user).values())
    restored(backup)
    assert rows(owner)["posts"] == 1, "as a session's, as it was then"
    assert delete_again(here) >= 1
    assert not any(rows(owner).values())
    assert kept(here, keys) == []


def test_control_without_the_ledger_a_restore_brings_them_back(here: Ports) -> None:
    owner, _ = arrive(here, (90, 10, 90))
    backup = dumped(owner)
    remove(here, owner=owner)
    restored(backup)
    delete_again(here)
    assert rows(owner)["posts"] == 1


def test_the_ledger_forgets_when_no_backup_can_bring_anybody_back(here: Ports) -> None:
    owner, _ = arrive(here, (90, 90, 90))
    receipt = delete_owner(here, owner=owner)
    delete_again(replace(here, now=lambda: datetime.now().astimezone() + 61 * DAY))
    assert not [key for key in here.storage.keys(LEDGER) if receipt in key]


def test_a_paste_under_way_while_everything_is_deleted_leaves_nothing(here: Ports) -> None:
    """Who acts is found first; then they are gone; then the deed is done."""
    owner, _ = arrive(here, (1, 90, 190))
    with transaction() as session:
        business = accounts.business_of(session, owner=owner)
        assert business
    delete_owner(here, owner=owner)
    deeds = (
        lambda session: ingests.create(
            session, owner=owner, business_id=business.id, text="tea", now=here.now(), limits=LIMITS
        ),
        lambda session: make_business(session, owner, now=here.now()),
    )
    for deed in deeds:
        with pytest.raises(Exception, match="no_session"), transaction() as session:
            deed(session)
    with pytest.raises(Exception, match="no_session"):
        keep_upload(here, owner=owner, photo=photo((1, 2, 3)))
    assert not any(rows(owner).values())
    with transaction() as session:
        assert session.exec(select(Event).where(col(Event.owner_id) == owner.id)).first() is None
