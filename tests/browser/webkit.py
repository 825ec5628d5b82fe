"""WebKit through its own driver, in plain WebDriver: Safari's engine, as Debian packages it."""

import base64
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from socialdraft.stack.port import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
INSTALL = "needs WebKit: apt-get install webkit2gtk-driver xvfb"
PATIENCE = 90
SCREEN = ":97"


class WebKit:
    """One window; things are found by their `data-testid`, and what isn't there yet is waited for."""

    def __init__(self, driver: str) -> None:
        browser = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
        options = {"binary": str(browser), "args": ["--automation"]}
        wishes = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.http = httpx.Client(base_url=driver, timeout=60)
        session = self.http.post("/session", json=wishes).raise_for_status().json()["value"]
        self.http.base_url = f"{driver}/session/{session['sessionId']}"

    def ask(self, path: str, **body: Any) -> Any:
        answer = self.http.post(path, json=body)
        assert answer.is_success, f"{path}: {answer.text[:400]}"
        return answer.json()["value"]

    def go(self, url: str) -> None:
        self.ask("/url", url=url)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.ask("/execute/sync", script=script, args=list(arguments))

    def find(self, name: str, *, count: int = 1) -> list[str]:
        """The elements of this name, once there are `count` of them."""
        selector = f"[data-testid='{name}']:not(:disabled)"
        for _ in range(PATIENCE * 5):
            found = self.ask("/elements", using="css selector", value=selector)
            if len(found) >= count:
                return [one[ELEMENT] for one in found]
            time.sleep(0.2)
        raise AssertionError(f"{name} never came")

    def click(self, name: str, *, nth: int = 0) -> None:
        element = self.find(name, count=nth + 1)[nth]
        self.run("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click()", {ELEMENT: element})

    def type(self, name: str, text: str) -> None:
        self.ask(f"/element/{self.find(name)[0]}/value", text=text)

    def read(self, name: str) -> str:
        return str(self.http.get(f"/element/{self.find(name)[0]}/text").json()["value"])

    def picture(self) -> bytes:
        return base64.b64decode(self.http.get("/screenshot").json()["value"])


@contextmanager
def webkit() -> Iterator[WebKit]:
    """A driver, a screen nobody sees, and a browser in it."""
    port = free_port()
    screen = subprocess.Popen(["Xvfb", SCREEN, "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
    env = {**os.environ, "DISPLAY": SCREEN, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LC_ALL": "en_US.UTF-8"}
    driver = subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=env)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(50):
            with suppress(httpx.HTTPError):
                httpx.get(f"{address}/status")
                break
            time.sleep(0.2)
        browser = WebKit(address)
        with closing(browser.http):
            yield browser
            browser.http.delete("")
    finally:
        for process in (driver, screen):
            process.terminate()
            process.wait(timeout=20)


def is_installed() -> bool:
    return bool(shutil.which("WebKitWebDriver") and shutil.which("Xvfb"))
