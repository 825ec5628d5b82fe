"""What an eye would notice on a page, asked of the browser itself."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

SHIFTS = """
window.taps = []; // each with what this machine took for its next frame and for the server's first word
const tap = ({ timeStamp: at, type }) => {
    const one = { at, lag: 0, answered: type !== "click" }; // typing is answered after a pause of its own
    taps.push(one);
    requestAnimationFrame(() => { one.lag = Math.max(one.lag, performance.now() - at); });
};
for (const name of ["click", "keydown"]) addEventListener(name, tap, true);
const answered = ({ data }) => {
    const one = taps.at(-1);
    if (!one || one.answered || !String(data).startsWith("42")) return;
    Object.assign(one, { answered: true, lag: Math.max(one.lag, performance.now() - one.at) });
};
const Line = WebSocket;
window.WebSocket = class extends Line {
    constructor(...how) {
        super(...how);
        this.addEventListener("message", answered);
    }
};
const asked = ({ hadRecentInput, startTime }) =>
    hadRecentInput || taps.some(({ at, lag }) => at <= startTime && startTime < at + 4 * lag);

window.shift = { worst: 0, now: 0, since: 0, last: 0, moved: "" };
const seen = (entries) => {
    const shift = window.shift;
    for (const one of entries.filter((entry) => !asked(entry))) {
        const again = one.startTime - shift.last > 1000 || one.startTime - shift.since > 5000;
        if (again) Object.assign(shift, { now: 0, since: one.startTime, moved: "" });
        shift.now += one.value;
        shift.last = one.startTime;
        shift.worst = Math.max(shift.worst, shift.now);
        shift.moved += one.sources.map(({ node }) => node?.className || node?.parentElement?.className).join() + " ";
    }
};
const watch = new PerformanceObserver((list) => seen(list.getEntries()));
watch.observe({ type: "layout-shift", buffered: true });
window.shifted = async () => {
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame); // a frame's shifts are known after it
    seen(watch.takeRecords());
    return window.shift;
};
"""
"""Cumulative layout shift as browsers report it: the worst second of jumps that no tap has caused.

Browsers take for caused what comes within half a second. A machine that needs longer than an eighth of it to answer
gets as much more, or each late answer to a tap would be a jump.
"""
MOST_SHIFT = 0.02
"""Of what browsers themselves call good, 0.1, a fifth."""
FORGET = "async () => Object.assign(await shifted(), { worst: 0, now: 0, moved: '' })"
"""What one state was blamed for is not blamed on the next."""
STILL = """async () => {
    const ends = (one) => one.effect.getComputedTiming().endTime < 5000;
    await Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished));
    await new Promise(requestAnimationFrame);
}"""
"""Colours and meters that change take a moment; what spins for ever is not waited for."""
LOOK = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")


def until(page: Page, wanted: str | Callable[[], object], *, seconds: float = 60) -> None:
    """Wait until a script holds; playwright would evaluate it in the page, which forbids that after the first look.

    Or until something holds here that the page's events bring about.
    """
    give_up = time.monotonic() + seconds
    while not (wanted() if callable(wanted) else page.evaluate(wanted)):
        assert time.monotonic() < give_up, f"it never came: {wanted}"
        page.wait_for_timeout(50)
