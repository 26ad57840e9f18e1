"""People and seats: what the facilitator allows, who shares a browser, what teams write to each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.add_column("sessions", sa.Column("allowed", sa.Text, nullable=False, server_default="{}"))
    op.add_column("participants", sa.Column("browser", sa.String(32), nullable=False, server_default=""))
    session = sa.ForeignKey("sessions.id", ondelete="CASCADE")
    participant = sa.ForeignKey("participants.id", ondelete="CASCADE")
    op.create_table(
        "chat_lines",
        sa.Column("session", sa.String(32), session, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("team", sa.Integer, nullable=False),
        sa.Column("participant", sa.String(32), participant, nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("chat_lines")
    op.drop_column("participants", "browser")
    op.drop_column("sessions", "allowed")
