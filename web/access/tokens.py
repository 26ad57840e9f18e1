"""Tokens and tickets: 128 random bits each, for one purpose, kept as a hash.

A *token* stays good until it is revoked; a *ticket* travels in a link and works once.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from web.store import tokens
from web.store.calendar import CALENDAR
from web.store.tokens import TokenRow

if TYPE_CHECKING:
    import sqlalchemy as sa

    from web.store.writer import Store

TICKET_MS = 24 * 3600 * 1000
TOKEN_MS = 30 * 24 * 3600 * 1000
MOST_SCREENS = 16  # tokens of projectors that one session keeps, beside those in use


class Purpose(StrEnum):
    """What a secret is good for, and nothing else."""

    SEAT = "seat"
    FACILITATOR = tokens.FACILITATOR
    SCREEN = "screen"
    HOST_TICKET = "host_ticket"
    SOLE_TICKET = "sole_ticket"  # a host's too; whoever opens it is the only facilitator from then on
    OBSERVER = "observer"
    SEAT_TICKET = "seat_ticket"
    LEFT = tokens.LEFT  # was one of these two; its holder went by themselves
    ENDED = tokens.ENDED  # was revoked
    FREED = tokens.FREED  # was a seat's or an observer's; tells its browser what happened, and opens nothing


HOST_TICKETS = frozenset({Purpose.HOST_TICKET, Purpose.SOLE_TICKET})
TICKETS = HOST_TICKETS | {Purpose.SEAT_TICKET}
CLOSED = TICKETS | {Purpose(over) for over in tokens.OVER}  # good for no request


@dataclass(frozen=True, slots=True)
class Principal:
    """Who stands behind a token.

    Attributes:
        kind: seat, observer, facilitator or screen.
        session: the one session it is good for; "" for a facilitator of the whole server.
        participant: of a seat or an observer, else "".
        token_hash: which token it was.
    """

    kind: Purpose
    session: str
    participant: str
    token_hash: str

    def may_enter(self, session: str) -> bool:
        """Whether the token is good for this session."""
        return self.session in ("", session)


def now_ms() -> int:
    """The calendar, in which tokens last as long as they are meant to."""
    return CALENDAR.now_ms()


def hashed(secret: str) -> str:
    """What is kept of a secret. It is random and long, so one plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def mark(word: str) -> str:
    """What is kept of the word by which a browser is known again; "" of one that does not say."""
    return hashed(word)[:32] if word else ""


def issue(connection: sa.Connection, purpose: Purpose, session: str = "", participant: str = "") -> str:
    """Make a secret for a purpose and keep its hash."""
    secret = secrets.token_urlsafe(16)
    now = now_ms()
    life = TICKET_MS if purpose in TICKETS else TOKEN_MS
    row = TokenRow(hashed(secret), purpose, session or None, participant or None, now, now + life)
    tokens.sweep(connection, now)
    tokens.add(connection, row)
    return secret


def issue_screen(connection: sa.Connection, session: str, held: frozenset[str]) -> str:
    """A projector's token; the oldest of this session end, but for those whose hashes are `held`."""
    secret = issue(connection, Purpose.SCREEN, session)
    tokens.trim(connection, session, Purpose.SCREEN, MOST_SCREENS, held | {hashed(secret)})
    return secret


def principal(store: Store, secret: str) -> Principal | None:
    """Who stands behind this token, if it is one and still good."""
    if not 8 <= len(secret) <= 200:
        return None
    row = store.look(lambda connection: tokens.find(connection, hashed(secret), now_ms()))
    if row is None or row.purpose in CLOSED:
        return None
    return Principal(Purpose(row.purpose), row.session or "", row.participant or "", row.hash)


def is_good(connection: sa.Connection, token_hash: str) -> bool:
    """Whether a token that was let in has not ended meanwhile: what it asks for may have waited."""
    row = tokens.find(connection, token_hash, now_ms())
    return row is not None and row.purpose not in CLOSED


def fate(store: Store, secret: str) -> str:
    """Why a token opens nothing any more: its seat was taken from it, it was signed out, or it never did."""
    if not 8 <= len(secret) <= 200:
        return "not_allowed"
    row = store.look(lambda connection: tokens.find(connection, hashed(secret), now_ms()))
    told = {Purpose.FREED: "seat_freed", Purpose.ENDED: "signed_out"}
    return "not_allowed" if row is None else told.get(Purpose(row.purpose), "not_allowed")


def redeem(connection: sa.Connection, ticket: str, *purposes: Purpose) -> TokenRow | None:
    """Use a ticket of one of these purposes up; None if it is none, is of another kind, or was used."""
    row = tokens.find(connection, hashed(ticket), now_ms())
    if row is None or row.purpose not in purposes:
        return None
    return tokens.use(connection, row.hash, now_ms())


def other_hosts(connection: sa.Connection, token_hash: str) -> frozenset[str]:
    """The hashes of the facilitators' tokens but this one."""
    return frozenset(row.hash for row in tokens.good(connection, {Purpose.FACILITATOR}, now_ms())) - {token_hash}


def end_other_hosts(connection: sa.Connection, token_hash: str) -> frozenset[str]:
    """End the facilitators' tokens but this one, and every link that nobody has opened: they could have copied it.

    Returns the hashes of the tokens.
    """
    others = other_hosts(connection, token_hash)
    tokens.end(connection, others | {row.hash for row in tokens.good(connection, TICKETS, now_ms())})
    return others


def free(connection: sa.Connection, participant: str) -> None:
    """End a participant's tokens; whoever comes with one is told that the seat was freed."""
    tokens.free(connection, participant, Purpose.FREED)


def leave(connection: sa.Connection, participant: str) -> None:
    """End the tokens of a participant who goes by themselves."""
    tokens.free(connection, participant, Purpose.LEFT)


def end_others(connection: sa.Connection, participant: str, secret: str) -> None:
    """End a participant's tokens and tickets but this one."""
    tokens.revoke(connection, participant, keep=hashed(secret))
