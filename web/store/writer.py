"""One writer with group commit: all that is queued goes to the disk in one transaction.

Jobs run on one real operating-system thread, so that waiting for the disk stops nobody else. A caller goes
on when its own job is committed; a job that fails is undone alone. A job may therefore be run twice, and must
change nothing but the database.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar, cast

import sqlalchemy as sa

from web.store.trouble import NO_STORE, code_of

T = TypeVar("T")
Job = Callable[[sa.Connection], T]
MAX_BATCH = 500
log = logging.getLogger("baton.store")


class Runner(Protocol):
    """Runs a function to its end, wherever it likes, while the caller waits."""

    def __call__(self, function: Callable[[], None], /) -> None:
        """Run it."""
        ...


def inline(function: Callable[[], None]) -> None:
    """Run in place: for the command line and for tests, which have real threads."""
    function()


def native_thread() -> Runner:
    """Run on a native thread beside gevent's loop, which goes on meanwhile."""
    from gevent.threadpool import ThreadPool  # noqa: PLC0415 - only under gevent

    pool = ThreadPool(2)  # one waits for the disk, one loads the rules

    def run(function: Callable[[], None], /) -> None:
        pool.spawn(function).get()

    return run


class _Ticket(Generic[T]):
    """A job and what became of it."""

    def __init__(self, job: Job[T]) -> None:
        self.job = job
        self.done = threading.Event()
        self.result: T | None = None
        self.error: BaseException | None = None


class Store:
    """The event store. `run` is the only way to its tables."""

    def __init__(self, engine: sa.Engine, runner: Runner = inline) -> None:
        self._engine = engine
        self._runner = runner
        self.trouble = ""  # a code of NO_STORE while nothing can be stored
        self._queue: queue.Queue[_Ticket[Any] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
        self._thread.start()

    def run(self, job: Job[T]) -> T:
        """Run a job in a transaction; return its result once that is committed.

        Raises:
            Exception: whatever the job or the commit raised; then nothing of the job is stored.
        """
        ticket = _Ticket(job)
        self._queue.put(ticket)
        ticket.done.wait()
        if ticket.error is not None:
            raise ticket.error
        return cast("T", ticket.result)

    def close(self) -> None:
        """Finish what is queued and let go of the database."""
        self._queue.put(None)
        self._thread.join(timeout=10)
        self._engine.dispose()

    def _serve(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, last = [first], False
            while len(batch) < MAX_BATCH and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    last = True
                    break
                batch.append(following)
            before = self.trouble
            self._runner(lambda batch=batch: self._commit(batch))  # type: ignore[misc]
            self._tell(before)
            for ticket in batch:
                ticket.done.set()
            if last:
                return

    def _commit(self, batch: list[_Ticket[Any]]) -> None:
        """All in one transaction; if that fails, each alone, so that the one to blame falls alone."""
        try:
            self._transact(batch)
        except Exception as error:
            if len(batch) == 1:
                batch[0].error = error
                self._note(error)
                return
            for ticket in batch:
                self._commit([ticket])

    def _transact(self, batch: list[_Ticket[Any]]) -> None:
        with self._engine.begin() as connection:
            changes = _changes(connection)
            for ticket in batch:
                ticket.result = ticket.job(connection)
            has_written = _changes(connection) != changes
        if has_written:
            self._note(None)

    def _note(self, error: Exception | None) -> None:
        """Whether things can be stored; an error of a job alone says nothing of it."""
        code = code_of(error) if error is not None else ""
        if code in NO_STORE or error is None:
            self.trouble = code

    def _tell(self, before: str) -> None:
        """Tell whoever runs the server, once, and again when it is over."""
        if self.trouble and not before:
            log.error("Nothing can be stored: %s. What people do is refused until it can.", NO_STORE[self.trouble])
        elif before and not self.trouble:
            log.error("Things can be stored again.")


def _changes(connection: sa.Connection) -> object:
    """What differs once something was written; reading goes well on a full disk too."""
    return getattr(connection.connection.driver_connection, "total_changes", object())
