"""Who was taken out stays out, what was removed stays removed, and a team's chat tells nothing of the others'."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LINES = "session, number, team, participant, text, seq, at_ms, told"


def upgrade() -> None:
    """Add them; lines that were written keep their numbers."""
    op.create_table(
        "barred",
        sa.Column("session", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.Column("participant", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "forgotten",
        sa.Column("session", sa.String(32), primary_key=True),
        sa.Column("whole", sa.Boolean, nullable=False),
    )
    _lines(sa.BigInteger, "session", "team", "number")


def downgrade() -> None:
    """Take them away; lines of the chat are numbered anew."""
    op.execute(
        "UPDATE chat_lines SET number = (SELECT count(*) FROM chat_lines AS other WHERE other.session = "
        "chat_lines.session AND (other.number, other.team) <= (chat_lines.number, chat_lines.team))"
    )
    _lines(sa.Integer, "session", "number")
    op.drop_table("forgotten")
    op.drop_table("barred")


def _lines(number: type[sa.Integer], *key: str) -> None:
    """Copy the lines of the chat into a table with another key."""
    session = sa.ForeignKey("sessions.id", ondelete="CASCADE")
    participant = sa.ForeignKey("participants.id", ondelete="CASCADE")
    op.create_table(
        "chat_lines_new",
        sa.Column("session", sa.String(32), session, nullable=False),
        sa.Column("team", sa.Integer, nullable=False),
        sa.Column("number", number, nullable=False),
        sa.Column("participant", sa.String(32), participant, nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint(*key),
    )
    op.execute(f"INSERT INTO chat_lines_new ({LINES}) SELECT {LINES} FROM chat_lines")  # noqa: S608 - names of ours
    op.drop_table("chat_lines")
    op.rename_table("chat_lines_new", "chat_lines")
