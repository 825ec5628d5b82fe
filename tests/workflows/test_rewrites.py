"""A caption written anew: by a preset, ten times at most, and only a delivered one counts."""

import pytest

from socialdraft.db import transaction
from socialdraft.errors import ProviderUnavailable, RevisionLimitReached
from socialdraft.ports import Ports
from socialdraft.services import posts
from socialdraft.services.workflows.revise_post import revise_post
from tests.studio_fixture import StudioServer
from tests.workflows.test_journey import arrive, write


def test_a_rewrite_changes_the_caption_and_ten_are_the_most(here: Ports) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    shorter = revise_post(here, owner=owner, post_id=post.id, preset="shorter", instruction=None)
    assert len(shorter.caption_text) < len(post.caption_text)
    other = revise_post(here, owner=owner, post_id=post.id, preset="other_language", instruction=None)
    assert other.language == "th"
    for _ in range(8):
        revise_post(here, owner=owner, post_id=post.id, preset="warmer", instruction=None)
    with pytest.raises(RevisionLimitReached):
        revise_post(here, owner=owner, post_id=post.id, preset="warmer", instruction=None)


def test_a_rewrite_the_provider_did_not_deliver_is_not_counted(here: Ports, studio: StudioServer) -> None:
    owner, order = arrive(here)
    post = write(here, owner, order)
    studio.faults(*[{"kind": "error_500", "path": "/v1/responses"}] * 2)
    with pytest.raises(ProviderUnavailable):
        revise_post(here, owner=owner, post_id=post.id, preset="warmer", instruction=None)
    with transaction() as session:
        kept = posts.one(session, owner=owner, post_id=post.id)
    assert (kept.caption_text, kept.revisions_used) == (post.caption_text, 0)
