"""The owner's whole way, by HTTP, with a worker that draws."""

import io
import json
import zipfile
from uuid import uuid4

from PIL import Image

from tests.api.visitor import PASTE, Visitor, made, new_key, refused


def test_an_owner_goes_from_a_paste_to_a_zip_of_finished_pictures(shop: Visitor) -> None:
    told = made(shop.post("/api/ingest", {"business_id": shop.business["id"], "text": PASTE}))
    assert "081-234-5678" not in told["redacted_text"]
    assert {"type": "phone", "count": 1} in told["redactions"]

    order = shop.order("instagram", ingest_id=told["ingest_id"], post_type="offer")
    post = made(shop.post("/api/posts/generate", order, key=new_key()))["posts"][0]
    assert (post["platform_type"], post["post_type"], post["status"]) == ("instagram", "offer", "draft")
    assert post["caption_text"]
    assert shop.get("/api/usage").json()["platforms"] == [
        {"platform_type": "facebook", "used": 0, "limit": 2},
        {"platform_type": "instagram", "used": 1, "limit": 2},
    ]

    started = made(shop.post(f"/api/posts/{post['id']}/images/candidates", {"style": None}, key=new_key()), status=202)
    assert started["requested_count"] == 20
    job = shop.finished(started["job_id"])
    assert (job["status"], job["progress"]) == ("succeeded", {"done": 20, "total": 20})
    assert len({image["id"] for image in job["images"]}) == 20

    picks = [job["images"][number]["id"] for number in (3, 0)]
    finish = made(
        shop.post(f"/api/posts/{post['id']}/images/finalize", {"candidate_ids": picks}, key=new_key()), status=202
    )
    assert (finish["requested_count"], finish["quality"]) == (2, "high")
    assert shop.finished(finish["job_id"])["status"] == "succeeded"

    gallery = shop.get(f"/api/posts/{post['id']}/images").json()
    assert [image["source_candidate_id"] for image in gallery["finals"]] == picks
    assert [image["id"] for image in gallery["candidates"] if image["selected"]] == sorted(
        picks, key=[image["id"] for image in gallery["candidates"]].index
    )
    post = shop.get(f"/api/posts/{post['id']}").json()
    assert post["status"] == "ready_to_export"
    assert post["image_usage"] == {"candidate_batches_used": 1, "finalized_count": 2}

    archive = shop.get(f"/api/posts/{post['id']}/export.zip")
    assert archive.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(archive.content)) as parcel:
        assert parcel.namelist() == ["caption.txt", "01_instagram_1080x1350.jpg", "02_instagram_1080x1350.jpg"]
        assert parcel.read("caption.txt").decode() == post["caption_text"]
        with Image.open(io.BytesIO(parcel.read("01_instagram_1080x1350.jpg"))) as picture:
            assert picture.size == (1080, 1350)

    assert shop.post(f"/api/posts/{post['id']}/mark-used").json()["status"] == "exported"
    assert shop.post("/api/feedback", {"post_id": post["id"], "rating": "up", "comment": "fast"}).status_code == 201
    assert shop.post("/api/event", {"event_name": "caption.copied", "props": {"platform": "x"}}).status_code == 202


def test_the_caption_can_be_edited_and_rewritten(shop: Visitor) -> None:
    post = shop.draft()
    edited = shop.http.patch(f"/api/posts/{post['id']}", json={"caption_text": "Guaranteed cure for hunger, 999 baht"})
    assert edited.status_code == 200
    assert edited.json()["caption_text"] == "Guaranteed cure for hunger, 999 baht"
    assert "999 baht" in [flag["quote"] for flag in edited.json()["risk_flags"]]
    for wish in ({"preset": "shorter"}, {"instruction": "mention the canal"}):
        revised = shop.post(f"/api/posts/{post['id']}/revise-text", wish)
        assert revised.status_code == 200, revised.text
    assert shop.get(f"/api/posts/{post['id']}").json()["revisions_used"] == 2


def test_pictures_are_private_cacheable_and_tagged(veteran: Visitor) -> None:
    image = veteran.get(f"/api/posts/{veteran.ids['post_id']}/images").json()["candidates"][0]
    full, thumb = veteran.get(image["url"]), veteran.get(image["thumb_url"])
    assert (full.headers["content-type"], thumb.headers["content-type"]) == ("image/png", "image/webp")
    assert full.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert full.headers["x-content-type-options"] == "nosniff"
    with Image.open(io.BytesIO(full.content)) as picture:
        assert picture.size == (image["width"], image["height"])
    again = veteran.get(image["url"], headers={"if-none-match": full.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = veteran.get(image["url"], headers={"if-none-match": thumb.headers["etag"]})
    assert changed.status_code == 200


def test_an_owner_can_take_away_all_their_data(veteran: Visitor) -> None:
    answer = veteran.get("/api/me/export")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        data = json.loads(archive.read("data.json"))
        pictures = [name for name in archive.namelist() if name != "data.json"]
    assert data["businesses"][0]["name"] == "Canal Noodles"
    assert [post["id"] for post in data["posts"]] == [veteran.ids["post_id"]]
    assert data["captions"][0]["text"] == data["posts"][0]["caption_text"]
    assert {row["id"] for row in data["post_images"]} == {name.split("/")[3].partition(".")[0] for name in pictures}
    assert veteran.http.cookies["sd_session"] not in json.dumps(data)


def test_somebody_with_nothing_gets_their_session_and_empty_tables(visitor: Visitor) -> None:
    with zipfile.ZipFile(io.BytesIO(visitor.get("/api/me/export").content)) as archive:
        assert archive.namelist() == ["data.json"]
        data = json.loads(archive.read("data.json"))
    assert [row["id"] for row in data.pop("sessions")] == [visitor.session_id]
    assert not any(data.values())


def test_a_long_list_comes_a_page_at_a_time(shop: Visitor, veteran: Visitor) -> None:
    made = [shop.draft(platform)["id"] for platform in ("facebook", "instagram", "facebook")]
    pages = [shop.get("/api/posts?limit=2").json()]
    while pages[-1]["next"]:
        pages.append(shop.get(pages[-1]["next"]).json())
    assert [[post["id"] for post in page["posts"]] for page in pages] == [made[:0:-1], made[:1]]
    assert shop.get("/api/posts").json()["next"] is None
    for limit in ("0", "51", "x", "9" * 400):
        assert refused(shop.get(f"/api/posts?limit={limit}"), 422, "invalid")["field"] == "limit"
    for before in (veteran.ids["post_id"], "nothing", str(uuid4())):
        refused(shop.get(f"/api/posts?before={before}"), 404, "not_found")
