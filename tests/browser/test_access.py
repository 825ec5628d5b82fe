"""Every handler of every page, asked by whoever has no business there: nothing comes out and nothing changes.

The list is made from the framework's own registry, so a handler that is not in the table below fails here.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.api.visitor import Server, Visitor
from tests.page_socket import AT_ONCE, PAUSE, PageSocket, answered, opened
from tests.product_fixture import Product

WORDS = {"paste": "soup 45 baht", "wish": "shorter please", "comment": "hm", "email": "stranger@example.com"}
HANDLERS: dict[str, dict[str, Any]] = {
    "account.again": {},
    "account.ask": {"form": WORDS},
    "account.end": {"session_id": "{session_id}"},
    "account.end_all": {},
    "account.load": {},
    "drafts.clear": {},
    "drafts.load": {},
    "drafts.narrow_platform": {"platform": "facebook"},
    "drafts.narrow_status": {"status": "draft"},
    "editor.apply": {"quote": "Boat", "fix": "Soup"},
    "editor.ask": {},
    "editor.delete": {},
    "editor.keep": {},
    "editor.load": {},
    "editor.rewrite": {"preset": "shorter"},
    "editor.say": {"form": WORDS},
    "editor.spare": {},
    "editor.type": {"text": "Taken over."},
    "editor.undo": {},
    "export.acknowledge": {},
    "export.comment": {"form": WORDS},
    "export.copied": {},
    "export.load": {},
    "export.mark_used": {},
    "export.move": {"image_id": "{image_id}", "axis": "x", "value": "10"},
    "export.rate": {"rating": "down"},
    "gallery.choose_style": {"style": "playful"},
    "gallery.finish": {},
    "gallery.follow": {},
    "gallery.generate": {},
    "gallery.load": {},
    "gallery.more": {},
    "gallery.pick": {"ids": ["{image_id}"]},
    "gallery.retry": {},
    "gallery.stop": {},
    "new.accept_notice": {},
    "new.change": {},
    "new.check": {"form": WORDS},
    "new.choose_language": {"language": "en"},
    "new.choose_platform": {"platform": "facebook"},
    "new.choose_type": {"kind": "tip"},
    "new.load": {},
    "new.prove": {"proof": "none"},
    "new.uploaded": {"upload_id": "{upload_id}"},
    "new.use_example": {},
    "new.write": {},
    "ops.load": {},
    "ops.search": {"form": {"word": "x"}},
    "ops.set_cap": {"form": {"cap": "5"}},
    "ops.simulate": {"level": "4"},
    "ops.turn": {"name": "images", "on": False},
    "preferences.ask": {},
    "preferences.choose_category": {"value": "gym"},
    "preferences.choose_language": {"value": "th"},
    "preferences.choose_region": {"value": "OC"},
    "preferences.choose_tone": {"value": "elegant"},
    "preferences.choose_zone": {"value": "Asia/Tokyo"},
    "preferences.delete": {},
    "preferences.found_zone": {"zone": "Asia/Tokyo"},
    "preferences.keep": {},
    "preferences.load": {},
    "preferences.rename": {"name": "Taken over"},
    "preferences.toggle_platform": {"platform": "tiktok"},
    "shell.dismiss": {},
    "shell.enter": {},
    "shell.refuse": {"code": "not_found"},
    "shell.stumble": {"number": "0"},
    "start.backward": {},
    "start.choose_category": {"name": "gym"},
    "start.choose_language": {"language": "en"},
    "start.choose_region": {"region": "OC"},
    "start.choose_tone": {"tone": "elegant"},
    "start.choose_zone": {"zone": "Asia/Tokyo"},
    "start.finish": {},
    "start.forward": {},
    "start.found_zone": {"zone": "Asia/Tokyo"},
    "start.load": {},
    "start.set_shop_name": {"name": "Taken over"},
    "start.toggle_platform": {"platform": "x"},
    "usage.load": {},
    "week.load": {},
}
FRAMEWORK: dict[str, dict[str, Any]] = {
    "state.hydrate": {},
    "state.hydrate_and_load": {},
    "state.set_is_hydrated": {"value": True},
    "on_load_internal_state.on_load_internal": {},
    "on_load_internal_state.set_is_hydrated": {"value": True},
    "update_vars_internal_state.update_vars_internal": {"vars": {"preferences.business_id": "{business_id}"}},
    "frontend_event_exception_state.handle_frontend_exception": {"info": "x", "component_stack": "y"},
}
LAST = ("editor.delete", "account.end_all", "preferences.delete")
"""After these the post is gone, or the caller is nobody."""


def payloads() -> dict[str, dict[str, Any]]:
    return HANDLERS | FRAMEWORK


def test_every_handler_is_in_the_table(registry: dict[str, str]) -> None:
    setters = {name for name in registry if name.endswith(".setvar")}
    assert set(registry) - setters == set(payloads())


@pytest.fixture(scope="module")
def server(product: Product) -> Server:
    return Server(product.url, {"DATABASE_URL": product.state()["database"]}, Path(product.home / "log" / "stack.log"))


@pytest.fixture(scope="module")
def victim(server: Server) -> Iterator[Visitor]:
    """Somebody with one of everything and a name nobody else has."""
    visitor = Visitor(server).arrive().settle(name=f"Canary {uuid4().hex[:8]}")
    visitor.ids = visitor.one_of_everything() | {"session_id": visitor.session_id}
    visitor.ids["upload_id"] = str(uuid4())
    yield visitor
    visitor.http.close()


@pytest.fixture
def stranger(server: Server) -> Iterator[Visitor]:
    """Somebody else, with a business of their own."""
    visitor = Visitor(server).arrive().settle(name="Mine")
    yield visitor
    visitor.http.close()


def cookie_of(visitor: Visitor) -> str:
    return f"sd_session={visitor.http.cookies['sd_session']}"


def secrets_of(victim: Visitor) -> list[str]:
    """What a stranger can't know; ids in addresses are what they might have guessed."""
    post = victim.get(f"/api/posts/{victim.ids['post_id']}").json()
    images = victim.get(f"/api/posts/{victim.ids['post_id']}/images").json()["candidates"]
    return [victim.business["name"], post["caption_text"][:24], *(image["id"] for image in images[1:])]


