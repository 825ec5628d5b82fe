"""The door for pages and files: language, session, caching, headers, and nothing else on disk."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from socialdraft.api.documents import Documents
from socialdraft.api.headers import EVERY, Headers
from socialdraft.i18n import message
from socialdraft.stack import bundle

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><link rel="modulepreload" href="/assets/a.js"/>'
    '<link href="/assets/app.css" rel="stylesheet" type="text/css"/><script>say("hi")</script>'
    "<title>This week · socialdraft</title></head>"
    '<body><main>words</main><script type="module" async="">import * as route0 from "/assets/root-1.js";'
    'import("/assets/entry.js");</script></body></html>'
)
ROUTES = ("/", "/privacy", "/week", "/drafts", "/drafts/[post_id]", "/drafts/[post_id]/images", "/missing")

MANIFEST = {
    "routes": {
        "root": {"path": "", "module": "/assets/root.js", "imports": []},
        "post": {"path": "drafts/:post_id", "module": "/assets/post.js", "imports": ["/assets/a.js"]},
        "images": {"path": "drafts/:post_id/images", "module": "/assets/images.js", "imports": ["/assets/grid.js"]},
    }
}
KEY = "0123456789abcdef" * 2


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """A build as the framework exports it, finished by us."""
    static = tmp_path / "build" / "client"
    (static / "assets").mkdir(parents=True)
    for name in ("index", "privacy", "week", "drafts", "missing", "__spa-fallback"):
        (static / f"{name}.html").write_text(PAGE)
    (static / "assets" / "app.css").write_text("main{color:red}")
    (static / "assets" / "root-1.js").write_text('import{a}from"./react-1.js";import{b}from"./tools-1.js";')
    (static / "assets" / "tools-1.js").write_text('import"./react-1.js";')
    (static / "assets" / "react-1.js").write_text("export const a = 1")
    (static / "assets" / "manifest-1.js").write_text(f"window.__reactRouterManifest={json.dumps(MANIFEST)};")
    (static / "assets" / "reflex-env-1.js").write_text(
        "a={P:`http://127.0.0.1:8000/ping`,E:`ws://127.0.0.1:8000/_event`}"
    )
    (tmp_path / "build" / "secret.txt").write_text("secret")
    bundle.finish(static)
    return static


@pytest.fixture
def app(
    client: Path,
    migrated: str,  # noqa: ARG001 (opening a session writes a row)
    redis_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[ASGIApp]:
    from socialdraft.settings import settings

    monkeypatch.setenv("REDIS_URL", redis_url)
    settings.cache_clear()
    yield Documents(Starlette(routes=[Mount("/", StaticFiles(directory=client))]), routes=ROUTES, client=client)
    settings.cache_clear()


async def get(app: ASGIApp, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as caller:
        return await caller.request(method, path, headers=headers)


async def test_a_document_s_title_is_in_its_language(app: ASGIApp) -> None:
    assert f"<title>{message('page.week', 'th')}</title>" in (await get(app, "/week", cookie="sd_lang=th")).text
    assert f"<title>{message('page.week', 'en')}</title>" in (await get(app, "/week", cookie="sd_lang=en")).text


async def test_a_browser_that_switches_language_never_keeps_the_other_one(app: ASGIApp, client: Path) -> None:
    for language in bundle.LANGUAGES:
        os.utime(client / f"week.{language}.html", (1_790_000_000, 1_790_000_000))
    english = await get(app, "/week", cookie="sd_lang=en")
    thai = await get(app, "/week", cookie="sd_lang=th", **{"if-none-match": english.headers["etag"]})
    assert thai.status_code == 200
    assert 'lang="th"' in thai.text


async def test_a_page_has_a_pretty_address_and_is_never_cached(app: ASGIApp) -> None:
    answer = await get(app, "/week/")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


async def test_the_browser_s_language_is_shown_and_remembered(app: ASGIApp) -> None:
    answer = await get(app, "/privacy", **{"accept-language": "th-TH,th;q=0.9"})
    assert '<html lang="th"' in answer.text
    assert "sd_lang=th" in answer.headers["set-cookie"]


async def test_the_switch_sets_the_cookie_and_comes_back_to_the_page(app: ASGIApp) -> None:
    answer = await get(app, "/drafts?platform=x&lang=th")
    assert (answer.status_code, answer.headers["location"]) == (303, "/drafts?platform=x")
    assert "sd_lang=th" in answer.headers["set-cookie"]


@pytest.mark.parametrize("path", ["/", "/week"])
async def test_a_first_page_opens_a_session_that_scripts_cannot_read(app: ASGIApp, path: str) -> None:
    cookies = (await get(app, path, cookie="sd_lang=en")).headers.get_list("set-cookie")
    assert [cookie for cookie in cookies if cookie.startswith("sd_session=") and "HttpOnly" in cookie]


@pytest.mark.parametrize("path", ["/privacy", "/assets/app.css", "/nothing"])
async def test_pages_for_everybody_and_files_open_no_session(app: ASGIApp, path: str) -> None:
    assert "sd_session" not in str((await get(app, path)).headers)


async def test_a_live_session_is_kept(app: ASGIApp) -> None:
    first = await get(app, "/week", cookie="sd_lang=en")
    token = first.headers["set-cookie"].split(";")[0]
    second = await get(app, "/drafts", cookie=f"{token}; sd_lang=en")
    assert "set-cookie" not in second.headers


async def test_any_post_s_address_is_a_page(app: ASGIApp) -> None:
    assert (await get(app, "/drafts/0190/images")).status_code == 200
    assert (await get(app, "/drafts/0190/other")).status_code == 404


async def test_a_post_s_page_asks_for_its_own_scripts_at_once(app: ASGIApp) -> None:
    text = (await get(app, "/drafts/0190/images")).text
    assert text.count("/assets/a.js") == 1
    assert text.index("/assets/a.js") < text.index("/assets/images.js") < text.index("/assets/grid.js")
    assert "/assets/images.js" not in (await get(app, "/drafts/0190")).text


async def test_the_first_paint_of_a_page_waits_for_no_other_file(app: ASGIApp) -> None:
    text = (await get(app, "/week")).text
    assert "<style>main{color:red}</style>" in text
    assert 'rel="stylesheet" type="text/css" disabled=""' in text


async def test_a_page_s_modules_run_one_by_one_what_is_needed_first_coming_first(app: ASGIApp) -> None:
    text = (await get(app, "/week")).text
    assert 'of ["/assets/react-1.js", "/assets/tools-1.js", "/assets/root-1.js"]' in text
    assert text.index('const route0 = await import("/assets/root-1.js")') < text.index('import("/assets/entry.js")')
    assert "import" not in (await get(app, "/privacy")).text


async def test_only_a_thai_document_waits_for_thai_letters(app: ASGIApp) -> None:
    assert "thai.woff2" in (await get(app, "/week", cookie="sd_lang=th")).text
    assert "thai.woff2" not in (await get(app, "/week", cookie="sd_lang=en")).text


async def test_an_unknown_address_is_404_with_a_way_on(app: ASGIApp) -> None:
    answer = await get(app, "/nothing", **{"accept-language": "th"})
    assert answer.status_code == 404
    assert '<html lang="th"' in answer.text


async def test_assets_last_a_year(app: ASGIApp) -> None:
    assert "immutable" in (await get(app, "/assets/app.css")).headers["cache-control"]


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/week.en.html", "/assets/../../secret.txt"])
async def test_nothing_beside_the_build_can_be_read(app: ASGIApp, path: str) -> None:
    answer = await get(app, path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


PATHS = (
    "/",
    "/week",
    "/?lang=th",
    "/assets/app.css",
    "/nothing",
    "/%00",
    "/%ff",
    "/_upload",
    "/api/x",
    "//evil.example/",
)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_carries_the_security_headers(app: ASGIApp, path: str, method: str) -> None:
    answer = await get(Headers(app), path, method)
    assert answer.status_code < 500
    for name in (*EVERY, "content-security-policy", "cache-control"):
        assert name in answer.headers, name
    assert "strict-transport-security" not in answer.headers


async def test_over_https_browsers_are_told_to_stay_there(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    from socialdraft.settings import settings

    for name, value in {"PUBLIC_URL": "https://shop.example", "SECRET_KEY": KEY, "OPS_TOKEN": KEY[::-1]}.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    answer = await get(Headers(app), "/week")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    session = next(one for one in answer.headers.get_list("set-cookie") if "sd_session" in one)
    assert session.startswith("__Host-sd_session=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in session
    assert "Domain" not in session


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("", "has not left an address"),
        ("<b>Somchai</b>, 1 Canal Rd, hi@shop.example", "&lt;b&gt;Somchai&lt;/b&gt;, 1 Canal Rd, hi@shop.example"),
    ],
)
async def test_the_privacy_notice_says_who_runs_this_server(
    app: ASGIApp, client: Path, monkeypatch: pytest.MonkeyPatch, contact: str, said: str
) -> None:
    from socialdraft.settings import settings

    monkeypatch.setenv("OPERATOR_CONTACT", contact)
    settings.cache_clear()
    (client / "privacy.en.html").write_text("<p>Operator: %operator%</p>")
    answer = await get(app, "/privacy", cookie="sd_lang=en")
    assert said in answer.text
    assert "%operator%" not in answer.text


async def test_a_page_that_breaks_says_so_with_a_number(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    for error, status in ((ConnectionError("secret"), 503), (RuntimeError("secret"), 500)):
        monkeypatch.setattr("socialdraft.api.visits.open_session", Mock(side_effect=error))
        answer = await get(Headers(app), "/week", **{"accept-language": "th"})
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("text/html")
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert re.search("[0-9a-f]{16}", answer.text)
        assert "secret" not in answer.text


async def test_the_landing_page_is_readable_while_our_parts_are_away(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socialdraft.api.visits.open_session", Mock(side_effect=ConnectionError))
    answer = await get(app, "/", cookie="sd_lang=en")
    assert answer.status_code == 200
    assert "sd_session" not in str(answer.headers)


async def test_only_the_page_s_own_scripts_may_run(app: ASGIApp, client: Path) -> None:
    hashes = json.loads((client.parent / "documents.json").read_text())
    policy = (await get(app, "/week", cookie="sd_lang=en")).headers["content-security-policy"]
    assert hashes["week.en.html"][0] in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' ;" in (await get(app, "/", cookie="sd_lang=en")).headers["content-security-policy"]


def test_still_pages_have_no_script_and_their_styles_inside(client: Path) -> None:
    text = (client / "index.th.html").read_text()
    assert "<script" not in text
    assert "<style>main{color:red}</style>" in text


def test_preloads_come_after_the_words(client: Path) -> None:
    text = (client / "week.en.html").read_text()
    assert text.index("words") < text.index("modulepreload")


def test_the_build_follows_the_host_it_is_served_from(client: Path) -> None:
    script = (client / "assets" / "reflex-env-1.js").read_text()
    assert "127.0.0.1" not in script
    assert "location.origin+`/ping`" in script
