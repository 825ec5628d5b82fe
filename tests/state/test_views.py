"""What the states make of the services' answers: sentences, counts and phases."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from socialdraft.policy import Category, Language, Platform, PostType, Region, Tone
from socialdraft.schemas import (
    Allowed,
    BusinessView,
    GalleryView,
    ImageUsage,
    ImageView,
    IngestView,
    JobView,
    MeView,
    PlatformUsage,
    PlatformView,
    PostView,
    Progress,
    RedactionCount,
    RedactionMark,
    UsageView,
    WeekView,
)
from socialdraft.state.editor import measured, safer
from socialdraft.state.gallery import Snapshot, phase_of
from socialdraft.state.new import choices_of, pieces_of
from socialdraft.state.places import ideas_of, pairs_of
from socialdraft.state.week import lanes_of

MONDAY = date(2026, 11, 23)
OFFER = Allowed(candidates=20, finals=9, new_batch=True)


def business(region: Region = Region.TH) -> BusinessView:
    return BusinessView(
        id=uuid4(),
        category=Category.BAKERY,
        region=region,
        default_language=Language.TH,
        tone_preset=Tone.FRIENDLY_KA,
        name="ดาวเรือง",
        timezone="Asia/Bangkok",
        platforms=[PlatformView(id=uuid4(), platform_type=Platform.FACEBOOK)],
    )


def usage(used: int) -> UsageView:
    resets = datetime(2026, 11, 29, 17, tzinfo=UTC)
    return UsageView(
        week=WeekView(starts_on=MONDAY, resets_at=resets, timezone="Asia/Bangkok"),
        platforms=[PlatformUsage(platform_type=Platform.FACEBOOK, used=used, limit=2)],
        service_level="normal",
        allowed=OFFER,
        returns_at=datetime(2026, 12, 1, tzinfo=UTC),
    )


def post(status: str = "draft") -> PostView:
    return PostView(
        id=uuid4(),
        platform_type=Platform.FACEBOOK,
        post_type=PostType.OFFER,
        language=Language.EN,
        week_start_date=MONDAY,
        caption_text="First line\nsecond line",
        facts=[],
        risk_flags=[],
        status=status,
        revisions_used=0,
        image_usage=ImageUsage(candidate_batches_used=0, finalized_count=0),
        created_at=datetime(2026, 11, 24, tzinfo=UTC),
    )


def image(stage: str, source: ImageView | None = None, *, place: int = 1) -> ImageView:
    number = uuid4()
    return ImageView(
        id=number,
        stage=stage,
        batch_id=uuid4(),
        place=place,
        source_candidate_id=source.id if source else None,
        selected=False,
        width=1024,
        height=1280,
        thumb_url=f"/api/images/{number}?size=thumb",
        url=f"/api/images/{number}?size=full",
    )


def snapshot(*, kind: str | None = None, status: str = "running", candidates: int = 0) -> Snapshot:
    job = kind and JobView(
        id=uuid4(),
        kind=kind,
        status=status,
        progress=Progress(done=0, total=20),
        images=[],
    )
    pictures = GalleryView(candidates=[image("candidate_low") for _ in range(candidates)], finals=[])
    return Snapshot(post=post(), pictures=pictures, offer=OFFER, used=None, job=job or None)


@pytest.mark.parametrize(
    ("seen", "phase"),
    [
        (snapshot(), "offer"),
        (snapshot(kind="candidates", status="queued"), "drawing"),
        (snapshot(kind="candidates", candidates=3), "drawing"),
        (snapshot(kind="candidates", status="succeeded", candidates=20), "pick"),
        (snapshot(kind="candidates", status="failed"), "pick"),  # not offered afresh: the retry stands above
        (snapshot(kind="finalize", candidates=20), "finishing"),
        (snapshot(kind="finalize", status="partial", candidates=20), "done"),
    ],
)
def test_the_gallery_s_phase_follows_the_rows(seen: Snapshot, phase: str) -> None:
    assert phase_of(seen) == phase


def test_a_final_stands_beside_the_idea_it_came_from() -> None:
    ideas = [image("candidate_low") for _ in range(3)]
    pictures = GalleryView(candidates=ideas, finals=[image("final_high", ideas[2])], picks=[ideas[2].id])
    pairs = pairs_of(pictures, ratio="4 / 5", locale="en")
    assert [pair.before for pair in pairs] == [ideas[2].thumb_url]


@pytest.mark.parametrize("status", ["running", "partial"])
def test_a_final_keeps_its_place_while_earlier_picks_are_still_without_theirs(status: str) -> None:
    ideas = [image("candidate_low", place=place) for place in (1, 2, 3)]
    second = image("final_high", ideas[0], place=2)
    pictures = GalleryView(candidates=ideas, finals=[second], picks=[ideas[2].id, ideas[0].id])
    pairs = pairs_of(pictures, ratio="4 / 5", locale="en", finishing=status == "running")
    assert [pair.before for pair in pairs] == [ideas[2].thumb_url, ideas[0].thumb_url]
    assert [pair.after for pair in pairs] == ["", f"/api/images/{second.id}?size=screen"]
    assert [pair.coming for pair in pairs] == [status == "running", False]


def standing(*places: int, asked: int, kind: str = "candidates", status: str, total: int) -> list[str]:
    """How the places of a gallery look while a job of this status is its newest."""
    ideas = [image("candidate_low", place=place) for place in places]
    job = JobView(id=uuid4(), kind=kind, status=status, progress=Progress(done=0, total=total), images=[])
    seen = ideas_of(GalleryView(candidates=ideas, finals=[], places=asked), job, ratio="4 / 5", locale="en")
    assert [one["place"] for one in seen] == list(range(1, len(seen) + 1))
    return [str(one["state"]) for one in seen]


def test_every_place_of_a_gallery_is_there_from_the_start_and_fills_where_it_is() -> None:
    assert standing(asked=3, status="queued", total=3) == ["awaited"] * 3
    assert standing(3, asked=3, status="running", total=3) == ["awaited", "awaited", "here"]
    assert standing(1, 3, asked=3, status="partial", total=3) == ["here", "missing", "here"]
    assert standing(asked=3, status="failed", total=3) == []  # one sentence says it better than three empty places


def test_a_second_gallery_waits_behind_the_gaps_of_the_first() -> None:
    assert standing(1, 4, asked=4, status="running", total=2) == ["here", "missing", "awaited", "here"]
    assert standing(1, asked=2, kind="finalize", status="running", total=1) == ["here", "missing"]


def test_the_cleaned_text_is_cut_at_its_marks() -> None:
    view = IngestView(
        ingest_id=uuid4(),
        redacted_text="call [phone] now",
        redactions=[RedactionCount(type="phone", count=1)],
        marks=[RedactionMark(type="phone", start=5, end=12)],
    )
    assert [(piece.text, piece.kind) for piece in pieces_of(view)] == [
        ("call ", ""),
        ("[phone]", "phone"),
        (" now", ""),
    ]


def test_a_written_post_takes_the_first_slot_and_the_next_one_stays_planned() -> None:
    written = post(status="exported")
    lane = lanes_of(business(), usage(used=1), [written], locale="en")[0]
    assert [slot.state for slot in lane.slots] == ["exported", "planned"]
    assert lane.slots[0].line == "First line second line"
    assert lane.slots[1].href.startswith("/new?platform=facebook&type=")
    assert lane.left == "1 post left"


def test_a_feast_early_next_week_is_named_on_the_post_about_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socialdraft.state.week.utc_now", lambda: datetime(2026, 4, 9, tzinfo=UTC))
    week = usage(used=0).week.model_copy(update={"starts_on": date(2026, 4, 6)})
    [lane] = lanes_of(business(), usage(used=0).model_copy(update={"week": week}), [], locale="th")
    assert "วันสงกรานต์" in {slot.theme for slot in lane.slots if slot.kind == "seasonal"}


def test_a_deleted_post_still_counts_and_the_week_says_so() -> None:
    lane = lanes_of(business(), usage(used=2), [post()], locale="en")[0]
    assert [slot.state for slot in lane.slots] == ["draft", "gone"]
    assert lane.left.startswith("All used")


def test_the_cost_is_told_before_the_tap_and_never_above_the_limit() -> None:
    me = MeView(owner_type="session", business=business(), usage=usage(used=1), service_level="normal")
    assert choices_of(me, locale="en")[0].cost == "Uses 2 of 2 Facebook posts this week"
    full = MeView(owner_type="session", business=business(), usage=usage(used=2), service_level="normal")
    assert choices_of(full, locale="en")[0].left == 0
    assert "30 พ.ย. 00:00" in choices_of(full, locale="th")[0].none_left


def test_a_caption_is_measured_by_its_platform() -> None:
    measure = measured("ก" * 281, platform=Platform.X, locale="en")
    assert measure.over
    assert measure.used == "281 of 280, as X counts"


def test_the_fold_is_told_as_it_is_for_this_caption() -> None:
    short, long, never = (
        measured(text, platform=platform, locale="en").fold
        for text, platform in (("Buns", Platform.FACEBOOK), ("Buns " * 120, Platform.FACEBOOK), ("Buns", Platform.X))
    )
    assert short == "People see all of it, without “see more”."
    assert long == "People see the first 480 characters, then “see more”."
    assert never == ""


def test_too_many_hashtags_are_told() -> None:
    text = " ".join(f"#tag{number}" for number in range(6))
    measure = measured(text, platform=Platform.INSTAGRAM, locale="en")
    assert (measure.hashtags_fine, "at most 5" in measure.hashtags) == (False, True)


def test_a_safer_wording_takes_the_place_of_the_risky_words() -> None:
    assert safer("These are the best buns.", quote="the best", fix="our own") == "These are our own buns."
