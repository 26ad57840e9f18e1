"""Rows of whom the facilitator took out of a session, by the marks of the browsers that they came with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from web.store.tables import barred, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from web.store.people import Person


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody who was taken out and may be let in again; a name that was forgotten is ""."""

    participant: str
    name: str


def add(connection: sa.Connection, person: Person, now_ms: int) -> None:
    """Keep out whoever holds this participant's tokens, or comes in the same browser."""
    mine = connection.execute(sa.select(tokens.c.hash).where(tokens.c.participant == person.id))
    marks = {row.hash for row in mine} | {person.browser or person.id}
    known = {"session": person.session, "participant": person.id, "name": person.name, "at_ms": now_ms}
    connection.execute(barred.insert(), [{**known, "mark": mark} for mark in sorted(marks)])


def keep(connection: sa.Connection, row: dict[str, Any]) -> None:
    """Keep out whom another copy of the store keeps out."""
    known = [barred.c[name] == row[name] for name in ("session", "mark", "participant")]
    connection.execute(barred.delete().where(*known))
    connection.execute(barred.insert().values(row))


def holds(connection: sa.Connection, session: str, marks: Iterable[str]) -> bool:
    """Whether one of these marks is kept out of a session."""
    query = sa.select(barred.c.mark).where(barred.c.session == session, barred.c.mark.in_(sorted(marks)))
    return connection.execute(query).first() is not None


def every(connection: sa.Connection, session: str) -> list[Removed]:
    """Who was taken out of a session, in the order they went."""
    query = sa.select(barred.c.participant, barred.c.name).where(barred.c.session == session)
    found = connection.execute(query.order_by(barred.c.at_ms, barred.c.participant))
    return list(dict.fromkeys(Removed(row.participant, row.name) for row in found))


def lift(connection: sa.Connection, session: str, participant: str) -> None:
    """Let somebody in again: their marks keep nobody out any more, whoever else was taken out of the same browser."""
    here = barred.c.session == session
    mine = connection.execute(sa.select(barred.c.mark).where(here, barred.c.participant == participant))
    marks = sorted(row.mark for row in mine)
    connection.execute(barred.delete().where(here, barred.c.mark.in_(marks)))


def forget(connection: sa.Connection, session: str) -> None:
    """Remove the names; the marks stay, which are nobody's name."""
    connection.execute(barred.update().where(barred.c.session == session).values(name=""))
