"""The composition root picks adapters by the settings alone."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from socialdraft import wiring
from socialdraft.settings import settings
from socialdraft.stack.storage import Bucket
from tests.adapters.requests_factory import text_request
from tests.studio_fixture import StudioServer


@pytest.fixture
def configured(
    monkeypatch: pytest.MonkeyPatch, studio: StudioServer, s3: Bucket, redis_url: str, database_url: str
) -> Iterator[None]:
    for name, value in {
        "OPENAI_BASE_URL": studio.base_url,
        "SOCIALDRAFT_STUDIO": "1",
        "SOCIALDRAFT_STUDIO_KEY": studio.key,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "S3_ENDPOINT_URL": s3.endpoint,
        "S3_BUCKET": s3.name,
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
    }.items():
        monkeypatch.setenv(name, value)
    forget()
    yield
    forget()


def forget() -> None:
    settings.cache_clear()
    wiring.ports.cache_clear()
    wiring.doorbell.cache_clear()


@pytest.mark.usefixtures("migrated", "configured")
def test_the_wired_ports_reach_the_studio_and_the_storage() -> None:
    ports = wiring.ports()
    assert ports is wiring.ports()
    assert ports.provider == "studio"
    assert ports.text.write(text_request(), call_id=uuid4()).usage is not None
    assert ports.storage.ready()
    assert ports.now().tzinfo is not None
