"""What is forgotten: a session's people, by all that they can be known by, while its log stays; or all of it.

It is noted, so that no backup brings it back, wherever it was kept meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from web.store import bars, chat, debriefs, people, sessions
from web.store.tables import forgotten


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much there was."""

    names: int
    reflections: int
    lines: int  # of the team chats


def forget(connection: sa.Connection, session: str) -> Forgotten:
    """Remove names and what people wrote; also run on every copy of the store."""
    _note(connection, session, whole=False)
    bars.forget(connection, session)
    return Forgotten(
        people.forget(connection, session), debriefs.forget(connection, session), chat.forget(connection, session)
    )


def remove(connection: sa.Connection, session: str) -> None:
    """Remove a session with all that belongs to it; also run on every copy of the store."""
    _note(connection, session, whole=True)
    sessions.remove(connection, session)


def _note(connection: sa.Connection, session: str, *, whole: bool) -> None:
    noted = connection.execute(forgotten.select().where(forgotten.c.session == session)).first()
    if noted is not None and (noted.whole or not whole):
        return
    connection.execute(forgotten.delete().where(forgotten.c.session == session))
    connection.execute(forgotten.insert().values(session=session, whole=whole))
