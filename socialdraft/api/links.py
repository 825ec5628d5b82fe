"""Where an answer leads: OpenAPI links, so that a program finds from one call what it needs for the next."""

from typing import Any

POST_ID = {"post_id": "$response.body#/posts/0/id"}
BUSINESS_ID = {"business_id": "$response.body#/id"}
Link = tuple[str, dict[str, str], Any]
"""An operation as `METHOD path`, its parameters, and its body."""

LINKS: dict[tuple[str, str], tuple[Link, ...]] = {
    ("POST /api/business", "201"): (
        ("PATCH /api/business/{business_id}", BUSINESS_ID, None),
        ("POST /api/business/{business_id}/platforms", BUSINESS_ID, None),
        ("POST /api/ingest", {}, BUSINESS_ID),
    ),
    ("POST /api/business/{business_id}/platforms", "201"): (
        (
            "DELETE /api/business/{business_id}/platforms/{platform_id}",
            {"business_id": "$request.path.business_id", "platform_id": "$response.body#/id"},
            None,
        ),
    ),
    ("GET /api/me", "200"): (("POST /api/ingest", {}, {"business_id": "$response.body#/business/id"}),),
    ("POST /api/ingest", "201"): (
        (
            "POST /api/posts/generate",
            {},
            {"ingest_id": "$response.body#/ingest_id", "business_id": "$request.body#/business_id"},
        ),
    ),
    **{
        (source, status): (
            ("GET /api/posts/{post_id}", POST_ID, None),
            ("PATCH /api/posts/{post_id}", POST_ID, None),
            ("POST /api/posts/{post_id}/revise-text", POST_ID, None),
            ("POST /api/posts/{post_id}/mark-used", POST_ID, None),
            ("GET /api/posts/{post_id}/export.zip", POST_ID, None),
            ("POST /api/posts/{post_id}/images/candidates", POST_ID, None),
            ("GET /api/posts/{post_id}/images", POST_ID, None),
            ("POST /api/feedback", {}, POST_ID),
        )
        for source, status in (("POST /api/posts/generate", "201"), ("GET /api/posts", "200"))
    },
    ("POST /api/posts/{post_id}/images/candidates", "202"): (
        ("GET /api/jobs/{job_id}", {"job_id": "$response.body#/job_id"}, None),
    ),
    ("GET /api/posts/{post_id}/images", "200"): (
        ("GET /api/images/{image_id}", {"image_id": "$response.body#/candidates/0/id"}, None),
        (
            "POST /api/posts/{post_id}/images/finalize",
            {"post_id": "$request.path.post_id"},
            {"candidate_ids": ["$response.body#/candidates/0/id"]},
        ),
    ),
    ("POST /api/posts/{post_id}/images/finalize", "202"): (
        ("GET /api/jobs/{job_id}", {"job_id": "$response.body#/job_id"}, None),
    ),
    ("GET /api/sessions", "200"): (
        ("DELETE /api/sessions/{session_id}", {"session_id": "$response.body#/sessions/0/id"}, None),
    ),
}


def add_links(document: dict[str, Any]) -> None:
    """Write them into the document, by the ids that its operations have there."""
    ids = {
        f"{method.upper()} {path}": operation["operationId"]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }
    for (source, status), links in LINKS.items():
        method, path = source.split(" ")
        answer = document["paths"][path][method.lower()]["responses"][status]
        answer["links"] = {ids[target]: _link(ids[target], *more) for target, *more in links}


def _link(operation: str, parameters: dict[str, str], body: Any) -> dict[str, Any]:
    link: dict[str, Any] = {"operationId": operation}
    return link | ({"parameters": parameters} if parameters else {}) | ({"requestBody": body} if body else {})
