"""What the owner takes away: the caption, and each final cut to the platform's box, in one ZIP."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from socialdraft import platforms
from socialdraft.db import transaction
from socialdraft.errors import NothingToExport
from socialdraft.models import Post, PostImage
from socialdraft.policy import Platform, Stage
from socialdraft.ports import Ports
from socialdraft.services import acknowledgements, events, imaging
from socialdraft.services.owners import Owner, owned


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes into a ZIP; pictures are fetched one by one while it is written."""

    platform: Platform
    caption: str
    pictures: tuple["Cut", ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A stored final and the point its export is cut around."""

    key: str
    focus: tuple[float, float]


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes
    content_type: str = "image/jpeg"


class _Outlet(io.RawIOBase):
    """Where the ZIP is written to: holds only what nobody has taken yet."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self._written.append(bytes(chunk))
        return len(chunk)

    def taken(self) -> bytes:
        found, self._written = b"".join(self._written), []
        return found


def export_zip(ports: Ports, *, owner: Owner, post_id: UUID | str) -> Iterator[bytes]:
    """`caption.txt` and the numbered finals, one piece per file as it is made; `NothingToExport` at once."""
    return _pieces(ports, _parcel(ports, owner=owner, post_id=post_id))


def _pieces(ports: Ports, parcel: Parcel) -> Iterator[bytes]:
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        if parcel.caption:
            archive.writestr("caption.txt", parcel.caption.encode())
            yield outlet.taken()
        for file in _files(ports, parcel):
            archive.writestr(file.name, file.content)
            yield outlet.taken()
    yield outlet.taken()


def _parcel(ports: Ports, *, owner: Owner, post_id: UUID | str) -> Parcel:
    with transaction() as session:
        post = owned(session, Post, post_id, owner=owner)
        acknowledgements.require(post)
        query = select(PostImage).where(PostImage.post_id == post.id, PostImage.stage == Stage.FINAL)
        pictures = tuple(_cut(row) for row in session.exec(query.order_by(col(PostImage.ordinal))))
        if not pictures and not post.caption_text.strip():
            raise NothingToExport
        props: events.Props = {"platform": post.platform_type, "pictures": len(pictures), "post": str(post.id)}
        events.record(session, owner=owner, name="export.downloaded", props=props, now=ports.now())
        return Parcel(Platform(post.platform_type), post.caption_text, pictures)


def _files(ports: Ports, parcel: Parcel) -> Iterator[File]:
    for number, cut in enumerate(parcel.pictures, start=1):
        yield export_file(ports, cut, platform=parcel.platform, number=number, alt_text=parcel.caption)


def _cut(row: PostImage) -> Cut:
    return Cut(row.storage_key, (row.focus_x, row.focus_y))


def export_image(ports: Ports, *, owner: Owner, image_id: UUID | str) -> File:
    """One picture of a post as its platform takes it; `NotFound` for an absent or a foreign one."""
    with transaction() as session:
        image = owned(session, PostImage, image_id, owner=owner)
        post = owned(session, Post, image.post_id, owner=owner)
        acknowledgements.require(post)
    return export_file(
        ports,
        _cut(image),
        platform=Platform(post.platform_type),
        number=image.ordinal,
        alt_text=post.caption_text,
    )


def export_file(ports: Ports, cut: Cut, *, platform: Platform, number: int, alt_text: str) -> File:
    """One final as the platform takes it, named by number, platform and size."""
    facts = platforms.facts(platform)
    width, height = facts.export
    content = imaging.export_jpeg(
        ports.storage.get(cut.key),
        box=facts.export,
        max_bytes=facts.max_bytes,
        focus=cut.focus,
        alt_text=alt_text,
        ai_generated=ports.provider != "studio",
    )
    return File(f"{number:02d}_{platform.value}_{width}x{height}.jpg", content)
