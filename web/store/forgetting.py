"""What is forgotten of a session's people: all by which they can be known. The log stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.store import bars, chat, debriefs, people

if TYPE_CHECKING:
    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much there was."""

    names: int
    reflections: int
    lines: int  # of the team chats


def forget(connection: sa.Connection, session: str) -> Forgotten:
    """Remove names and what people wrote; also run on every copy of the store."""
    bars.forget(connection, session)
    return Forgotten(
        people.forget(connection, session), debriefs.forget(connection, session), chat.forget(connection, session)
    )
