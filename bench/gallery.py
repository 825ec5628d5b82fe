"""How close a gallery and its finals come to what the provider itself needs, and what they cost in memory and bytes.

`python bench/gallery.py` starts the real parts, one worker and the studio at a fixed latency per call, asks for
a gallery of 20 and for 9 finals as a page does, and compares with the bare calls side by side (the provider's
ideal) and with a plain worker that makes one call after another.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self
from uuid import UUID, uuid4

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from socialdraft import db, platforms
from socialdraft.db import transaction
from socialdraft.policy import CANDIDATE, FINAL, Platform
from socialdraft.ports import ImageRequest, Ports
from socialdraft.schemas import JobView
from socialdraft.services import images, imaging, objects
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.start_pictures import start_candidates, start_finals
from socialdraft.settings import settings
from socialdraft.stack.process import wait_ready
from tests.factories import make_owner, make_post
from tests.services_fixture import Services, make_services
from tests.spare_fixture import make_database
from tests.studio_fixture import StudioServer

CANDIDATE_SECONDS, FINAL_SECONDS, TEXT_SECONDS = 5.0, 6.0, 0.5
FINALS = 9
PROMPT = (
    "Business: noodle_shop\nName: Krua Somchai\nContext: Boat noodles 45 baht | Sat-Sun 10:00-15:00\nVariation: {}\n"
)
GATES = {"first candidate": 1.15, "all candidates": 1.15, "all finals": 1.20}
MEMORY_GATE, WIRE_GATE = 250.0, 500.0


@dataclass
class Run:
    """When each picture of one job could be seen, in seconds from the tap."""

    seen: list[float] = field(default_factory=list)

    @property
    def first(self) -> float:
        return self.seen[0]

    @property
    def last(self) -> float:
        return self.seen[-1]


@contextmanager
def stack() -> Iterator[tuple[Services, StudioServer]]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        services, studio = make_services(Path(folder)), StudioServer(home=Path(folder) / "studio")
        try:
            for part in services.parts():
                part.start()
            wait_ready(services.parts())
            studio.start()
            yield services, studio
        finally:
            if studio.process:
                studio.stop()
            for part in services.parts():
                part.stop()


def point_here(services: Services, studio: StudioServer, folder: Path) -> None:
    """This process and the worker it starts use these parts, with room for anonymous owners."""
    (folder / "policy.toml").write_text(
        "[limits]\nanonymous_month_share = 1\nanonymous_day_share = 1\nowner_month_usd = 1000\n"
    )
    bucket = services.storage.bucket
    os.environ |= {
        "DATABASE_URL": make_database(services.postgres.url),
        "REDIS_URL": services.valkey.url,
        "S3_ENDPOINT_URL": bucket.endpoint,
        "S3_BUCKET": bucket.name,
        "AWS_ACCESS_KEY_ID": bucket.access_key,
        "AWS_SECRET_ACCESS_KEY": bucket.secret_key,
        "OPENAI_BASE_URL": studio.base_url,
        "SOCIALDRAFT_STUDIO": "true",
        "SOCIALDRAFT_STUDIO_KEY": studio.key,
        "POLICY_FILE": str(folder / "policy.toml"),
    }
    settings.cache_clear()
    db.engine.cache_clear()


class Watched:
    """The most memory any one process of the worker took while it was watched, in MB (PSS)."""

    def __init__(self, pid: int) -> None:
        self.root, self.most, self._stop = psutil.Process(pid), 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.05):
            for process in [self.root, *self.root.children(recursive=True)]:
                try:
                    self.most = max(self.most, process.memory_full_info().rss / 1e6)
                except psutil.Error:
                    continue


async def follow(owner: Owner, job_id: UUID, *, began: float) -> Run:
    """What a page that follows the job sees."""
    from socialdraft.wiring import doorbell

    run = Run()
    turns = doorbell().watch(job_id)
    async for _ in turns:
        view = await asyncio.to_thread(look, owner, job_id)
        run.seen += [time.perf_counter() - began] * (view.progress.done - len(run.seen))
        if view.status not in ("queued", "running"):
            await turns.aclose()
            assert view.status == "succeeded", view.error
            return run
    raise AssertionError


def look(owner: Owner, job_id: UUID) -> JobView:
    with transaction() as session:
        return images.job(session, owner=owner, job_id=job_id)


def ours(owner: Owner, start: Callable[[], UUID]) -> Run:
    began = time.perf_counter()
    return asyncio.run(follow(owner, start(), began=began))


def bare(ports: Ports, requests: list[ImageRequest]) -> tuple[float, list[bytes]]:
    """The same calls side by side and nothing else: what the provider itself needs."""
    began = time.perf_counter()
    with ThreadPoolExecutor(len(requests)) as pool:
        replies = list(pool.map(lambda request: ports.images.draw(request, call_id=uuid4()), requests))
    return time.perf_counter() - began, [image for reply in replies for image in reply.images]


def one_by_one(ports: Ports, requests: list[ImageRequest]) -> Run:
    """A plain worker: call, make a thumbnail, store, then the next; no ledger, no rows."""
    run, began = Run(), time.perf_counter()
    for request in requests:
        for picture in ports.images.draw(request, call_id=uuid4()).images:
            ports.storage.put(picture, content_type="image/png")
            ports.storage.put(imaging.thumbnail(picture), content_type="image/webp")
            run.seen.append(time.perf_counter() - began)
    return run


def candidate_requests() -> list[ImageRequest]:
    width, height = platforms.facts(Platform.FACEBOOK).candidate
    return [ImageRequest(CANDIDATE.model, PROMPT.format(1 + 4 * n), width, height, "low", 4, "bench") for n in range(5)]


def final_requests(candidates: list[bytes]) -> list[ImageRequest]:
    width, height = platforms.facts(Platform.FACEBOOK).final
    return [
        ImageRequest(FINAL.model, PROMPT.format(n), width, height, "high", 1, "bench", (one,))
        for n, one in enumerate(candidates[:FINALS], 1)
    ]


def told(name: str, seconds: float, ideal: float, sequential: float) -> bool:
    gate, ratio = GATES[name], seconds / ideal
    verdict = "ok" if ratio <= gate else "ABOVE"
    print(
        f"{name:16} {seconds:6.2f} s   ideal {ideal:6.2f} s   ratio {ratio:4.2f} (gate {gate:.2f}, {verdict})"
        f"   plain sequential worker {sequential:6.2f} s = {sequential / ideal:4.2f}"
    )
    return ratio <= gate


def measure(worker: "subprocess.Popen[bytes]", studio: StudioServer) -> bool:
    from socialdraft.wiring import ports as wired

    ports = replace(wired(), now=wired().now)
    with transaction() as session:
        owner = make_owner(session, now=ports.now())
        post = make_post(session, owner, now=ports.now())
    studio.latency(candidate_s=0, final_s=0, text_s=0, jitter=0)
    _, drawn = bare(ports, candidate_requests())  # the studio's processes are warm now
    studio.latency(candidate_s=CANDIDATE_SECONDS, final_s=FINAL_SECONDS, text_s=TEXT_SECONDS)
    ideas_ideal, _ = bare(ports, candidate_requests())
    finals_ideal, _ = bare(ports, final_requests(drawn))
    with Watched(worker.pid) as while_ideas:
        ideas = ours(owner, lambda: start_candidates(
            ports, owner=owner, post_id=post.id, style=None, new_batch=False, key="g")[0].job_id)  # fmt: skip
    with transaction() as session:
        gallery = images.gallery(session, owner=owner, post_id=post.id)
    picks = [one.id for one in gallery.candidates[:FINALS]]
    with Watched(worker.pid) as while_finals:
        finals = ours(owner, lambda: start_finals(
            ports, owner=owner, post_id=post.id, candidate_ids=picks, key="f")[0].job_id)  # fmt: skip
    slow_ideas, slow_finals = one_by_one(ports, candidate_requests()), one_by_one(ports, final_requests(drawn))
    passed = [
        told("first candidate", ideas.first, TEXT_SECONDS + CANDIDATE_SECONDS, slow_ideas.first),
        told("all candidates", ideas.last, TEXT_SECONDS + ideas_ideal, slow_ideas.last),
        told("all finals", finals.last, finals_ideal, slow_finals.last),
        weighed(ports, owner, [one.id for one in gallery.candidates], len(gallery.model_dump_json())),
        fits(while_ideas.most, while_finals.most),
    ]
    return all(passed)


def weighed(ports: Ports, owner: Owner, ids: list[UUID], listing: int) -> bool:
    with transaction() as session:
        keys = [objects.key_of(session, owner=owner, image_id=one, thumb=True) for one in ids]
    sizes = [len(ports.storage.get(key)) for key in keys]
    total = sum(sizes) / 1000
    print(
        f"{len(sizes)} thumbnails  {total:6.0f} kB on the wire (gate {WIRE_GATE:.0f}), largest {max(sizes) // 1000} kB,"
        f" and {listing / 1000:.0f} kB of JSON before compression"
    )
    return total <= WIRE_GATE


def fits(ideas: float, finals: float) -> bool:
    print(
        f"worker process   {finals:6.0f} MB resident at {FINALS} finals (gate {MEMORY_GATE:.0f}),"
        f" {ideas:.0f} MB at 20 candidates"
    )
    return finals <= MEMORY_GATE


def main() -> int:
    with stack() as (services, studio), tempfile.TemporaryDirectory() as folder:
        point_here(services, studio, Path(folder))
        command = [sys.executable, "-m", "socialdraft", "worker"]
        with subprocess.Popen(command, cwd=Path(__file__).parents[1], stderr=subprocess.PIPE, text=True) as worker:
            try:
                assert worker.stderr
                while "worker at work" not in worker.stderr.readline():
                    assert worker.poll() is None, "the worker did not start"
                threading.Thread(target=worker.stderr.read, daemon=True).start()  # a full pipe would stop it
                return 0 if measure(worker, studio) else 1
            finally:
                worker.terminate()
                db.engine().dispose()


if __name__ == "__main__":
    sys.exit(main())
