"""Events from the table to the analytics tool: marked once it has taken them, so an outage only delays them."""

import logging
from datetime import datetime

from socialdraft.db import transaction
from socialdraft.models import Event
from socialdraft.ports import Analytics, Happening, WebhookFailed
from socialdraft.services import doors, events

log = logging.getLogger("socialdraft.events")


def deliver(analytics: Analytics | None, *, now: datetime) -> int:
    """Hand over what is new, batch by batch; how many. A crash in between repeats a batch, which counts once."""
    count = 0
    while analytics:
        with transaction() as session:
            rows = events.undelivered(session)
            if not rows:
                break
            try:
                analytics.send([_happening(row) for row in rows])
            except WebhookFailed as error:
                log.warning("events.bounced count=%d error=%s", len(rows), error)
                break
            events.mark_delivered(session, ids=[row.id for row in rows], now=now)
        count += len(rows)
    return count


def _happening(row: Event) -> Happening:
    return Happening(row.id, row.event_name, doors.keyed(f"owner {row.owner_id}"), row.props, row.created_at)
