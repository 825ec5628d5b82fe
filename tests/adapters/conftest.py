import pytest

from socialdraft.adapters.openai_client import Connection, Timeouts, connect
from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.adapters.openai_text import OpenAIText
from tests.studio_fixture import StudioServer

IMPATIENT = Timeouts(connect=1, text=10, candidate=20, final=20)


@pytest.fixture
def openai_connection(studio: StudioServer) -> Connection:
    return connect(base_url=studio.base_url, api_key=studio.key, provider="studio", timeouts=IMPATIENT)


@pytest.fixture
def text(openai_connection: Connection) -> OpenAIText:
    return OpenAIText(openai_connection)


@pytest.fixture
def images(openai_connection: Connection) -> OpenAIImages:
    return OpenAIImages(openai_connection)
