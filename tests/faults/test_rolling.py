"""Fault 21: web and workers restart one after the other, twice, under load: no error, no failed job, tabs return."""

import itertools
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Self

import httpx
import psutil
import pytest
from playwright.sync_api import expect

from socialdraft.stack.home import Home
from socialdraft.stack.plan import environment
from socialdraft.stack.port import free_port
from tests.api.visitor import Server, Visitor, made, new_key
from tests.browser.conftest import ANYTHING, OpenPhone, browser, phone
from tests.browser.owner import PASTES, ShopOwner
from tests.page_socket import opened
from tests.product_fixture import ROOT, Product, unset

__all__ = ["browser", "phone"]
pytestmark = [
    pytest.mark.faults,
    # The websocket library leaves its socket to the collector when a handshake is cut, which is what happens here.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
TABS = 40
POLICY = "[limits]\nproof_cost = 0\n[doors.socket]\neach = 10000\nnetwork = 10000\n"
PATIENCE = 10.0
"""Seconds in which a tab must be back."""


class Door:
    """The proxy of the deployment in small: one address, and each new line goes to a process that takes it."""

    def __init__(self, ports: list[int]) -> None:
        self.ports, self.port = itertools.cycle(ports), free_port()
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=256)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._carry, args=(self._listener.accept()[0],), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with suppress(OSError), near, self._far() as far:
            back = threading.Thread(target=pump, args=(far, near), daemon=True)
            back.start()
            pump(near, far)
            back.join()

    def _far(self) -> socket.socket:
        """A process that takes the line, asked for as long as the deployment's proxy does."""
        deadline = time.monotonic() + 5
        while True:
            try:
                found = socket.create_connection(("127.0.0.1", next(self.ports)), timeout=1)
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                found.settimeout(None)
                return found


def pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class Web:
    """One web process that can be replaced."""

    def __init__(self, env: dict[str, str]) -> None:
        self.port = free_port()
        self.env = env | {"PORT": str(self.port)}
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "socialdraft", "web"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=5).is_success:
                    return
            time.sleep(0.1)
        raise AssertionError("the web process did not start")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def kill(self) -> None:
        """The end of a machine: also of the child that serves."""
        for child in psutil.Process(self.process.pid).children(recursive=True):
            child.kill()
        self.process.kill()
        self.process.wait(30)


class House:
    """Two web processes behind one door, on the parts of the running product."""

    def __init__(self, product: Product) -> None:
        self.product = product
        home = Home(product.home)
        env = environment(home.state(), base=unset(), home=home)
        ports: list[int] = []
        self.door = Door(ports)
        policy = product.home / "rolling.toml"
        policy.write_text(POLICY)
        env["POLICY_FILE"] = str(policy)
        self.env = env | {"DATA_DIR": str(product.home), "PUBLIC_URL": self.door.url, "HOST": "127.0.0.1"}
        self.webs = [Web(self.env), Web(self.env)]
        self.door.ports = itertools.cycle([web.port for web in self.webs])
        self.server = Server(self.door.url, {"DATABASE_URL": product.state()["database"]}, product.home)

    def close(self) -> None:
        self.door.close()
        for web in self.webs:
            with suppress(ProcessLookupError):
                web.stop()


@pytest.fixture(scope="module")
def house(product: Product) -> Iterator[House]:
    found = House(product)
    yield found
    found.close()