def rows_of(victim: Visitor) -> list[Any]:
    """Everything the victim has, to see whether any of it changes."""
    sql = victim.server.sql
    owner = victim.session_id
    return [
        sql(f"SELECT * FROM {table} WHERE owner_id = %s ORDER BY id", owner)  # noqa: S608 (our own table names)
        for table in ("businesses", "business_platforms", "ingests", "posts", "image_batches", "post_images", "jobs")
    ] + [sql("SELECT ended_at FROM sessions WHERE id = %s", owner)]


def paths(ids: dict[str, str]) -> tuple[str, ...]:
    post = f"/drafts/{ids['post_id']}"
    return (post, f"{post}/images", f"{post}/export")


def filled(payload: Any, ids: dict[str, str]) -> Any:
    if isinstance(payload, dict):
        return {name: filled(value, ids) for name, value in payload.items()}
    if isinstance(payload, list):
        return [filled(value, ids) for value in payload]
    return payload.format(**ids) if isinstance(payload, str) else payload


def drive(socket: PageSocket, registry: dict[str, str], ids: dict[str, str], names: list[str]) -> None:
    """Send every handler from the page of somebody's post, as if it were one's own."""
    at = {"gallery": 1, "export": 2}
    for number, name in enumerate(names):
        path = paths(ids)[at.get(name.partition(".")[0], 0)]
        socket.send(registry[name], filled(payloads()[name], ids), path=path)
        time.sleep(PAUSE if number > AT_ONCE else 0)


def ordered(*, without: tuple[str, ...] = ()) -> list[str]:
    names = [name for name in payloads() if name not in (*LAST, *without)]
    return [*names, *(name for name in LAST if name not in without)]


def leaks(heard: str, canaries: list[str]) -> list[str]:
    return [canary for canary in canaries if canary in heard]


