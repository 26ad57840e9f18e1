"""Rows of participants: the only place where names of people are kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from web.store.tables import participants

if TYPE_CHECKING:
    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Person:
    """A participant and the seat they hold, or the team that they look on at."""

    id: str
    session: str
    name: str
    name_key: str
    language: str
    team: int
    seat: int  # -1: an observer
    joined_ms: int
    browser: str = ""  # its mark, else the participant who joined in it first; "" = it does not say, and nobody did

    @property
    def is_observer(self) -> bool:
        """Whether they look on, without a seat."""
        return self.seat < 0


def add(connection: sa.Connection, person: Person) -> None:
    """Keep a new participant. The name must be free in the session."""
    connection.execute(participants.insert().values(asdict(person)))


def every(connection: sa.Connection, session: str) -> list[Person]:
    """The participants of a session, in the order they joined."""
    query = participants.select().where(participants.c.session == session)
    found = connection.execute(query.order_by(participants.c.joined_ms, participants.c.id)).mappings()
    return [Person(**row) for row in found]


def place(connection: sa.Connection, participant: str, team: int, seat: int) -> None:
    """Move a participant to another seat."""
    connection.execute(participants.update().where(participants.c.id == participant).values(team=team, seat=seat))


def rename(connection: sa.Connection, participant: str, name: str, name_key: str) -> None:
    """Give a participant another name. It must be free in the session."""
    chosen = {"name": name, "name_key": name_key}
    connection.execute(participants.update().where(participants.c.id == participant).values(chosen))


def remove(connection: sa.Connection, participant: str) -> None:
    """Remove a participant with all that they said; their tokens end."""
    connection.execute(participants.delete().where(participants.c.id == participant))


def set_language(connection: sa.Connection, participant: str, language: str) -> None:
    """Keep a participant's language."""
    connection.execute(participants.update().where(participants.c.id == participant).values(language=language))


def set_browser(connection: sa.Connection, participant: str, browser: str) -> None:
    """Keep by which browser a participant is known now."""
    connection.execute(participants.update().where(participants.c.id == participant).values(browser=browser))


def forget(connection: sa.Connection, session: str) -> int:
    """Remove the names of a session's participants; the log stays. Returns how many there were."""
    done = connection.execute(
        participants.update()
        .where(participants.c.session == session, participants.c.name != "")
        .values(name="", name_key=participants.c.id, browser="")
    )
    return int(done.rowcount)
