"""Ids of others, files that are traps, keys that were used: each beside the same without its guard."""

import io
from dataclasses import replace
from uuid import uuid4

import pytest
from PIL import Image
from sqlmodel import Session, select
from starlette.testclient import TestClient

from socialdraft.db import transaction
from socialdraft.errors import IdempotencyKeyReused, UnsupportedImage
from socialdraft.models import Post
from socialdraft.ports import Ports
from socialdraft.services import idempotency, objects
from socialdraft.services.idempotency import Intent
from socialdraft.services.owners import Owner, as_uuid
from socialdraft.services.workflows import keep_upload
from tests.factories import LIMITS, make_owner, make_post
from tests.inside_fixture import OpenBrowser

BUSINESS = {"category": "cafe", "region": "TH", "default_language": "en", "tone_preset": "friendly"}


# 7: an id of somebody else


def shop(browser_inside: OpenBrowser) -> TestClient:
    browser = browser_inside()
    assert browser.post("/api/session", json={}).status_code == 201
    assert browser.post("/api/business", json=BUSINESS).status_code == 201
    return browser


@pytest.fixture
def foreign(here: Ports) -> Post:
    with transaction() as session:
        return make_post(session, make_owner(session, now=here.now()), now=here.now())


def test_the_id_of_somebody_else_opens_nothing(browser_inside: OpenBrowser, foreign: Post) -> None:
    answer = shop(browser_inside).get(f"/api/posts/{foreign.id}")
    assert answer.status_code == 404
    assert foreign.caption_text not in answer.text


def test_control_without_the_owner_in_the_query_any_id_opens(
    browser_inside: OpenBrowser, foreign: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def anybodys(session: Session, model: type[Post], row_id: object, **_: object) -> Post:
        return session.exec(select(model).where(model.id == as_uuid(str(row_id)))).one()

    monkeypatch.setattr("socialdraft.services.posts.owned", anybodys)
    assert shop(browser_inside).get(f"/api/posts/{foreign.id}").json()["caption_text"] == foreign.caption_text


# 19: a photo that is a trap


def photo_with_a_place() -> bytes:
    picture, file = Image.new("RGB", (60, 40), (200, 90, 40)), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Canary Camera"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue() + b"PK\x03\x04<script>canary</script>"


def kept_of(here: Ports, photo: bytes) -> bytes:
    with transaction() as session:
        owner = make_owner(session, now=here.now())
    view = keep_upload.keep_upload(here, owner=owner, photo=photo)
    with transaction() as session:
        key = objects.key_of(session, owner=owner, image_id=view.upload_id, thumb=False)
    return here.storage.get(key)


def test_of_a_photo_only_the_picture_is_kept(here: Ports) -> None:
    kept = kept_of(here, photo_with_a_place())
    assert b"canary" not in kept.lower()
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_control_kept_as_it_came_it_still_says_where_and_what(here: Ports) -> None:
    key = here.storage.put(photo_with_a_place(), content_type="image/jpeg")
    kept = here.storage.get(key)
    assert b"canary" in kept.lower()
    assert Image.open(io.BytesIO(kept)).getexif()


@pytest.mark.parametrize("kind", ["bomb", "script", "page", "cut off"])
def test_what_is_no_photo_is_refused(here: Ports, kind: str) -> None:
    file = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(file, "PNG")
    traps = {
        "bomb": file.getvalue(),
        "script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        "page": b"<html><body>hi</body></html>",
        "cut off": photo_with_a_place()[:300],
    }
    with pytest.raises(UnsupportedImage):
        kept_of(here, traps[kind])


def test_control_without_the_bound_the_bomb_is_opened() -> None:
    file = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(file, "PNG")
    assert len(file.getvalue()) < 100_000
    with Image.open(file) as picture:
        assert picture.size[0] * picture.size[1] > LIMITS.upload_pixels


# 23: a key that somebody else, or another wish, has used


def intent(owner: Owner, **body: str) -> Intent:
    return Intent.of(owner=owner, route="posts.generate", key="one", body=body)


def answered(session: Session, here: Ports, wish: Intent) -> dict[str, object] | None:
    """What the key gets: None when the work is to be done."""
    known = idempotency.claim(session, wish, now=here.now())
    if known is None:
        idempotency.answer(session, wish, status=201, body={"caption": wish.fingerprint})
        session.flush()
    return known


def test_a_key_is_its_owner_s_and_stands_for_one_wish(here: Ports) -> None:
    with transaction() as session:
        mine, theirs = (make_owner(session, now=here.now()) for _ in range(2))
        first = intent(mine, text="soup")
        assert answered(session, here, first) is None
        assert answered(session, here, first) == {"caption": first.fingerprint}
        assert answered(session, here, intent(theirs, text="soup")) is None, "nothing of somebody else's"
        with pytest.raises(IdempotencyKeyReused):
            answered(session, here, intent(mine, text="another soup"))


def test_control_without_owner_and_fingerprint_one_gets_the_others_answer(
    here: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Owner("session", uuid4())
    monkeypatch.setattr("socialdraft.services.owners.present", lambda _session, owner: owner)
    with transaction() as session:
        first = replace(intent(nobody, text="soup"), fingerprint="")
        other = replace(intent(nobody, text="somebody else's soup"), fingerprint="")
        assert answered(session, here, first) is None
        assert answered(session, here, other) == {"caption": ""}
