"""Events to PostHog by its batch address. Each carries its id, so that a repeat counts once."""

from collections.abc import Sequence
from typing import Any

from socialdraft.adapters.http_webhook import post
from socialdraft.ports import Happening


class PostHog:
    """The analytics port; no client library, because its threads would not survive a fork."""

    def __init__(self, *, host: str, key: str) -> None:
        self._url, self._key = f"{host.rstrip('/')}/batch/", key

    def send(self, happenings: Sequence[Happening]) -> None:
        post(self._url, {"api_key": self._key, "batch": [_event(each) for each in happenings]})


def _event(happening: Happening) -> dict[str, Any]:
    # No person is made of an owner, and no address is looked up.
    quiet = {"$process_person_profile": False, "$geoip_disable": True}
    return {
        "event": happening.name,
        "uuid": str(happening.id),
        "timestamp": happening.at.isoformat(),
        "properties": {**happening.props, **quiet, "distinct_id": happening.who},
    }
