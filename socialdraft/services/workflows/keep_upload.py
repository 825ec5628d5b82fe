"""An upload: clean it, store it, then write its row."""

from socialdraft.db import transaction
from socialdraft.ports import Ports
from socialdraft.schemas import UploadView
from socialdraft.services import imaging, uploads
from socialdraft.services.owners import Owner
from socialdraft.services.uploads import StoredPhoto


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
    sent = ports.takes_photos and ports.provider != "studio"
    with transaction() as session:
        return uploads.keep(session, owner=owner, photo=stored, sent_to_ai=sent, now=ports.now())
