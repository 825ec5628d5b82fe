"""Links that scanners open, thirty-two taps at once, planted cookies; beside each the protection switched off."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import uuid4

import pytest
from sqlmodel import Session, col, delete, select
from starlette.testclient import TestClient

from socialdraft.db import transaction
from socialdraft.errors import LinkExpired
from socialdraft.models import SignInLink, User, VisitorSession
from socialdraft.policy import Limits
from socialdraft.ports import Ports
from socialdraft.schemas import SessionView
from socialdraft.services import accounts, signin
from tests.factories import LIMITS
from tests.inside_fixture import OpenBrowser, confirmed, letters_to, token_in

COOKIE = "sd_session"
AT_ONCE = 32


@pytest.fixture
def address() -> str:
    return f"owner-{uuid4().hex[:8]}@example.com"


def ask(browser: TestClient, ports: Ports, address: str) -> str:
    """A link to the address; its token."""
    assert browser.post("/api/auth/magic-link", json={"email": address}).status_code == 202
    return token_in(letters_to(ports, address)[0])


def scanned(browser_inside: OpenBrowser, token: str) -> TestClient:
    """A mail scanner looks at the link the way scanners do."""
    scanner = browser_inside()
    link = f"/auth/verify?token={token}"
    scanner.head(link)
    for accept in ("text/html", "*/*"):
        scanner.get(link, headers={"accept": accept}, follow_redirects=True)
    return scanner


def consuming(session: Session, *, token: str, now: datetime) -> str:
    return signin._use(session, token=token, now=now)


def test_a_scanner_neither_spends_the_link_nor_gets_in(browser_inside: OpenBrowser, here: Ports, address: str) -> None:
    person = browser_inside()
    token = ask(person, here, address)
    scanner = scanned(browser_inside, token)
    assert confirmed(person, token).status_code == 303
    assert person.get("/api/me").json()["owner_type"] == "user"
    assert scanner.get("/api/me").status_code == 401
    assert person.get("/auth/verify", params={"token": token}).status_code == 410, "once"


def test_control_a_link_that_is_used_by_looking_is_gone_before_the_person_comes(
    browser_inside: OpenBrowser, here: Ports, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = browser_inside()
    token = ask(person, here, address)
    with monkeypatch.context() as unprotected:
        unprotected.setattr(signin, "address_behind", consuming)
        scanned(browser_inside, token)
    assert person.get("/auth/verify", params={"token": token}).status_code == 410


def test_a_page_of_another_browser_or_none_confirms_nothing(
    browser_inside: OpenBrowser, here: Ports, address: str
) -> None:
    person, thief = browser_inside(), browser_inside()
    token = ask(person, here, address)
    page = person.get("/auth/verify", params={"token": token}).text
    proof = page.partition('name="proof" value="')[2].partition('"')[0]
    for data in ({"token": token, "proof": proof}, {"token": token, "proof": "invented"}):
        answer = thief.post("/auth/verify", data=data)
        assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_missing")
    assert confirmed(person, token).status_code == 303
    again = person.post("/auth/verify", data={"token": token, "proof": proof})
    assert (again.status_code, again.json()["code"]) == (410, "link_expired"), "what is dead is dead, whoever asks"


def winners(token: str, ports: Ports) -> int:
    """How many of many that confirm at the same moment get a session."""
    start = threading.Barrier(AT_ONCE)

    def turn(_number: int) -> bool:
        start.wait()
        try:
            with transaction() as session:
                signin.sign_in(session, token=token, cookie=None, now=ports.now(), limits=LIMITS)
        except LinkExpired:
            return False
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(turn, range(AT_ONCE)))


def made_link(ports: Ports, address: str) -> str:
    with transaction() as session:
        return signin.make_link(session, email=address, now=ports.now(), limits=LIMITS)


def test_thirty_two_taps_at_once_make_one_session(here: Ports, address: str) -> None:
    assert winners(made_link(here, address), here) == 1
    with transaction() as session:
        user = session.exec(select(User).where(User.email == address)).one()
        found = select(VisitorSession).where(VisitorSession.linked_user_id == user.id)
        assert len(session.exec(found).all()) == 1


def test_control_looking_before_taking_lets_several_in(
    here: Ports, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Barrier(4)

    def look_then_take(session: Session, *, token: str, now: datetime) -> str:
        email = signin.address_behind(session, token=token, now=now)
        looked.wait(timeout=60)
        session.execute(delete(SignInLink).where(col(SignInLink.email) == email))
        return email

    monkeypatch.setattr(signin, "_use", look_then_take)
    monkeypatch.setattr("tests.faults.test_sign_in.AT_ONCE", 4)
    assert winners(made_link(here, address), here) > 1


def planted(browser_inside: OpenBrowser, here: Ports, address: str) -> tuple[TestClient, TestClient]:
    """An attacker's own cookie in a victim's browser, in which the victim then signs in."""
    attacker, victim = browser_inside(), browser_inside()
    attacker.post("/api/session", json={})
    victim.cookies.set(COOKIE, attacker.cookies[COOKIE], domain="127.0.0.1", path="/")
    assert confirmed(victim, ask(victim, here, address)).status_code == 303
    return attacker, victim


def test_a_planted_cookie_is_dead_after_the_victim_has_signed_in(
    browser_inside: OpenBrowser, here: Ports, address: str
) -> None:
    attacker, victim = planted(browser_inside, here, address)
    assert victim.get("/api/me").json()["owner_type"] == "user"
    assert victim.cookies[COOKIE] != attacker.cookies[COOKIE]
    for path in ("/api/me", "/api/posts", "/api/sessions", "/api/me/export"):
        assert attacker.get(path).status_code == 401


def test_control_without_rotation_the_planted_cookie_opens_the_account(
    browser_inside: OpenBrowser, here: Ports, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keeping_the_session(
        session: Session, *, token: str, cookie: str | None, now: datetime, limits: Limits
    ) -> tuple[SessionView, str]:
        email = signin._use(session, token=token, now=now)
        user_id = signin._user(session, email=email, now=now, limits=limits)
        row = accounts.live_session(session, token=cookie, now=now, limits=limits)
        assert row
        row.linked_user_id = user_id
        return SessionView(session_id=row.id, expires_at=row.expires_at), cookie or ""

    monkeypatch.setattr(signin, "sign_in", keeping_the_session)
    attacker, _ = planted(browser_inside, here, address)
    assert attacker.get("/api/me").json()["owner_type"] == "user"


def test_asking_for_somebody_elses_link_brings_nothing_into_their_account(
    browser_inside: OpenBrowser, here: Ports, address: str
) -> None:
    attacker, victim = browser_inside(), browser_inside()
    attacker.post("/api/session", json={})
    words = {"category": "cafe", "region": "TH", "default_language": "en", "tone_preset": "friendly", "name": "Trap"}
    assert attacker.post("/api/business", json=words).status_code == 201
    assert confirmed(victim, ask(attacker, here, address)).status_code == 303
    assert victim.get("/api/me").json()["business"] is None
    assert attacker.get("/api/me").json()["owner_type"] == "session"
