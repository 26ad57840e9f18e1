"""What is said in the debrief: the stage, votes, the knowledge test, reflections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _session() -> sa.Column[str]:
    return sa.Column("session", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)


def _participant() -> sa.Column[str]:
    key = sa.ForeignKey("participants.id", ondelete="CASCADE")
    return sa.Column("participant", sa.String(32), key, primary_key=True)


def upgrade() -> None:
    """Create them."""
    op.create_table("stages", _session(), sa.Column("body", sa.Text, nullable=False))
    op.create_table(
        "votes",
        _session(),
        sa.Column("team", sa.Integer, primary_key=True),
        sa.Column("company", sa.Integer, primary_key=True),
        _participant(),
        sa.Column("choice", sa.String(20), nullable=False),
    )
    op.create_table(
        "quiz_answers",
        _session(),
        _participant(),
        sa.Column("moment", sa.String(8), primary_key=True),
        sa.Column("answers", sa.Text, nullable=False),
    )
    op.create_table(
        "reflections",
        _session(),
        _participant(),
        sa.Column("rule", sa.String(300), nullable=False),
        sa.Column("checks", sa.String(20), nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("reflections", "quiz_answers", "votes", "stages"):
        op.drop_table(table)
