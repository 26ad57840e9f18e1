"""Steps of the facilitator about people: who sits where, under which name, who goes, and what is allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from web.access import tokens
from web.access.names import BadNameError, clean_name, name_key
from web.live import after
from web.live.step import FACILITATOR, Args, StepRefusedError, known
from web.store import bars, people, sessions
from web.store.bars import Removed
from web.store.calendar import wall_ms

if TYPE_CHECKING:
    import sqlalchemy as sa

    from game.actions.commands import Command
    from web.live.asks import Ask
    from web.live.room import Room
    from web.live.step import Outcome, Step
    from web.store.people import Person

MOST_OBSERVERS = 30


class _Person(Args):
    participant: Annotated[str, Field(max_length=64)]


class _Move(_Person):
    team: Annotated[int, Field(ge=0, le=99)]
    seat: Annotated[int, Field(ge=0, le=99)]


class _Rename(_Person):
    name: Annotated[str, Field(max_length=200)]


class _Remove(_Person):
    then: Literal["", "bot", "free"] = ""


class _Allow(Args):
    choosing: bool | None = None
    observers: Annotated[int, Field(ge=0, le=MOST_OBSERVERS)] | None = None
    chat: bool | None = None
    chat_told: bool | None = None


def _move(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    """To another seat; whoever holds that one takes the seat that is left."""
    to = known(room, (args.team, args.seat))
    person = _seated(room, args.participant)
    left = (person.team, person.seat)
    jobs = after.move(room, left, to)
    commands = after.seated(room, to)
    commands += after.seated(room, left) if left in room.seating.at else after.vacated(room, left)
    return jobs, commands


def _rename(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    """Another name in place of one that cannot stand; the old one is kept nowhere."""
    person = _known(room, args.participant)
    try:
        name = clean_name(args.name)
    except BadNameError:
        raise StepRefusedError("bad_name") from None
    key = name_key(name)
    if room.seating.named(key) not in (None, person):
        raise StepRefusedError("name_taken")
    room.seating.rename(person.id, name, key)
    room.chat.changed(room.chat.teams_of(person.id))
    room.touch_all()
    return [lambda connection: people.rename(connection, person.id, name, key)], []


def _remove(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    """Somebody goes, with their tokens and all that they said; their seat is free, or a bot's.

    They cannot come back by the same browser until they are let back in.
    """
    person = _known(room, args.participant)
    jobs, commands = free(room, person, args.then)
    room.removed.append(Removed(person.id, person.name))
    return [lambda connection: bars.add(connection, person, wall_ms()), *jobs], commands


def _let_back(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    """Whoever was taken out may join again, like everybody else."""
    if not any(one.participant == args.participant for one in room.removed):
        raise StepRefusedError("nobody_there")
    room.removed = [one for one in room.removed if one.participant != args.participant]
    room.touch_watchers()
    return [lambda connection: bars.lift(connection, room.id, args.participant)], []


def free(room: Room, person: Person, then: str = "") -> Outcome:
    """Take a person out of the room; their browsers are told that the facilitator did it."""
    room.forget(person.id)
    room.touch_all()

    def go(connection: sa.Connection) -> None:
        tokens.free(connection, person.id)
        people.remove(connection, person.id)

    commands: list[Command] = []
    if not person.is_observer:
        commands = after.vacated(room, (person.team, person.seat), then)
    return [go], commands


def _allow(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    """Switch what is allowed; when nobody may look on any more, whoever does goes."""
    said = {name: value for name, value in args.model_dump().items() if value is not None}
    room.allowed = allowed = replace(room.allowed, **said)
    jobs = [lambda connection: sessions.set_allowed(connection, room.id, allowed)]
    for person in () if allowed.observers else room.seating.observers():
        jobs += free(room, person)[0]
    room.touch_all()
    return jobs, []


def _known(room: Room, participant: str) -> Person:
    """Somebody of this session.

    Raises:
        StepRefusedError: nobody_there.
    """
    person = room.seating.people.get(participant)
    if person is None:
        raise StepRefusedError("nobody_there")
    return person


def _seated(room: Room, participant: str) -> Person:
    """Somebody on a seat.

    Raises:
        StepRefusedError: nobody_there.
    """
    person = _known(room, participant)
    if person.is_observer:
        raise StepRefusedError("nobody_there")
    return person


STEPS: dict[str, Step] = {
    "move": (_Move, FACILITATOR, _move),
    "rename": (_Rename, FACILITATOR, _rename),
    "remove": (_Remove, FACILITATOR, _remove),
    "let_back": (_Person, FACILITATOR, _let_back),
    "allow": (_Allow, FACILITATOR, _allow),
}
