"""Paste to ZIP through the workflows, on the real studio, storage and database."""

import io
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from PIL import Image
from sqlmodel import select

from socialdraft.db import transaction
from socialdraft.errors import (
    BudgetExhausted,
    IdempotencyKeyReused,
    ProviderUnavailable,
    TextWithoutFacts,
    WeeklyQuotaReached,
)
from socialdraft.models import LedgerEntry
from socialdraft.policy import Policy, Week
from socialdraft.ports import Ports
from socialdraft.schemas import GalleryView, ImageView, JobView, PostView
from socialdraft.services import images, imaging, posts, quota
from socialdraft.services.assignments import Order
from socialdraft.services.objects import key_of
from socialdraft.services.owners import Owner
from socialdraft.services.workflows import make_pictures
from socialdraft.services.workflows.draft_post import draft_post
from socialdraft.services.workflows.export_post import export_zip
from socialdraft.services.workflows.make_candidates import make_candidates
from socialdraft.services.workflows.make_finals import make_finals
from socialdraft.services.workflows.start_pictures import retry_missing, start_candidates, start_finals
from socialdraft.stack.process import wait_ready
from tests import audit
from tests.factories import make_business, make_ingest, make_owner
from tests.services_fixture import Services
from tests.spare_fixture import ROOMY, capped
from tests.studio_fixture import StudioServer

THAI = "ก๋วยเตี๋ยวเรือ ชามละ 45 บาท หมูหรือเนื้อ เปิดเสาร์-อาทิตย์ 10.00-15.00 น. ที่ตลาดน้ำ โทร 081-234-5678"


def arrive(here: Ports, *, text: str = "", language: str = "en") -> tuple[Owner, Order]:
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        business = make_business(session, owner, now=here.now(), language=language)
        options = {"text": text} if text else {}
        ingest = make_ingest(session, owner, business.id, now=here.now(), **options)
    return owner, Order(business_id=business.id, platform_type="facebook", ingest_id=ingest.ingest_id)


def write(here: Ports, owner: Owner, order: Order, *, key: str = "k1") -> PostView:
    return draft_post(here, order, owner=owner, key=key)[0]


def generate(here: Ports, owner: Owner, post: PostView) -> JobView:
    started, _ = start_candidates(here, owner=owner, post_id=post.id, style=None, new_batch=False, key="g1")
    make_candidates(here, job_id=started.job_id)
    return job(owner, started.job_id)


def finish(here: Ports, owner: Owner, post: PostView, picks: list[UUID]) -> JobView:
    started, _ = start_finals(here, owner=owner, post_id=post.id, candidate_ids=picks, key="f1")
    make_finals(here, job_id=started.job_id)
    return job(owner, started.job_id)


def job(owner: Owner, job_id: UUID) -> JobView:
    with transaction() as session:
        return images.job(session, owner=owner, job_id=job_id)


def gallery(owner: Owner, post: PostView) -> GalleryView:
    with transaction() as session:
        return images.gallery(session, owner=owner, post_id=post.id)


def stored(here: Ports, owner: Owner, image_id: UUID) -> bytes:
    with transaction() as session:
        key = key_of(session, owner=owner, image_id=image_id, thumb=False)
    return here.storage.get(key)


def each_nearest_to_its_own_idea(here: Ports, owner: Owner, post: PostView) -> list[ImageView]:
    """The finals, each larger than its candidate and more like it than like any other."""
    pictures = gallery(owner, post)
    candidates = {image.id: imaging.opened(stored(here, owner, image.id)) for image in pictures.candidates}
    for final in pictures.finals:
        content = imaging.opened(stored(here, owner, final.id))
        nearest = min(candidates, key=lambda one: imaging.likeness(candidates[one], content))
        assert nearest == final.source_candidate_id
        assert final.width > candidates[nearest].width
    return pictures.finals


def balanced(studio: StudioServer) -> None:
    with transaction() as session:
        audit.check(session)
        assert audit.unexplained(session, studio) == []


