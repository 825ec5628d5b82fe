"""Operations: switches, sweeps, alerts and their outbox, operator actions

Expand only: new tables, and nullable columns without a default, so no table is rewritten and no reader waits.
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
UNDELIVERED = "ix_events_undelivered"


def upgrade() -> None:
    op.create_table(
        "switches",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("off_since", MOMENT, nullable=False),
        sa.CheckConstraint("name IN ('images', 'text', 'anonymous')", name=op.f("ck_switches_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_switches")),
    )
    op.create_table(
        "operator_actions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("details", postgresql.JSONB(), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_actions")),
    )
    op.create_index(op.f("ix_operator_actions_action"), "operator_actions", ["action"])
    op.create_table(
        "sweeps",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=80), nullable=True),
        sa.CheckConstraint("count >= 0 AND failures >= 0", name=op.f("ck_sweeps_not_negative")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sweeps")),
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("details", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("rule", "level", "period", name=op.f("uq_alerts_rule_level_period")),
    )
    op.create_table(
        "alert_deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("error", sa.String(length=80), nullable=True),
        sa.CheckConstraint("channel IN ('email', 'webhook')", name=op.f("ck_alert_deliveries_channel")),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alerts.id"], ondelete="CASCADE", name=op.f("fk_alert_deliveries_alert_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_deliveries")),
        sa.UniqueConstraint("alert_id", "channel", name=op.f("uq_alert_deliveries_alert_id_channel")),
    )
    op.create_index(
        "ix_alert_deliveries_due", "alert_deliveries", ["due_at"], postgresql_where=sa.text("sent_at IS NULL")
    )
    op.add_column("budget_month", sa.Column("chosen_cap", sa.Numeric(12, 6), nullable=True))
    op.add_column("api_cost_ledger", sa.Column("level", sa.Integer(), nullable=True))
    op.add_column("events", sa.Column("delivered_at", MOMENT, nullable=True))
    with op.get_context().autocommit_block():  # a large table stays writable while it is indexed
        op.create_index(
            UNDELIVERED,
            "events",
            ["created_at"],
            postgresql_where=sa.text("delivered_at IS NULL"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(UNDELIVERED, table_name="events", postgresql_concurrently=True, if_exists=True)
    op.drop_column("events", "delivered_at")
    op.drop_column("api_cost_ledger", "level")
    op.drop_column("budget_month", "chosen_cap")
    for table in ("alert_deliveries", "alerts", "sweeps", "operator_actions", "switches"):
        op.drop_table(table)
