"""Rows of sessions: creating, listing, closing, and what belongs to a session as a whole."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from web.store.tables import live_acts, participants, sessions, snapshots


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the facilitator allows in a session beside playing. All of it is off unless switched on."""

    choosing: bool = False  # people choose team and seat as they join
    observers: int = 0  # how many may look on
    chat: bool = False  # the people of a team may write to each other
    chat_told: bool = False  # the debrief may show what they write


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as it is kept. See the table for the meaning of each field."""

    id: str
    created_ms: int
    closed_ms: int | None
    code: str
    language: str
    scenario: str
    title: str
    sources: dict[str, str]
    header: dict[str, Any]
    round_ms: int
    charter_ms: int
    starts: int
    reveal: bool
    phase: str
    round: int
    rounds: int
    teams: int
    allowed: Allowed = Allowed()


def add(connection: sa.Connection, row: SessionRow) -> None:
    """Keep a new session."""
    values = asdict(row)
    values["sources"] = json.dumps(row.sources, ensure_ascii=False)
    values["header"] = json.dumps(row.header, ensure_ascii=False)
    values["allowed"] = json.dumps(asdict(row.allowed))
    connection.execute(sessions.insert().values(values))


def get(connection: sa.Connection, session: str) -> SessionRow | None:
    """The session with this id."""
    return _row(connection.execute(sessions.select().where(sessions.c.id == session)).mappings().first())


def by_code(connection: sa.Connection, code: str) -> SessionRow | None:
    """The open session with this join code."""
    query = sessions.select().where(sessions.c.code == code, sessions.c.closed_ms.is_(None))
    return _row(connection.execute(query).mappings().first())


def every(connection: sa.Connection) -> list[tuple[SessionRow, int]]:
    """All sessions, newest first, each with the number of people who hold a seat."""
    people = (
        sa.select(sa.func.count())
        .select_from(participants)
        .where(participants.c.session == sessions.c.id, participants.c.seat >= 0)
        .scalar_subquery()
    )
    query = sa.select(sessions, people.label("people")).order_by(sessions.c.created_ms.desc(), sessions.c.id)
    found = []
    for mapping in connection.execute(query).mappings():
        values = dict(mapping)
        count = values.pop("people")
        row = _row(values)
        assert row is not None
        found.append((row, count))
    return found


def readable(connection: sa.Connection) -> list[tuple[SessionRow, int]]:
    """As `every`, but what damage to the store has made unreadable is left out."""
    found = []
    query = sa.select(sessions.c.id).order_by(sessions.c.created_ms.desc(), sessions.c.id)
    with contextlib.suppress(sa.exc.DBAPIError):
        for (session,) in connection.execute(query):
            with contextlib.suppress(sa.exc.DBAPIError, ValueError, TypeError):
                row = get(connection, session)
                mine = sa.select(sa.func.count()).where(participants.c.session == session)
                if row is not None:
                    found.append((row, int(connection.execute(mine).scalar_one())))
    return found


def started(connection: sa.Connection, session: str) -> int:
    """Count one more opening of a session by a server; versions of this opening lie above all earlier."""
    connection.execute(sessions.update().where(sessions.c.id == session).values(starts=sessions.c.starts + 1))
    query = sa.select(sessions.c.starts).where(sessions.c.id == session)
    return int(connection.execute(query).scalar_one())


def note_phase(connection: sa.Connection, session: str, phase: str, round_: int, closed_ms: int | None) -> None:
    """Copy where the session stands, for the archive's list."""
    values: dict[str, Any] = {"phase": phase, "round": round_}
    if closed_ms is not None:
        values["closed_ms"] = closed_ms
    connection.execute(sessions.update().where(sessions.c.id == session).values(values))


def set_reveal(connection: sa.Connection, session: str, reveal: bool) -> None:
    """Keep whether the truth is unmasked."""
    connection.execute(sessions.update().where(sessions.c.id == session).values(reveal=reveal))


def set_allowed(connection: sa.Connection, session: str, allowed: Allowed) -> None:
    """Keep what the facilitator allows."""
    body = json.dumps(asdict(allowed))
    connection.execute(sessions.update().where(sessions.c.id == session).values(allowed=body))


def remove(connection: sa.Connection, session: str) -> None:
    """Remove a session with all that belongs to it."""
    connection.execute(sessions.delete().where(sessions.c.id == session))


def add_snapshot(connection: sa.Connection, session: str, round_: int, seq: int, body: bytes) -> None:
    """Keep the state as it was when a round closed."""
    connection.execute(snapshots.delete().where(snapshots.c.session == session, snapshots.c.round == round_))
    connection.execute(snapshots.insert().values(session=session, round=round_, seq=seq, body=body))


def add_live_act(connection: sa.Connection, session: str, act_id: str, body_hash: str, seq: int, version: int) -> None:
    """Remember an act outside the log, so that its repetition does nothing."""
    connection.execute(
        live_acts.insert().values(session=session, id=act_id, body_hash=body_hash, seq=seq, version=version)
    )


def every_live_act(connection: sa.Connection, session: str) -> list[tuple[str, str, int, int]]:
    """(id, body hash, seq, version) of the acts outside the log."""
    query = sa.select(live_acts.c.id, live_acts.c.body_hash, live_acts.c.seq, live_acts.c.version)
    found = connection.execute(query.where(live_acts.c.session == session))
    return [(row.id, row.body_hash, row.seq, row.version) for row in found]


def _row(mapping: Any) -> SessionRow | None:
    if mapping is None:
        return None
    values = dict(mapping)
    values["sources"] = json.loads(values["sources"])
    values["header"] = json.loads(values["header"])
    values["allowed"] = Allowed(**json.loads(values["allowed"]))
    return SessionRow(**values)
