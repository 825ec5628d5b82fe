"""When something breaks, the log knows enough to find it and nothing about the owner."""

import json
from collections.abc import Iterator

import psycopg
import pytest

from tests.api.visitor import Visitor, refused

CANARY = "canary soup at 99 Example Road, 081-555-0199"


@pytest.fixture
def broken(shop: Visitor) -> Iterator[Visitor]:
    """A shop whose captions can't be written: a table is gone."""
    shop.ids = {"post_id": shop.draft()["id"]}
    shop.server.sql("ALTER TABLE captions RENAME TO captions_elsewhere")
    yield shop
    shop.server.sql("ALTER TABLE captions_elsewhere RENAME TO captions")


def test_a_bug_is_told_by_a_number_and_logged_without_the_owners_words(broken: Visitor) -> None:
    answer = broken.http.patch(f"/api/posts/{broken.ids['post_id']}", json={"caption_text": CANARY})
    told = refused(answer, 500, "internal")
    assert set(told) == {"type", "title", "status", "detail", "code", "request_id"}
    log = broken.server.log.read_text(encoding="utf-8")
    assert answer.headers["x-request-id"] == told["request_id"]
    line = next(json.loads(line) for line in log.splitlines() if line.startswith("{") and told["request_id"] in line)
    assert (line["part"], line["level"], line["request_id"]) == ("web", "error", told["request_id"])
    assert len(line["owner"]) == 32, "a keyed hash"
    assert "captions" in line["exception"]
    assert "captions" in log, "the cause stands in the log"
    for secret in (CANARY, "081-555-0199", broken.http.cookies["sd_session"], "Canal Noodles"):
        assert secret not in log
    assert broken.get(f"/api/posts/{broken.ids['post_id']}").status_code == 200


def test_what_is_only_away_asks_the_caller_to_come_back(shop: Visitor) -> None:
    post = shop.draft()
    with psycopg.connect(shop.server.environment["DATABASE_URL"]) as connection:
        connection.execute("SELECT 1 FROM posts WHERE id = %s FOR UPDATE", [post["id"]])
        answer = shop.http.patch(f"/api/posts/{post['id']}", json={"caption_text": "soup"})
    refused(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert shop.http.patch(f"/api/posts/{post['id']}", json={"caption_text": "soup"}).status_code == 200
