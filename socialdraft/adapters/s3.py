"""Pictures and files in S3-protocol storage, under keys made from their content."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "application/zip": "zip",
    "text/plain": "txt",
}
REGION = "us-east-1"
"""Only part of the signature: servers with an address of their own ignore it, R2 takes it for `auto`."""
MISSING = {"NoSuchKey", "404"}
NO_BUCKET = {"NoSuchBucket", "404"}


class S3Storage:
    """The storage port; safe to share between threads."""

    def __init__(
        self, *, endpoint_url: str | None, bucket: str, access_key: str | None, secret_key: str | None
    ) -> None:
        self._bucket = bucket
        session = boto3.Session()
        self._s3 = session.client(
            "s3",
            endpoint_url=endpoint_url,
            region_name=session.region_name or REGION,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            config=_config(),
        )

    def put(self, content: bytes, *, content_type: str) -> str:
        """Store and return the key `ab/cd/<sha256>.<ext>`; KeyError for a type we don't keep."""
        digest = hashlib.sha256(content).hexdigest()
        key = f"{digest[:2]}/{digest[2:4]}/{digest}.{EXTENSIONS[content_type]}"
        with _translated():
            try:
                self._put(key, content, content_type=content_type)
            except ClientError as error:
                if _code(error) not in NO_BUCKET:
                    raise
                self._s3.create_bucket(Bucket=self._bucket)
                self._put(key, content, content_type=content_type)
        return key

    def keep(self, key: str, content: bytes) -> None:
        with _translated():
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=content)

    def keys(self, prefix: str) -> list[str]:
        with _translated():
            pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            return [found["Key"] for page in pages for found in page.get("Contents", [])]

    def older(self, prefix: str, *, than: datetime) -> list[str]:
        with _translated():
            pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            found = [each for page in pages for each in page.get("Contents", [])]
        return [each["Key"] for each in found if each["LastModified"] < than]

    def get(self, key: str) -> bytes:
        """The content; FileNotFoundError when there is none."""
        with _translated():
            content: bytes = self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        return content

    def delete(self, key: str) -> None:
        """Gone afterwards, also when it never was."""
        with _translated():
            self._s3.delete_object(Bucket=self._bucket, Key=key)

    def ready(self) -> bool:
        """Whether the bucket can be used; a missing one is made."""
        try:
            self._s3.head_bucket(Bucket=self._bucket)
        except ClientError as error:
            return _code(error) in NO_BUCKET and self._made()
        except BotoCoreError:
            return False
        return True

    def _made(self) -> bool:
        try:
            self._s3.create_bucket(Bucket=self._bucket)
        except (ClientError, BotoCoreError):
            return False
        return True

    def _put(self, key: str, content: bytes, *, content_type: str) -> None:
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=content, ContentType=content_type)


def _config() -> Config:
    """Settings that AWS, R2 and rclone all take (notes: embedded, section 3)."""
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        retries={"max_attempts": 3, "mode": "standard"},
        connect_timeout=5,
        read_timeout=30,
        max_pool_connections=20,
    )


@contextmanager
def _translated() -> Iterator[None]:
    """The SDK's errors as the built-in ones that other layers may catch."""
    try:
        yield
    except ClientError as error:
        if _code(error) in MISSING:
            raise FileNotFoundError(_code(error)) from error
        raise ConnectionError(_code(error)) from error
    except BotoCoreError as error:
        raise ConnectionError(type(error).__name__) from error


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
