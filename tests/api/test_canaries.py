"""Personal data planted in pastes, wishes and comments is nowhere afterwards: not kept, not sent, not logged."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from socialdraft.db import transaction
from socialdraft.ports import Ports
from socialdraft.services import privacy
from socialdraft.services.assignments import Order
from socialdraft.services.workflows.draft_post import draft_post
from socialdraft.stack.storage import Bucket
from tests.api.visitor import Server, Visitor, made, new_key
from tests.canaries import Laden, Places, laden, seen
from tests.factories import PASTE, make_business, make_ingest, make_owner
from tests.studio_fixture import StudioServer

PLATFORMS = ("facebook", "facebook", "instagram", "instagram")
AT_ONCE, WAVE = 3, 12


@pytest.fixture
def places(server: Server, s3: Bucket, studio: StudioServer) -> Places:
    logs = [server.log, *studio.home.glob("*.jsonl"), *studio.home.glob("**/*.log")]
    return Places(server.environment, bucket=s3, studio=studio, logs=logs)


@pytest.fixture
def own_places(committed: str, spare_redis: str, s3: Bucket, studio: StudioServer) -> Places:
    """The places of the workflows of this process."""
    return Places({"DATABASE_URL": committed, "REDIS_URL": spare_redis}, bucket=s3, studio=studio, logs=[])


def bring(server: Server, pastes: Sequence[Laden]) -> None:
    """One owner with a full week: paste, caption, a rewrite by wish and a comment, each carrying a secret."""
    visitor = Visitor(server).arrive().settle()
    try:
        _spend_week(visitor, pastes)
    finally:
        visitor.http.close()


def _spend_week(visitor: Visitor, pastes: Sequence[Laden]) -> None:
    for platform, paste in zip(PLATFORMS, pastes, strict=False):
        ingest = made(visitor.post("/api/ingest", {"business_id": visitor.business["id"], "text": paste.text}))
        assert seen(paste.secrets, [("answer", str(ingest))]) == []
        post = visitor.draft(platform, ingest_id=ingest["ingest_id"])
        assert seen(paste.secrets, [("answer", str(post))]) == []
        path = f"/api/posts/{post['id']}"
        assert visitor.post(f"{path}/revise-text", {"instruction": f"Shorter please. {paste.sentence}"}).is_success
        made(visitor.post("/api/feedback", {"post_id": post["id"], "rating": "down", "comment": paste.sentence}))
        assert visitor.post(f"{path}/acknowledge").is_success
        assert visitor.get(f"{path}/export.zip").is_success


def journeys(server: Server, places: Places, pastes: Sequence[Laden]) -> list[tuple[str, str]]:
    """Every paste through the whole journey; what of it was found in any place."""
    weeks = [pastes[at : at + len(PLATFORMS)] for at in range(0, len(pastes), len(PLATFORMS))]
    found: list[tuple[str, str]] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for at in range(0, len(weeks), WAVE):
            wave, before = weeks[at : at + WAVE], places.calls()
            list(pool.map(lambda week: bring(server, week), wave))
            assert places.unread(since=before) == 0
            secrets = [secret for week in wave for paste in week for secret in paste.secrets]
            found += seen(secrets, places.sent(since=before))
    return found + seen([secret for paste in pastes for secret in paste.secrets], places.words())


@pytest.mark.parametrize(
    "count", [12, pytest.param(2000, marks=[pytest.mark.faults, pytest.mark.slow])], ids=["short", "whole"]
)
def test_no_planted_value_is_kept_sent_or_logged(server: Server, places: Places, count: int) -> None:
    assert journeys(server, places, list(laden(count, seed=count))) == []


def test_pictures_are_drawn_from_a_clean_text(server: Server, places: Places, shop: Visitor) -> None:
    (paste,) = laden(1, seed=7)
    post = shop.draft(ingest_id=shop.paste(paste.text))
    server.sql("UPDATE budget_month SET simulated_level = 3")
    shop.finished(
        made(shop.post(f"/api/posts/{post['id']}/images/candidates", {}, key=new_key()), status=202)["job_id"]
    )
    server.sql("UPDATE budget_month SET simulated_level = NULL")
    assert seen(paste.secrets, places.words()) == []


def test_control_without_the_scrubber_the_values_are_kept_and_sent(
    here: Ports, own_places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search finds what is there: one text with the scrubber off."""
    monkeypatch.setattr(privacy, "_find", lambda _text, _stretch: iter(()))
    secret = "canary_77120934"
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        business = make_business(session, owner, now=here.now())
        text = f"{PASTE} Our LINE is {secret}."
        ingest = make_ingest(session, owner, business.id, now=here.now(), text=text)
    draft_post(here, Order(business.id, "facebook", ingest.ingest_id), owner=owner, key="canary")
    where = {place for place, _ in seen([secret], own_places.words())}
    assert {"table ingests", "studio"} <= where
