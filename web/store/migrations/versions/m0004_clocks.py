"""Clocks that survive a change of the machine's clock: what was left, and how long the machine was up then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A clock that runs meanwhile has its whole time left, less what the machine was up."""
    with op.batch_alter_table("clocks") as table:
        table.add_column(sa.Column("told_ms", sa.BigInteger, nullable=False, server_default="0"))
        table.drop_column("deadline_ms")
    op.execute("UPDATE clocks SET left_ms = total_ms WHERE state = 'running'")
    op.create_table(
        "calendar",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("now_ms", sa.BigInteger, nullable=False),
        sa.Column("up_ms", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Back to deadlines by the clock on the wall."""
    op.drop_table("calendar")
    with op.batch_alter_table("clocks") as table:
        table.add_column(sa.Column("deadline_ms", sa.BigInteger, nullable=False, server_default="0"))
        table.drop_column("told_ms")