@pytest.mark.parametrize(("text", "language"), [("", "en"), (THAI, "th")])
def test_a_paste_becomes_a_caption_pictures_and_a_zip(
    here: Ports, studio: StudioServer, text: str, language: str
) -> None:
    owner, order = arrive(here, text=text, language=language)
    post = write(here, owner, order)
    assert "45" in post.caption_text
    assert "081" not in post.caption_text
    assert post.facts
    ideas = generate(here, owner, post)
    assert (ideas.status, ideas.progress.done) == ("succeeded", 6)
    picks = [image.id for image in gallery(owner, post).candidates[2:5]]
    finals = finish(here, owner, post, picks)
    assert [image.source_candidate_id for image in finals.images] == picks
    assert len(each_nearest_to_its_own_idea(here, owner, post)) == 3
    with zipfile.ZipFile(io.BytesIO(b"".join(export_zip(here, owner=owner, post_id=post.id)))) as archive:
        assert archive.namelist() == [
            "caption.txt",
            "01_facebook_1080x1350.jpg",
            "02_facebook_1080x1350.jpg",
            "03_facebook_1080x1350.jpg",
        ]
        assert archive.read("caption.txt").decode() == post.caption_text
        with Image.open(io.BytesIO(archive.read("02_facebook_1080x1350.jpg"))) as picture:
            assert picture.size == (1080, 1350)
    balanced(studio)


@pytest.mark.faults  # the daily form is six ideas and three finals, above
def test_nine_finals_of_a_full_gallery_are_each_nearest_to_their_own_idea(here: Ports) -> None:
    here = replace(here, policy=Policy(limits=ROOMY))
    owner, order = arrive(here)
    post = write(here, owner, order)
    assert generate(here, owner, post).progress.done == 20
    finish(here, owner, post, [image.id for image in gallery(owner, post).candidates[:9]])
    assert len(each_nearest_to_its_own_idea(here, owner, post)) == 9


def test_running_a_finished_job_again_calls_and_changes_nothing(here: Ports, studio: StudioServer) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    ideas = generate(here, owner, post)
    before = len(studio.charges())
    make_candidates(here, job_id=ideas.id)
    assert len(studio.charges()) == before
    assert job(owner, ideas.id) == ideas


def test_a_repeat_with_the_same_key_answers_the_same_and_takes_no_slot(here: Ports) -> None:
    owner, order = arrive(here)
    first, replayed = draft_post(here, order, owner=owner, key="same")
    again, was_replayed = draft_post(here, order, owner=owner, key="same")
    assert (again, replayed, was_replayed) == (first, False, True)
    with pytest.raises(IdempotencyKeyReused):
        draft_post(here, Order(order.business_id, "instagram", order.ingest_id), owner=owner, key="same")
    with transaction() as session:
        used = quota.used(session, owner=owner, week_start=first.week_start_date)
    assert sum(used.values()) == 1


def test_the_third_post_of_the_week_is_refused(here: Ports) -> None:
    owner, order = arrive(here)
    write(here, owner, order, key="1")
    write(here, owner, order, key="2")
    with pytest.raises(WeeklyQuotaReached):
        write(here, owner, order, key="3")


@pytest.mark.parametrize("kind", ["error_500", "rate_limit", "refusal", "truncated_json"])
def test_a_dead_provider_gives_slot_and_key_back(here: Ports, studio: StudioServer, kind: str) -> None:
    owner, order = arrive(here)
    studio.faults(*[{"kind": kind, "path": "/v1/responses"}] * 2)
    with pytest.raises(ProviderUnavailable):
        write(here, owner, order)
    studio.reset()
    post = write(here, owner, order)
    with transaction() as session:
        assert sum(quota.used(session, owner=owner, week_start=post.week_start_date).values()) == 1
    balanced(studio)


def test_without_money_nothing_is_asked_and_nothing_is_lost(here: Ports, studio: StudioServer) -> None:
    owner, order = arrive(here)
    before = len(studio.requests())
    with pytest.raises(BudgetExhausted):
        write(capped(here, Decimal("0.0001")), owner, order)
    assert len(studio.requests()) == before
    write(here, owner, order)


