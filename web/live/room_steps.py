"""Steps of running the room: time and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from web.access.names import clean_text
from web.live import after
from web.live.room import Message
from web.live.step import FACILITATOR, SEAT, Args, StepRefusedError, known
from web.store import clocks

if TYPE_CHECKING:
    from web.live.asks import Ask
    from web.live.room import Room
    from web.live.step import Outcome, Step

NUDGE = {"en": "Do you need a hand? The facilitator is with you.", "ru": "Нужна помощь? Ведущий рядом."}
KEPT_MESSAGES = 20
LONGEST_MESSAGE = 500


class _None(Args):
    pass


class _Extend(Args):
    seconds: Annotated[int, Field(ge=1, le=3600)]


class _Say(Args):
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_MESSAGE)]
    to: Annotated[str, Field(pattern=r"^(all|team:\d{1,3}|role:[a-z_]{1,30})$")]
    seconds: Annotated[int, Field(ge=0, le=3600)] = 0  # how long it stands; 0: until the phase changes


class _EndMessage(Args):
    message: Annotated[int, Field(ge=0)]


class _Seat(Args):
    team: Annotated[int, Field(ge=0, le=99)]
    seat: Annotated[int, Field(ge=0, le=99)]


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


def _message(room: Room, _ask: Ask, args: Any, now: int) -> Outcome:
    text = clean_text(args.text, LONGEST_MESSAGE)
    if not text:
        raise StepRefusedError("malformed", "text: nothing readable")
    _say(room, args.to, dict.fromkeys(("en", "ru"), text), until=now + 1000 * args.seconds if args.seconds else None)
    return [], []


def _end_message(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    """Take a message back; one that has ended by itself is as good as taken back."""
    room.messages = [one for one in room.messages if one.id != args.message]
    room.touch_all()
    return [], []


def _nudge(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    """To the person on a seat, wherever they sit later."""
    person = room.seating.person_at(known(room, (args.team, args.seat)))
    if person is None:
        raise StepRefusedError("nobody_there")
    _say(room, f"person:{person.id}", NUDGE)
    return [], []


def _say(room: Room, to: str, text: dict[str, str], *, until: int | None = None) -> None:
    # Versions rise over restarts too, so that no browser takes a new message for one that it has seen.
    number = max(room.version, room.last_message) + 1
    room.last_message = number
    room.messages = [*room.messages[1 - KEPT_MESSAGES :], Message(number, to, text, until)]
    room.touch_all()


def _take_back(room: Room, ask: Ask, _args: Any, _now: int) -> Outcome:
    """This connection drives the seat from now on, instead of an other one or of a bot."""
    assert ask.reader is not None
    place = room.place_of(ask.reader)
    if place is None:
        raise StepRefusedError("nobody_there")
    room.orders += 1
    ask.reader.order = room.orders
    room.active(ask.reader.principal.participant)
    room.touch_team(place[0], urgent=place)
    return [], [after.seat_bot(room, place, "")] if room.bot_at(place) else []


STEPS: dict[str, Step] = {
    "take_back": (_None, SEAT, _take_back),
    "pause": (_None, FACILITATOR, _pause),
    "resume": (_None, FACILITATOR, _resume),
    "extend": (_Extend, FACILITATOR, _extend),
    "message": (_Say, FACILITATOR, _message),
    "end_message": (_EndMessage, FACILITATOR, _end_message),
    "nudge": (_Seat, FACILITATOR, _nudge),
}
