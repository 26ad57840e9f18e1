"""Taking a seat, and what else changes who is in the room. Runs in the session's writer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from web.access import tokens
from web.access.names import clean_name, name_key
from web.access.tokens import Purpose
from web.live import after
from web.live.clock import monotonic_ms
from web.live.room import AFTER_PLAY
from web.live.seating import NO_SEAT
from web.store import bars, people
from web.store.calendar import wall_ms
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


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody who joins asks for beside a seat.

    Attributes:
        team: that team, None for any.
        seat: that seat of it, None for any.
        observe: to look on at the team instead of taking a seat.
        beside: a participant who joined in the same browser before, "" = nobody.
        browser: the mark of the browser, "" = it does not say.
        token: the hash of the token that it came with, good or not, "" = none.
    """

    team: int | None = None
    seat: int | None = None
    observe: bool = False
    beside: str = ""
    browser: str = ""
    token: str = ""


ANY = Wish()
MOST_IN_A_BROWSER = 3  # a team may share a laptop; a whole room does not fit on one phone


def join(room: Room, name: str, language: str, wish: Wish = ANY) -> tuple[str, Person]:
    """Let somebody in, on the seat they wish for or the next free one; their token and who they are now.

    Raises:
        JoinError: wrong_code, removed, name_taken, browser_full, choosing_off, session_full, team_full, seat_taken,
            observers_off or observers_full.
        web.access.names.BadNameError: the name holds nothing readable.
    """
    shown = clean_name(name)
    key = name_key(shown)
    if room.closed:
        raise JoinError("wrong_code")
    marks = _marks(room, wish)
    namesake = room.seating.named(key)
    if namesake is not None and not _is_back(room, namesake, wish):
        raise JoinError("name_taken")
    if namesake is not None:
        return _again(room, namesake, language, marks)
    if room.seating.in_browser(marks) >= MOST_IN_A_BROWSER:
        raise JoinError("browser_full")
    ghost = None if wish.observe else _ghost(room, wish)
    if ghost is not None:
        place = ghost.team, ghost.seat
    else:
        place = _look_on(room, wish) if wish.observe else _seat_for(room, wish)
    person = Person(secrets.token_hex(8), room.id, shown, key, language, *place, wall_ms(), *marks[:1])

    def keep(connection: sa.Connection) -> str:
        if bars.holds(connection, room.id, [*marks, wish.token]):
            raise JoinError("removed")
        if ghost is not None:
            _go(connection, ghost.id)
        people.add(connection, person)
        return tokens.issue(connection, _purpose(person), room.id, person.id)

    token = room.store.run(keep)
    if ghost is not None:
        room.forget(ghost.id)
    room.seating.add(person)
    if not person.is_observer:
        room.awaited[person.id] = monotonic_ms()
    room.touch_all()
    return token, person


def _is_back(room: Room, person: Person, wish: Wish) -> bool:
    """Whether who asks by a name is whose name it is: the answer with their token was lost, or their browser lost it.

    Who says that they are another person is so only while nobody came for the first one.
    """
    if not wish.browser or wish.browser != person.browser or wish.observe != person.is_observer:
        return False
    return person.id in room.awaited or (not wish.beside and room.driver(person.id) is None)


def _again(room: Room, person: Person, language: str, marks: list[str]) -> tuple[str, Person]:
    """A token more for somebody who is in already."""

    def keep(connection: sa.Connection) -> str:
        if bars.holds(connection, room.id, marks):
            raise JoinError("removed")
        return tokens.issue(connection, _purpose(person), room.id, person.id)

    token = room.store.run(keep)
    if language != person.language:
        change_language(room, person.id, cast("Language", language))
    return token, room.seating.people[person.id]


def _purpose(person: Person) -> Purpose:
    return Purpose.OBSERVER if person.is_observer else Purpose.SEAT


def move_in(room: Room, participant: str, browser: str) -> Person | None:
    """Somebody came with a link to their seat: it is this browser that they are known by, not the one they left."""
    return room.seating.move_in(participant, browser) if participant in room.seating.people else None


