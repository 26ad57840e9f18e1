"""Taking a seat, and what else changes who is in the room. Runs in the session's writer."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from web.access import tokens
from web.access.names import clean_name, name_key
from web.access.tokens import Purpose
from web.live import after
from web.live.clock import wall_ms
from web.store import people
from web.store.people import Person

if TYPE_CHECKING:
    import sqlalchemy as sa

    from game.actions.commands import Command
    from web.live.envelope import Language
    from web.live.room import Room
    from web.live.seating import Place


class JoinError(Exception):
    """Nobody was seated; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def join(room: Room, name: str, language: str) -> tuple[str, Place]:
    """Seat somebody on the next free seat; the token of the seat and its place.

    Raises:
        JoinError: session_closed, session_full or name_taken.
        web.access.names.BadNameError: the name holds nothing readable.
    """
    shown = clean_name(name)
    key = name_key(shown)
    if room.closed:
        raise JoinError("wrong_code")
    if room.seating.has_name(key):
        raise JoinError("name_taken")
    place = room.seating.next_free()
    if place is None:
        raise JoinError("session_full")
    person = Person(secrets.token_hex(8), room.id, shown, key, language, *place, wall_ms())

    def keep(connection: sa.Connection) -> str:
        people.add(connection, person)
        return tokens.issue(connection, Purpose.SEAT, room.id, person.id)

    token = room.store.run(keep)
    room.seating.add(person)
    room.touch_all()
    return token, place


def take_over(room: Room, place: Place) -> Command | None:
    """The entry by which a person who just sat down takes the seat from its bot."""
    return after.seat_bot(room, place, "") if room.work(place).bot else None


def change_language(room: Room, participant: str, language: Language) -> None:
    """Let a participant read in another language."""
    room.store.run(lambda connection: people.set_language(connection, participant, language))
    room.seating.change_language(participant, language)
    for reader in room.connections(participant):
        reader.language = language
        reader.touch(urgent=True)


def reissue(room: Room, place: Place) -> str:
    """A one-time ticket for the person on a seat.

    Raises:
        JoinError: nobody_there.
    """
    person = room.seating.person_at(place)
    if person is None:
        raise JoinError("nobody_there")
    return room.store.run(lambda connection: tokens.issue(connection, Purpose.SEAT_TICKET, room.id, person.id))
