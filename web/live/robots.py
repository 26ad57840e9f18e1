"""Bots that drive seats. They act when their spent minutes fall behind the elapsed share of the round.

A bot sees the same view as a person in its seat and sends the same acts. In one tick one bot thinks, so that
people never wait for bots; in a pause all freeze.
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
REST_MS = 1_000  # a bot acts at most once in this time
NOTHING_MS = 4_000  # and looks again after this time when there was nothing to do


class Robots:
    """When each bot of a session acts next."""

    def __init__(self) -> None:
        self._next: dict[Place, int] = {}
        self._asked: dict[Place, Ask] = {}

    def think(self, room: Room, now: int) -> Ask | None:
        """The act of the bot that is furthest behind, if one is due."""
        if room.match.phase not in ("round", "charter") or room.clock.state == "paused":
            return None
        due = self._due(room, now)
        if due is None:
            return None
        place, policy = due
        self._next[place] = now + REST_MS
        role = room.match.seats(place[0])[place[1]]
        view = room.rules.seat_view(room.match, *place, "", room.released(now))
        act = room.rules.bot_acts(policy, role, view)
        if act is None:
            self._next[place] = now + NOTHING_MS
            return None
        ask = Ask.by_server(room.match.round, *act, Actor.seat_of(*place, by="bot"))
        self._asked[place] = ask
        return ask

    def _rests(self, place: Place, now: int) -> bool:
        """Whether it is not this bot's turn: it acted just now, or its last act was refused a moment ago."""
        asked = self._asked.get(place)
        if asked is not None:
            if asked.answer is None:
                return True
            del self._asked[place]
            if asked.answer.code:
                log.info("a bot's %s was refused: %s", asked.verb, asked.answer.code)
                self._next[place] = now + NOTHING_MS
        return self._next.get(place, 0) > now

    def _due(self, room: Room, now: int) -> tuple[Place, str] | None:
        share = self._share(room, now)
        behind: list[tuple[float, Place, str]] = []
        for place in room.seating.places():
            if self._rests(place, now):
                continue
            work = room.work(place)
            if work.bot:
                spent = work.spent / max(1, work.total)
                if spent < share or room.match.phase == "charter":
                    behind.append((spent, place, work.bot))
        if not behind:
            return None
        _, place, policy = min(behind)
        return place, policy

    def _share(self, room: Room, now: int) -> float:
        """The part of the round that is over; without a clock, how far the people have come."""
        if room.clock.total > 0:
            return room.clock.elapsed_share(now)
        people = [work for place in room.seating.at if not (work := room.work(place)).bot]
        if not people:
            return 2.0  # bots among themselves need not wait for anybody
        return max(work.spent / max(1, work.total) for work in people) + 0.02
