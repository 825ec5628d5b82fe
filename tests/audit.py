"""The books, read back: what every suite must leave behind, whatever it did."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, text

from tests.studio_fixture import StudioServer

SUMS = """
SELECT (SELECT coalesce(sum(held), 0) FROM budget_month) AS month_held,
       (SELECT coalesce(sum(spent), 0) FROM budget_month) AS month_spent,
       (SELECT coalesce(sum(cost_usd_estimated), 0) FROM api_cost_ledger WHERE state IN ('held', 'sent')) AS held,
       (SELECT coalesce(sum(cost_usd), 0) FROM api_cost_ledger WHERE state IN ('posted', 'assumed')) AS spent
"""
OVERFULL = """
SELECT 1 FROM weekly_quota_usage GROUP BY owner_id, platform_type, week_start_date HAVING count(*) > 2
UNION ALL SELECT 1 FROM weekly_platforms GROUP BY owner_id, week_start_date HAVING count(*) > 2
UNION ALL SELECT 1 FROM post_images WHERE stage = 'final_high' GROUP BY post_id HAVING count(*) > 9
UNION ALL SELECT 1 FROM image_batches GROUP BY post_id, stage
HAVING count(*) > CASE stage WHEN 'final_high' THEN 1 ELSE 2 END
"""
LEASELESS = "SELECT count(*) FROM jobs WHERE status = 'running' AND lease_until IS NULL"


@dataclass(frozen=True)
class Books:
    """Both sides of each sum that has to agree."""

    held: tuple[Decimal, Decimal]
    spent: tuple[Decimal, Decimal]
    overfull: int


def read(session: Session) -> Books:
    row = session.execute(text(SUMS)).one()
    overfull = len(session.execute(text(OVERFULL)).all())
    assert session.execute(text(LEASELESS)).scalar_one() == 0
    return Books((row.month_held, row.held), (row.month_spent, row.spent), overfull)


def check(session: Session) -> None:
    """Σ holds = held, Σ ledger = spent, nothing above a cap."""
    books = read(session)
    assert books.held[0] == books.held[1]
    assert books.spent[0] == books.spent[1]
    assert books.overfull == 0


def unexplained(session: Session, studio: StudioServer) -> list[tuple[str, Decimal, Decimal]]:
    """Calls of this database whose ledger amount is not what the studio charged: id, ledger, studio.

    An uncertain row (no reply, or one without usage) may exceed the charge, never fall short of it.
    """
    charged = {row["hold_id"]: Decimal(row["usd"]) for row in studio.charges()}
    rows = session.execute(text("SELECT id, uncertain, coalesce(cost_usd, 0) AS cost FROM api_cost_ledger")).all()
    odd = []
    for row in rows:
        real = charged.get(str(row.id), Decimal(0))
        if row.cost < real or (row.cost != real and not row.uncertain):
            odd.append((str(row.id), row.cost, real))
    return odd
