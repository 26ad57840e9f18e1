"""The acts of people that have no answer yet, and what they are told when the writer cannot answer in time.

Everybody is answered within two seconds, and truly: `busy` was not done and never will be, `pending` is in the
writer's hands and may be done or not. A line that is too long, or does not move, lets nobody else in.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from web.live.answers import Answer
from web.live.judge import answer_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from web.live.asks import Ask
    from web.live.room import Room

ANSWER_MS = 1_500  # nobody waits longer for an answer
FULL_MS = 1_100  # nobody is let in while somebody has waited longer
MOST = 100  # acts of one session that wait


class Waiting:
    """The line of one session. The writer says what it has in hand; anybody may join the line."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._line: deque[Ask] = deque()
        self._lock = threading.Lock()
        self._in_hand: frozenset[str] = frozenset()
        self._unsure: frozenset[str] = frozenset()

    def __len__(self) -> int:
        """Acts without an answer."""
        return sum(ask.answer is None for ask in tuple(self._line))

    def oldest_ms(self, now: int) -> int:
        """How long the first of the line has waited."""
        for ask in tuple(self._line):
            if ask.answer is None:
                return now - ask.received_ms
        return 0

    def let_in(self, ask: Ask) -> bool:
        """Whether an act may join the line; if not, it has its answer. The facilitator always may."""
        with self._lock:
            self._drop_answered()
            waits = ask.received_ms - self._line[0].received_ms if self._line else 0
            is_full = len(self._line) >= MOST or waits > FULL_MS
            is_in = not is_full or (ask.reader is not None and ask.reader.kind == "facilitator")
            if is_in:
                self._line.append(ask)
        if not is_in:
            self._answer(ask)
        return is_in

    def look(self, now: int) -> None:
        """Answer whoever has waited long enough."""
        late = []
        with self._lock:
            self._drop_answered()
            while self._line and now - self._line[0].received_ms >= ANSWER_MS:
                late.append(self._line.popleft())
        for ask in late:
            self._answer(ask)

    # --- the writer's part ---------------------------------------------------------------------------------

    def take_in_hand(self, asks: Iterable[Ask]) -> list[Ask]:
        """The acts that are still wanted; from now on nobody can say that they will not be done."""
        asks = list(asks)
        self._in_hand = frozenset(ask.id for ask in asks)
        return [ask for ask in asks if ask.begin()]

    def put_down(self, *, unsure: bool) -> None:
        """All that was in hand is decided, or it is not known what became of it."""
        if unsure:
            self._unsure |= self._in_hand
        self._in_hand = frozenset()

    def sure(self) -> None:
        """The room is again as the store has it."""
        self._unsure = frozenset()

    def unsure_of(self, ask: Ask) -> bool:
        """Whether it is not known what became of an act of this id."""
        return ask.id in self._unsure

    # --- what is told ----------------------------------------------------------------------------------------

    def _answer(self, ask: Ask) -> None:
        ask.reply(self._fate(ask) if ask.take_back() else Answer("pending"))

    def _fate(self, ask: Ask) -> Answer:
        """The truth about an act that was taken back: it may have been sent before, under the same id."""
        if ask.id in self._in_hand or ask.id in self._unsure or self._waits_elsewhere(ask):
            return Answer("pending")
        return answer_of(self._room, ask) or Answer("busy")

    def _waits_elsewhere(self, ask: Ask) -> bool:
        return any(one.id == ask.id and one.answer is None and one is not ask for one in tuple(self._line))

    def _drop_answered(self) -> None:
        while self._line and self._line[0].answer is not None:
            self._line.popleft()
