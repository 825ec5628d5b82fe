"""Whatever is sent, the answer is an answer: no 500, and refusals in our form."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.visitor import Server, Visitor, made

LEFT_OUT = {("delete", "/api/me"), ("post", "/api/posts/{post_id}/revise-text")}
"""One ends the visitor, one is slow when it succeeds; both have tests of their own."""

scraps = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=60),
    st.sampled_from(
        ["\x00", "\ud800", "facebook", "TH", "en", "up", "page.viewed", "x" * 7000, "🍜", "../..", "' OR 1=1"]
    ),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)


@pytest.fixture(scope="module")
def operations(server: Server) -> list[tuple[str, str, list[str]]]:
    """Method, path and the names of the body's fields."""
    document = httpx.get(f"{server.url}/api/openapi.json").json()
    found = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            text = json.dumps(operation.get("requestBody", {}))
            schemas = [name for name in document["components"]["schemas"] if f'/{name}"' in text]
            fields = [field for name in schemas for field in document["components"]["schemas"][name]["properties"]]
            if (method, path) not in LEFT_OUT:
                found.append((method, path, fields))
    return found


@pytest.fixture(scope="module")
def prey(server: Server) -> Any:
    """An owner whose objects may be changed at will."""
    visitor = Visitor(server).arrive().settle()
    post = visitor.draft()
    platform = visitor.get("/api/me").json()["business"]["platforms"][0]["id"]
    visitor.ids = {"business_id": visitor.business["id"], "post_id": post["id"], "platform_id": platform}
    visitor.ids["ingest_id"] = made(
        visitor.post("/api/ingest", {"business_id": visitor.business["id"], "text": "tea"})
    )["ingest_id"]
    yield visitor
    visitor.http.close()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_input_breaks_the_server(data: Any, operations: list[tuple[str, str, list[str]]], prey: Visitor) -> None:
    method, path, fields = data.draw(st.sampled_from(operations))
    ids = dict.fromkeys(("job_id", "image_id"), "nothing") | prey.ids
    for name in ids:
        path = path.replace(f"{{{name}}}", data.draw(st.sampled_from([ids[name], ids[name], "a", "%F0%9F%8D%9C"])))
    body = {field: data.draw(st.one_of(st.just(ids.get(field, field)), scraps)) for field in fields}
    answer = prey.http.request(
        method,
        path,
        content=None if method in ("get", "delete") else json.dumps(body).encode(),
        headers={
            "content-type": "application/json",
            "idempotency-key": data.draw(st.text("ab", min_size=1, max_size=3)),
        },
    )
    assert answer.status_code < 500, (method, path, body, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
