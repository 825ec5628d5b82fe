"""What servers that speak OpenAI's format, more or less, are asked: over real HTTP, by the capability record."""

import base64
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from socialdraft.adapters.openai_client import PROVIDERS, connect
from socialdraft.adapters.openai_images import OpenAIImages
from tests.adapters.requests_factory import final_request, image_request

PART = re.compile(rb'name="([^"]+)"(?:; filename="[^"]*")?\r\n(?:[^\r]+\r\n)*\r\n(.*?)\r\n--', re.DOTALL)


def png(colour: str = "teal", size: tuple[int, int] = (64, 80)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@dataclass
class Compatible:
    """A server that draws plain pictures, tells no usage, and remembers what it was asked."""

    url: str = ""
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
def compatible() -> Iterator[Compatible]:
    seen = Compatible()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.headers["content-type"].startswith("multipart"):
                fields = {name.decode(): value for name, value in PART.findall(body)}
                said = {name: value if name.startswith("image") else value.decode() for name, value in fields.items()}
            else:
                said = json.loads(body)
            seen.asked.append((self.path, said))
            picture = base64.b64encode(png()).decode()
            answer = json.dumps({"created": 1, "data": [{"b64_json": picture}] * int(said.get("n", 1))}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    seen.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield seen
    server.shutdown()
    server.server_close()


def images(compatible: Compatible, provider: str) -> OpenAIImages:
    return OpenAIImages(connect(base_url=compatible.url, api_key="none", provider=provider))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_idea_is_asked_for_in_the_words_this_server_knows(compatible: Compatible, provider: str) -> None:
    record = PROVIDERS[provider]
    reply = images(compatible, provider).draw(image_request(count=4), call_id=uuid4())
    [(path, said)] = compatible.asked
    assert (path, said["n"], len(reply.images)) == ("/v1/images/generations", *[min(4, record.most_pictures)] * 2)
    assert (said.get("quality") == "low") is record.send_quality
    assert ("response_format" in said) is record.send_response_format
    assert ("safety_identifier" in said) is record.own_parameters
    assert said.get("num_inference_steps") == (record.steps or {}).get("low")
    assert "seed" not in said
    assert reply.usage is None


@pytest.mark.parametrize("provider", [name for name, record in PROVIDERS.items() if record.edits])
def test_a_final_starts_from_the_picked_picture(compatible: Compatible, provider: str) -> None:
    record, picked = PROVIDERS[provider], png("purple")
    reply = images(compatible, provider).draw(final_request(picked), call_id=uuid4())
    images(compatible, provider).draw(final_request(picked), call_id=uuid4())
    images(compatible, provider).draw(final_request(png("red")), call_id=uuid4())
    (path, said), (_, again), (_, other) = compatible.asked
    assert path == "/v1/images/edits"
    assert picked in said.values()
    assert reply.enlarged is False
    assert said.get("num_inference_steps") == (str(record.steps["high"]) if record.steps else None)
    if record.seeds:
        assert said["seed"] == again["seed"] != other["seed"]
    else:
        assert "seed" not in said


@pytest.mark.parametrize("provider", [name for name, record in PROVIDERS.items() if not record.edits])
def test_where_nothing_can_be_redrawn_the_picked_picture_is_enlarged_and_says_so(
    compatible: Compatible, provider: str
) -> None:
    reply = images(compatible, provider).draw(final_request(png("purple")), call_id=uuid4())
    assert (reply.enlarged, compatible.asked) == (True, [])
    with Image.open(io.BytesIO(reply.images[0])) as final:
        assert final.size == (1088, 1360)
        assert final.convert("RGB").getpixel((500, 500)) == (128, 0, 128)