def test_a_failed_call_costs_its_pictures_only_and_they_can_be_asked_for_again(
    here: Ports, studio: StudioServer
) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    studio.faults({"kind": "moderation_blocked", "path": "/v1/images/generations"})
    ideas = generate(here, owner, post)
    assert (ideas.status, ideas.error) == ("partial", "refused")
    assert ideas.progress.done in (2, 4), "calls of four and of two run side by side; one of them was refused"
    make_candidates(here, job_id=retry_missing(here, owner=owner, post_id=post.id))
    assert job(owner, ideas.id).progress.done == 6
    balanced(studio)


@pytest.mark.parametrize("kind", ["charge_then_reset", "error_500", "corrupt_png", "missing_usage", "bad_gateway_html"])
def test_a_call_that_goes_wrong_once_is_made_again_and_paid_as_it_was(
    here: Ports, studio: StudioServer, kind: str
) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    studio.faults({"kind": kind, "path": "/v1/images/generations"})
    assert generate(here, owner, post).progress.done >= 5
    balanced(studio)


def test_a_storage_outage_after_a_paid_call_costs_time_but_no_second_call(
    here: Ports, studio: StudioServer, services: Services
) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    services.storage.stop()
    with ThreadPoolExecutor() as pool:
        working = pool.submit(generate, here, owner, post)
        time.sleep(3)
        services.storage.start()  # here, as a server ends with the thread that started it
        wait_ready((services.storage,))
        ideas = working.result()
    assert ideas.status == "succeeded"
    drawn = [row for row in studio.requests() if row["path"] == "/v1/images/generations"]
    with transaction() as session:
        mine = session.exec(select(LedgerEntry.id).where(LedgerEntry.post_id == post.id, LedgerEntry.kind == "image"))
        calls = {str(one) for one in mine}
    assert len([row for row in drawn if row["hold_id"] in calls]) == 2
    balanced(studio)


def test_without_patience_the_same_outage_loses_paid_pictures(
    here: Ports, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make_pictures, "STORAGE_PAUSES", ())
    owner, order = arrive(here)
    post = write(here, owner, order)
    services.storage.stop()
    try:
        with pytest.raises(ConnectionError):
            generate(here, owner, post)
    finally:
        services.storage.start()
        wait_ready((services.storage,))
    assert gallery(owner, post).candidates == []


def test_a_text_that_says_nothing_is_refused_and_costs_no_slot(here: Ports) -> None:
    owner, order = arrive(here, text="hi")
    with pytest.raises(TextWithoutFacts):
        write(here, owner, order)
    with transaction() as session:
        assert quota.used(session, owner=owner, week_start=Week.of(here.now(), "Asia/Bangkok").starts_on) == {}


def test_when_all_pictures_fail_the_caption_is_still_there_to_take(here: Ports, studio: StudioServer) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    studio.faults(*[{"kind": "moderation_blocked", "path": "/v1/images/generations"}] * 2)
    assert generate(here, owner, post).status == "failed"
    with transaction() as session:
        assert posts.one(session, owner=owner, post_id=post.id).status == "draft"
    with zipfile.ZipFile(io.BytesIO(b"".join(export_zip(here, owner=owner, post_id=post.id)))) as archive:
        assert archive.namelist() == ["caption.txt"]


def test_a_provider_that_asks_for_patience_gets_the_job_back_later(here: Ports, studio: StudioServer) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    studio.faults(*[{"kind": "rate_limit", "path": "/v1/images/generations", "retry_after_ms": 30_000}] * 2)
    waiting = generate(here, owner, post)
    assert waiting.status == "queued"
    later = here.now() + timedelta(seconds=46)  # thirty, and up to half of it by chance
    make_candidates(here_at(here, later), job_id=waiting.id)
    assert job(owner, waiting.id).status == "succeeded"
    balanced(studio)


def here_at(here: Ports, now: object) -> Ports:
    return replace(here, now=lambda: now)  # type: ignore[arg-type, return-value]
