"""Truths that hold whatever happened: asked every few minutes, after each suite, and after a restore."""

from collections.abc import Mapping

from sqlmodel import Session, text

RULES: Mapping[str, str] = {
    # name: a query whose every row is a breach
    "held_is_the_sum_of_open_holds": """
        SELECT m.month FROM budget_month m LEFT JOIN (SELECT month, sum(cost_usd_estimated) AS usd FROM api_cost_ledger
        WHERE state IN ('held', 'sent') GROUP BY month) l USING (month) WHERE m.held <> coalesce(l.usd, 0)""",
    "spent_is_the_sum_of_settled_calls": """
        SELECT m.month FROM budget_month m LEFT JOIN (SELECT month, sum(cost_usd) AS usd FROM api_cost_ledger
        WHERE state IN ('posted', 'assumed') GROUP BY month) l USING (month) WHERE m.spent <> coalesce(l.usd, 0)""",
    "every_call_belongs_to_a_month": """
        SELECT DISTINCT l.month FROM api_cost_ledger l LEFT JOIN budget_month m USING (month) WHERE m.month IS NULL""",
    "no_month_above_its_cap": "SELECT month FROM budget_month WHERE held + spent > cap + overrun",
    "no_week_above_two_posts_per_platform": """
        SELECT owner_id FROM weekly_quota_usage
        GROUP BY owner_type, owner_id, platform_type, week_start_date HAVING count(*) > 2""",
    "no_week_above_two_platforms": """
        SELECT owner_id FROM weekly_platforms GROUP BY owner_type, owner_id, week_start_date HAVING count(*) > 2""",
    "no_post_above_nine_finals": """
        SELECT post_id FROM post_images WHERE stage = 'final_high' GROUP BY post_id HAVING count(*) > 9""",
    "no_post_above_its_batches": """
        SELECT post_id FROM image_batches GROUP BY post_id, stage
        HAVING count(*) > CASE stage WHEN 'final_high' THEN 1 ELSE 2 END""",
    "no_running_job_without_a_lease": "SELECT id FROM jobs WHERE status = 'running' AND lease_until IS NULL",
    "no_ended_job_with_an_open_batch": """
        SELECT j.id FROM jobs j JOIN image_batches b ON b.id = j.batch_id
        WHERE j.status IN ('succeeded', 'partial', 'failed') AND b.status NOT IN ('succeeded', 'partial', 'failed')""",
    "no_succeeded_job_without_its_pictures": """
        SELECT j.id FROM jobs j WHERE j.status = 'succeeded'
        AND (SELECT count(*) FROM post_images i WHERE i.batch_id = j.batch_id) < j.total""",
    "no_rows_of_nobody": """
        SELECT b.id FROM businesses b WHERE b.owner_type = 'session'
        AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.id = b.owner_id)
        UNION ALL SELECT b.id FROM businesses b WHERE b.owner_type = 'user'
        AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = b.owner_id)""",
}
"""Pools may exceed Σ of their rows after two owners became one, so they are not among these."""


def breaches(session: Session) -> dict[str, int]:
    """How many rows break each rule; {} is as it should be."""
    counts = {name: len(session.execute(text(f"{query} LIMIT 100")).all()) for name, query in RULES.items()}
    return {name: count for name, count in counts.items() if count}
