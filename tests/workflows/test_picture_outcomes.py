"""What comes of a picture job when the provider falls short once, gives little, or returns another picture."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import Any

import pytest
from openai import OpenAI
from sqlmodel import col, select

from socialdraft.adapters.openai_client import PROVIDERS, Connection, Timeouts
from socialdraft.adapters.openai_images import OpenAIImages
from socialdraft.db import transaction
from socialdraft.models import LedgerEntry
from socialdraft.ports import ImageReply, Ports
from socialdraft.schemas import PostView
from socialdraft.services import imaging
from socialdraft.services.operations import pictures
from socialdraft.services.workflows.make_candidates import make_candidates
from socialdraft.services.workflows.make_finals import make_finals
from socialdraft.services.workflows.start_pictures import retry_missing, start_candidates, start_finals
from socialdraft.state.places import pairs_of
from socialdraft.state.troubles import trouble_of
from tests.studio_fixture import StudioServer
from tests.workflows.test_journey import arrive, balanced, finish, gallery, generate, job, stored, write

DRAWING = "/v1/images/generations"


ONCE: dict[str, tuple[dict[str, Any], list[str], int]] = {
    # fault, what is queued, the states of the ledger (sorted), calls the studio billed
    "429": ({"kind": "rate_limit", "retry_after_ms": 20}, ["posted", "posted", "voided"], 2),
    "5xx": ({"kind": "error_500"}, ["posted", "posted", "voided"], 2),
    "a broken gateway": ({"kind": "bad_gateway_html"}, ["assumed", "posted", "posted"], 2),
    "charged, then reset": ({"kind": "charge_then_reset"}, ["assumed", "posted", "posted"], 3),
    "all pictures damaged": ({"kind": "corrupt_png", "count": 9}, ["assumed", "posted", "posted"], 3),
    "no usage told": ({"kind": "missing_usage"}, ["posted", "posted"], 2),
}


def picture_calls(post: PostView) -> list[LedgerEntry]:
    with transaction() as session:
        mine = select(LedgerEntry).where(LedgerEntry.post_id == post.id, LedgerEntry.kind == "image")
        return list(session.exec(mine.order_by(col(LedgerEntry.state))))


def charged(studio: StudioServer, rows: list[LedgerEntry]) -> list[tuple[LedgerEntry, Decimal]]:
    """Each call with what the studio took for it, where it took anything."""
    found = [(row, [Decimal(charge["usd"]) for charge in studio.charges(row.id)]) for row in rows]
    assert all(len(charges) <= 1 for _, charges in found), "no call is made twice under one hold"
    return [(row, charges[0]) for row, charges in found if charges]


@pytest.mark.parametrize(("fault", "states", "billed"), ONCE.values(), ids=ONCE)
def test_what_goes_wrong_once_is_made_again_and_costs_what_it_must_to_the_micro_dollar(
    here: Ports, studio: StudioServer, fault: dict[str, Any], states: list[str], billed: int
) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    studio.faults({**fault, "path": DRAWING})
    view = generate(here, owner, post)
    assert (view.status, view.progress.done, trouble_of(view)) == ("succeeded", 6, "")
    rows = picture_calls(post)
    assert [row.state for row in rows] == states
    studio_took = charged(studio, rows)
    assert len(studio_took) == billed
    for row, usd in studio_took:
        # Exact where the provider told us, in full where it did not.
        assert row.cost_usd == (row.cost_usd_estimated if row.uncertain else usd)
        assert row.cost_usd >= usd
    balanced(studio)


def test_pictures_a_paid_call_left_out_are_asked_for_alone(here: Ports, studio: StudioServer) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    studio.faults({"kind": "wrong_image_count", "path": DRAWING, "count": 1})
    before = generate(here, owner, post)
    calls = len(studio.requests())
    make_candidates(here, job_id=retry_missing(here, owner=owner, post_id=post.id))
    again = [row["body"]["n"] for row in studio.requests()[calls:] if row["path"] == DRAWING]
    assert (before.progress.done, job(owner, before.id).progress.done, again) == (5, 6, [1])
    drawn = [stored(here, owner, one.id) for one in gallery(owner, post).candidates]
    assert min(imaging.likeness(one, other) for one, other in combinations(drawn, 2)) > 0.06
    balanced(studio)


@pytest.mark.parametrize("most", [1, 3])
def test_a_provider_of_few_pictures_a_call_is_called_more_often(here: Ports, studio: StudioServer, most: int) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    calls = len(studio.requests())
    assert generate(replace(here, most_pictures=most), owner, post).progress.done == 6
    asked = [row["body"]["n"] for row in studio.requests()[calls:] if row["path"] == DRAWING]
    assert asked == [most] * (6 // most)
    drawn = [stored(here, owner, one.id) for one in gallery(owner, post).candidates]
    assert min(imaging.likeness(one, other) for one, other in combinations(drawn, 2)) > 0.06
    balanced(studio)


def test_an_enlarged_final_says_so_to_the_owner_and_a_redrawn_one_does_not(here: Ports) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    generate(here, owner, post)
    pick = gallery(owner, post).candidates[0].id
    simple = Connection(client=OpenAI(api_key="none"), provider=PROVIDERS["localai"], timeouts=Timeouts())
    finish(replace(here, images=OpenAIImages(simple), provider="localai"), owner, post, [pick])
    [enlarged] = pairs_of(gallery(owner, post), ratio="4 / 5", locale="en")
    assert (enlarged.enlarged, enlarged.drifted) == (True, False)
    second = write(here, owner, order, key="k2")
    generate_again = start_candidates(here, owner=owner, post_id=second.id, style=None, new_batch=False, key="g2")[0]
    make_candidates(here, job_id=generate_again.job_id)
    [redrawn_pick, *_] = gallery(owner, second).candidates
    started, _ = start_finals(here, owner=owner, post_id=second.id, candidate_ids=[redrawn_pick.id], key="f2")
    make_finals(here, job_id=started.job_id)
    [redrawn] = pairs_of(gallery(owner, second), ratio="4 / 5", locale="en")
    assert (redrawn.enlarged, redrawn.drifted) == (False, False)


def test_a_final_unlike_its_idea_is_flagged_to_owner_and_operator(here: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider returns another picture than the picked one."""
    owner, order = arrive(here)
    post = write(here, owner, order)
    generate(here, owner, post)
    pick, *others = gallery(owner, post).candidates
    picked = stored(here, owner, pick.id)
    wrong = max((stored(here, owner, one.id) for one in others), key=partial(imaging.likeness, picked))
    answer = ImageReply(images=(wrong,), usage=None, request_id="r")
    monkeypatch.setattr(here.images, "draw", lambda _request, call_id: answer)  # noqa: ARG005
    finish(here, owner, post, [pick.id])
    [pair] = pairs_of(gallery(owner, post), ratio="4 / 5", locale="en")
    assert pair.drifted
    with transaction() as session:
        found = pictures.likeness(session, now=here.now())
    assert (found.drifted > 0, found.high > imaging.DRIFT) == (True, True)
