"""The API inside this process, for tests that switch one of its protections off."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from starlette.testclient import TestClient

from socialdraft.adapters.mailbox import LocalMailbox
from socialdraft.api import deps
from socialdraft.api.app import create_app
from socialdraft.ports import Letter, Ports

OpenBrowser = Callable[[], TestClient]
_LINK = re.compile(r"https?://\S+/auth/verify\?token=(\S+)")
_PROOF = re.compile(r'name="proof" value="([^"]+)"')


@pytest.fixture
def browser_inside(here: Ports) -> Iterator[OpenBrowser]:
    """Opens a browser, with cookies of its own, in front of the API."""
    app = create_app()
    app.dependency_overrides[deps.here] = lambda: here
    with ExitStack() as opened:

        def open_browser() -> TestClient:
            return opened.enter_context(TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False))

        yield open_browser


def letters_to(ports: Ports, address: str) -> list[Letter]:
    """What has come for this address, newest first."""
    assert isinstance(ports.mail, LocalMailbox)
    return [letter for letter in ports.mail.letters() if letter.to == address]


def token_in(letter: Letter) -> str:
    found = _LINK.search(letter.text)
    assert found
    return found[1]


def confirmed(browser: TestClient, token: str) -> Any:
    """A person opens the link and taps the button."""
    page = browser.get("/auth/verify", params={"token": token}, headers={"accept": "text/html"})
    proof = _PROOF.search(page.text)
    data = {"token": token, "proof": proof[1] if proof else "none"}
    return browser.post("/auth/verify", data=data, headers={"accept": "text/html"})
