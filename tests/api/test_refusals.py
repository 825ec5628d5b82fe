"""Every refusal of the contract, met on purpose."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest

from tests.api.visitor import BUSINESS, Server, Visitor, made, new_key, refused
from tests.studio_fixture import StudioServer

NORMAL, SAVING, TIGHT, WORDS_ONLY = 0, 2, 3, 4


@pytest.fixture
def level(server: Server) -> Iterator["Level"]:
    """The operator's switch for the service level."""
    switch = Level(server)
    yield switch
    switch.set(None)


class Level:
    def __init__(self, server: Server) -> None:
        self.server = server

    def set(self, rung: int | None) -> None:
        self.server.sql("UPDATE budget_month SET simulated_level = %s", rung)


@pytest.fixture
def broke(server: Server, shop: Visitor) -> Iterator[Visitor]:
    """A shop that has a post, in a month whose money is all spent."""
    shop.draft()
    ((left,),) = server.sql("SELECT cap - held - spent FROM budget_month")
    server.sql("UPDATE budget_month SET spent = spent + %s", left)
    yield shop
    server.sql("UPDATE budget_month SET spent = spent - %s", left)  # what the worker has settled meanwhile stays


def test_one_business_per_owner(shop: Visitor) -> None:
    refused(shop.post("/api/business", BUSINESS), 409, "business_exists")


def test_a_third_platform_and_the_same_one_twice_are_refused(visitor: Visitor) -> None:
    visitor.settle("facebook", "line_oa")
    path = f"/api/business/{visitor.business['id']}/platforms"
    told = refused(visitor.post(path, {"platform_type": "x"}), 409, "platform_limit_reached")
    assert (told["limit"], told["used"]) == (2, 2)
    assert told["detail"] == "You can use 2 platforms. Remove one to add another."
    refused(visitor.post(path, {"platform_type": "facebook"}), 409, "platform_exists")


def test_a_removed_platform_makes_room_but_gives_no_third_one_this_week(shop: Visitor) -> None:
    path = f"/api/business/{shop.business['id']}/platforms"
    for platform in ("facebook", "instagram"):
        shop.draft(platform)
    first = shop.get("/api/me").json()["business"]["platforms"][0]["id"]
    assert shop.http.delete(f"{path}/{first}").status_code == 204
    assert shop.post(path, {"platform_type": "x"}).status_code == 201
    refused(shop.post("/api/posts/generate", shop.order("x"), key=new_key()), 409, "weekly_quota_reached")


def test_the_third_post_of_a_week_says_when_the_week_resets(shop: Visitor) -> None:
    for _ in range(2):
        shop.draft()
    told = refused(shop.post("/api/posts/generate", shop.order(), key=new_key()), 409, "weekly_quota_reached")
    assert (told["limit"], told["used"]) == (2, 2)
    assert told["resets_at"] == shop.get("/api/usage").json()["week"]["resets_at"]


def test_a_platform_that_is_not_chosen_is_refused(shop: Visitor) -> None:
    refused(shop.post("/api/posts/generate", shop.order("tiktok"), key=new_key()), 409, "platform_not_selected")


def test_no_money_no_words_and_no_slot_taken(broke: Visitor) -> None:
    answer = broke.post("/api/posts/generate", broke.order("instagram"), key=new_key())
    told = refused(answer, 503, "budget_exhausted")
    assert told["returns_at"] == (usage := broke.get("/api/usage").json())["returns_at"]
    assert usage["service_level"] == "closed"
    assert usage["allowed"] == {"candidates": 0, "finals": 0, "new_batch": False}
    assert 0 < int(answer.headers["retry-after"]) <= 31 * 24 * 3600
    assert {"platform_type": "instagram", "used": 0, "limit": 2} in usage["platforms"]
    post = broke.get("/api/posts").json()["posts"][0]
    refused(broke.post(f"/api/posts/{post['id']}/revise-text", {"preset": "warmer"}), 503, "budget_exhausted")
    assert broke.get(f"/api/posts/{post['id']}").json()["revisions_used"] == 0
    pictures = broke.post(f"/api/posts/{post['id']}/images/candidates", {}, key=new_key())
    refused(pictures, 503, "budget_exhausted")


