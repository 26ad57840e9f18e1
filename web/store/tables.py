"""The tables. Times are whole milliseconds of the wall clock, UTC; they are recorded, never waited for."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _session_key(*, primary: bool = True) -> Column[str]:
    """The session that a row belongs to; rows go when the session goes."""
    return Column("session", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=primary)


sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("created_ms", BigInteger, nullable=False),
    Column("closed_ms", BigInteger),  # null while the session is open
    Column("code", String(8), nullable=False, unique=True),  # without the space; dead once closed
    Column("language", String(2), nullable=False),
    Column("scenario", String(80), nullable=False),  # id
    Column("title", String(200), nullable=False),
    Column("sources", Text, nullable=False),  # JSON: the scenario's texts as they were, so that it can be folded
    Column("header", Text, nullable=False),  # JSON: the log's header; holds the seed
    Column("round_ms", Integer, nullable=False),  # length of a round, 0 = without a clock
    Column("charter_ms", Integer, nullable=False),
    Column("starts", Integer, nullable=False),  # how often a server opened it: the high part of versions
    Column("reveal", Boolean, nullable=False),
    Column("phase", String(20), nullable=False),  # phase, round and rounds are copies for the archive's list
    Column("round", Integer, nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("teams", Integer, nullable=False),
    Column("allowed", Text, nullable=False, server_default="{}"),  # JSON: what the facilitator allows, see Allowed
)

entries = Table(
    "entries",
    metadata,
    _session_key(),
    Column("seq", Integer, primary_key=True),  # 1-based, without gaps
    Column("id", String(64), nullable=False),
    Column("body_hash", String(64), nullable=False),  # of actor, round, verb and args
    Column("version", BigInteger, nullable=False),  # the version that was acknowledged
    Column("at_ms", BigInteger, nullable=False),
    Column("body", Text, nullable=False),  # JSON of the entry
    UniqueConstraint("session", "id"),
)

live_acts = Table(
    "live_acts",
    metadata,
    _session_key(),
    Column("id", String(64), primary_key=True),  # acts outside the log (pause, extend), done once as well
    Column("body_hash", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("version", BigInteger, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    _session_key(),
    Column("round", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),  # the entry after which it was taken
    Column("body", LargeBinary, nullable=False),
)

clocks = Table(
    "clocks",
    metadata,
    _session_key(),
    Column("state", String(8), nullable=False),  # none, running, paused, over
    Column("left_ms", Integer, nullable=False),  # while running or paused, else 0
    Column("total_ms", Integer, nullable=False),
    Column("told_ms", BigInteger, nullable=False),  # how long the machine had been up when so much was left
)

calendar = Table(
    "calendar",
    metadata,
    Column("id", Integer, primary_key=True),  # one row: when a server was last seen at work
    Column("now_ms", BigInteger, nullable=False),
    Column("up_ms", BigInteger, nullable=False),  # how long the machine had been up then
)

participants = Table(
    "participants",
    metadata,
    Column("id", String(32), primary_key=True),
    _session_key(primary=False),
    Column("name", String(40), nullable=False),  # "" once forgotten
    Column("name_key", String(80), nullable=False),  # casefolded; the id once forgotten
    Column("language", String(2), nullable=False),
    Column("team", Integer, nullable=False),
    Column("seat", Integer, nullable=False),  # -1: an observer, who holds none
    Column("joined_ms", BigInteger, nullable=False),
    Column("browser", String(32), nullable=False, server_default=""),  # its mark, else who joined in it first
    UniqueConstraint("session", "name_key"),
)


def _participant_key() -> Column[str]:
    """The participant whose word a row is; rows go when the participant goes."""
    return Column("participant", String(32), ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True)


stages = Table(
    "stages",
    metadata,
    _session_key(),
    Column("body", Text, nullable=False),  # JSON: what the facilitator shows in the debrief, and who follows
)

votes = Table(
    "votes",
    metadata,
    _session_key(),
    Column("team", Integer, primary_key=True),  # with `company` the disputed lead
    Column("company", Integer, primary_key=True),
    _participant_key(),
    Column("choice", String(20), nullable=False),
)

quiz_answers = Table(
    "quiz_answers",
    metadata,
    _session_key(),
    _participant_key(),
    Column("moment", String(8), primary_key=True),  # before or after
    Column("answers", Text, nullable=False),  # JSON: item -> value
)

reflections = Table(
    "reflections",
    metadata,
    _session_key(),
    _participant_key(),
    Column("rule", String(300), nullable=False),  # "" once forgotten
    Column("checks", String(20), nullable=False),  # letters of the SMART check that were ticked
    Column("at_ms", BigInteger, nullable=False),
)

chat_lines = Table(
    "chat_lines",
    metadata,
    _session_key(),
    Column("team", Integer, primary_key=True),
    Column("number", BigInteger, primary_key=True),  # rises within a team and is never used again: a moment, see Chat
    Column("participant", String(32), ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
    Column("text", String(300), nullable=False),
    Column("seq", Integer, nullable=False),  # the log's last entry when it was said
    Column("at_ms", BigInteger, nullable=False),
    Column("told", Boolean, nullable=False),  # said while everybody knew that the debrief may show it
)

barred = Table(
    "barred",
    metadata,
    _session_key(),
    Column("mark", String(64), primary_key=True),  # by which a browser is known again: hashes, of its word or a token
    Column("participant", String(32), primary_key=True),  # whom the facilitator took out
    Column("name", String(40), nullable=False),  # "" once forgotten
    Column("at_ms", BigInteger, nullable=False),
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("session", String(32), primary_key=True),  # perhaps of no row in `sessions`: a backup may still know it
    Column("whole", Boolean, nullable=False),  # the session is gone, else its people's names and words alone
)

tokens = Table(
    "tokens",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256; the token itself is nowhere
    Column("purpose", String(16), nullable=False),  # see web.access.tokens.Purpose
    Column("session", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), index=True),  # null: every one
    Column("participant", String(32), ForeignKey("participants.id", ondelete="CASCADE"), index=True),
    Column("created_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger),  # null: never
    Column("used_ms", BigInteger),  # of tickets, which work once
)
