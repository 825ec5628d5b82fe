"""The owner's own photo: decoded by a confined process, kept without metadata."""

import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from socialdraft.errors import FileTooLarge, UnsupportedImage
from socialdraft.models import Upload
from socialdraft.policy import Limits
from socialdraft.schemas import UploadView
from socialdraft.services import owners
from socialdraft.services.owners import Owner

DECODER = Path(__file__).with_name("photo_decoder.py")
LONGEST_SIDE = 2560
"""Pixels; twice the largest picture a platform takes from us."""
SECONDS = 15.0
"""By the clock, for a machine under load; the decoder itself may use eight seconds of processor."""
_turns = threading.BoundedSemaphore(2)
"""Decoders at once in this process: each may use half a gigabyte."""


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A clean photo whose objects are in storage."""

    storage_key: str
    thumb_key: str
    width: int
    height: int


def decoded(photo: bytes, *, limits: Limits) -> bytes:
    """The photo as a clean JPEG; `FileTooLarge`, or `UnsupportedImage` for what is no sound JPEG, PNG, WebP or HEIC."""
    if len(photo) > limits.upload_bytes:
        raise FileTooLarge(limit=limits.upload_bytes)
    words = [sys.executable, "-I", str(DECODER), str(limits.upload_bytes), str(limits.upload_pixels), str(LONGEST_SIDE)]
    try:
        with _turns:
            done = subprocess.run(words, input=photo, capture_output=True, timeout=SECONDS, check=True, env={})
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise UnsupportedImage from error
    return done.stdout


def key_of(session: Session, *, upload_id: UUID | None) -> str | None:
    """The storage key of a post's photo; None when it has none or the photo is gone."""
    row = session.get(Upload, upload_id) if upload_id else None
    return row.storage_key if row else None


def keep(session: Session, *, owner: Owner, photo: StoredPhoto, sent_to_ai: bool, now: datetime) -> UploadView:
    """Write the row of a photo that is in storage."""
    owner = owners.present(session, owner=owner)
    row = Upload(
        owner_type=owner.type,
        owner_id=owner.id,
        created_at=now,
        storage_key=photo.storage_key,
        thumb_key=photo.thumb_key,
        width=photo.width,
        height=photo.height,
    )
    session.add(row)
    session.flush()
    return UploadView(upload_id=row.id, width=row.width, height=row.height, sent_to_ai=sent_to_ai)
