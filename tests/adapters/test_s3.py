"""Storage over the real S3 protocol."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from socialdraft.adapters.s3 import S3Storage
from socialdraft.stack.port import free_port
from socialdraft.stack.storage import Bucket


def storage_on(bucket: Bucket) -> S3Storage:
    return S3Storage(
        endpoint_url=bucket.endpoint,
        bucket=bucket.name,
        access_key=bucket.access_key,
        secret_key=bucket.secret_key,
    )


@pytest.fixture
def storage(s3: Bucket) -> S3Storage:
    return storage_on(s3)


@pytest.mark.parametrize(
    ("content_type", "extension"),
    [("image/png", "png"), ("image/jpeg", "jpg"), ("image/webp", "webp"), ("application/zip", "zip")],
)
def test_the_key_is_the_contents_hash_with_a_true_extension(
    storage: S3Storage, content_type: str, extension: str
) -> None:
    content = f"a {extension}".encode()
    digest = hashlib.sha256(content).hexdigest()
    key = storage.put(content, content_type=content_type)
    assert key == f"{digest[:2]}/{digest[2:4]}/{digest}.{extension}"
    assert storage.get(key) == content


def test_storing_twice_is_harmless(storage: S3Storage) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: storage.put(b"same", content_type="image/png"), range(16)))
    assert len(keys) == 1
    assert storage.get(keys.pop()) == b"same"


def test_what_is_deleted_is_gone_and_deleting_again_is_fine(storage: S3Storage) -> None:
    key = storage.put(b"soon gone", content_type="image/png")
    storage.delete(key)
    storage.delete(key)
    with pytest.raises(FileNotFoundError):
        storage.get(key)


def test_a_missing_bucket_is_made_by_the_first_file(s3: Bucket) -> None:
    storage = storage_on(replace(s3, name="made-by-put"))
    key = storage.put(b"first", content_type="image/png")
    assert storage.get(key) == b"first"


def test_a_missing_bucket_is_made_by_the_readiness_check(s3: Bucket) -> None:
    assert storage_on(replace(s3, name="made-by-ready")).ready()


def test_storage_that_is_away_or_refuses_us_is_not_ready(s3: Bucket) -> None:
    away = storage_on(replace(s3, endpoint=f"http://127.0.0.1:{free_port()}"))
    assert not away.ready()
    assert not storage_on(replace(s3, secret_key="wrong")).ready()
    with pytest.raises(ConnectionError):
        away.get("ab/cd/x.png")


def test_a_type_we_do_not_keep_is_refused(storage: S3Storage) -> None:
    with pytest.raises(KeyError):
        storage.put(b"<script>", content_type="text/html")
