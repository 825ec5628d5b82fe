"""The books, read back: what every suite must leave behind, whatever it did."""

from collections.abc import Collection
from decimal import Decimal

from sqlmodel import Session, text

from socialdraft.ports import ObjectStorage
from tests.studio_fixture import StudioServer

BROKEN = {
    "held": """
SELECT 1 FROM budget_month m WHERE held <> (SELECT coalesce(sum(cost_usd_estimated), 0) FROM api_cost_ledger l
WHERE l.month = m.month AND state IN ('held', 'sent'))
UNION ALL SELECT 1 FROM api_cost_ledger l WHERE NOT EXISTS (SELECT 1 FROM budget_month m WHERE m.month = l.month)
""",
    "spent": """
SELECT 1 FROM budget_month m WHERE spent <> (SELECT coalesce(sum(cost_usd), 0) FROM api_cost_ledger l
WHERE l.month = m.month AND state IN ('posted', 'assumed'))
""",
    "pools": """
SELECT 1 FROM budget_pools p WHERE committed <> (SELECT coalesce(sum(coalesce(cost_usd, cost_usd_estimated)), 0)
FROM api_cost_ledger WHERE state <> 'voided' AND pools ? p.name)
""",
    "cap": "SELECT 1 FROM budget_month WHERE held + spent > cap + overrun",
    "slots": """
SELECT 1 FROM weekly_quota_usage GROUP BY owner_type, owner_id, platform_type, week_start_date HAVING count(*) > 2
UNION ALL SELECT 1 FROM weekly_platforms GROUP BY owner_type, owner_id, week_start_date HAVING count(*) > 2
""",
    "pictures": """
SELECT 1 FROM post_images WHERE stage = 'final_high' GROUP BY post_id HAVING count(*) > 9
UNION ALL SELECT 1 FROM image_batches GROUP BY post_id, stage
HAVING count(*) > CASE stage WHEN 'final_high' THEN 1 ELSE 2 END
UNION ALL SELECT 1 FROM post_images GROUP BY batch_id, ordinal HAVING count(*) > 1
""",
    "lease": "SELECT 1 FROM jobs WHERE (status = 'running') <> (lease_until IS NOT NULL)",
    "open_holds": """
SELECT 1 FROM api_cost_ledger l JOIN jobs j ON j.id = l.job_id WHERE l.state IN ('held', 'sent')
AND j.status NOT IN ('queued', 'running') AND l.expires_at <= now() - interval '1 minute'
""",
}
"""Each query finds what may not be."""
KEPT = "deletions/"
"""Where storage keeps who was deleted; these are no pictures."""


def violations(session: Session, *, storage: ObjectStorage | None = None, skip: Collection[str] = ()) -> set[str]:
    """Names of what is broken; with the storage that only this database uses, pictures and rows are compared too."""
    found = {name for name, query in BROKEN.items() if session.execute(text(query)).first()}
    if storage is not None:
        rows, objects = row_keys(session), {key for key in storage.keys("") if not key.startswith(KEPT)}
        found |= {name for name, odd in (("lost", rows - objects), ("orphans", objects - rows)) if odd}
    return found - set(skip)


def row_keys(session: Session) -> set[str]:
    """Every storage key a row speaks of."""
    query = "SELECT storage_key, thumb_key FROM post_images UNION SELECT storage_key, thumb_key FROM uploads"
    return {key for row in session.execute(text(query)) for key in row}


def check(session: Session) -> None:
    """Σ holds = held, Σ ledger = spent, nothing above a cap."""
    assert violations(session) == set()


def unexplained(session: Session, studio: StudioServer) -> list[tuple[str, Decimal, Decimal]]:
    """Calls of this database whose ledger amount is not what the studio charged: id, ledger, studio.

    An uncertain row (no reply, or one without usage) may exceed the charge, never fall short of it.
    """
    charged: dict[str, Decimal] = {}
    for charge in studio.charges():
        charged[charge["hold_id"]] = charged.get(charge["hold_id"], Decimal(0)) + Decimal(charge["usd"])
    rows = session.execute(text("SELECT id, uncertain, coalesce(cost_usd, 0) AS cost FROM api_cost_ledger")).all()
    odd = []
    for row in rows:
        real = charged.get(str(row.id), Decimal(0))
        if row.cost < real or (row.cost != real and not row.uncertain):
            odd.append((str(row.id), row.cost, real))
    return odd
