"""How a final came about, and the point its export is cut around

Expand only: constant defaults are kept in the catalogue, so no row is rewritten and older code can still insert.
"""

import sqlalchemy as sa

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post_images", sa.Column("enlarged", sa.Boolean(), nullable=False, server_default="false"))
    op.add_column("post_images", sa.Column("focus_x", sa.Float(), nullable=False, server_default="0.5"))
    op.add_column("post_images", sa.Column("focus_y", sa.Float(), nullable=False, server_default="0.5"))
    op.create_check_constraint("focus", "post_images", "focus_x BETWEEN 0 AND 1 AND focus_y BETWEEN 0 AND 1")


def downgrade() -> None:
    op.drop_constraint("focus", "post_images", type_="check")
    op.drop_column("post_images", "focus_y")
    op.drop_column("post_images", "focus_x")
    op.drop_column("post_images", "enlarged")
