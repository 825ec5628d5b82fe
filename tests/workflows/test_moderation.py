"""The provider's content rules read each caption: free, on the ledger, and never in the way."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import select

from socialdraft.db import transaction
from socialdraft.errors import AcknowledgementRequired, ProviderUnavailable
from socialdraft.models import LedgerEntry
from socialdraft.ports import Ports
from socialdraft.schemas import PostView
from socialdraft.services import posts, risk
from socialdraft.services.workflows import metered
from socialdraft.services.workflows.export_post import export_zip
from socialdraft.services.workflows.revise_post import revise_post
from tests.studio_fixture import StudioServer
from tests.workflows.test_journey import arrive, balanced, write

PATH = "/v1/moderations"
RISKY = "Beer promo tonight. Boat noodles 45 baht, 50% off. Open Sat-Sun 10:00-15:00."


def calls(post: PostView) -> list[LedgerEntry]:
    with transaction() as session:
        mine = select(LedgerEntry).where(LedgerEntry.post_id == post.id, LedgerEntry.kind == "moderation")
        return list(session.exec(mine))


def rules(post: PostView) -> set[str]:
    return {flag.rule for flag in post.risk_flags}


def test_each_caption_is_read_and_the_free_call_is_on_the_ledger(here: Ports, studio: StudioServer) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    revise_post(here, owner=owner, post_id=post.id, preset="warmer", instruction=None)
    first, second = calls(post)
    assert (first.state, first.cost_usd_estimated, first.cost_usd) == ("posted", Decimal(0), Decimal(0))
    assert first.units["text_in"] > 0
    [request] = studio.requests(first.id)
    assert request["path"] == PATH
    assert request["body"]["input"] == risk.passages(post.caption_text)
    assert studio.charges(second.id)[0]["usd"] == "0.000000"
    balanced(studio)


def test_words_it_objects_to_are_quoted_and_stop_the_post_until_they_are_read(
    here: Ports, studio: StudioServer
) -> None:
    owner, order = arrive(here)
    studio.faults({"kind": "flagged", "path": PATH})
    post = write(here, owner, order)
    [flag] = [flag for flag in post.risk_flags if flag.rule == "MODERATION"]
    assert flag.quote == risk.passages(post.caption_text)[0]
    assert "content check" in flag.why
    with pytest.raises(AcknowledgementRequired):
        export_zip(here, owner=owner, post_id=post.id)
    with transaction() as session:
        without = post.caption_text.replace(flag.quote, "")
        edited = posts.edit(session, owner=owner, post_id=post.id, text=without, now=here.now())
    assert "MODERATION" not in rules(edited)
    assert b"".join(export_zip(here, owner=owner, post_id=post.id))


@pytest.mark.parametrize(
    "kind", ["error_500", "rate_limit", "bad_gateway_html", "charge_then_reset", "truncated_json", "auth", "model_gone"]
)
def test_when_it_cannot_be_asked_our_own_rules_stand_and_nothing_else_is_said(
    here: Ports, studio: StudioServer, kind: str
) -> None:
    owner, order = arrive(here, text=RISKY)
    studio.faults({"kind": kind, "path": PATH})
    post = write(here, owner, replace(order, post_type="offer"))  # a post of answers leaves out what nobody asks
    assert "ALC1" in rules(post)
    assert "MODERATION" not in rules(post)
    assert [row.state for row in calls(post)] in (["voided"], ["assumed"])
    assert sum(row.cost_usd or 0 for row in calls(post)) == 0
    write(here, *arrive(here))  # nor do the paid calls stop
    balanced(studio)


def test_control_without_a_breaker_of_its_own_a_missing_right_stops_all_words(
    here: Ports, studio: StudioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metered, "_breaker", lambda spec: spec.provider)
    studio.faults({"kind": "auth", "path": PATH})
    write(here, *arrive(here))
    with pytest.raises(ProviderUnavailable):
        write(here, *arrive(here))


def test_a_server_without_the_endpoint_is_not_asked(here: Ports) -> None:
    post = write(replace(here, moderates=False), *arrive(here))
    assert calls(post) == []