def test_a_silent_provider_is_no_fault_of_the_owner(shop: Visitor, studio: StudioServer) -> None:
    order, key = shop.order(), new_key()
    studio.faults({"kind": "error_500", "path": "/v1/responses", "times": 9})
    answer = shop.post("/api/posts/generate", order, key=key)
    refused(answer, 503, "provider_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    studio.reset()
    assert shop.get("/api/usage").json()["platforms"][0]["used"] == 0
    assert shop.post("/api/posts/generate", order, key=key).status_code == 201, "the same key may try again"


def test_an_idempotency_key_is_required_where_money_is_spent(shop: Visitor) -> None:
    post = shop.draft()
    for path, body in (
        ("/api/posts/generate", shop.order()),
        (f"/api/posts/{post['id']}/images/candidates", {}),
        (f"/api/posts/{post['id']}/images/finalize", {"candidate_ids": []}),
    ):
        refused(shop.post(path, body), 400, "idempotency_key_required")
        refused(shop.http.post(path, json=body, headers={"idempotency-key": ""}), 400, "idempotency_key_required")
        refused(shop.post(path, body, key="k" * 201), 422, "invalid")
    refused(shop.post("/api/posts/generate", {"nonsense": 1}), 400, "idempotency_key_required")


def test_the_same_key_and_body_give_the_same_answer(shop: Visitor) -> None:
    order, key = shop.order(), new_key()
    first = shop.post("/api/posts/generate", order, key=key)
    again = shop.post("/api/posts/generate", dict(reversed(order.items())), key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert len(shop.get("/api/posts").json()["posts"]) == 1

    path = f"/api/posts/{first.json()['posts'][0]['id']}/images/candidates"
    started = [shop.post(path, {}, key=key) for _ in range(2)]
    assert started[0].content == started[1].content
    assert [answer.headers.get("idempotent-replayed") for answer in started] == [None, "true"]
    refused(shop.post(path, {"style": "minimal"}, key=key), 422, "idempotency_key_reused")


def test_another_body_under_the_same_key_is_refused_and_keys_belong_to_their_owner(
    shop: Visitor, other_shop: Visitor
) -> None:
    key = new_key()
    assert shop.post("/api/posts/generate", shop.order(), key=key).status_code == 201
    refused(shop.post("/api/posts/generate", shop.order("instagram"), key=key), 422, "idempotency_key_reused")
    theirs = other_shop.post("/api/posts/generate", other_shop.order(), key=key)
    assert theirs.status_code == 201
    assert "idempotent-replayed" not in theirs.headers


def test_twins_at_the_same_moment_have_one_effect(shop: Visitor, studio: StudioServer) -> None:
    order, key = shop.order(), new_key()
    studio.faults({"kind": "slow", "seconds": 20})
    with ThreadPoolExecutor(4) as pool:
        twins = as_completed([pool.submit(shop.post, "/api/posts/generate", order, key=key) for _ in range(4)])
        for answer in (next(twins).result() for _ in range(3)):
            refused(answer, 409, "in_progress")
            assert answer.headers["retry-after"] == "2"
        studio.reset()  # the first is answered only now
        assert next(twins).result().status_code == 201
    assert shop.post("/api/posts/generate", order, key=key).headers["idempotent-replayed"] == "true"
    assert len(shop.get("/api/posts").json()["posts"]) == 1


def test_a_caption_longer_than_the_platform_takes_is_refused(visitor: Visitor) -> None:
    visitor.settle("x")
    post = visitor.draft("x")
    path = f"/api/posts/{post['id']}"
    told = refused(visitor.http.patch(path, json={"caption_text": "ก" * 281}), 422, "caption_too_long")
    assert (told["limit"], told["used"]) == (280, 281)
    refused(visitor.http.patch(path, json={"caption_text": " \n "}), 422, "text_empty")


def test_rewrites_end_after_ten(shop: Visitor) -> None:
    post = shop.draft()
    shop.server.sql("UPDATE posts SET revisions_used = 10 WHERE id = %s", post["id"])
    told = refused(
        shop.post(f"/api/posts/{post['id']}/revise-text", {"preset": "warmer"}), 409, "revision_limit_reached"
    )
    assert (told["limit"], told["used"]) == (10, 10)


@pytest.mark.parametrize("wish", [{}, {"instruction": "  "}, {"preset": "louder"}, {"instruction": "x" * 301}])
def test_a_rewrite_needs_a_wish_we_know(shop: Visitor, wish: dict[str, str]) -> None:
    post = shop.draft()
    refused(shop.post(f"/api/posts/{post['id']}/revise-text", wish), 422, "invalid")


def test_a_second_gallery_must_be_asked_for_and_a_third_does_not_exist(shop: Visitor, level: Level) -> None:
    post = shop.draft()
    path = f"/api/posts/{post['id']}/images/candidates"
    level.set(TIGHT)
    assert made(shop.post(path, {}, key=new_key()), status=202)["requested_count"] == 10
    refused(shop.post(path, {}, key=new_key()), 409, "batch_limit_reached")
    refused(shop.post(path, {"new_batch": True}, key=new_key()), 403, "new_batch_disabled")
    level.set(NORMAL)
    assert shop.post(path, {"new_batch": True}, key=new_key()).status_code == 202
    told = refused(shop.post(path, {"new_batch": True}, key=new_key()), 409, "batch_limit_reached")
    assert (told["limit"], told["used"]) == (2, 2)


def test_finals_are_picked_within_the_offer_and_once(shop: Visitor, level: Level) -> None:
    post = shop.draft()
    level.set(TIGHT)
    images = [image["id"] for image in shop.gallery(post)]
    path = f"/api/posts/{post['id']}/images/finalize"
    refused(shop.post(path, {"candidate_ids": []}, key=new_key()), 422, "selection_empty")
    for rung, most in ((NORMAL, 9), (SAVING, 6), (TIGHT, 3), (WORDS_ONLY, 3)):
        level.set(rung)
        told = refused(
            shop.post(path, {"candidate_ids": images[: most + 1]}, key=new_key()), 422, "selection_too_large"
        )
        assert told["allowed"] == most
    twice = {"candidate_ids": [images[0], images[0]]}
    started = made(shop.post(path, twice, key=new_key()), status=202)
    assert (started["requested_count"], started["quality"]) == (1, "medium")
    refused(shop.post(path, {"candidate_ids": images[:1]}, key=new_key()), 409, "already_finalized")
    assert shop.finished(started["job_id"])["status"] == "succeeded"


def test_pictures_are_refused_where_the_law_forbids_them(shop: Visitor) -> None:
    post = shop.draft(ingest_id=shop.paste("Cold draft beer and whisky, buy 2 get 1 free all night. Party with us."))
    told = refused(shop.post(f"/api/posts/{post['id']}/images/candidates", {}, key=new_key()), 422, "blocked_content")
    assert told["rule"]


def test_a_post_without_words_and_pictures_has_nothing_to_export(shop: Visitor) -> None:
    post = shop.draft()
    shop.server.sql("UPDATE posts SET caption_text = '' WHERE id = %s", post["id"])
    refused(shop.get(f"/api/posts/{post['id']}/export.zip"), 409, "nothing_to_export")


@pytest.mark.parametrize(
    ("name", "props", "status", "code"),
    [
        ("page.hacked", {}, 422, "unknown_event"),
        ("", {}, 422, "unknown_event"),
        ("page.viewed", {"text": "my own words with spaces"}, 422, "invalid"),
        ("page.viewed", {"deep": {"er": 1}}, 422, "invalid"),
        ("page.viewed", {"much": "x" * 41}, 422, "invalid"),
        ("page.viewed", {"nul": "\x00"}, 422, "invalid"),
    ],
)
def test_events_come_from_a_closed_list(visitor: Visitor, name: str, props: object, status: int, code: str) -> None:
    refused(visitor.post("/api/event", {"event_name": name, "props": props}), status, code)


def test_feedback_is_up_or_down_and_its_comment_is_scrubbed(shop: Visitor) -> None:
    post = shop.draft()
    body = {"post_id": post["id"], "rating": "down", "comment": "call me on 081-234-5678"}
    assert shop.post("/api/feedback", body).status_code == 201
    ((comment,),) = shop.server.sql("SELECT comment FROM feedback WHERE post_id = %s", post["id"])
    assert "5678" not in comment
    refused(shop.post("/api/feedback", body | {"rating": "meh"}), 422, "invalid")
    refused(shop.post("/api/feedback", body | {"comment": "x" * 1001}), 422, "invalid")


def test_usage_needs_a_business(visitor: Visitor) -> None:
    refused(visitor.get("/api/usage"), 404, "not_found")
    me = visitor.get("/api/me").json()
    assert (me["owner_type"], me["business"], me["usage"]) == ("session", None, None)
