from collections.abc import Iterator

import pytest

from socialdraft.adapters.openai_client import Connection, Timeouts, connect
from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.adapters.openai_text import OpenAIText
from tests.studio_fixture import StudioServer

PATIENT = Timeouts(connect=5, text=60, candidate=60, final=60)


@pytest.fixture(scope="session")
def shared_connection(studio_server: StudioServer) -> Iterator[Connection]:
    server = studio_server
    made = connect(base_url=server.base_url, api_key=server.key, provider="studio", timeouts=PATIENT)
    yield made
    made.client.close()


@pytest.fixture
def openai_connection(studio: StudioServer, shared_connection: Connection) -> Connection:
    """A client of the studio, which starts this test without faults."""
    assert studio.url in str(shared_connection.client.base_url)
    return shared_connection


@pytest.fixture
def text(openai_connection: Connection) -> OpenAIText:
    return OpenAIText(openai_connection)


@pytest.fixture
def images(openai_connection: Connection) -> OpenAIImages:
    return OpenAIImages(openai_connection)