class Load:
    """What happens all the time: one shop asks, tabs are open; every answer and every gap is written down."""

    def __init__(self, house: House, cookie: str) -> None:
        self.house, self.cookie, self.over = house, cookie, threading.Event()
        self.answers: Counter[str] = Counter()
        self.gaps: list[float] = []
        self._threads = [threading.Thread(target=self._ask)]
        self._threads += [threading.Thread(target=self._tab) for _ in range(TABS)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        headers = {"cookie": self.cookie, "connection": "close"}
        while not self.over.wait(0.05):
            try:
                answer = httpx.get(f"{self.house.door.url}/api/usage", headers=headers, timeout=20)
                self.answers["good" if answer.is_success else str(answer.status_code)] += 1
            except httpx.TransportError as error:
                self.answers[type(error).__name__] += 1

    def _tab(self) -> None:
        """Opens a page's line, and again when it is lost, as the page does."""
        lost_at: float | None = None
        while not self.over.is_set():
            try:
                with closing(opened(self.house.door.url, cookie=self.cookie)) as line:
                    while line.is_open():
                        if lost_at is not None:
                            self.gaps.append(time.monotonic() - lost_at)
                            lost_at = None
                        if self.over.wait(0.5):
                            return
            except Exception:  # noqa: BLE001 (whatever it was, the line is gone)
                time.sleep(0.2)
            lost_at = lost_at or time.monotonic()

    @property
    def errors(self) -> dict[str, int]:
        return {name: count for name, count in self.answers.items() if name != "good"}


def shop_of(house: House) -> tuple[Visitor, str]:
    visitor = Visitor(house.server)
    visitor.http.headers["connection"] = "close"
    visitor.arrive().settle()
    return visitor, f"sd_session={visitor.http.cookies['sd_session']}"


def workers_of(house: House) -> list[int]:
    """The worker processes that the product's supervisor keeps alive."""
    parent = psutil.Process(house.product.process.pid)
    return [child.pid for child in parent.children() if child.cmdline()[-1:] == ["worker"]]


class Writer:
    """Somebody at a real page: words in the paste box that nobody has sent, and a caption that is being typed."""

    WORDS = "Sat buns 8am $4.50, typed before everything restarted"

    def __init__(self, phone: OpenPhone, house: House) -> None:
        context = phone(may_complain=ANYTHING, base_url=house.door.url)
        self.caption = ShopOwner(context.new_page(), "en")
        self.caption.set_up()
        self.caption.paste(PASTES["en"])
        self.caption.write()
        self.box = ShopOwner(context.new_page(), "en")
        self.box.page.goto("/new?platform=instagram&type=story")
        self.box.see("paste").fill(self.WORDS)
        self.typed = ""

    def type(self, words: str) -> None:
        """Words that can't be saved yet when the next thing happens."""
        self.typed = words
        self.caption.see("caption").fill(words)

    def has_all(self) -> None:
        expect(self.caption.see("saved")).to_contain_text(re.compile("^Saved"), timeout=30_000)
        self.caption.page.reload()
        expect(self.caption.see("caption")).to_have_value(self.typed)
        expect(self.box.see("paste")).to_have_value(self.WORDS)
        self.box.see("check").click()
        expect(self.box.see("redacted")).to_contain_text("typed before everything restarted")


def test_a_rolling_restart_loses_no_request_no_job_and_no_text(house: House, phone: OpenPhone) -> None:
    shop, cookie = shop_of(house)
    post, other = shop.draft(), shop.draft("instagram")
    writer = Writer(phone, house)
    with Load(house, cookie) as load:
        time.sleep(2)
        started = []
        for each in (post, other):
            started.append(made(shop.post(f"/api/posts/{each['id']}/images/candidates", {}, key=new_key()), status=202))
            for web in house.webs:
                shop.http.patch(f"/api/posts/{post['id']}", json={"caption_text": f"Kept at {web.port}."})
                writer.type(f"Typed for {each['platform_type']} as {web.port} went.")
                web.stop()
                web.start()
                assert shop.get(f"/api/posts/{post['id']}").json()["caption_text"] == f"Kept at {web.port}."
            for pid in workers_of(house):
                os.kill(pid, signal.SIGTERM)
                time.sleep(3)
        jobs = [shop.finished(each["job_id"], seconds=180) for each in started]
        writer.has_all()
    assert [job["status"] for job in jobs] == ["succeeded", "succeeded"], jobs
    assert load.errors == {}
    assert load.answers["good"] > 50
    assert load.gaps, "lines were lost, so that coming back means something"
    assert max(load.gaps) <= PATIENCE


def test_control_all_at_once_and_without_grace_is_noticed(house: House) -> None:
    _, cookie = shop_of(house)
    with Load(house, cookie) as load:
        time.sleep(2)
        for web in house.webs:
            web.kill()
        time.sleep(7)
        for web in house.webs:
            web.start()
        time.sleep(3)
    assert load.errors
