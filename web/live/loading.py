"""A room from the store: at the server's start, on first use, and after a failed commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.live.answers import Answer, Done
from web.live.chat import Chat
from web.live.clock import RoundClock, monotonic_ms
from web.live.debrief.questions import Point
from web.live.debrief.stage import Debrief
from web.live.room import STARTS_SHIFT, Room
from web.live.seating import Seating
from web.store import bars, chat, clocks, debriefs, entries, people, sessions

if TYPE_CHECKING:
    import sqlalchemy as sa

    from web.live.rules import Rules
    from web.store.bars import Removed
    from web.store.chat import LineRow
    from web.store.clocks import ClockRow
    from web.store.debriefs import Said
    from web.store.entries import EntryRow
    from web.store.people import Person
    from web.store.sessions import SessionRow
    from web.store.writer import Store

    Kept = tuple[
        SessionRow,
        list[EntryRow],
        list[tuple[str, str, int, int]],
        list[Person],
        ClockRow,
        Said,
        list[LineRow],
        list[Removed],
    ]


def load_room(store: Store, rules: Rules, session: str) -> Room | None:
    """Open a session from the store; None if there is none of this id.

    Raises:
        OtherRulesError: it was played by rules that this server does not have.
    """
    starts = store.run(lambda connection: _start(connection, session))
    if starts is None:
        return None
    kept = store.look(lambda connection: _read(connection, session))
    row = kept[0]
    match = rules.fold(row.sources, row.header, [entry.body for entry in kept[1]])
    room = Room(
        row=row,
        info=rules.info(row.sources),
        rules=rules,
        store=store,
        match=match,
        clock=RoundClock(),
        seating=Seating([]),
        done={},
        last_seq=0,
        point=Point(session),
        version=starts * STARTS_SHIFT,
        reveal=row.reveal,
        closed=row.closed_ms is not None,
        chat=Chat(first_stamp=starts * STARTS_SHIFT),
    )
    _fill(room, kept)
    return room


def reload_room(room: Room) -> None:
    """Take back what could not be stored: everything as the store has it."""
    kept = room.store.look(lambda connection: _read(connection, room.id))
    room.rules.close(room.match)
    room.match = room.rules.fold(room.row.sources, room.row.header, [entry.body for entry in kept[1]])
    _fill(room, kept)
    room.touch_all()


def _start(connection: sa.Connection, session: str) -> int | None:
    if sessions.get(connection, session) is None:
        return None
    return sessions.started(connection, session)


def _read(connection: sa.Connection, session: str) -> Kept:
    row = sessions.get(connection, session)
    assert row is not None
    return (
        row,
        entries.every(connection, session),
        sessions.every_live_act(connection, session),
        people.every(connection, session),
        clocks.get(connection, session),
        debriefs.said(connection, session),
        chat.every(connection, session),
        bars.every(connection, session),
    )


def _fill(room: Room, kept: Kept) -> None:
    row, log, live_acts, persons, clock, said, lines, removed = kept
    sizes = [len(room.match.seats(team)) for team in range(room.match.team_count)]
    room.seating = Seating(sizes, persons)
    room.removed = removed
    room.clock = RoundClock.from_row(clock, monotonic_ms())
    room.done = {entry.id: Done(entry.body_hash, Answer(seq=entry.seq, version=entry.version)) for entry in log}
    room.done |= {act: Done(digest, Answer(seq=seq, version=version)) for act, digest, seq, version in live_acts}
    room.last_seq = log[-1].seq if log else 0
    room.point = Point(room.id).after(entry.body for entry in log)
    room.reveal = row.reveal
    room.debrief = Debrief.from_rows(said)
    room.closed = row.closed_ms is not None
    room.allowed = row.allowed
    room.chat.read_anew(lines)
