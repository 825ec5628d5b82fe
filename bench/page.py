"""What a page weighs, how fast it stands on a phone, and how fast a tap is answered.

`python bench/page.py [URL] [PAGE ...]` measures a running product (default: the one of `make run`); with nothing there
it starts one. Named pages only, so that a quiet machine is needed for a minute or two at a time: `landing start`,
`week drafts`, or `taps`. Bytes and requests are counted cold in Chromium at 360 x 740; Lighthouse (mobile, simulated
slow 4G) is installed from npm once, under `.local`. REPORTS names a folder to keep its whole reports in.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import BrowserContext, Page, WebSocket, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from socialdraft.stack import node
from socialdraft.stack.port import free_port
from tests.browser.conftest import PHONE, QUIET
from tests.browser.owner import ShopOwner
from tests.product_fixture import PAGES, fresh

LIGHTHOUSE = "lighthouse@13.5.0"
KINDS = ("performance", "accessibility", "best-practices", "seo")
PUBLIC = {"landing": "/", "privacy": "/privacy", "start": "/start", "sign-in": "/sign-in"}
TABS = ("week", "new", "drafts", "usage", "settings")
POST = ("editor", "gallery", "export")
ALL = (*PUBLIC, *TABS, *POST, "taps")
TAPS = 60
PATIENCE = 5  # seconds
CODE = {"Script", "Stylesheet", "Font"}


@contextmanager
def running(url: str) -> Iterator[str]:
    """The product at `url`, or one of our own on the built pages of `.local`."""
    try:
        httpx.get(f"{url}/healthz").raise_for_status()
        yield url
    except httpx.HTTPError:
        with fresh() as product:
            yield product.url


def prepared(page: Page) -> dict[str, str]:
    """An owner with a finished post and a full gallery; the addresses of the pages by their names."""
    owner = ShopOwner(page, "en")
    owner.come_back_to_a_draft()
    post = urlsplit(page.url).path
    owner.draw()
    owner.finish(2, 5, 9)
    return {
        **{name: f"/{name}" for name in TABS},
        "editor": post,
        "gallery": f"{post}/images",
        "export": f"{post}/export",
    }


def weighed(context: BrowserContext, address: str) -> dict[str, Any]:
    """A cold visit: requests, bytes on the wire, and how many of them are code, style and fonts."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    wire.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.setBypassServiceWorker", {"bypass": True})
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(1000)
    page.close()
    code = sum(size for one, size in sizes.items() if kinds.get(one) in CODE)
    return {"requests": len(sizes), "bytes": sum(sizes.values()), "code": code}


def answered(page: Page) -> list[float]:
    """Milliseconds from a tap to the server's answer over the page's line, tap by tap."""
    came: list[float] = []
    page.on("websocket", lambda line: _listen(line, came))
    page.goto("/new")
    page.get_by_test_id("kind").locator("summary").click()
    chips = page.locator("[data-testid=kind] .chips").nth(1).locator(".chip")
    expect(chips).to_have_count(6)
    page.wait_for_timeout(1000)
    times = []
    for tap in range(TAPS):
        came.clear()
        began = time.perf_counter()
        chips.nth(tap % 6).evaluate("(one) => one.click()")
        while not came and time.perf_counter() - began < PATIENCE:
            page.wait_for_timeout(1)
        times.append((came[0] - began) * 1000)
    return times


def _listen(line: WebSocket, came: list[float]) -> None:
    line.on("framereceived", lambda _frame: came.append(time.perf_counter()))


def installed(folder: Path) -> Path:
    """Lighthouse in `folder`, by the project's own Node."""
    folder.mkdir(parents=True, exist_ok=True)
    node.put_node_first(folder / "node")
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        (folder / "package.json").write_text('{"private": true}')
        command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", LIGHTHOUSE]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return program


def lighthouse(program: Path, address: str, *, port: int) -> dict[str, Any]:
    """Scores and the main figures of one mobile run in the browser that listens on `port`."""
    command = ["node", str(program), address, f"--port={port}", "--output=json", "--quiet"]
    done = subprocess.run([*command, f"--only-categories={','.join(KINDS)}"], check=True, capture_output=True)
    report = json.loads(done.stdout)
    if folder := os.environ.get("REPORTS"):
        name = urlsplit(address).path.strip("/").replace("/", "-") or "landing"
        (Path(folder) / f"{name}.json").write_bytes(done.stdout)
    scores = {kind: round(100 * (report["categories"][kind]["score"] or 0)) for kind in KINDS}
    audits = report["audits"]
    return scores | {
        "paint": audits["largest-contentful-paint"]["numericValue"] / 1000,
        "blocked": audits["total-blocking-time"]["numericValue"],
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        "missed": [
            name
            for kind in KINDS[1:]
            for name in (one["id"] for one in report["categories"][kind]["auditRefs"] if one["weight"])
            if audits[name]["score"] == 0
        ],
    }


def measured(base: str, folder: Path, wanted: Sequence[str]) -> None:
    program, port = installed(PAGES / "lighthouse"), free_port()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder / "profile",
            executable_path=chromium,
            args=[*QUIET, f"--remote-debugging-port={port}"],
            base_url=base,
            locale="en-US",
            timezone_id="America/Los_Angeles",
            **PHONE,
        )
        context.set_default_timeout(60_000)
        print("| Page | Requests | kB | JS, CSS, fonts kB | Perf. | Access. | Best pr. | SEO | LCP s | TBT ms | CLS |")
        print("|---|---|---|---|---|---|---|---|---|---|---|")
        outside = {name: path for name, path in PUBLIC.items() if name in wanted}
        for name, path in outside.items():  # before there is a session: who has one is sent on to the week
            _tell(name, weighed(context, f"{base}{path}") | lighthouse(program, f"{base}{path}", port=port))
        inside = prepared(context.new_page()) if set(wanted) - set(PUBLIC) else {}
        for name, path in ((name, path) for name, path in inside.items() if name in wanted):
            _tell(name, weighed(context, f"{base}{path}") | lighthouse(program, f"{base}{path}", port=port))
        if "taps" in wanted:
            taps = quantiles(answered(context.new_page()), n=20)
            print(f"\nTap to answer over the line: p50 {taps[9]:.0f} ms, p95 {taps[18]:.0f} ms, of {TAPS}")
        context.close()


def _tell(name: str, row: dict[str, Any]) -> None:
    scores = " | ".join(str(row[kind]) for kind in KINDS)
    kilobytes = f"{row['requests']} | {row['bytes'] / 1000:.0f} | {row['code'] / 1000:.0f}"
    print(
        f"| {name} | {kilobytes} | {scores} | {row['paint']:.2f} | {row['blocked']:.0f} | {row['shift']:.3f} |",
        flush=True,
    )
    if row["missed"]:
        print(f"|   | {', '.join(row['missed'])} |", flush=True)


if __name__ == "__main__":
    named = [word for word in sys.argv[1:] if word.startswith("http")]
    target = named[0] if named else f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    pages = [word for word in sys.argv[1:] if word in ALL] or ALL
    with tempfile.TemporaryDirectory(prefix="socialdraft-page-") as scratch, running(target) as url:
        measured(url.rstrip("/"), Path(scratch), pages)
