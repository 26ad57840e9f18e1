"""What the server does because an entry was accepted: clock, snapshots, seats, the archive's list."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from game.actions.commands import Actor, Command
from web.live.room import AFTER_PLAY
from web.store import clocks, people, sessions
from web.store.calendar import wall_ms

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from web.live.room import Room
    from web.live.seating import Place

    Job = Callable[[sa.Connection], None]

WITH_TIME = ("round", "charter")


def consequences(room: Room, command: Command, body: dict[str, Any], now: int) -> list[Job]:
    """Change clock and seats after an entry; return what must be stored in the same commit."""
    jobs: list[Job] = []
    for one, other in room.rules.swapped(body):
        jobs += move(room, one, other)
    if not command.actor.is_facilitator:
        return jobs
    if command.verb == "seat_bot" and not command.args["policy"]:
        person = room.seating.person_at((command.args["team"], command.args["seat"]))
        if person is not None:
            room.active(person.id)
    match, clock = room.match, room.clock
    phase, round_, closed = match.phase, match.round, match.phase == "closed"
    if command.verb == "open_round":
        room.released_floor = 0
        clock.start(room.row.round_ms, now)
    elif command.verb == "open_charter":
        clock.start(room.row.charter_ms, now)
    elif command.verb not in ("play_card", "seat_bot") or phase not in WITH_TIME:
        clock.stop()
    room.keep_time(now)
    row = clock.row(now)
    jobs.append(lambda connection: clocks.put(connection, room.id, row))
    if command.verb == "close_round" and phase == "result":
        seq, picture = room.last_seq, match.snapshot()
        jobs.append(lambda connection: sessions.add_snapshot(connection, room.id, round_, seq, picture))
    room.closed = closed
    closed_ms = wall_ms() if closed else None
    jobs.append(lambda connection: sessions.note_phase(connection, room.id, phase, round_, closed_ms))
    return jobs


def followers(room: Room, command: Command, body: dict[str, Any]) -> list[Command]:
    """Entries that follow at once: bots take what is empty when a round opens or people change chairs."""
    swaps = room.rules.swapped(body)
    commands = [entry for place in sorted({place for pair in swaps for place in pair}) for entry in seated(room, place)]
    if command.verb == "open_round" or swaps:
        empty = [place for place in room.seating.free() if not room.work(place).bot]
        commands += [seat_bot(room, place, room.rules.bot_policy()) for place in empty]
    return commands


def seated(room: Room, place: Place) -> list[Command]:
    """Entries for a seat that somebody else holds now: its bot gives way to whoever is here."""
    person = room.seating.person_at(place)
    here = person is not None and room.driver(person.id) is not None
    return [seat_bot(room, place, "")] if here and room.bot_at(place) else []


def vacated(room: Room, place: Place, then: str = "") -> list[Command]:
    """Entries for a seat that nobody holds any more: `then` a bot works on it, or it stays free.

    Unless somebody says so, a bot takes it while a round runs.
    """
    if room.match.phase in AFTER_PLAY:
        return []
    bot = room.work(place).bot
    if then == "free":
        return [seat_bot(room, place, "")] if bot else []
    wanted = then == "bot" or room.match.phase == "round"
    return [seat_bot(room, place, room.rules.bot_policy())] if wanted and not bot else []


def seat_bot(room: Room, place: Place, policy: str) -> Command:
    """The entry that gives a seat to a bot, or takes it back with ""."""
    args = {"team": place[0], "seat": place[1], "policy": policy}
    return Command(uuid.uuid4().hex, Actor.facilitator(), room.match.round, "seat_bot", args)


def move(room: Room, one: Place, other: Place) -> list[Job]:
    """Let the people of two seats change places."""
    moved = room.seating.exchange(one, other)
    for person in moved:
        room.active(person.id)
    for reader in room.readers.values():
        reader.touch(urgent=True)

    def place(connection: sa.Connection) -> None:
        for person in moved:
            people.place(connection, person.id, person.team, person.seat)

    return [place] if moved else []
