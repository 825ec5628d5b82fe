"""What leaves us: a ZIP in pieces, files that say how they were made, and finals that drifted."""

import io
import struct
import xml.etree.ElementTree as ET
import zipfile
from uuid import UUID

import pytest
from sqlmodel import update

from socialdraft import platforms
from socialdraft.db import transaction
from socialdraft.errors import NothingToExport
from socialdraft.models import Post, PostImage
from socialdraft.ports import Ports
from socialdraft.schemas import PostView
from socialdraft.services import imaging
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.export_post import export_zip
from socialdraft.state.places import pairs_of
from tests.workflows.test_journey import arrive, finish, gallery, generate, write

NAMES = {
    "rdf": "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "ext": "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}",
    "core": "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}",
}


@pytest.fixture
def finished(here: Ports) -> tuple[Owner, PostView]:
    owner, order = arrive(here)
    post = write(here, owner, order)
    generate(here, owner, post)
    finish(here, owner, post, [one.id for one in gallery(owner, post).candidates[:4]])
    return owner, post


def xmp_of(jpeg: bytes) -> ET.Element:
    """The XMP packet, found by walking the file's segments as any other program would."""
    at = 2
    while jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        (length,) = struct.unpack(">H", jpeg[at + 2 : at + 4])
        segment = jpeg[at + 4 : at + 2 + length]
        if jpeg[at + 1] == 0xE1 and segment.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
            packet = segment.split(b"\0", 1)[1].decode()
            return ET.fromstring(packet[packet.index("<x:xmpmeta") : packet.index("</x:xmpmeta>") + 12])  # noqa: S314
        at += 2 + length
    raise AssertionError("no XMP")


def test_the_zip_leaves_piece_by_piece_and_none_holds_two_pictures(
    here: Ports, finished: tuple[Owner, PostView]
) -> None:
    owner, post = finished
    pieces = list(export_zip(here, owner=owner, post_id=post.id))
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        files = {one.filename: one.file_size for one in archive.infolist()}
    assert list(files)[1:] == [f"0{n}_facebook_1080x1350.jpg" for n in (1, 2, 3, 4)]
    most = max(size for name, size in files.items() if name != "caption.txt")
    assert len(pieces) == len(files) + 1
    assert max(map(len, pieces)) < most + 1000


def test_each_file_says_what_it_shows_and_that_an_algorithm_drew_it(
    here: Ports, finished: tuple[Owner, PostView]
) -> None:
    owner, post = finished
    archive = zipfile.ZipFile(io.BytesIO(b"".join(export_zip(here, owner=owner, post_id=post.id))))
    for name in archive.namelist()[1:]:
        content = archive.read(name)
        about = xmp_of(content).find(f".//{NAMES['rdf']}Description")
        assert about is not None
        source = about.get(f"{NAMES['ext']}DigitalSourceType")
        assert source == "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
        said = about.find(f"{NAMES['core']}AltTextAccessibility//{NAMES['rdf']}li")
        assert said is not None
        assert said.text
        assert said.text in post.caption_text
        assert len(content) <= platforms.facts(post.platform_type).max_bytes


def test_a_post_without_words_and_pictures_is_refused_before_a_byte_is_sent(here: Ports) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    with transaction() as session:
        session.get_one(Post, post.id).caption_text = " "
    with pytest.raises(NothingToExport):
        export_zip(here, owner=owner, post_id=post.id)


@pytest.mark.parametrize(("likeness", "drifted"), [(imaging.DRIFT + 0.01, True), (imaging.DRIFT, False), (None, False)])
def test_a_final_that_came_out_different_is_marked_for_its_owner(
    finished: tuple[Owner, PostView], likeness: float | None, *, drifted: bool
) -> None:
    owner, post = finished
    measured = gallery(owner, post)
    assert not any(one.drifted for one in measured.finals)
    changed: UUID = measured.finals[1].id
    with transaction() as session:
        session.execute(update(PostImage).where(PostImage.id == changed).values(likeness=likeness))  # type: ignore[arg-type]
    pairs = pairs_of(gallery(owner, post), ratio="4 / 5", locale="th")
    assert [pair.drifted for pair in pairs] == [False, drifted, False, False]
