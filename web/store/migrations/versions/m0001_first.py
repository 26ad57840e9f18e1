"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _session(*, primary: bool = True) -> sa.Column[str]:
    return sa.Column("session", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=primary)


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("closed_ms", sa.BigInteger),
        sa.Column("code", sa.String(8), nullable=False, unique=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("scenario", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("round_ms", sa.Integer, nullable=False),
        sa.Column("charter_ms", sa.Integer, nullable=False),
        sa.Column("starts", sa.Integer, nullable=False),
        sa.Column("reveal", sa.Boolean, nullable=False),
        sa.Column("phase", sa.String(20), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("rounds", sa.Integer, nullable=False),
        sa.Column("teams", sa.Integer, nullable=False),
    )
    op.create_table(
        "entries",
        _session(),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("session", "id"),
    )
    op.create_table(
        "live_acts",
        _session(),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "snapshots",
        _session(),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "clocks",
        _session(),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("deadline_ms", sa.BigInteger, nullable=False),
        sa.Column("left_ms", sa.Integer, nullable=False),
        sa.Column("total_ms", sa.Integer, nullable=False),
    )
    op.create_table(
        "participants",
        sa.Column("id", sa.String(32), primary_key=True),
        _session(primary=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("name_key", sa.String(80), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("team", sa.Integer, nullable=False),
        sa.Column("seat", sa.Integer, nullable=False),
        sa.Column("joined_ms", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("session", "name_key"),
    )
    op.create_table(
        "tokens",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("session", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), index=True),
        sa.Column("participant", sa.String(32), sa.ForeignKey("participants.id", ondelete="CASCADE"), index=True),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("expires_ms", sa.BigInteger),
        sa.Column("used_ms", sa.BigInteger),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("tokens", "participants", "clocks", "snapshots", "live_acts", "entries", "sessions"):
        op.drop_table(table)
