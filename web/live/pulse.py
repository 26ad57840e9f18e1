"""The pulse of one session: what happens by itself, ten times a second, in the session's own writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.actions.commands import Actor
from web.live.asks import Ask, Call
from web.live.clock import monotonic_ms
from web.live.forward import Forward
from web.live.robots import Robots
from web.store import clocks

if TYPE_CHECKING:
    from web.live.debrief.prepare import Preparation
    from web.live.keeper import Keeper
    from web.live.room import Room
    from web.live.session import LiveSession

NOTE_MS = 5_000  # how often the store is told the time: a server that is killed is known to have run so long
REFRESH_MS = 5_000  # minutes are released, absences grow: readers hear of it this often while a round runs


class Pulse:
    """The bell, the bots' acts, the twelve months, and what changes with time alone."""

    def __init__(self, live: LiveSession, preparation: Preparation | None, keeper: Keeper | None) -> None:
        self._live, self._preparation, self._keeper = live, preparation, keeper
        self._robots, self._forward = Robots(), Forward()
        self._waiting: Call | None = None

    def beat(self) -> None:
        """Queue one look; while the writer is busy, one in its queue is enough."""
        if self._waiting is None or self._waiting.done.is_set():
            self._waiting = Call(self._look)
            self._live.post(self._waiting)

    def _look(self) -> None:
        live, room, now = self._live, self._live.room, monotonic_ms()
        if room.stale:
            return
        room.keep_time(now)
        if room.clock.is_due(now):
            self._bell(room, now)
            return
        ask = self._robots.think(room, now)
        if ask is not None:
            live.post(ask)
        following = self._forward.next(room)
        for act in following:
            live.post(act)
        if following:
            live.post(Call(self._look))
        if self._preparation is not None:
            self._preparation.look(room)
        if self._keeper is not None:
            self._keeper.look(room)
        if room.clock.state == "running" and now - room.noted_ms >= NOTE_MS:
            _note_clock(room, now)
        if room.match.phase == "round" and room.clock.state == "running":
            for reader in room.readers.values():
                if now - reader.sent_ms >= REFRESH_MS:
                    reader.touch()

    def _bell(self, room: Room, now: int) -> None:
        """The time has run down: a round closes by an entry like any other, a charter stands as it is."""
        room.clock.over()
        room.touch_all()
        if room.match.phase == "round":
            # Not stored as over: if the server ends before the round is closed, the next one rings again.
            self._live.post(Ask.by_server(room.match.round, "close_round", {}, Actor.facilitator()))
            return
        _note_clock(room, now)


def _note_clock(room: Room, now: int) -> None:
    """Let the store remember how much time is left; nobody waits for it."""
    room.noted_ms, row = now, room.clock.row(now)
    room.store.post(lambda connection: clocks.put(connection, room.id, row))
