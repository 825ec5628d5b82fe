"""Whether finals look like the ideas they were picked as."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, text

from socialdraft.services.imaging import DRIFT


@dataclass(frozen=True, slots=True)
class Likeness:
    """Distances from idea to final: the middle one, the 95th of a hundred, and how many finals went wrong."""

    finals: int
    middle: float
    high: float
    drifted: int
    enlarged: int


def likeness(session: Session, *, now: datetime, days: int = 30) -> Likeness:
    row = session.execute(
        text(
            "SELECT count(*) AS finals, coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY likeness), 0) AS middle,"
            " coalesce(percentile_cont(0.95) WITHIN GROUP (ORDER BY likeness), 0) AS high,"
            " count(*) FILTER (WHERE likeness > :drift) AS drifted, count(*) FILTER (WHERE enlarged) AS enlarged"
            " FROM post_images WHERE stage = 'final_high' AND created_at > :since"
        ),
        {"drift": DRIFT, "since": now - timedelta(days=days)},
    ).one()
    return Likeness(row.finals, float(row.middle), float(row.high), row.drifted, row.enlarged)
