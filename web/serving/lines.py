"""Which connections are open, until when each may stay as it is, and which is cut first when there are too many.

A browser that is slow is not an attack, a request that never ends is. So what counts is not how fast bytes come but
that a whole request is there in time; and when room is needed, requests that do not end go first, then whoever never
asked, then what rests between two requests. What is being answered and the sockets of seats are never cut for room.
"""

from __future__ import annotations

import heapq
import math
import time
from enum import IntEnum
from typing import TYPE_CHECKING

from web.access.limits import origin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

REQUEST_S = 10.0  # a whole request, head and body, from its first byte; and the first byte of a new connection
REST_S = 30.0  # between two requests
SOCKET_S = 15.0  # a WebSocket until its token is checked
ANSWER_S = 20.0  # an answer until it is taken, and on top
SLOWEST = 8_000  # bytes a second that a reader must take
FRESH_S = 1.0  # so long nothing tells a slow sender from an honest one
MOST_OF_AN_ADDRESS = 1_000  # sixty people behind one address have a few hundred
AT_ONCE = 16  # how many are cut together, so that a flood does not make us look through them for each


class State(IntEnum):
    """What a connection is at; when room is needed, the lowest go first."""

    ASKING = 0  # a request has begun to come in
    SILENT = 1  # new, nothing has come
    UNPROVEN = 2  # a WebSocket whose token is not checked yet
    RESTING = 3  # between two requests
    ANSWERING = 4
    PROVEN = 5  # a WebSocket of a seat, a facilitator or a projector


class Line:
    """One connection."""

    __slots__ = ("_clock", "cut", "due", "origin", "since", "state")

    def __init__(self, origin: str, cut: Callable[[], None], clock: Callable[[], float]) -> None:
        """`cut` hangs up, also for whoever waits on the connection."""
        self.origin, self.cut, self._clock = origin, cut, clock
        self.state, self.since, self.due = State.SILENT, 0.0, 0.0
        self._be(State.SILENT, REQUEST_S)

    def ask(self) -> None:
        """The first byte of a request is here."""
        self._be(State.ASKING, REQUEST_S)

    def answer(self) -> None:
        """The request is complete."""
        self._be(State.ANSWERING, math.inf)

    def send(self, size: int) -> None:
        """The answer is on its way; `size` bytes of it from its beginning."""
        if self.state is State.ANSWERING:
            if self.due == math.inf:
                self.since = self._clock()
            self.due = self.since + ANSWER_S + size / SLOWEST

    def rest(self) -> None:
        """The answer is taken."""
        self._be(State.RESTING, REST_S)

    def upgrade(self) -> None:
        """The connection becomes a WebSocket."""
        self._be(State.UNPROVEN, SOCKET_S)

    def prove(self) -> None:
        """The WebSocket's token is good; from here on its pings tell whether it lives."""
        self._be(State.PROVEN, math.inf)

    def _be(self, state: State, seconds: float) -> None:
        self.state, self.since = state, self._clock()
        self.due = self.since + seconds


class Lines:
    """All connections of a server."""

    def __init__(self, most: int, of_an_address: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._of_an_address = min(of_an_address, most)
        self._clock = clock
        self._by_origin: dict[str, set[Line]] = {}
        self._count = 0

    def enter(self, address: str, cut: Callable[[], None]) -> Line | None:
        """A new connection; None if there is no room and nothing that may be cut for it."""
        origin = origin_of(address)
        mine = self._by_origin.get(origin, set())
        if len(mine) >= self._of_an_address and not self._cut_some(mine):
            return None
        if self._count >= self.most and not self.make_room():
            return None
        line = Line(origin, cut, self._clock)
        self._by_origin.setdefault(origin, set()).add(line)
        self._count += 1
        return line

    def leave(self, line: Line) -> None:
        """A connection has ended, or is about to."""
        mine = self._by_origin.get(line.origin, set())
        if line in mine:
            mine.remove(line)
            self._count -= 1
            if not mine:
                del self._by_origin[line.origin]

    def make_room(self) -> int:
        """Cut a few of all; how many."""
        return self._cut_some(line for lines in self._by_origin.values() for line in lines)

    def cut_overdue(self) -> None:
        """Hang up on whoever has had its time."""
        now = self._clock()
        self._cut([line for lines in self._by_origin.values() for line in lines if line.due <= now])

    def _cut_some(self, lines: Iterable[Line]) -> int:
        fresh = self._clock() - FRESH_S
        open_to = [line for line in lines if line.state < State.ANSWERING]
        first = heapq.nsmallest(AT_ONCE, open_to, key=lambda line: (line.since > fresh, line.state, line.since))
        if any(line.since <= fresh for line in first):
            first = [line for line in first if line.since <= fresh]
        else:
            first = first[:1]
        self._cut(first)
        return len(first)

    def _cut(self, lines: list[Line]) -> None:
        for line in lines:
            self.leave(line)
            line.cut()
