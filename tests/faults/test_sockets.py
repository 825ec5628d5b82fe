"""Lines that other sites open, tokens that were stolen, frames and floods; beside each the door without its keeper."""

import json
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from redis import Redis
from simple_websocket import ConnectionClosed
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from socialdraft import wiring
from socialdraft.api import sockets
from socialdraft.api.headers import EVERY, Headers
from socialdraft.api.sockets import Sockets
from socialdraft.db import transaction
from socialdraft.policy import Policy
from socialdraft.ports import Ports
from socialdraft.rates import DOORS, EVENTS_AT_ONCE, EVENTS_PER_SECOND, FRAME_BYTES, Door, Rate
from socialdraft.services import accounts
from socialdraft.settings import Settings
from tests.factories import LIMITS
from tests.faults.processes import wait_until
from tests.page_socket import PageSocket, answered, handlers, handshake, opened
from tests.product_fixture import Product

EVIL = "https://evil.example"
OURS = "http://127.0.0.1:8000"
NUMBER = re.compile("this number helps us find the cause: ([0-9a-f]{16})")


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the door: it answers every frame."""
    socket = WebSocket(scope, receive, send)
    await socket.accept()
    try:
        while True:
            await socket.send_text(str(len(await socket.receive_text())))
    except WebSocketDisconnect:
        pass


@pytest.fixture
def keeper(here: Ports, monkeypatch: pytest.MonkeyPatch) -> ASGIApp:
    """The door with its keeper, and ten lines a minute for one session or network."""
    narrow = replace(Policy(), doors={**DOORS, Door.SOCKET: Rate(each=10, network=10, seconds=60)})
    monkeypatch.setattr(wiring, "rates", lambda: here.rates)
    monkeypatch.setattr(wiring, "tabs", lambda: here.tabs)
    monkeypatch.setattr(sockets, "network_of", lambda _caller: None)
    monkeypatch.setattr(Settings, "policy", property(lambda _self: narrow))
    return Sockets(echo)


@pytest.fixture
def cookie(here: Ports) -> str:
    with transaction() as session:
        _, token = accounts.open_session(session, token=None, now=here.now(), limits=LIMITS)
    return f"sd_session={token}"


def lets_in(app: ASGIApp, **headers: str) -> bool:
    try:
        with TestClient(app).websocket_connect("/_event/", headers=headers):
            return True
    except WebSocketDisconnect:
        return False


def test_only_our_own_pages_and_known_programs_get_a_line(keeper: ASGIApp, cookie: str) -> None:
    assert lets_in(keeper, origin=OURS, cookie=cookie)
    assert lets_in(keeper, cookie=cookie), "a program that is somebody"
    for origin in (EVIL, "null", f"{OURS}.evil.example", "http://127.0.0.1:8001"):
        assert not lets_in(keeper, origin=origin, cookie=cookie)
    assert not lets_in(keeper), "neither an origin nor a session"


def test_a_refused_line_is_an_answer_with_our_headers(keeper: ASGIApp, product: Product) -> None:
    with pytest.raises(WebSocketDenialResponse) as refusal:
        TestClient(Headers(keeper)).websocket_connect("/_event/", headers={"origin": EVIL}).__enter__()
    assert refusal.value.status_code == 403
    assert set(EVERY) <= set(refusal.value.headers)
    status, told = handshake(product.url, origin=EVIL)
    assert (status, set(EVERY) <= {name.lower() for name in told}) == (403, True)


def test_control_without_a_keeper_another_site_gets_the_owners_line(cookie: str) -> None:
    assert lets_in(echo, origin=EVIL, cookie=cookie)


def frames(app: ASGIApp, cookie: str, sizes: list[int]) -> int:
    """How many frames of these sizes are answered before the line is cut."""
    count = 0
    with TestClient(app).websocket_connect("/_event/", headers={"origin": OURS, "cookie": cookie}) as line:
        try:
            for size in sizes:
                line.send_text("x" * size)
                line.receive_text()
                count += 1
        except WebSocketDisconnect:
            pass
    return count


def test_a_huge_frame_and_a_flood_of_small_ones_end_the_line(keeper: ASGIApp, cookie: str) -> None:
    assert frames(keeper, cookie, [FRAME_BYTES, FRAME_BYTES + 1]) == 1
    began = time.monotonic()
    passed = frames(keeper, cookie, [10] * 2000)
    assert EVENTS_AT_ONCE <= passed <= EVENTS_AT_ONCE + (time.monotonic() - began + 1) * EVENTS_PER_SECOND


def test_control_without_a_keeper_all_of_it_arrives(cookie: str) -> None:
    assert frames(echo, cookie, [FRAME_BYTES + 1] + [10] * 500) == 501


def test_one_session_opens_only_so_many_lines_and_so_does_one_network(
    keeper: ASGIApp, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sum(lets_in(keeper, origin=OURS, cookie=cookie) for _ in range(14)) == 10
    monkeypatch.setattr(sockets, "network_of", lambda _caller: f"n{id(keeper)}")
    assert sum(lets_in(keeper, origin=OURS) for _ in range(14)) == 10, "whoever has no cookie counts by network"


def test_control_without_a_keeper_lines_are_for_the_asking() -> None:
    assert all(lets_in(echo, origin=OURS) for _ in range(14))


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    return handlers()


@pytest.fixture
def shop(product: Product) -> Callable[[], tuple[str, str]]:
    """Opens a shop over HTTP; its cookie and its name, which nobody else has."""

    def settle() -> tuple[str, str]:
        name = f"Canary {uuid4().hex[:8]}"
        words = {"category": "cafe", "region": "TH", "default_language": "en", "tone_preset": "friendly", "name": name}
        with httpx.Client(base_url=product.url, timeout=60) as http:
            http.post("/api/session", json={})
            assert http.post("/api/business", json=words).status_code == 201
            return f"sd_session={http.cookies['sd_session']}", name

    return settle


def heard(product: Product, names: dict[str, str], *, cookie: str, token: str, word: str = "") -> str:
    """What a page is told, at least until this word comes."""
    line = opened(product.url, cookie=cookie, token=token)
    for name in ("state.hydrate", "preferences.load", "account.load"):
        line.send(names[name])
    if word:
        line.listen_for(lambda told: word in told)
    told = line.listen(quiet=1.5)
    line.close()
    return told


def test_a_stolen_token_opens_nothing_of_its_owner(product: Product, names: dict[str, str], shop: Any) -> None:
    mine, name = shop()
    thief, own = shop()
    token = str(uuid4())
    assert name in heard(product, names, cookie=mine, token=token, word=name), "control: the token with its cookie"
    for cookie, word in ((thief, own), ("", "")):
        told = heard(product, names, cookie=cookie, token=token, word=word)
        assert word in told
        assert name not in told


def test_the_product_refuses_other_sites_and_forged_events(product: Product, shop: Any) -> None:
    mine, _ = shop()
    assert answered(product.url, cookie=mine) == 101
    assert answered(product.url, cookie=mine, origin=EVIL) == 403
    assert answered(product.url, origin=None) == 403
    line = opened(product.url, cookie=mine)
    line.raw('42/_event,["event",{"name":"no.such.handler","payload":{},"router_data":{}}]')
    line.raw('42/_event,["event",{"name":"state.setvar","payload":{"var_name":"x","value":1},"router_data":{}}]')
    line.raw('42/_event,["event",[]]')
    line.raw("not socket.io at all")
    line.listen(quiet=1)
    line.close()
    assert answered(product.url, cookie=mine) == 101, "the process lives"


def test_what_was_used_up_over_http_is_used_up_on_the_page(product: Product, names: dict[str, str], shop: Any) -> None:
    mine, name = shop()
    headers = {"cookie": mine}
    with httpx.Client(base_url=product.url, headers=headers, timeout=60) as http:
        business = http.get("/api/me").json()["business"]["id"]
        body = {"business_id": business, "text": ""}
        answers = [http.post("/api/ingest", json=body).status_code for _ in range(DOORS[Door.INGEST].each + 1)]
        assert answers == [422] * DOORS[Door.INGEST].each + [429]
        assert int(http.post("/api/ingest", json=body).headers["retry-after"]) > 0
    line = opened(product.url, cookie=mine)
    line.send(names["new.load"])
    line.send(names["new.check"], {"form": {"paste": "soup 45 baht"}})
    told = line.listen_for(lambda said: "a lot at once" in said)
    line.close()
    assert "a lot at once" in told
    assert name


def test_a_bug_on_a_page_shows_the_number_of_its_log_line(product: Product, names: dict[str, str], shop: Any) -> None:
    mine, name = shop()
    with psycopg.connect(product.state()["database"], autocommit=True) as database:
        database.execute("ALTER TABLE business_platforms RENAME TO elsewhere")
        try:
            line = opened(product.url, cookie=mine)
            line.send(names["state.hydrate"])
            line.send(names["preferences.load"])
            told = line.listen_for(NUMBER.search)
            line.close()
        finally:
            database.execute("ALTER TABLE elsewhere RENAME TO business_platforms")
    number = NUMBER.search(told)
    assert number, told[-2000:]
    wait_until(lambda: number[1] in product.log())  # written by another process
    lines = [json.loads(line.partition(" | ")[2]) for line in product.log().splitlines() if number[1] in line]
    assert [(line["event"], line["level"]) for line in lines] == [("handler.failed", "error")]
    assert len(lines[0]["owner"]) == 32, "a keyed hash"
    assert name not in product.log()


def keys_in(product: Product) -> int:
    with Redis.from_url(product.state()["redis"]) as redis:
        return len(list(redis.scan_iter()))


def test_while_one_line_floods_others_are_served_and_redis_does_not_grow(
    product: Product, names: dict[str, str], shop: Any
) -> None:
    mine, name = shop()
    before = keys_in(product)

    def flood(_number: int) -> None:
        cookie, _ = shop()
        line: PageSocket = opened(product.url, cookie=cookie)
        try:
            for _ in range(400):
                line.send(names["shell.dismiss"])
        except ConnectionClosed:
            return
        assert not line.is_open(), "a flood is cut"

    with ThreadPoolExecutor(6) as pool:
        floods = pool.map(flood, range(6))
        assert name in heard(product, names, cookie=mine, token=str(uuid4()), word=name)
        list(floods)
    assert keys_in(product) - before < 7 * 25, "a handful of keys for each line, whatever was sent"
