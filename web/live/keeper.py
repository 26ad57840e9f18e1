"""Backups of the running store: before a session, when it starts and at each bell, beside everything else.

Nobody waits for a backup, and one that cannot be made stops nothing: it is said in the log, on the terminal and by
`trouble`. What is asked for while one is being made becomes one more.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from typing import TYPE_CHECKING

from web.store import backups
from web.store.trouble import StoreError
from web.store.writer import inline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import sqlalchemy as sa

    from web.live.room import Room
    from web.store.writer import Runner

    Job = Callable[[sa.Connection], object]

log = logging.getLogger("baton.backup")


class Keeper:
    """Makes the backups of one data folder, one after the other; `runner` runs what waits for the disk."""

    def __init__(self, data: Path, runner: Runner = inline) -> None:
        self.trouble = ""  # why the newest backup could not be made; "" if it could
        self._data = data
        self._runner = runner
        self._seen: dict[str, tuple[str, int]] = {}
        self._queue: queue.Queue[str | Job | None] = queue.Queue()
        with contextlib.suppress(OSError):
            backups.sweep(data)  # of a server that was killed
        self._thread = threading.Thread(target=self._serve, name="keeper", daemon=True)
        self._thread.start()

    def look(self, room: Room) -> None:
        """In the session's writer: ask for a backup if a session has started or a bell has rung since the last look."""
        phase, round_ = room.match.phase, room.match.round
        before = self._seen.get(room.id, (room.row.phase, room.row.round))
        self._seen[room.id] = (phase, round_)
        if before == (phase, round_):
            return
        rung = _bells(phase, round_, room.row.rounds)
        if before[0] == "lobby":
            self.ask(f"start-{room.id}")
        if rung > _bells(*before, room.row.rounds):
            self.ask(f"bell-{rung}-{room.id}")
        elif phase in ("debrief", "closed"):
            self.ask(f"{phase}-{room.id}")

    @property
    def state(self) -> str:
        """For everybody: whether the newest backup could be made. Why not, and where, is told to the trainer alone."""
        return "failing" if self.trouble else "ok"

    def drop(self, session: str) -> None:
        """The session is gone."""
        self._seen.pop(session, None)

    def ask(self, why: str) -> None:
        """Have a backup made soon."""
        self._queue.put(why)

    def scrub(self, job: Job) -> None:
        """Have done in every backup what was done in the store."""
        self._queue.put(job)

    def stop(self) -> None:
        """Finish what is asked for."""
        self._queue.put(None)
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        while (item := self._queue.get()) is not None:
            if not isinstance(item, str):
                self._scrub(item)
            elif not any(isinstance(waiting, str) for waiting in list(self._queue.queue)):
                self._make(item)
            # else the one that waits will hold this moment too

    def _make(self, why: str) -> None:
        error = self._done(lambda: backups.make(self._data, why))
        if error is None:
            self.trouble = ""
            return
        said = str(error) if isinstance(error, StoreError) else f"{type(error).__name__}: {error}"
        if not self.trouble:
            log.error("No backup could be made. %s The game goes on.", said)
        self.trouble = said

    def _scrub(self, job: Job) -> None:
        error = self._done(lambda: backups.scrub(self._data, job))
        if error is not None:
            log.error("What was removed is in backups still: %s", error)

    def _done(self, function: Callable[[], object]) -> Exception | None:
        """Have something done where waiting is nobody's; what went wrong."""
        failed: list[Exception] = []

        def run() -> None:
            try:
                function()
            except Exception as error:
                failed.append(error)

        self._runner(run)
        return failed[0] if failed else None


def _bells(phase: str, round_: int, rounds: int) -> int:
    """How many rounds of play have been closed."""
    return max(0, round_ - 1) if phase in ("lobby", "round") else min(round_, rounds)
