"""An upload: clean it, store it, then write its row."""

from typing import Literal

from socialdraft.db import transaction
from socialdraft.ports import Ports
from socialdraft.schemas import UploadView
from socialdraft.services import imaging, uploads
from socialdraft.services.owners import Owner
from socialdraft.services.uploads import StoredPhoto

PhotoUse = Literal["sent", "stays", "unused"]


def use_of_photos(ports: Ports) -> PhotoUse:
    """Whether an owner's photo is sent to an AI, drawn with on this server only, or of no use to the provider."""
    if not ports.takes_photos:
        return "unused"
    return "stays" if ports.provider == "studio" else "sent"


def keep_upload(ports: Ports, *, owner: Owner, photo: bytes) -> UploadView:
    """The stored photo's id and size; raises FileTooLarge or UnsupportedImage."""
    clean = uploads.decoded(photo, limits=ports.policy.limits)
    measured = imaging.measure(clean)
    stored = StoredPhoto(
        storage_key=ports.storage.put(clean, content_type=measured.content_type),
        thumb_key=ports.storage.put(imaging.thumbnail(clean), content_type="image/webp"),
        width=measured.width,
        height=measured.height,
    )
    sent = use_of_photos(ports) == "sent"
    with transaction() as session:
        return uploads.keep(session, owner=owner, photo=stored, sent_to_ai=sent, now=ports.now())
