"""Rows of the team chat. They lie beside the log and are in no export."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from web.store.tables import chat_lines

if TYPE_CHECKING:
    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class LineRow:
    """What one participant wrote to their team. See the table for the meaning of each field."""

    number: int
    team: int
    participant: str
    text: str
    seq: int
    at_ms: int
    told: bool


def add(connection: sa.Connection, session: str, row: LineRow) -> None:
    """Keep a line."""
    connection.execute(chat_lines.insert().values(session=session, **asdict(row)))


def drop(connection: sa.Connection, session: str, team: int, number: int) -> None:
    """Remove a line."""
    mine = chat_lines.c.session == session, chat_lines.c.team == team, chat_lines.c.number == number
    connection.execute(chat_lines.delete().where(*mine))


def every(connection: sa.Connection, session: str) -> list[LineRow]:
    """The lines of a session, in the order they were written."""
    query = chat_lines.select().where(chat_lines.c.session == session).order_by(chat_lines.c.number, chat_lines.c.team)
    found = connection.execute(query).mappings()
    return [LineRow(**{key: value for key, value in row.items() if key != "session"}) for row in found]


def forget(connection: sa.Connection, session: str) -> int:
    """Remove all that a session's people wrote to each other. Returns how many lines there were."""
    return int(connection.execute(chat_lines.delete().where(chat_lines.c.session == session)).rowcount)
