"""A picture job by HTTP: heard as it goes on, in two tabs alike, and stopped."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from PIL import Image

from tests.api.visitor import Visitor, made, new_key, refused
from tests.studio_fixture import StudioServer


def heard(visitor: Visitor, job_id: str) -> list[dict[str, Any]]:
    """All that the stream of this job tells, to its end."""
    with visitor.http.stream("GET", f"/api/jobs/{job_id}/events", timeout=90) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        return [json.loads(line.removeprefix("data: ")) for line in answer.iter_lines() if line.startswith("data: ")]


def started(shop: Visitor) -> tuple[dict[str, Any], str]:
    post = shop.draft()
    shop.server.sql("UPDATE budget_month SET simulated_level = 3")  # ten ideas
    try:
        begun = made(shop.post(f"/api/posts/{post['id']}/images/candidates", {}, key=new_key()), status=202)
    finally:
        shop.server.sql("UPDATE budget_month SET simulated_level = NULL")
    return post, begun["job_id"]


def test_two_tabs_hear_each_picture_arrive_and_end_alike(
    shop: Visitor, other_shop: Visitor, studio: StudioServer
) -> None:
    studio.latency(candidate_s=1, jitter=0.5)
    _, job_id = started(shop)
    with ThreadPoolExecutor(2) as tabs:
        one, other = tabs.map(lambda _: heard(shop, job_id), range(2))
    for told in (one, other):
        counts = [news["progress"]["done"] for news in told]
        assert counts == sorted(counts)
        assert len(set(counts)) >= 3
        stood = {(image["id"], image["place"]) for news in told for image in news["images"]}
        assert sorted(place for _, place in stood) == list(range(1, 11))  # each picture always had the same place
    assert one[-1] == other[-1] == shop.get(f"/api/jobs/{job_id}").json()
    assert one[-1]["status"] == "succeeded"
    refused(other_shop.get(f"/api/jobs/{job_id}/events"), 404, "not_found")
    refused(httpx.get(f"{shop.server.url}/api/jobs/{job_id}/events"), 401, "no_session")


def test_a_job_is_cancelled_by_its_owner_only_and_its_caption_stays_exportable(
    shop: Visitor, other_shop: Visitor, studio: StudioServer
) -> None:
    studio.faults(*[{"kind": "rate_limit", "path": "/v1/images/generations", "retry_after_ms": 600_000}] * 5)
    post, job_id = started(shop)
    refused(other_shop.post(f"/api/jobs/{job_id}/cancel"), 404, "not_found")
    shop.post(f"/api/jobs/{job_id}/cancel")
    told = shop.finished(job_id)
    assert (told["status"], told["error"], told["progress"]["done"]) == ("failed", "cancelled", 0)
    again = shop.post(f"/api/jobs/{job_id}/cancel").json()
    assert (again["status"], again["error"]) == ("failed", "cancelled")
    assert shop.get(f"/api/posts/{post['id']}/export.zip").status_code == 200


def test_a_picture_is_kept_by_its_owners_browser_and_cut_where_its_owner_says(
    shop: Visitor, other_shop: Visitor
) -> None:
    _, job_id = started(shop)
    picture = shop.finished(job_id)["images"][0]
    address = f"/api/images/{picture['id']}"
    for smaller, width in ((picture["thumb_url"], 320), (f"{address}?size=screen", 720)):
        file = shop.get(smaller)
        assert file.headers["content-type"] == "image/webp"
        assert Image.open(io.BytesIO(file.content)).width == width
        assert file.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert file.headers["vary"] == "Cookie"
        known = {"if-none-match": file.headers["etag"]}
        assert shop.get(smaller, headers=known).status_code == 304
        assert shop.get(f"{address}?size=full", headers=known).status_code == 200
        refused(other_shop.get(smaller, headers=known), 404, "not_found")
    export = shop.get(f"{address}?size=export")
    assert export.headers["cache-control"] == "private, no-cache"
    assert shop.get(f"{address}?size=export", headers={"if-none-match": export.headers["etag"]}).status_code == 304
    assert shop.http.put(f"{address}/focus", json={"x": 0.25, "y": 1}).json()["focus"] == {"x": 0.25, "y": 1.0}
    refused(shop.http.put(f"{address}/focus", json={"x": 1.5, "y": 0}), 422, "invalid")
    refused(other_shop.http.put(f"{address}/focus", json={"x": 0, "y": 0}), 404, "not_found")