def _marks(room: Room, wish: Wish) -> list[str]:
    """By what a browser is known again, the surest first."""
    before = room.seating.people.get(wish.beside)
    known = [wish.browser] if before is None else [wish.browser, before.browser, before.id]
    return [mark for mark in known if mark]


def _ghost(room: Room, wish: Wish) -> Person | None:
    """Who never came to a seat that is needed now: a machine may join in many names, it does not sit on many seats."""
    free = room.seating.next_free(wish.team)
    chosen = wish.team is not None or wish.seat is not None
    if (free is not None and wish.seat is None) or (chosen and (wish.team is None or not room.allowed.choosing)):
        return None
    for person in room.ghosts(monotonic_ms()):
        if wish.team in (None, person.team) and wish.seat in (None, person.seat):
            return person
    return None


def _seat_for(room: Room, wish: Wish) -> Place:
    """The seat that somebody gets; which one is theirs to say only if the facilitator allows it."""
    if wish.team is None and wish.seat is None:
        place = room.seating.next_free()
        if place is None:
            raise JoinError("session_full")
        return place
    if not room.allowed.choosing:
        raise JoinError("choosing_off")
    if wish.team is None or not 0 <= wish.team < room.match.team_count:
        raise JoinError("no_such_seat")
    if wish.seat is not None and (wish.team, wish.seat) not in room.seating.places():
        raise JoinError("no_such_seat")
    if wish.seat is not None and (wish.team, wish.seat) in room.seating.at:
        raise JoinError("seat_taken")
    place = room.seating.next_free(wish.team) if wish.seat is None else (wish.team, wish.seat)
    if place is None:
        raise JoinError("team_full")
    return place


def _look_on(room: Room, wish: Wish) -> Place:
    """Where an observer stands: beside a team, on no seat."""
    if not room.allowed.observers:
        raise JoinError("observers_off")
    if len(room.seating.observers()) >= room.allowed.observers:
        raise JoinError("observers_full")
    team = wish.team or 0
    if wish.seat is not None or not 0 <= team < room.match.team_count:
        raise JoinError("no_such_seat")
    return team, NO_SEAT


def leave(room: Room, participant: str) -> Place | None:
    """Somebody goes by themselves; the seat that is free now, None if none is.

    After the last round nobody works on seats any more: whoever goes then leaves what they said in the debrief.
    """
    if participant not in room.seating.people:
        return None
    if room.match.phase in AFTER_PLAY:
        room.store.run(lambda connection: tokens.end_others(connection, participant, ""))
        return None
    room.store.run(lambda connection: _go(connection, participant))
    person = room.forget(participant)
    room.touch_all()
    return None if person.is_observer else (person.team, person.seat)


def _go(connection: sa.Connection, participant: str) -> None:
    tokens.leave(connection, participant)
    people.remove(connection, participant)


def sit_down(room: Room, place: Place) -> list[Command]:
    """Entries by which a person who just sat down takes the seat from its bot."""
    return [after.seat_bot(room, place, "")] if room.bot_at(place) else []


def change_language(room: Room, participant: str, language: Language) -> None:
    """Let a participant read in another language."""
    room.store.run(lambda connection: people.set_language(connection, participant, language))
    room.seating.change_language(participant, language)
    for reader in room.connections(participant):
        reader.language = language
        reader.touch(urgent=True)


def reissue(room: Room, place: Place, asker: str) -> str:
    """A one-time ticket for the person on a seat, for the facilitator whose token has this hash.

    Raises:
        JoinError: nobody_there, or no_token if the facilitator was signed out while this waited.
    """
    person = room.seating.person_at(place)
    if person is None:
        raise JoinError("nobody_there")

    def give(connection: sa.Connection) -> str:
        if not tokens.is_good(connection, asker):
            raise JoinError("no_token")
        return tokens.issue(connection, Purpose.SEAT_TICKET, room.id, person.id)

    return room.store.run(give)
