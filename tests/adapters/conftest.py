from collections.abc import Iterator

import pytest

from socialdraft.adapters.openai_client import Connection, Timeouts, connect
from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.adapters.openai_text import OpenAIText
from tests.studio_fixture import StudioServer

IMPATIENT = Timeouts(connect=1, text=10, candidate=20, final=20)


@pytest.fixture(scope="session")
def shared_connection(studio_server: StudioServer) -> Iterator[Connection]:
    server = studio_server
    made = connect(base_url=server.base_url, api_key=server.key, provider="studio", timeouts=IMPATIENT)
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
