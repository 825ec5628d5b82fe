"""A gallery built around the owner's own photo, from the upload to the final."""

import io
from dataclasses import replace
from typing import get_args

import pytest
from PIL import Image

from socialdraft.adapters.openai_client import PROVIDERS
from socialdraft.db import transaction
from socialdraft.models import Post, Upload
from socialdraft.ports import Ports
from socialdraft.schemas import PostView
from socialdraft.services import imaging
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.keep_upload import keep_upload, use_of_photos
from socialdraft.settings import OpenAIProvider
from tests.studio_fixture import StudioServer
from tests.workflows.test_journey import arrive, balanced, finish, gallery, generate, stored, write

MAGENTA = (210, 0, 190)


def photo() -> bytes:
    """A colour that no palette has, with a lighter band so that it has a shape."""
    picture = Image.new("RGB", (1600, 1200), MAGENTA)
    picture.paste(Image.new("RGB", (1600, 300), (255, 120, 240)), (0, 100))
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def share_of_photo(png: bytes) -> float:
    """How much of the picture shows the photo's colour."""
    with Image.open(io.BytesIO(png)) as opened:
        small = opened.convert("RGB").resize((60, 75))
    pixels = [small.getpixel((x, y)) for x in range(60) for y in range(75)]
    return sum(1 for r, g, b in pixels if r > 130 and g < 90 and b > 110) / len(pixels)  # type: ignore[misc]


@pytest.fixture
def illustrated(here: Ports) -> tuple[Owner, PostView]:
    owner, order = arrive(here)
    upload = keep_upload(here, owner=owner, photo=photo())
    return owner, write(here, owner, replace(order, upload_id=upload.upload_id))


def test_the_photo_is_sent_small_and_shows_in_ideas_and_final(
    here: Ports, studio: StudioServer, illustrated: tuple[Owner, PostView]
) -> None:
    owner, post = illustrated
    before = len(studio.requests())
    assert generate(here, owner, post).status == "succeeded"
    calls = [row for row in studio.requests()[before:] if row["path"].startswith("/v1/images/")]
    assert {row["path"] for row in calls} == {"/v1/images/edits"}
    assert all(0 < row["files"][0] < 200_000 for row in calls)
    assert "the shop's own" in calls[0]["body"]["prompt"]
    ideas = {one.id: stored(here, owner, one.id) for one in gallery(owner, post).candidates}
    pick = max(ideas, key=lambda one: share_of_photo(ideas[one]))
    final = finish(here, owner, post, [pick]).images[0]
    content = stored(here, owner, final.id)
    assert min(ideas, key=lambda one: imaging.likeness(ideas[one], content)) == final.source_candidate_id
    assert share_of_photo(content) > 0.04
    balanced(studio)


def test_without_a_photo_no_idea_shows_its_colour(here: Ports) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    generate(here, owner, post)
    assert max(share_of_photo(stored(here, owner, one.id)) for one in gallery(owner, post).candidates) < 0.02


def test_a_provider_that_takes_no_photos_draws_without_it_and_the_owner_is_told(
    here: Ports, studio: StudioServer, illustrated: tuple[Owner, PostView]
) -> None:
    owner, post = illustrated
    without = replace(here, takes_photos=False, provider="localai")
    before = len(studio.requests())
    assert generate(without, owner, post).status == "succeeded"
    assert {row["path"] for row in studio.requests()[before:] if "images" in row["path"]} == {"/v1/images/generations"}
    assert keep_upload(without, owner=owner, photo=photo()).sent_to_ai is False


@pytest.mark.parametrize(("provider", "use"), [("openai", "sent"), ("studio", "stays"), ("ollama", "unused")])
def test_the_owner_is_told_whether_the_photo_goes_to_an_ai(here: Ports, provider: str, use: str) -> None:
    owner, _ = arrive(here)
    connected = replace(here, provider=provider, takes_photos=PROVIDERS[provider].edits)
    assert use_of_photos(connected) == use
    assert keep_upload(connected, owner=owner, photo=photo()).sent_to_ai is (use == "sent")


def test_each_kind_of_server_that_can_be_set_has_its_record_of_abilities() -> None:
    assert {*get_args(OpenAIProvider), "studio"} == set(PROVIDERS)


def test_a_photo_that_is_gone_from_storage_costs_nobody_the_gallery(
    here: Ports, studio: StudioServer, illustrated: tuple[Owner, PostView]
) -> None:
    owner, post = illustrated
    with transaction() as session:
        upload_id = session.get_one(Post, post.id).upload_id
        session.get_one(Upload, upload_id).storage_key = "00/00/never-there.jpg"
    assert generate(here, owner, post).progress.done == 6
    balanced(studio)
