"""Rows of the log. A gap or a repetition is an error of the database, never silently mended."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from web.store.tables import entries

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the log, with what makes its repetition harmless."""

    seq: int
    id: str
    body_hash: str
    version: int
    at_ms: int
    body: dict[str, Any]


class GapError(Exception):
    """Entries that do not follow on what is stored."""


def append(connection: sa.Connection, session: str, rows: Sequence[EntryRow]) -> None:
    """Add entries at the end of a session's log.

    Raises:
        GapError: the first does not follow on the last stored entry.
        sqlalchemy.exc.IntegrityError: a seq or an id is there already.
    """
    if not rows:
        return
    last = connection.execute(sa.select(sa.func.max(entries.c.seq)).where(entries.c.session == session)).scalar()
    expected = list(range((last or 0) + 1, (last or 0) + 1 + len(rows)))
    if [row.seq for row in rows] != expected:
        message = f"entries {rows[0].seq}.. do not follow on {last or 0}"
        raise GapError(message)
    connection.execute(
        entries.insert(),
        [
            {
                "session": session,
                "seq": row.seq,
                "id": row.id,
                "body_hash": row.body_hash,
                "version": row.version,
                "at_ms": row.at_ms,
                "body": json.dumps(row.body, ensure_ascii=False, separators=(",", ":")),
            }
            for row in rows
        ],
    )


def every(connection: sa.Connection, session: str) -> list[EntryRow]:
    """The log of a session, in order."""
    query = entries.select().where(entries.c.session == session).order_by(entries.c.seq)
    return [
        EntryRow(row.seq, row.id, row.body_hash, row.version, row.at_ms, json.loads(row.body))
        for row in connection.execute(query)
    ]


def texts(connection: sa.Connection, session: str, last: int) -> list[str]:
    """The entries of a session up to a number, in order, as the JSON that is stored."""
    query = sa.select(entries.c.body).where(entries.c.session == session, entries.c.seq <= last)
    return [row.body for row in connection.execute(query.order_by(entries.c.seq))]
