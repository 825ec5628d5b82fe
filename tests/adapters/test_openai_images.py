"""Pictures drawn and redrawn over the wire, and what is kept of a reply that is partly bad."""

import io
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from PIL import Image, ImageChops, ImageStat

from socialdraft import pricing
from socialdraft.adapters.openai_client import PROVIDERS, Connection
from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.ports import ProviderError
from tests.adapters.requests_factory import PROMPT, THAI_PROMPT, final_request, image_request
from tests.studio_fixture import StudioServer


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def distance(one: bytes, other: bytes) -> float:
    """Mean difference of two pictures seen small, 0 to 255."""
    small = [opened(png).resize((64, 80)) for png in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*small)).mean) / 3


def jpeg(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1280, 960), colour).save(out, "JPEG")
    return out.getvalue()


def magenta(png: bytes) -> float:
    """The share of the picture in the hue of a magenta photo, which no palette has."""
    pixels = opened(png).resize((64, 80)).tobytes()
    hits = [min(pixels[i], pixels[i + 2]) - pixels[i + 1] > 30 for i in range(0, len(pixels), 3)]
    return sum(hits) / len(hits)


def test_each_picture_asked_for_arrives_at_its_size_and_price(studio: StudioServer, images: OpenAIImages) -> None:
    call_id = uuid4()
    reply = images.draw(image_request(count=4), call_id=call_id)
    assert [opened(png).size for png in reply.images] == [(1024, 1280)] * 4
    assert len(set(reply.images)) == 4
    assert reply.usage is not None
    assert reply.usage.image_out == 4 * 173
    [charge] = studio.charges(call_id)
    assert charge["usd"] == str(pricing.cost("gpt-image-2.5-flare-2026-09-08", reply.usage))
    assert reply.request_id == studio.requests(call_id)[0]["id"]


def test_a_final_is_the_picked_picture_drawn_finer(studio: StudioServer, images: OpenAIImages) -> None:
    picked, other = images.draw(image_request(), call_id=uuid4()).images
    call_id = uuid4()
    reply = images.draw(final_request(picked), call_id=call_id)
    [final] = reply.images
    assert opened(final).size == (1088, 1360)
    assert distance(final, picked) < 0.5 * distance(final, other)
    assert distance(final, picked) < 12
    assert reply.usage is not None
    assert reply.usage.image_in == 32 * 40
    assert reply.usage.image_out == 1587
    assert studio.charges(call_id)[0]["units"] == reply.usage.units()
    assert studio.requests(call_id)[0]["files"] == [len(picked)]


def test_the_owner_is_named_by_a_hash_only_and_auto_is_never_asked_for(
    studio: StudioServer, images: OpenAIImages
) -> None:
    call_id = uuid4()
    images.draw(image_request(), call_id=call_id)
    assert studio.requests(call_id)[0]["body"] == {
        "model": "gpt-image-2.5-flare-2026-09-08",
        "prompt": PROMPT,
        "n": 2,
        "size": "1024x1280",
        "quality": "low",
        "output_format": "png",
        "safety_identifier": "owner-1",
    }


@pytest.mark.parametrize("prompt", [PROMPT, THAI_PROMPT, "🧋" * 50])
def test_what_is_held_covers_what_is_charged(images: OpenAIImages, prompt: str) -> None:
    request = image_request(prompt=prompt)
    reply = images.draw(request, call_id=uuid4())
    assert reply.usage is not None
    bound = pricing.image_bound(
        request.model, prompt=prompt, width=1024, height=1280, quality="low", count=request.count
    )
    assert pricing.cost(request.model, reply.usage) <= pricing.cost(request.model, bound)
    assert reply.usage.image_out == bound.image_out


def test_missing_pictures_leave_the_ones_that_came(studio: StudioServer, images: OpenAIImages) -> None:
    studio.faults({"kind": "wrong_image_count"})
    reply = images.draw(image_request(count=3), call_id=uuid4())
    assert len(reply.images) == 2
    assert reply.usage is not None


def test_a_damaged_picture_is_left_out_and_the_good_ones_are_kept(studio: StudioServer, images: OpenAIImages) -> None:
    whole = images.draw(image_request(count=3), call_id=uuid4()).images
    studio.faults({"kind": "corrupt_png"})
    assert images.draw(image_request(count=3), call_id=uuid4()).images == whole[1:]


