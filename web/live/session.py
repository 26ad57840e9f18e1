"""A running session: one queue, one writer.

Everything that happens in a session goes through its queue. The writer takes all that is queued as one batch:
acts are decided one after the other, stored in one commit, then acknowledged (calls such as joining or
connecting keep their place in the queue); then every reader that lacks the newest view gets it.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

from web.live.answers import Answer
from web.live.asks import Ask, Call
from web.live.broadcast import Broadcast
from web.live.clock import monotonic_ms
from web.live.judge import Draft, answer_of, judge
from web.live.loading import reload_room
from web.live.waiting import Waiting
from web.store import entries
from web.store.errands import BusyError, Errand, patience
from web.store.trouble import NO_STORE, code_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from web.live.readers import Reader
    from web.live.room import Room

T = TypeVar("T")
log = logging.getLogger("baton.live")
MAX_BATCH = 200


class SessionEndedError(Exception):
    """The session was put away or removed while somebody still asked it; ask for it anew."""


class LiveSession:
    """The writer of one session and its queue."""

    def __init__(self, room: Room, links: Callable[[str], list[Any]], alerts: Callable[[], list[Any]]) -> None:
        """`links(code)` and `alerts()` give what the facilitator is told beside the session."""
        self.room = room
        self.broadcast = Broadcast(room, links, alerts)
        self.waiting = Waiting(room)
        self._queue: queue.Queue[Ask | Call | None] = queue.Queue()
        self._ended = False
        self._last_word = "busy"
        self._thread = threading.Thread(target=self._serve, name=f"session-{room.id}", daemon=True)
        self._thread.start()

    # --- called by anybody ---------------------------------------------------------------------------

    def ask(self, ask: Ask) -> None:
        """Put an act of a person into the queue. Its answer comes after the commit, or says in time that it is late."""
        if self.waiting.let_in(ask):
            self.post(ask)

    def post(self, item: Ask | Call) -> None:
        """Put something into the queue without waiting."""
        self._queue.put(item)
        if self._ended:
            self._turn_away()

    def call(self, function: Callable[[Room], T]) -> T:
        """Have something done in the writer, and wait for what it returns or raises.

        Raises:
            BusyError, PendingError: patience ran out (see `web.store.errands`).
        """
        call: Errand[T] = Errand(lambda: function(self.room))
        self.post(call)
        return call.outcome()

    def attach(self, reader: Reader) -> None:
        """A connection joins; its first view follows."""
        self.post(Call(lambda: self._attach(reader)))

    def detach(self, reader: Reader) -> None:
        """A connection is gone."""
        self.post(Call(lambda: self._detach(reader)))

    def sync(self, reader: Reader) -> None:
        """A reader asks for a view."""
        self.post(Call(lambda: reader.touch(urgent=True)))

    def stop(self, *, for_good: bool = False) -> None:
        """Finish what is queued and end; whoever still asks may ask the next server, unless it is `for_good`."""
        self._last_word = "server_error" if for_good else "busy"
        self._queue.put(None)
        self._thread.join(timeout=10)
        self._ended = True
        self._turn_away()
        self.room.rules.close(self.room.match)

    def _turn_away(self) -> None:
        """Nobody works the queue off any more: answer whoever still waits in it."""
        with contextlib.suppress(queue.Empty):
            while True:
                item = self._queue.get_nowait()
                if isinstance(item, Ask):
                    item.reply(Answer(self._last_word))
                elif item is not None:
                    item.error = SessionEndedError()
                    item.settle()

    # --- in the writer ---------------------------------------------------------------------------------

    def _serve(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, last = [first], False
            while len(batch) < MAX_BATCH and not self._queue.empty():
                item = self._queue.get()
                if item is None:
                    last = True
                    break
                batch.append(item)
            self._work_off(batch)
            if not self.room.stale:
                self.broadcast.flush()
            if last:
                return

    def _work_off(self, batch: list[Ask | Call]) -> None:
        """In the order of the queue: acts in one commit up to the next call."""
        asks: list[Ask] = []
        for item in batch:
            if isinstance(item, Ask):
                asks.append(item)
                continue
            self._take(asks)
            asks = []
            self._do(item)
        self._take(asks)

    def _do(self, call: Call) -> None:
        with patience(leave_s=None):  # what the store does not begin in time is taken back, and the line moves on
            call.run()
        if call.error is not None:
            log.info("session %s: a call failed: %s", self.room.id, type(call.error).__name__)

    def _take(self, asks: list[Ask]) -> None:
        """Decide acts, store them in one commit, then answer each."""
        if not asks:
            return
        wanted = self.waiting.take_in_hand(asks)
        is_ready = not self.room.stale or self._reload()
        if is_ready:
            self._decide(wanted)
        for ask in wanted:  # whoever has no answer yet: the store could not be read
            ask.reply(Answer("pending" if self.waiting.unsure_of(ask) else "busy"))
        self.waiting.put_down(unsure=is_ready and self.room.stale)

    def _decide(self, asks: list[Ask]) -> None:
        answers: list[tuple[Ask, Answer]] = []
        draft = Draft(self.room.version + 1)
        for ask in asks:
            try:
                answers.append((ask, judge(self.room, ask, draft)))
            except Exception:
                # The rules broke in the middle: keep what was decided before, forget the half-done rest.
                log.exception("session %s: %s broke", self.room.id, ask.verb)
                self._store(draft, answers)
                answers = [(ask, Answer("server_error"))]
                self._reload()
                draft = Draft(self.room.version + 1)
            time.sleep(0)  # others read and answer meanwhile; the room is ours alone
        self._store(draft, answers)

    def _store(self, draft: Draft, answers: list[tuple[Ask, Answer]]) -> None:
        room = self.room
        if not draft.is_empty:
            try:
                room.store.run(lambda connection: self._commit(connection, draft))
                room.version = max(room.version, draft.version)
            except Exception as error:
                code = "busy" if isinstance(error, BusyError) else code_of(error)
                known = code in NO_STORE  # the store has said it already
                log.warning("session %s: a commit failed: %s", room.id, code, exc_info=None if known else error)
                self._reload()
                answers = [(ask, self._undone(ask, answer, code)) for ask, answer in answers]
        for ask, answer in answers:
            ask.reply(answer)

    def _commit(self, connection: sa.Connection, draft: Draft) -> None:
        entries.append(connection, self.room.id, draft.rows)
        for job in draft.jobs:
            job(connection)

    def _undone(self, ask: Ask, answer: Answer, code: str) -> Answer:
        """The answer after a failed commit, as the store has it now."""
        if answer.code:
            return answer
        if self.room.stale:
            return Answer("pending")
        return answer_of(self.room, ask) or Answer(code)

    def _reload(self) -> bool:
        """Take the state from the store; False (and stale until it works) if the store cannot be read."""
        try:
            reload_room(self.room)
            self.room.stale = False
            self.waiting.sure()
        except Exception:
            log.exception("session %s: the store cannot be read", self.room.id)
            self.room.stale = True
        return not self.room.stale

    def _attach(self, reader: Reader) -> None:
        room = self.room
        if reader.gone:
            return
        room.orders += 1
        reader.order = room.orders
        room.readers[reader.sid] = reader
        room.awaited.pop(reader.principal.participant, None)
        self._presence_changed(reader)

    def _detach(self, reader: Reader) -> None:
        room = self.room
        reader.gone = True
        if room.readers.pop(reader.sid, None) is None:
            return
        self._presence_changed(reader)

    def _presence_changed(self, reader: Reader) -> None:
        room = self.room
        participant = reader.principal.participant
        if participant:
            room.seen_ms[participant] = monotonic_ms()
            if room.driver(participant) is None:
                room.left_ms[participant] = room.played.ms
            elif (left := room.left_ms.pop(participant, None)) is not None:
                room.acted_ms[participant] = room.acted_ms.get(participant, 0) + room.played.ms - left
            else:
                room.acted_ms.setdefault(participant, room.played.ms)
            place = room.place_of(reader)
            if place is not None:
                room.touch_team(place[0])
            else:
                room.touch_watchers()
        elif reader.kind == "screen":
            room.touch_watchers()  # the console tells whether a big screen is open
        reader.touch(urgent=True)
