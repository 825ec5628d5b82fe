"""What is taken away is made while it is sent, and cut where its owner wants."""

import io
import zipfile
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image, ImageDraw

from socialdraft import platforms
from socialdraft.db import transaction
from socialdraft.errors import Invalid, NotFound
from socialdraft.models import ImageBatch, Post, PostImage
from socialdraft.policy import Platform
from socialdraft.ports import ObjectStorage, Ports
from socialdraft.schemas import Point
from socialdraft.services import images
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.export_post import export_image, export_zip
from tests.factories import make_owner, make_post

CAPTION = "ก๋วยเตี๋ยวเรือ <45 บาท> & more"


def wide(*, marks: str = "red") -> bytes:
    """1600 x 800: a coloured left third, white beyond."""
    picture = Image.new("RGB", (1600, 800), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 533, 800), fill=marks)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def noisy() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((1088, 1360), 80).convert("RGB").save(out, "PNG")
    return out.getvalue()


def finished(here: Ports, *pictures: bytes, caption: str = CAPTION) -> tuple[Owner, UUID, list[UUID]]:
    """A post with these finals."""
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        post = session.get_one(Post, make_post(session, owner, now=here.now()).id)
        post.caption_text = caption
        made: dict[str, Any] = {
            "owner_type": owner.type,
            "owner_id": owner.id,
            "created_at": here.now(),
            "post_id": post.id,
        }
        batch = ImageBatch(
            **made, stage="final_high", ordinal=1, requested_count=9, quality="high", level=0, prompts=[], selection=[]
        )
        session.add(batch)
        session.flush()
        ids = []
        for number, content in enumerate(pictures, start=1):
            key = here.storage.put(content, content_type="image/png")
            size = Image.open(io.BytesIO(content)).size
            row = PostImage(
                **made, id=uuid4(), batch_id=batch.id, stage="final_high", ordinal=number, storage_key=key,
                thumb_key=key, width=size[0], height=size[1], prompt="",
            )  # fmt: skip
            session.add(row)
            ids.append(row.id)
        return owner, post.id, ids


def colour(content: bytes, x: float) -> str:
    with Image.open(io.BytesIO(content)) as picture:
        pixel = picture.convert("RGB").getpixel((int(x * picture.width), picture.height // 2))
    assert isinstance(pixel, tuple)
    return "red" if pixel[1] < 60 else "white"


@dataclass
class Counted:
    """Storage that counts what is fetched from it."""

    storage: ObjectStorage
    fetched: int = 0

    def get(self, key: str) -> bytes:
        self.fetched += 1
        return self.storage.get(key)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.storage, name)


def test_the_zip_is_made_while_it_is_sent_one_picture_at_a_time(here: Ports) -> None:
    owner, post_id, _ = finished(here, *(noisy() for _ in range(3)))
    storage = Counted(here.storage)
    pieces, fetched = [], []
    for piece in export_zip(replace(here, storage=storage), owner=owner, post_id=post_id):
        pieces.append(piece)
        fetched.append(storage.fetched)
    assert fetched == [0, 1, 2, 3, 3], "each picture is handed on before the next one is fetched"
    assert max(len(piece) for piece in pieces) < platforms.facts(Platform.FACEBOOK).max_bytes + 1000
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["caption.txt", *(f"0{n}_facebook_1080x1350.jpg" for n in (1, 2, 3))]
        assert archive.read("caption.txt").decode() == CAPTION


def test_the_owner_chooses_which_part_the_box_shows_and_the_zip_obeys(here: Ports) -> None:
    owner, post_id, [image_id] = finished(here, wide())
    assert colour(export_image(here, owner=owner, image_id=image_id).content, 0.5) == "white"
    with transaction() as session:
        view = images.focus(session, owner=owner, image_id=image_id, x=0.0, y=0.5)
    assert view.focus == Point(x=0.0, y=0.5)
    assert colour(export_image(here, owner=owner, image_id=image_id).content, 0.5) == "red"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(export_zip(here, owner=owner, post_id=post_id))))
    assert colour(archive.read("01_facebook_1080x1350.jpg"), 0.5) == "red"


@pytest.mark.parametrize("point", [(-0.1, 0.5), (0.5, 1.01), (float("nan"), 0.5)])
def test_a_point_outside_the_picture_is_refused(here: Ports, point: tuple[float, float]) -> None:
    owner, _, [image_id] = finished(here, wide())
    with pytest.raises(Invalid), transaction() as session:
        images.focus(session, owner=owner, image_id=image_id, x=point[0], y=point[1])


def test_nobody_moves_the_cut_of_somebody_elses_picture(here: Ports) -> None:
    _, _, [image_id] = finished(here, wide())
    with transaction() as session:
        stranger = make_owner(session, now=here.now())
    with pytest.raises(NotFound), transaction() as session:
        images.focus(session, owner=stranger, image_id=image_id, x=0, y=0)
