"""Steps of running the room: time and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

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


class _None(Args):
    pass


class _Extend(Args):
    seconds: Annotated[int, Field(ge=1, le=3600)]


class _Say(Args):
    text: Annotated[str, Field(min_length=1, max_length=500)]
    to: Annotated[str, Field(pattern=r"^(all|team:\d{1,3}|role:[a-z_]{1,30})$")]


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


def _message(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    _say(room, args.to, dict.fromkeys(("en", "ru"), args.text))
    return [], []


def _nudge(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    known(room, (args.team, args.seat))
    _say(room, f"seat:{args.team}:{args.seat}", NUDGE)
    return [], []


def _say(room: Room, to: str, text: dict[str, str]) -> None:
    number = room.messages[-1].id + 1 if room.messages else 1
    room.messages = [*room.messages[1 - KEPT_MESSAGES :], Message(number, to, text)]
    room.touch_all()


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


STEPS: dict[str, Step] = {
    "take_back": (_None, SEAT, _take_back),
    "pause": (_None, FACILITATOR, _pause),
    "resume": (_None, FACILITATOR, _resume),
    "extend": (_Extend, FACILITATOR, _extend),
    "message": (_Say, FACILITATOR, _message),
    "nudge": (_Seat, FACILITATOR, _nudge),
}
