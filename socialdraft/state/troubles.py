"""Why a picture job brought less than it should have, in words for its owner."""

from socialdraft.schemas import JobView
from socialdraft.services.jobs import CANCELLED

CLOSED = ("paused", "money_out", "auth", "model_gone", "rejected")
"""What only we can mend."""
TROUBLES = {
    "refused": "gallery.some_refused",
    "budget_exhausted": "gallery.some_budget",
    "rate_limited": "gallery.some_busy",
    "timeout": "gallery.some_busy",
    "server": "gallery.some_busy",
    "unreachable": "gallery.some_busy",
    **dict.fromkeys(CLOSED, "gallery.some_paused"),
}
TROUBLES_OF_ALL = {
    "refused": "gallery.all_refused",
    "budget_exhausted": "gallery.all_budget",
    "rate_limited": "gallery.all_busy",
    "timeout": "gallery.all_busy",
    "server": "gallery.all_busy",
    "unreachable": "gallery.all_busy",
    **dict.fromkeys(CLOSED, "gallery.all_paused"),
}
"""Why, in plain words; any other cause has the plain sentence of its outcome."""


def trouble_of(job: JobView) -> str:
    """What to say of a job that brought less than it should have: the key of the sentence, or nothing."""
    if job.status not in ("partial", "failed"):
        return ""
    if job.error == CANCELLED:
        return "gallery.stopped"
    if job.status == "partial":
        return TROUBLES.get(job.error or "", "gallery.some_failed")
    return TROUBLES_OF_ALL.get(job.error or "", "gallery.all_failed")