@pytest.mark.parametrize(
    "fault",
    [{"kind": "corrupt_png", "count": 9}, {"kind": "wrong_image_count", "count": 9}, {"kind": "truncated_json"}],
    ids=["damaged", "none", "cut"],
)
def test_a_reply_without_one_good_picture_may_have_been_billed(
    studio: StudioServer, images: OpenAIImages, fault: dict[str, object]
) -> None:
    studio.faults(fault)
    call_id = uuid4()
    with pytest.raises(ProviderError, match="unreadable") as caught:
        images.draw(image_request(), call_id=call_id)
    assert caught.value.billed == "unknown"
    assert len(studio.charges(call_id)) == 1
    assert caught.value.request_id == studio.requests(call_id)[0]["id"]


def test_pictures_without_usage_are_kept_and_say_so(studio: StudioServer, images: OpenAIImages) -> None:
    studio.faults({"kind": "missing_usage"})
    reply = images.draw(image_request(), call_id=uuid4())
    assert len(reply.images) == 2
    assert reply.usage is None


@pytest.mark.parametrize(
    "changes",
    [{"quality": "auto"}, {"width": 1000}, {"width": 512, "height": 512}, {"prompt": ""}],
    ids=lambda changes: next(iter(changes)),
)
def test_what_has_no_price_or_breaks_the_rules_is_rejected_unbilled(
    studio: StudioServer, images: OpenAIImages, changes: dict[str, object]
) -> None:
    call_id = uuid4()
    with pytest.raises(ProviderError, match=r"rejected|model_gone"):
        images.draw(image_request(**changes), call_id=call_id)
    assert studio.charges(call_id) == []


def test_a_model_that_was_shut_down_says_so_unbilled(studio: StudioServer, images: OpenAIImages) -> None:
    call_id = uuid4()
    with pytest.raises(ProviderError, match="model_gone"):
        images.draw(image_request(model="dall-e-3"), call_id=call_id)
    assert studio.charges(call_id) == []


def test_a_foreign_picture_cannot_be_redrawn_by_the_studio(studio: StudioServer, images: OpenAIImages) -> None:
    out = io.BytesIO()
    Image.new("RGB", (1024, 1280), "teal").save(out, "PNG")
    call_id = uuid4()
    with pytest.raises(ProviderError, match="rejected"):
        images.draw(final_request(out.getvalue()), call_id=call_id)
    assert studio.charges(call_id) == []


def test_a_server_without_edits_gets_the_picked_picture_enlarged(
    images: OpenAIImages, openai_connection: Connection
) -> None:
    picked, _ = images.draw(image_request(), call_id=uuid4()).images
    simple = OpenAIImages(Connection(openai_connection.client, PROVIDERS["ollama"], openai_connection.timeouts))
    reply = simple.draw(final_request(picked), call_id=uuid4())
    assert opened(reply.images[0]).size == (1088, 1360)
    assert distance(reply.images[0], picked) < 2
    assert reply.usage == pricing.Usage()


def test_new_pictures_start_from_the_owners_photo_and_so_do_their_finals(
    studio: StudioServer, images: OpenAIImages
) -> None:
    photo = jpeg("#EC14EC")
    call_id = uuid4()
    reply = images.draw(image_request(references=(photo,), count=4), call_id=call_id)
    [request] = studio.requests(call_id)
    assert (request["path"], request["body"]["n"], request["files"]) == ("/v1/images/edits", "4", [len(photo)])
    assert len(set(reply.images)) == 4
    assert all(magenta(png) > 0.02 for png in reply.images)
    [final] = images.draw(final_request(reply.images[0]), call_id=uuid4()).images
    assert magenta(final) == pytest.approx(magenta(reply.images[0]), abs=0.05)
    assert max(magenta(png) for png in images.draw(image_request(), call_id=uuid4()).images) < 0.01


def test_what_is_held_for_a_photo_covers_what_is_charged(images: OpenAIImages) -> None:
    request = image_request(references=(jpeg("teal"),), count=4)
    reply = images.draw(request, call_id=uuid4())
    bound = pricing.image_bound(
        request.model, prompt=request.prompt, width=1024, height=1280, quality="low", count=4, references=1
    )
    assert reply.usage is not None
    assert 0 < reply.usage.image_in <= bound.image_in
    assert pricing.cost(request.model, reply.usage) <= pricing.cost(request.model, bound)


def test_twenty_pictures_in_five_calls_at_once_are_all_different(images: OpenAIImages) -> None:
    prompts = [f"{PROMPT}\nVariation: {number * 4}" for number in range(5)]
    with ThreadPoolExecutor(5) as pool:
        replies = pool.map(lambda prompt: images.draw(image_request(prompt=prompt, count=4), call_id=uuid4()), prompts)
    assert len({png for reply in replies for png in reply.images}) == 20
