"""What lasts when one goes back to a backup: whoever was removed, left, was signed out or forgotten stays gone.

And whoever came in since, to a seat or a console that the backup has, stays in.

The database that a backup replaces is asked, and of those who are gone also each that was replaced before it: it knows
nothing of what was done while it was put aside. Only what they say counts, not what they lack: any of them may be
older than the backup, when somebody goes back too far and then forward again.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from web.store import bars, forgetting, people, soundness
from web.store.tables import participants, sessions, tokens
from web.store.tokens import ENDED, FACILITATOR, FREED, LEFT, LINES, OVER

if TYPE_CHECKING:
    from pathlib import Path

QUERIES = {
    "sessions": "SELECT id FROM sessions",
    "tokens": "SELECT hash, purpose, session, participant, created_ms, expires_ms, used_ms FROM tokens",
    "barred": "SELECT session, mark, participant, name, at_ms FROM barred",
    "forgotten": "SELECT session, whole FROM forgotten",
}


@dataclass(slots=True)
class Lasting:
    """What a store says of those who are gone. `is_sure`: it was sound, and nothing of that is missing."""

    is_sure: bool = False
    sessions: frozenset[str] = frozenset()
    tokens: dict[str, str] = field(default_factory=dict)  # hash -> how it ended
    good: list[dict[str, Any]] = field(default_factory=list)  # tokens of whoever is in
    barred: list[dict[str, Any]] = field(default_factory=list)
    forgotten: dict[str, bool] = field(default_factory=dict)  # session -> whether it is gone as a whole


def read(store: Path, seconds: float) -> Lasting:
    """What a store that is to be replaced says, as far as it can be read."""
    if not store.is_file() or not store.stat().st_size:
        return Lasting()
    is_sure = not soundness.look(store, seconds).fault
    rows: dict[str, list[Any]] = {name: [] for name in QUERIES}
    try:
        with contextlib.closing(soundness.read_only(store)) as connection:
            connection.row_factory = sqlite3.Row
            tables = {row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for name in tables & set(QUERIES):  # an older Baton has not all of them
                rows[name] = connection.execute(QUERIES[name]).fetchall()
    except sqlite3.Error:
        is_sure = False
    return Lasting(
        is_sure,
        frozenset(row["id"] for row in rows["sessions"]),
        {row["hash"]: row["purpose"] for row in rows["tokens"] if row["purpose"] in OVER},
        [dict(row) for row in rows["tokens"] if row["purpose"] in LINES],
        [dict(row) for row in rows["barred"]],
        {row["session"]: bool(row["whole"]) for row in rows["forgotten"]},
    )


def carry(connection: sa.Connection, last: Lasting) -> None:
    """Let another copy know who is gone and who is in."""
    let_go(connection, last, frozenset())
    if last.is_sure:
        _let_in(connection, last.good)
    else:  # nobody knows who was signed out
        connection.execute(tokens.update().where(tokens.c.purpose == FACILITATOR).values(purpose=ENDED))


def only_here(connection: sa.Connection, last: Lasting) -> list[str]:
    """The sessions that only this copy knows."""
    return sorted(_ids(connection, sessions) - last.sessions)


def let_go(connection: sa.Connection, last: Lasting, later: frozenset[str]) -> None:
    """Let all that is gone be gone in another copy too.

    Of sessions that are in `later` ones too, those say who is kept out: people are let back in.
    """
    for session, whole in last.forgotten.items():
        (forgetting.remove if whole else forgetting.forget)(connection, session)
    here = _ids(connection, sessions)
    for token_hash, how in last.tokens.items():
        _end(connection, token_hash, how)
    for row in last.barred:
        if row["session"] in here - later:
            bars.keep(connection, row)
            people.remove(connection, row["participant"])


def _let_in(connection: sa.Connection, good: list[dict[str, Any]]) -> None:
    """Tokens that were given since, to whoever the copy knows: nobody has to be let in a second time."""
    known = {row.hash for row in connection.execute(sa.select(tokens.c.hash))}
    whole: set[str | None] = {None}  # a console of the whole server is of no session, and nobody's seat
    here, people_here = whole | _ids(connection, sessions), whole | _ids(connection, participants)
    for row in good:
        if row["hash"] not in known and row["session"] in here and row["participant"] in people_here:
            connection.execute(tokens.insert().values(row))


def _ids(connection: sa.Connection, table: sa.Table) -> set[str]:
    return {row.id for row in connection.execute(sa.select(table.c.id))}


def _end(connection: sa.Connection, token_hash: str, how: str) -> None:
    """A token that has ended; whoever went with it is gone."""
    mine = tokens.c.hash == token_hash
    holder = connection.scalar(sa.select(tokens.c.participant).where(mine))
    left = None if how in (FREED, LEFT) else holder
    connection.execute(tokens.update().where(mine).values(purpose=how, participant=left))
    if holder is not None and left is None:
        people.remove(connection, holder)
