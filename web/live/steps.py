"""Acts outside the log, on what only the server knows: time, messages, places of people, the mask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from web.live import after
from web.live.room import Message
from web.store import clocks, sessions

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.actions.commands import Command
    from web.live.asks import Ask
    from web.live.room import Room
    from web.live.seating import Place

    Outcome = tuple[list[after.Job], list[Command]]

NUDGE = {"en": "Do you need a hand? The facilitator is with you.", "ru": "Нужна помощь? Ведущий рядом."}
KEPT_MESSAGES = 20


class StepRefusedError(Exception):
    """A step that is not possible now."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


class _Args(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _None(_Args):
    pass


class _Extend(_Args):
    seconds: Annotated[int, Field(ge=1, le=3600)]


class _Say(_Args):
    text: Annotated[str, Field(min_length=1, max_length=500)]
    to: Annotated[str, Field(pattern=r"^(all|team:\d{1,3}|role:[a-z_]{1,30})$")]


class _Seat(_Args):
    team: Annotated[int, Field(ge=0, le=99)]
    seat: Annotated[int, Field(ge=0, le=99)]


class _Move(_Seat):
    participant: Annotated[str, Field(max_length=64)]


class _Reveal(_Args):
    on: bool


def take(room: Room, ask: Ask, now: int) -> Outcome:
    """Take a step: what to store, and entries of the log that come with it.

    Raises:
        StepRefusedError: it is not possible now.
    """
    shape, kinds, function = STEPS[ask.verb]
    if ask.reader is None or ask.reader.kind not in kinds:
        raise StepRefusedError("not_allowed")
    try:
        args = shape.model_validate(ask.args)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "arguments"
        raise StepRefusedError("malformed", f"{where}: {first['type']}") from None
    return function(room, ask, args, now)


def _pause(room: Room, _ask: Ask, _args: Any, now: int) -> Outcome:
    if not room.clock.pause(now):
        raise StepRefusedError("no_clock")
    return _clock_changed(room, now)


def _resume(room: Room, _ask: Ask, _args: Any, now: int) -> Outcome:
    if not room.clock.resume(now):
        raise StepRefusedError("no_clock")
    return _clock_changed(room, now)


def _extend(room: Room, _ask: Ask, args: Any, now: int) -> Outcome:
    if not room.clock.extend(args.seconds * 1000, now):
        raise StepRefusedError("no_clock")
    return _clock_changed(room, now)


def _clock_changed(room: Room, now: int) -> Outcome:
    room.touch_all()
    row = room.clock.row(now)
    return [lambda connection: clocks.put(connection, room.id, row)], []


def _message(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    _say(room, args.to, dict.fromkeys(("en", "ru"), args.text))
    return [], []


def _nudge(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    _known(room, (args.team, args.seat))
    _say(room, f"seat:{args.team}:{args.seat}", NUDGE)
    return [], []


def _say(room: Room, to: str, text: dict[str, str]) -> None:
    number = room.messages[-1].id + 1 if room.messages else 1
    room.messages = [*room.messages[1 - KEPT_MESSAGES :], Message(number, to, text)]
    room.touch_all()


def _move(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    to = _known(room, (args.team, args.seat))
    person = room.seating.people.get(args.participant)
    if person is None:
        raise StepRefusedError("nobody_there")
    left = (person.team, person.seat)
    jobs = after.move(room, left, to)
    commands = [after.seat_bot(room, to, "")] if room.work(to).bot else []
    if room.match.phase == "round" and left in room.seating.free() and not room.work(left).bot:
        commands.append(after.seat_bot(room, left, room.rules.bot_policy()))
    return jobs, commands


def _reveal(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    room.reveal = args.on
    room.touch_all()
    return [lambda connection: sessions.set_reveal(connection, room.id, args.on)], []


def _take_back(room: Room, ask: Ask, _args: Any, _now: int) -> Outcome:
    """This connection drives the seat from now on, instead of an other one or of a bot."""
    assert ask.reader is not None
    place = room.place_of(ask.reader)
    if place is None:
        raise StepRefusedError("nobody_there")
    room.orders += 1
    ask.reader.order = room.orders
    room.touch_team(place[0], urgent=place)
    return [], [after.seat_bot(room, place, "")] if room.work(place).bot else []


def _known(room: Room, place: Place) -> Place:
    if place not in room.seating.places():
        raise StepRefusedError("nobody_there")
    return place


_FACILITATOR, _SEAT = ("facilitator",), ("seat",)
STEPS: dict[str, tuple[type[_Args], tuple[str, ...], Callable[[Room, Ask, Any, int], Outcome]]] = {
    "take_back": (_None, _SEAT, _take_back),
    "pause": (_None, _FACILITATOR, _pause),
    "resume": (_None, _FACILITATOR, _resume),
    "extend": (_Extend, _FACILITATOR, _extend),
    "message": (_Say, _FACILITATOR, _message),
    "nudge": (_Seat, _FACILITATOR, _nudge),
    "move": (_Move, _FACILITATOR, _move),
    "reveal": (_Reveal, _FACILITATOR, _reveal),
}
