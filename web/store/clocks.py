"""The round clock as it survives a restart, and any change of the machine's clock meanwhile."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from web.store.tables import clocks


@dataclass(frozen=True, slots=True)
class ClockRow:
    """What was left when the machine had been up for `told_ms`."""

    state: str = "none"
    left_ms: int = 0
    total_ms: int = 0
    told_ms: int = 0


def put(connection: sa.Connection, session: str, row: ClockRow) -> None:
    """Keep the clock of a session."""
    connection.execute(clocks.delete().where(clocks.c.session == session))
    connection.execute(clocks.insert().values(session=session, **asdict(row)))


def get(connection: sa.Connection, session: str) -> ClockRow:
    """The clock of a session."""
    found = connection.execute(clocks.select().where(clocks.c.session == session)).mappings().first()
    if found is None:
        return ClockRow()
    values = dict(found)
    values.pop("session")
    return ClockRow(**values)


def running(connection: sa.Connection) -> list[str]:
    """The sessions whose clock runs."""
    query = sa.select(clocks.c.session).where(clocks.c.state == "running")
    return [row.session for row in connection.execute(query)]
