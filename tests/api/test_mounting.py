"""Pages are mounted below the API: neither may get in the other's way."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from socialdraft.api.app import create_app


@pytest.fixture
def both() -> TestClient:
    """The API with a stand-in for the pages below it, as the product mounts them."""
    app = create_app()
    page = Route("/{rest:path}", lambda _: PlainTextResponse("a page"), methods=["GET", "POST"])
    app.mount("", Starlette(routes=[page]))
    return TestClient(app)


@pytest.mark.parametrize("path", ["/", "/week", "/apiary", "/_event"])
def test_pages_stay_pages(both: TestClient, path: str) -> None:
    answer = both.get(path)
    assert answer.text == "a page"
    assert "content-security-policy" not in answer.headers
    assert both.post(path, headers={"origin": "https://evil.example"}).text == "a page"


@pytest.mark.parametrize(
    ("path", "status"), [("/api/nothing", 404), ("/api", 404), ("/api/", 404), ("/api/session", 405)]
)
def test_the_api_never_falls_through_to_a_page(both: TestClient, path: str, status: int) -> None:
    answer = both.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_probes_answer_beside_the_pages(both: TestClient) -> None:
    assert both.get("/healthz").json() == {"status": "ok"}
