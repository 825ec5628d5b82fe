"""How far owners come, and whether they come back; from the events, which hold no words of theirs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, text

OPENED = "session.opened"
STEPS = (
    "business.created",
    "platform.added",
    "text.checked",
    "caption.written",
    "candidates.requested",
    "candidates.finished",
    "finalize.requested",
    "finalize.finished",
    "export.downloaded",
    "post.used",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: how often it was taken, and by how many owners."""

    name: str
    count: int
    owners: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """Owners whose first event fell in one week, and how many of them were there in each week since."""

    week: date
    size: int
    back: tuple[int, ...]


def steps(session: Session, *, now: datetime, days: int = 30) -> list[Step]:
    query = text(
        "SELECT event_name AS name, count(*) AS times, count(DISTINCT owner_id) AS owners FROM events"
        " WHERE created_at > :since AND created_at <= :now GROUP BY 1"
    )
    rows = {row.name: row for row in session.execute(query, {"since": now - timedelta(days=days), "now": now})}
    opened = session.execute(
        text("SELECT count(*) FROM sessions WHERE created_at > :since AND created_at <= :now"),
        {"since": now - timedelta(days=days), "now": now},
    ).scalar_one()
    came = [Step(OPENED, opened, opened)]
    return came + [
        Step(name, rows[name].times, rows[name].owners) if name in rows else Step(name, 0, 0) for name in STEPS
    ]


def retention(session: Session, *, now: datetime, weeks: int = 8) -> list[Cohort]:
    """The last weeks' newcomers, oldest first; `back[0]` is their first week, so all of them."""
    query = text(
        "WITH seen AS (SELECT DISTINCT owner_id, date_trunc('week', created_at AT TIME ZONE 'UTC')::date AS week"
        " FROM events WHERE created_at <= :now),"
        " first AS (SELECT owner_id, min(week) AS week FROM seen GROUP BY 1)"
        " SELECT first.week, (seen.week - first.week) / 7 AS later, count(*) AS owners FROM first JOIN seen"
        " USING (owner_id) WHERE first.week > :since GROUP BY 1, 2 ORDER BY 1, 2"
    )
    cohorts: dict[date, dict[int, int]] = {}
    for row in session.execute(query, {"now": now, "since": (now - timedelta(weeks=weeks)).date()}):
        cohorts.setdefault(row.week, {})[row.later] = row.owners
    return [
        Cohort(week, back[0], tuple(back.get(n, 0) for n in range(_age(week, now)))) for week, back in cohorts.items()
    ]


def _age(week: date, now: datetime) -> int:
    return (now.date() - week).days // 7 + 1
