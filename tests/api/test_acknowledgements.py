"""Words a rule stops: nothing leaves before the owner has read the warning, by either door."""

import pytest

from socialdraft.db import transaction
from socialdraft.errors import AcknowledgementRequired
from socialdraft.ports import Ports
from socialdraft.services import acknowledgements, posts
from socialdraft.services.owners import Owner
from socialdraft.services.workflows.export_post import export_zip
from tests.api.visitor import Visitor, refused
from tests.factories import make_owner, make_post

FORBIDDEN = "Boat noodles 45 baht and a beer promo tonight."
HARMLESS = "Boat noodles 45 baht tonight."


def stopped(shop: Visitor) -> dict[str, object]:
    post = shop.draft()
    answer = shop.http.patch(f"/api/posts/{post['id']}", json={"caption_text": FORBIDDEN})
    found: dict[str, object] = answer.json()
    return found


def test_a_stopped_post_leaves_only_after_its_warning_is_read(shop: Visitor) -> None:
    post = stopped(shop)
    assert [flag["rule"] for flag in post["unacknowledged"]] == ["ALC1"]  # type: ignore[attr-defined]
    assert all(flag["quote"] in FORBIDDEN for flag in post["risk_flags"])  # type: ignore[attr-defined]
    path = f"/api/posts/{post['id']}"
    told = refused(shop.get(f"{path}/export.zip"), 409, "acknowledgement_required")
    assert told["flags"][0]["rule"] == "ALC1"
    assert "read the warnings" in told["detail"]
    refused(shop.post(f"{path}/mark-used"), 409, "acknowledgement_required")

    assert shop.post(f"{path}/acknowledge").json()["unacknowledged"] == []
    assert shop.get(f"{path}/export.zip").status_code == 200
    assert shop.post(f"{path}/mark-used").json()["status"] == "exported"


def test_what_was_read_counts_for_these_words_only(shop: Visitor) -> None:
    post = stopped(shop)
    path = f"/api/posts/{post['id']}"
    shop.post(f"{path}/acknowledge")
    shop.http.patch(path, json={"caption_text": f"{FORBIDDEN} Bring your own ganja cookies."})
    assert [flag["rule"] for flag in shop.get(path).json()["unacknowledged"]] == ["CAN1"]
    refused(shop.get(f"{path}/export.zip"), 409, "acknowledgement_required")
    shop.http.patch(path, json={"caption_text": HARMLESS})
    assert shop.get(f"{path}/export.zip").status_code == 200


def test_a_stranger_cannot_read_a_warning_for_the_owner(shop: Visitor, other_shop: Visitor) -> None:
    post = stopped(shop)
    refused(other_shop.post(f"/api/posts/{post['id']}/acknowledge"), 404, "not_found")
    refused(shop.get(f"/api/posts/{post['id']}/export.zip"), 409, "acknowledgement_required")


def forbidden_post(here: Ports) -> tuple[Owner, str]:
    with transaction() as session:
        owner = make_owner(session, now=here.now())
        post = make_post(session, owner, now=here.now())
        posts.edit(session, owner=owner, post_id=post.id, text=FORBIDDEN, now=here.now())
        return owner, str(post.id)


def test_the_pages_service_stops_the_same_post(here: Ports) -> None:
    owner, post_id = forbidden_post(here)
    with pytest.raises(AcknowledgementRequired):
        export_zip(here, owner=owner, post_id=post_id)
    with pytest.raises(AcknowledgementRequired), transaction() as session:
        posts.mark_used(session, owner=owner, post_id=post_id, now=here.now())


def test_control_without_the_rule_the_post_leaves_unread(here: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, post_id = forbidden_post(here)
    monkeypatch.setattr(acknowledgements, "missing", lambda _post: [])
    assert b"".join(export_zip(here, owner=owner, post_id=post_id))
