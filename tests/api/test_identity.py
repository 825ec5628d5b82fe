"""Who you are decides what you may see: cookies, origins, strangers, and the end."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from socialdraft.api import app
from tests.api.visitor import Server, Visitor, new_key, refused

OPEN = {"/api/session", "/api/auth/magic-link", "/auth/verify", "/healthz", "/readyz", "/metrics"}
BODIES: dict[str, dict[str, Any]] = {
    "/api/business": {},
    "/api/business/{business_id}/platforms": {"platform_type": "tiktok"},
    "/api/ingest": {"business_id": "{business_id}", "text": "soup"},
    "/api/posts/generate": {"business_id": "{business_id}", "platform_type": "facebook", "ingest_id": "{ingest_id}"},
    "/api/posts/{post_id}": {"caption_text": "soup"},
    "/api/posts/{post_id}/revise-text": {"preset": "shorter"},
    "/api/posts/{post_id}/images/finalize": {"candidate_ids": ["{image_id}"]},
    "/api/images/{image_id}/focus": {"x": 0.5, "y": 0.5},
    "/api/feedback": {"post_id": "{post_id}", "rating": "up"},
}
NAMED = ("/api/ingest", "/api/posts/generate", "/api/feedback")
"""Routes that name an object of the owner in the body."""


def operations(server: Server) -> Iterator[tuple[str, str]]:
    document = httpx.get(f"{server.url}/api/openapi.json").json()
    for path, methods in document["paths"].items():
        for method in methods:
            yield method, path


def call(visitor: Visitor, method: str, path: str, ids: dict[str, str]) -> httpx.Response:
    text = json.dumps(BODIES.get(path, {}))
    for name, value in ids.items():
        path, text = path.replace(f"{{{name}}}", value), text.replace(f"{{{name}}}", value)
    body = None if method in ("get", "delete") else json.loads(text)
    return visitor.http.request(method, path, json=body, headers={"idempotency-key": new_key()})


def test_a_session_is_one_httponly_cookie_and_stays_the_same(stranger: Visitor) -> None:
    first = stranger.post("/api/session", {})
    cookie = first.headers["set-cookie"]
    assert first.status_code == 201
    assert cookie.startswith("sd_session=")
    for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age="):
        assert part in cookie
    assert "Secure" not in cookie
    again = stranger.post("/api/session", {})
    assert (again.status_code, again.json()) == (200, first.json())
    assert "set-cookie" not in again.headers


def test_the_cookie_is_kept_only_as_a_hash(stranger: Visitor) -> None:
    stranger.arrive()
    token = stranger.http.cookies["sd_session"]
    rows = stranger.server.sql("SELECT s::text FROM sessions s")
    assert rows
    assert all(token not in row[0] and token.encode().hex() not in row[0] for row in rows)


def test_without_a_session_every_route_says_so(server: Server, stranger: Visitor) -> None:
    told = [(method, path) for method, path in operations(server) if path not in OPEN]
    assert len(told) > 20
    for method, path in told:
        refused(call(stranger, method, path, {}), 401, "no_session")
        stranger.http.cookies.set("sd_session", "made-up")
        refused(call(stranger, method, path, {}), 401, "no_session")
        stranger.http.cookies.clear()


ENDINGS = {
    "signed out": "ended_at = now()",
    "expired": "expires_at = now()",
    "idle": "last_seen_at = now() - interval '31 days'",
}


@pytest.mark.parametrize("state", ENDINGS)
def test_a_session_that_is_over_opens_no_route(server: Server, stranger: Visitor, veteran: Visitor, state: str) -> None:
    stranger.arrive()
    server.sql(f"UPDATE sessions SET {ENDINGS[state]} WHERE id = %s", stranger.session_id)  # noqa: S608
    for method, path in operations(server):
        if path not in OPEN:
            refused(call(stranger, method, path, veteran.ids), 401, "no_session")


@pytest.mark.parametrize("who", ["session", "user"])
def test_what_belongs_to_somebody_else_looks_exactly_like_what_is_not_there(
    server: Server, shop: Visitor, veteran: Visitor, who: str
) -> None:
    if who == "user":
        become_a_user(shop)
    absent = dict.fromkeys(veteran.ids, str(uuid4()))
    nonsense = dict.fromkeys(veteran.ids, "not-a-uuid")
    routes = [(m, p) for m, p in operations(server) if "{" in p or p in NAMED]
    assert len(routes) >= 16
    for method, path in routes:
        answers = [call(shop, method, path, ids) for ids in (veteran.ids, absent, nonsense)]
        for answer in answers:
            refused(answer, 404, "not_found")
        assert len({answer.content for answer in answers}) == 1, path
        assert len({tuple(answer.headers.keys()) for answer in answers}) == 1, path
    assert veteran.get(f"/api/posts/{veteran.ids['post_id']}").status_code == 200


def become_a_user(visitor: Visitor) -> None:
    sql = visitor.server.sql
    made = "INSERT INTO users (id, email, created_at) VALUES (gen_random_uuid(), %s, now()) RETURNING id"
    ((user,),) = sql(made, f"{uuid4().hex}@example.com")
    sql("UPDATE sessions SET linked_user_id = %s WHERE id = %s", user, visitor.session_id)


BESIDE = {
    "/api/docs": "for everybody",
    "/api/openapi.json": "for everybody",
    "/auth/mailbox": "this machine, without a mail server",
    "/auth/verify": "HEAD of a page that changes nothing",
    "/api/posts/generate": "405",
    "/auth/operator": "a form for OPS_TOKEN, counted and written down",
    "/auth/operator/leave": "drops the operator's cookie",
    "/api/ops/ledger.csv": "the operator's; for an owner it isn't there",
    **dict.fromkeys(("/api", "/auth", "/healthz", "/readyz", "/metrics"), "404 or 405, last in line"),
    **dict.fromkeys(("/api/{rest:path}", "/auth/{rest:path}"), "404 or 405, last in line"),
}
"""Doors that are not in the document, and why that is right."""


def test_every_door_is_in_the_document_or_in_the_table_above(server: Server) -> None:
    written = {path for _, path in operations(server)}
    routers = (route for module in app.ROUTERS for route in module.router.routes)
    found = {(route.path, route.include_in_schema) for route in (*routers, *app.create_app().routes) if is_door(route)}
    unlisted = {path for path, _ in found} - written - set(BESIDE)
    assert unlisted == set(), "add it to the document, or say here why not"
    assert written <= {path for path, told in found if told}


def test_an_owner_is_no_operator(shop: Visitor) -> None:
    for cookie in ("", "made-up"):
        shop.http.cookies.set("sd_ops", cookie)
        assert shop.get("/api/ops/ledger.csv").status_code == 404
        assert shop.http.post("/auth/operator", data={"token": cookie}).status_code == 401


def is_door(route: Any) -> bool:
    return bool(getattr(route, "path", ""))


def test_a_foreign_object_beside_ones_own_is_refused(shop: Visitor, veteran: Visitor) -> None:
    foreign = veteran.ids
    gone = shop.http.delete(f"/api/business/{shop.business['id']}/platforms/{foreign['platform_id']}")
    refused(gone, 404, "not_found")
    post = shop.draft()
    for picks in ([foreign["image_id"]], ["not-a-uuid"], [str(uuid4())]):
        answer = shop.post(f"/api/posts/{post['id']}/images/finalize", {"candidate_ids": picks}, key=new_key())
        refused(answer, 422, "unknown_candidate")
    for order in (shop.order(upload_id=foreign["image_id"]), shop.order(ingest_id=foreign["ingest_id"])):
        refused(shop.post("/api/posts/generate", order, key=new_key()), 404, "not_found")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_page_of_another_site_changes_nothing(shop: Visitor, headers: dict[str, str]) -> None:
    refused(shop.http.delete("/api/me", headers=headers), 403, "foreign_origin")
    refused(shop.http.post("/api/session", json={}, headers=headers), 403, "foreign_origin")
    assert shop.get("/api/me", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {}])
def test_our_own_pages_and_programs_are_welcome(shop: Visitor, headers: dict[str, str]) -> None:
    for origin in ({}, {"origin": shop.server.url}, {"origin": shop.server.url.replace("127.0.0.1", "localhost")}):
        assert shop.http.post("/api/session", json={}, headers=headers | origin).status_code == 200


def test_a_network_opens_only_so_many_sessions_an_hour(server: Server) -> None:
    def arrive(forwarded: str) -> httpx.Response:
        return httpx.post(f"{server.url}/api/session", json={}, headers={"x-forwarded-for": forwarded})

    answers = [arrive(f"203.0.113.{number}") for number in range(7)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429] * 2
    refused(answers[-1], 429, "rate_limited")
    assert 0 < int(answers[-1].headers["retry-after"]) <= 3600
    mine = {"x-forwarded-for": "203.0.113.1", "cookie": answers[0].headers["set-cookie"].partition(";")[0]}
    assert httpx.post(f"{server.url}/api/session", json={}, headers=mine).status_code == 200, "who is in stays in"
    assert arrive("203.0.114.1").status_code == 201
    refused(arrive("198.51.100.7, 203.0.113.9"), 429, "rate_limited")


OWNED = {
    "SELECT 1 FROM businesses WHERE id = %s": "business_id",
    "SELECT 1 FROM business_platforms WHERE id = %s": "platform_id",
    "SELECT 1 FROM ingests WHERE id = %s": "ingest_id",
    "SELECT 1 FROM posts WHERE id = %s": "post_id",
    "SELECT 1 FROM post_images WHERE id = %s": "image_id",
    "SELECT 1 FROM jobs WHERE id = %s": "job_id",
}


def test_deleting_everything_leaves_nothing_but_a_receipt(shop: Visitor) -> None:
    ids = shop.one_of_everything()
    gone = shop.http.delete("/api/me")
    assert gone.status_code == 204
    assert len(gone.headers["deletion-receipt"]) == 16
    assert 'sd_session=""' in gone.headers["set-cookie"]
    assert "Max-Age=0" in gone.headers["set-cookie"]
    left = [name for query, name in OWNED.items() if shop.server.sql(query, ids[name])]
    assert left == []
    refused(shop.get("/api/me"), 401, "no_session")


def test_a_deleted_owner_is_out_even_with_the_old_cookie(shop: Visitor) -> None:
    token = shop.http.cookies["sd_session"]
    assert shop.http.delete("/api/me").status_code == 204
    shop.http.cookies.set("sd_session", token)
    refused(shop.get("/api/me"), 401, "no_session")
    assert shop.post("/api/session", {}).status_code == 201
