"""Rows of tokens. Only hashes come here."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from web.store.tables import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

FACILITATOR = "facilitator"
LINES = frozenset({FACILITATOR, "seat", "observer", "screen"})  # good for a line to the server
FREED, LEFT, ENDED = "freed", "left", "ended"
"""Good for nothing any more: the facilitator took the seat, its holder left it, the token was revoked.

Such tokens are kept until they would have run out, so that a backup does not bring them back.
"""
OVER = frozenset({FREED, LEFT, ENDED})


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token by its hash: what it is for and until when."""

    hash: str
    purpose: str
    session: str | None
    participant: str | None
    created_ms: int
    expires_ms: int | None = None
    used_ms: int | None = None


def add(connection: sa.Connection, row: TokenRow) -> None:
    """Keep a token."""
    connection.execute(tokens.insert().values(asdict(row)))


def find(connection: sa.Connection, token_hash: str, now_ms: int) -> TokenRow | None:
    """The token with this hash, if it is still good."""
    found = connection.execute(tokens.select().where(tokens.c.hash == token_hash)).mappings().first()
    if found is None:
        return None
    row = TokenRow(**found)
    expired = row.expires_ms is not None and row.expires_ms <= now_ms
    return None if expired or row.used_ms is not None else row


def use(connection: sa.Connection, token_hash: str, now_ms: int) -> TokenRow | None:
    """Use a ticket up. Of two who try at once only one gets it."""
    row = find(connection, token_hash, now_ms)
    if row is None:
        return None
    done = connection.execute(
        tokens.update().where(tokens.c.hash == token_hash, tokens.c.used_ms.is_(None)).values(used_ms=now_ms)
    )
    return row if done.rowcount == 1 else None


def good(connection: sa.Connection, purposes: Iterable[str], now_ms: int) -> list[TokenRow]:
    """The tokens and tickets of these purposes that are still good."""
    mine = tokens.select().where(tokens.c.purpose.in_(sorted(purposes)), tokens.c.used_ms.is_(None))
    found = connection.execute(mine.where(sa.or_(tokens.c.expires_ms.is_(None), tokens.c.expires_ms > now_ms)))
    return [TokenRow(**row) for row in found.mappings()]


def end(connection: sa.Connection, hashes: Iterable[str]) -> None:
    """End tokens and tickets."""
    connection.execute(tokens.update().where(tokens.c.hash.in_(sorted(hashes))).values(purpose=ENDED))


def free(connection: sa.Connection, participant: str, purpose: str) -> None:
    """Let a participant's tokens outlive them, good for nothing but to tell what happened."""
    mine = tokens.update().where(tokens.c.participant == participant)
    connection.execute(mine.values(purpose=purpose, participant=None))


def sweep(connection: sa.Connection, now_ms: int) -> None:
    """Remove what has run out."""
    connection.execute(tokens.delete().where(tokens.c.expires_ms <= now_ms))


def trim(connection: sa.Connection, session: str, purpose: str, newest: int, held: frozenset[str]) -> None:
    """Remove a session's tokens of one purpose but the newest and those held."""
    mine = sa.select(tokens.c.hash).where(tokens.c.session == session, tokens.c.purpose == purpose)
    rows = connection.execute(mine.order_by(tokens.c.created_ms.desc()).offset(newest))
    if old := {row.hash for row in rows} - held:
        connection.execute(tokens.delete().where(tokens.c.hash.in_(old)))


def revoke(connection: sa.Connection, participant: str, *, keep: str = "") -> None:
    """End a participant's tokens but one."""
    others = tokens.update().where(tokens.c.participant == participant, tokens.c.hash != keep)
    connection.execute(others.values(purpose=ENDED))
