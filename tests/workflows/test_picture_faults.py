"""The provider goes wrong while it draws: what the owner is told, what is paid, and that the caption can be taken."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete
from sqlmodel import select

from socialdraft.adapters.openai_client import Timeouts, connect
from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.db import transaction
from socialdraft.i18n import message
from socialdraft.models import LedgerEntry, ProviderState
from socialdraft.ports import Ports
from socialdraft.schemas import JobView, PostView, Progress
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.export_post import export_zip
from socialdraft.services.workflows.make_candidates import make_candidates
from socialdraft.state.troubles import trouble_of
from tests.studio_fixture import StudioServer
from tests.workflows.test_journey import arrive, balanced, generate, here_at, job, write

DRAWING = "/v1/images/generations"
MANY = 20
FAULTS: dict[str, tuple[dict[str, Any], str, str, int]] = {
    # fault                   what is queued                           the job's error  sentence        pictures
    "server errors": ({"kind": "error_500", "times": MANY}, "server", "all_busy", 0),
    "a broken gateway": ({"kind": "bad_gateway_html", "times": MANY}, "server", "all_busy", 0),
    "moderation": ({"kind": "moderation_blocked", "times": MANY}, "refused", "all_refused", 0),
    "moderation of one": ({"kind": "moderation_blocked"}, "refused", "some_refused", 2),
    "charged, then reset": ({"kind": "charge_then_reset", "times": MANY}, "unreachable", "all_busy", 0),
    "damaged pictures": ({"kind": "corrupt_png", "count": 9, "times": MANY}, "unreadable", "all_failed", 0),
    "half a reply": ({"kind": "truncated_json", "times": MANY}, "unreadable", "all_failed", 0),
    "a picture missing": ({"kind": "wrong_image_count"}, "incomplete", "some_failed", 5),
    "one damaged": ({"kind": "corrupt_png"}, "incomplete", "some_failed", 5),
    "silence": ({"kind": "hang", "times": MANY}, "timeout", "all_busy", 0),
}
UNKNOWN = {"a broken gateway", "charged, then reset", "silence", "damaged pictures", "half a reply"}
"""Nobody can tell whether these were charged, so the whole hold is."""


@pytest.fixture
def written(here: Ports) -> Iterator[tuple[Ports, Owner, PostView]]:
    """A post, and a process that waits a second for pictures."""
    owner, order = arrive(here)
    yield here, owner, write(here, owner, order)
    with transaction() as session:
        session.execute(delete(ProviderState))


def impatient(here: Ports, studio: StudioServer) -> Ports:
    connection = connect(
        base_url=studio.base_url, api_key=studio.key, provider="studio", timeouts=Timeouts(candidate=1)
    )
    return replace(here, images=OpenAIImages(connection))


QUICK = ("moderation", "moderation of one", "a picture missing", "silence")
"""In `make test`; the others try again and again, and wait in between."""


def spent(post: PostView) -> tuple[Decimal, set[str]]:
    """What the ledger says this post's pictures cost, and in which states its calls ended."""
    with transaction() as session:
        query = select(LedgerEntry).where(LedgerEntry.post_id == post.id, LedgerEntry.kind == "image")
        rows = session.exec(query).all()
        return sum((row.cost_usd or Decimal(0) for row in rows), Decimal(0)), {row.state for row in rows}


def charged(studio: StudioServer, *, since: int) -> Decimal:
    return sum((Decimal(row["usd"]) for row in studio.charges()[since:] if row["path"] == DRAWING), Decimal(0))


def caption_in_zip(here: Ports, owner: Owner, post: PostView) -> str:
    with zipfile.ZipFile(io.BytesIO(b"".join(export_zip(here, owner=owner, post_id=post.id)))) as archive:
        return archive.read("caption.txt").decode()


def sentence(told: JobView, locale: str) -> str:
    return message(trouble_of(told), locale, done=told.progress.done, total=told.progress.total)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.faults) for name in FAULTS]
)
def test_the_owner_is_told_in_plain_words_the_money_is_right_and_the_caption_is_there(
    written: tuple[Ports, Owner, PostView], studio: StudioServer, name: str
) -> None:
    here, owner, post = written
    fault, error, key, pictures = FAULTS[name]
    studio.faults(fault | {"path": DRAWING})
    before = len(studio.charges())
    told = generate(impatient(here, studio) if fault["kind"] == "hang" else here, owner, post)
    assert (told.status, told.error, told.progress.done) == ("partial" if pictures else "failed", error, pictures)
    assert trouble_of(told) == f"gallery.{key}"
    for locale in ("en", "th"):
        words = sentence(told, locale)
        assert "_" not in words
        assert "{" not in words
    assert sentence(told, "en") != sentence(told, "th")
    money, states = spent(post)
    if name in UNKNOWN:
        assert money >= charged(studio, since=before)
        assert states == {"assumed"}
    else:
        assert money == charged(studio, since=before)
        assert "assumed" not in states
    balanced(studio)
    assert caption_in_zip(here, owner, post) == post.caption_text


def test_a_storm_of_429_gives_up_after_some_patience_and_costs_nothing(
    written: tuple[Ports, Owner, PostView], studio: StudioServer
) -> None:
    here, owner, post = written
    studio.faults({"kind": "rate_limit", "path": DRAWING, "retry_after_ms": 20_000, "times": MANY})
    told = generate(here, owner, post)
    runs = 1
    while told.status == "queued":
        assert trouble_of(told) == ""
        make_candidates(here_at(here, here.now() + timedelta(minutes=5 * runs)), job_id=told.id)
        told, runs = job(owner, told.id), runs + 1
    assert (told.status, told.error) == ("failed", "rate_limited")
    assert runs == here.policy.limits.job_attempts
    assert trouble_of(told) == "gallery.all_busy"
    assert spent(post) == (Decimal(0), {"voided"})
    assert caption_in_zip(here, owner, post) == post.caption_text
    balanced(studio)


@pytest.mark.parametrize("code", ["paused", "money_out", "auth", "model_gone"])
def test_a_provider_that_is_closed_to_us_is_said_to_be_paused(code: str) -> None:
    nothing = Progress(done=0, total=20)
    told = JobView(id=uuid4(), kind="candidates", status="failed", progress=nothing, images=[], error=code)
    assert trouble_of(told) == "gallery.all_paused"
