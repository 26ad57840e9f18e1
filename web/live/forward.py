"""The fast-forward: bots finish and work twelve months, by entries like any others; the projector watches.

In each step the seats that work act in turn, one act per seat and commit; when none has anything left to do
the step is closed. Between two acts everybody else gets their turn.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from game.actions.commands import Actor
from web.live.asks import Ask

if TYPE_CHECKING:
    from web.live.room import Room
    from web.live.seating import Place

log = logging.getLogger("baton.live")
PATIENCE = 200  # acts of one seat in one step; a policy that runs on is a defect


class Forward:
    """Where the fast-forward of one session stands. Forgets nothing that matters: the log has it all."""

    def __init__(self) -> None:
        self._round = -1
        self._counts: dict[Place, int] = {}
        self._done: set[Place] = set()
        self._asked: dict[Place, Ask] = {}
        self._bell: Ask | None = None

    def next(self, room: Room) -> list[Ask]:
        """The acts that come next; none when it has not begun, is over, or waits for answers."""
        seats = room.rules.forward_seats(room.match)
        if seats is None:
            return []
        if room.match.round != self._round:
            self._round, self._counts, self._done, self._asked = room.match.round, {}, set(), {}
            self._bell = None
        if self._bell is not None or any(ask.answer is None for ask in self._asked.values()):
            return []
        asks = [ask for place in seats if (ask := self._decide(room, place)) is not None]
        if asks:
            return asks
        self._bell = Ask.by_server(self._round, "close_round", {}, Actor.facilitator())
        return [self._bell]

    def _decide(self, room: Room, place: Place) -> Ask | None:
        asked = self._asked.pop(place, None)
        if asked is not None and asked.answer is not None and asked.answer.code:
            log.info("fast-forward: %s was refused: %s", asked.verb, asked.answer.code)
            self._done.add(place)
        if place in self._done:
            return None
        count = self._counts.get(place, 0)
        role = room.match.seats(place[0])[place[1]]
        view = room.rules.seat_view(room.match, *place, "", None)
        act = room.rules.bot_acts(room.work(place).bot or room.rules.bot_policy(), role, view)
        if act is None or count >= PATIENCE:
            self._done.add(place)
            return None
        self._counts[place] = count + 1
        ask = Ask.by_server(self._round, *act, Actor.seat_of(*place, by="bot"))
        self._asked[place] = ask
        return ask