@pytest.mark.parametrize("who", ["another session", "a user", "nobody"])
def test_no_handler_tells_or_changes_what_belongs_to_somebody_else(
    product: Product, registry: dict[str, str], victim: Visitor, stranger: Visitor, who: str
) -> None:
    if who == "a user":
        row = stranger.server.sql(
            "INSERT INTO users (id, email, created_at) VALUES (gen_random_uuid(), %s, now()) RETURNING id",
            f"{uuid4().hex}@example.com",
        )
        stranger.server.sql("UPDATE sessions SET linked_user_id = %s WHERE id = %s", row[0][0], stranger.session_id)
    canaries, before = secrets_of(victim), rows_of(victim)
    socket = opened(product.url, cookie="" if who == "nobody" else cookie_of(stranger))
    drive(socket, registry, victim.ids, ordered())
    heard = socket.listen(quiet=2)
    socket.close()
    assert heard
    assert leaks(heard, canaries) == []
    assert rows_of(victim) == before


def test_control_the_victims_own_line_hears_it_all(product: Product, registry: dict[str, str], victim: Visitor) -> None:
    canaries = secrets_of(victim)
    socket = opened(product.url, cookie=cookie_of(victim))
    drive(socket, registry, victim.ids, ["editor.load", "gallery.load", "preferences.load"])
    socket.listen_for(lambda heard: leaks(told(heard), canaries) == canaries)
    socket.close()
    assert leaks(told("\n".join(socket.heard)), canaries) == canaries


def told(heard: str) -> str:
    """The words behind their escapes."""
    return heard.encode().decode("unicode_escape")


def test_a_line_that_was_open_when_its_session_ended_tells_nothing(
    product: Product, registry: dict[str, str], victim: Visitor
) -> None:
    second = victim.server.sql(
        "INSERT INTO sessions (id, created_at, token_hash, last_seen_at, expires_at) "
        "VALUES (gen_random_uuid(), now(), sha256('leaver'::bytea), now(), now() + interval '1 day') RETURNING id"
    )[0][0]
    canaries, before = secrets_of(victim), rows_of(victim)
    socket = opened(product.url, cookie="sd_session=leaver")
    victim.server.sql("UPDATE sessions SET ended_at = now() WHERE id = %s", second)
    drive(socket, registry, victim.ids, ["editor.load", "gallery.load", "week.load", "account.load", "new.load"])
    heard = socket.listen_for(lambda _heard: False, seconds=30)  # to its end
    assert not socket.is_open(), "and then it is cut"
    assert leaks(heard, canaries) == []
    assert rows_of(victim) == before


@pytest.mark.parametrize("state", ["unknown", "ended", "expired", "idle"])
def test_a_cookie_that_opens_nothing_gets_no_line(product: Product, stranger: Visitor, state: str) -> None:
    change = {
        "ended": "ended_at = now()",
        "expired": "expires_at = now()",
        "idle": "last_seen_at = now() - interval '31 days'",
    }
    if state in change:
        stranger.server.sql(f"UPDATE sessions SET {change[state]} WHERE id = %s", stranger.session_id)  # noqa: S608
    cookie = "sd_session=unknown" if state == "unknown" else cookie_of(stranger)
    assert answered(product.url, cookie=cookie) == 403


def test_a_foreign_post_and_an_absent_one_look_the_same(
    product: Product, registry: dict[str, str], victim: Visitor, stranger: Visitor
) -> None:
    asked = ["editor.load", "gallery.load", "export.load", "editor.undo", "export.mark_used"]

    def answers(post_id: str) -> list[str]:
        ids = victim.ids | {"post_id": post_id}
        socket = opened(product.url, cookie=cookie_of(stranger))
        drive(socket, registry, ids, ["shell.enter"])
        socket.listen_for(lambda _heard: len(socket.heard) == 1)
        socket.heard.clear()
        drive(socket, registry, ids, asked)
        socket.listen_for(lambda _heard: len(socket.heard) == len(asked))
        heard = socket.listen(quiet=1).replace(post_id, "ID").split("\n")
        socket.close()
        return heard

    absent = answers(str(uuid4()))
    assert len(absent) == len(asked)
    assert answers(victim.ids["post_id"]) == absent
