"""Visitors that speak HTTP to the served API, and what their answers must look like."""

import json
import re
import secrets
import time
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import psycopg

OPS_TOKEN = "ops-" + secrets.token_hex(8)
PASTE = "Boat noodles 45 baht, beef or pork. Open Sat-Sun 10:00-15:00 at the canal market. Call Noi 081-234-5678."
BUSINESS = {
    "category": "noodle_shop",
    "region": "TH",
    "default_language": "en",
    "tone_preset": "friendly",
    "name": "Canal Noodles",
}


@cache
def documented(url: str) -> dict[str, Any]:
    document: dict[str, Any] = httpx.get(f"{url}/api/openapi.json").json()
    return document


@dataclass
class Server:
    """A running API with its database and a worker on call."""

    url: str
    environment: dict[str, str]
    log: Path

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        """How the document describes what was called; None for what is no route."""
        for template, operations in documented(self.url)["paths"].items():
            if re.fullmatch(
                re.sub(r"{\w+}", "[^/]+", re.escape(template).replace(r"\{", "{").replace(r"\}", "}")), path
            ):
                found: dict[str, Any] | None = operations.get(method.lower())
                return found
        return None

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.environment["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []


@dataclass
class Visitor:
    """A browser without pages: one cookie jar, one network."""

    server: Server
    network: str = field(default_factory=lambda: ".".join(["10", *(str(secrets.randbelow(250)) for _ in range(3))]))
    http: httpx.Client = field(init=False)
    session_id: str = field(init=False, default="")
    business: dict[str, Any] = field(init=False, default_factory=dict)
    ids: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.http = httpx.Client(
            base_url=self.server.url,
            headers={"x-forwarded-for": self.network},
            timeout=60,
            event_hooks={"response": [self._compare]},
        )

    def _compare(self, answer: httpx.Response) -> None:
        """Every answer any test gets is one the document promises."""
        operation = self.server.operation(answer.request.method, answer.request.url.path)
        if operation is None:
            return
        told = operation["responses"].get(str(answer.status_code))
        assert told is not None, (answer.request, answer.status_code, answer.read())
        if answer.status_code >= HTTPStatus.BAD_REQUEST and (media := told["content"].get("application/problem+json")):
            assert json.loads(answer.read())["code"] in media["examples"], (answer.request, answer.content)

    def get(self, path: str, **given: Any) -> httpx.Response:
        return self.http.get(path, **given)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **given: Any) -> httpx.Response:
        headers = {"idempotency-key": key} if key else {}
        return self.http.post(path, json=body, headers=headers, **given)

    def arrive(self) -> "Visitor":
        self.session_id = made(self.post("/api/session", {}))["session_id"]
        return self

    def settle(self, *platforms: str, **changes: str) -> "Visitor":
        """Set up a business on these platforms."""
        self.business = made(self.post("/api/business", BUSINESS | changes))
        for platform in platforms or ("facebook", "instagram"):
            made(self.post(f"/api/business/{self.business['id']}/platforms", {"platform_type": platform}))
        return self

    def paste(self, text: str = PASTE) -> str:
        told = made(self.post("/api/ingest", {"business_id": self.business["id"], "text": text}))
        return str(told["ingest_id"])

    def order(self, platform: str = "facebook", **more: Any) -> dict[str, Any]:
        ingest_id = more.pop("ingest_id", None) or self.paste()
        return {"business_id": self.business["id"], "platform_type": platform, "ingest_id": ingest_id, **more}

    def draft(self, platform: str = "facebook", **more: Any) -> dict[str, Any]:
        answer = self.post("/api/posts/generate", self.order(platform, **more), key=new_key())
        post: dict[str, Any] = made(answer)["posts"][0]
        return post

    def finished(self, job_id: str, *, seconds: float = 180) -> dict[str, Any]:
        """The job once it has ended."""
        deadline = time.monotonic() + seconds
        while True:
            job: dict[str, Any] = self.get(f"/api/jobs/{job_id}").json()
            if job["status"] not in ("queued", "running"):
                return job
            assert time.monotonic() < deadline, job
            time.sleep(0.1)

    def gallery(self, post: dict[str, Any]) -> list[dict[str, Any]]:
        """The candidates of a gallery made for this post."""
        started = made(self.post(f"/api/posts/{post['id']}/images/candidates", {}, key=new_key()), status=202)
        job = self.finished(started["job_id"])
        assert job["status"] == "succeeded", job
        images: list[dict[str, Any]] = job["images"]
        return images

    def one_of_everything(self) -> dict[str, str]:
        """An id of each kind of object an owner can have."""
        post = self.draft()
        self.server.sql("UPDATE budget_month SET simulated_level = 3")  # ten ideas are quicker drawn than twenty
        started = made(self.post(f"/api/posts/{post['id']}/images/candidates", {}, key=new_key()), status=202)
        self.server.sql("UPDATE budget_month SET simulated_level = NULL")
        return {
            "business_id": self.business["id"],
            "platform_id": self.get("/api/me").json()["business"]["platforms"][0]["id"],
            "ingest_id": self.paste(),
            "post_id": post["id"],
            "job_id": started["job_id"],
            "image_id": self.finished(started["job_id"])["images"][0]["id"],
        }


def new_key() -> str:
    return secrets.token_hex(16)


def made(answer: httpx.Response, *, status: int = 201) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document, after a look at its shape."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["code"] == code, body
    assert body["status"] == status
    assert {"type", "title", "detail"} <= body.keys()
    return body
