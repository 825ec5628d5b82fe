"""Everything we keep about an owner, in one ZIP on disk."""

import json
import tempfile
import zipfile
from typing import IO

from socialdraft.db import transaction
from socialdraft.ports import Ports
from socialdraft.services import exports
from socialdraft.services.owners import Owner


def export_owner(ports: Ports, *, owner: Owner) -> IO[bytes]:
    """`data.json` and all pictures, as an open file at its start; the caller closes it."""
    with transaction() as session:
        rows = exports.rows_of(session, owner=owner)
        pictures = exports.pictures_of(session, owner=owner)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (it outlives this function; closing it deletes it)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("data.json", json.dumps(rows, ensure_ascii=False, indent=1), zipfile.ZIP_DEFLATED)
        for picture in pictures:
            archive.writestr(picture.name, ports.storage.get(picture.key))
    file.seek(0)
    return file
