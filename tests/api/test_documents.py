"""The API described: OpenAPI for programs, a page for people, headers on everything."""

import re

import httpx
import pytest
from fastapi.openapi.models import OpenAPI

from tests.api.visitor import Server, Visitor, documented

CONTRACT = """
POST /api/session
GET /api/me
GET /api/me/export
DELETE /api/me
POST /api/auth/magic-link
GET /auth/verify
POST /auth/verify
GET /api/sessions
DELETE /api/sessions
DELETE /api/sessions/{session_id}
POST /api/business
PATCH /api/business/{business_id}
POST /api/business/{business_id}/platforms
DELETE /api/business/{business_id}/platforms/{platform_id}
POST /api/ingest
POST /api/posts/generate
GET /api/posts
GET /api/posts/{post_id}
PATCH /api/posts/{post_id}
POST /api/posts/{post_id}/revise-text
POST /api/posts/{post_id}/images/candidates
POST /api/posts/{post_id}/images/finalize
GET /api/jobs/{job_id}
GET /api/jobs/{job_id}/events
POST /api/jobs/{job_id}/cancel
GET /api/posts/{post_id}/images
GET /api/images/{image_id}
PUT /api/images/{image_id}/focus
GET /api/posts/{post_id}/export.zip
POST /api/posts/{post_id}/acknowledge
POST /api/posts/{post_id}/mark-used
POST /api/uploads
POST /api/feedback
POST /api/event
GET /api/usage
GET /healthz
GET /readyz
GET /metrics
"""


def test_the_document_is_valid_openapi_with_every_row_of_the_contract(server: Server) -> None:
    raw = httpx.get(f"{server.url}/api/openapi.json").json()
    OpenAPI.model_validate(raw)
    assert raw["openapi"].startswith("3.1")
    told = {f"{method.upper()} {path}" for path, methods in raw["paths"].items() for method in methods}
    assert told == set(CONTRACT.split("\n")) - {""}
    assert raw["components"]["securitySchemes"]["session"]["in"] == "cookie"


def test_every_reference_of_the_document_leads_somewhere(server: Server) -> None:
    text = httpx.get(f"{server.url}/api/openapi.json").text
    schemas = httpx.get(f"{server.url}/api/openapi.json").json()["components"]["schemas"]
    names = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert names
    assert names <= schemas.keys()


def test_the_key_is_required_where_money_is_spent(server: Server) -> None:
    paths = httpx.get(f"{server.url}/api/openapi.json").json()["paths"]
    keyed = [
        path
        for path, methods in paths.items()
        for one in methods.get("post", {}).get("parameters", [])
        if one["name"] == "Idempotency-Key" and one["required"]
    ]
    assert keyed == [
        "/api/posts/generate",
        "/api/posts/{post_id}/images/candidates",
        "/api/posts/{post_id}/images/finalize",
    ]


def test_the_page_for_people_needs_nothing_from_elsewhere(server: Server) -> None:
    page = httpx.get(f"{server.url}/api/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "script" not in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert not re.findall(r"(?:src|href)=\"(?!#|/api/)", page.text)
    for path in {line.partition(" ")[2] for line in CONTRACT.strip().split("\n")}:
        assert path in page.text
    for code in ("weekly_quota_reached", "in_progress", "already_finalized"):
        assert f'id="{code}"' in page.text


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
ADDRESSES = (
    "/api",
    "/api/docs",
    "/api/me",
    "/api/nothing",
    "/auth",
    "/auth/verify",
    "/healthz",
    "/metrics",
    "/api/%00",
)


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_to_every_method_is_guarded_and_a_refusal_is_a_problem(stranger: Visitor, path: str) -> None:
    for method in METHODS:
        answer = stranger.http.request(method, path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, method
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cache-control"] == (
            "no-cache" if answer.url.path == "/api/docs" and method == "GET" else "no-store"
        )
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json", method
        if answer.status_code == 405:
            assert answer.headers["allow"]


def test_the_document_knows_what_was_called(server: Server) -> None:
    found = server.operation("PATCH", f"/api/posts/{server.url}")
    assert found is None
    found = server.operation("PATCH", "/api/posts/0190")
    assert found
    assert set(found["responses"]["422"]["content"]["application/problem+json"]["examples"]) == {
        "text_empty",
        "caption_too_long",
        "invalid",
    }
    assert server.operation("GET", "/api/nothing") is None


def test_every_operation_tells_the_refusals_that_are_nobodys_fault(server: Server) -> None:
    for path, methods in documented(server.url)["paths"].items():
        for method, operation in methods.items():
            told = {
                code
                for answer in operation["responses"].values()
                for code in answer.get("content", {}).get("application/problem+json", {}).get("examples", {})
            }
            assert {"internal", "unavailable"} <= told, (method, path)
            assert ({"foreign_origin", "body_too_large"} <= told) == (method != "get"), (method, path)
