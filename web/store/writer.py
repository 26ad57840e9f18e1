"""One writer with group commit: all that is queued goes to the disk in one transaction. Readers wait for no commit.

Jobs run on real operating-system threads, one for what writes and one for what only reads, so that waiting for the
disk stops nobody else. A caller goes on when its own job is committed; a job that fails is undone alone. A job may
therefore be run twice, and must change nothing but the database. While another program holds the database, the
writer tries again and again; whoever lost patience meanwhile has taken the job back (see `web.store.errands`).
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from web.store.engine import HELD_MS, READING
from web.store.errands import BusyError, Errand
from web.store.trouble import NO_STORE, Trouble, code_of, trouble_of

T = TypeVar("T")
Job = Callable[[sa.Connection], T]
MAX_BATCH = 500
ONE_TRY_MS = 250  # to get a database that another program holds; between two tries we can end
BETWEEN_TRIES_S = 0.02
GIVE_UP_S = 5.0  # with it, for whoever wants to hear of it
log = logging.getLogger("baton.store")


class Runner(Protocol):
    """Runs a function to its end, wherever it likes, while the caller waits."""

    def __call__(self, function: Callable[[], object], /) -> None:
        """Run it."""
        ...


def inline(function: Callable[[], object]) -> None:
    """Run in place: for the command line and for tests, which have real threads."""
    function()


def native_thread() -> Runner:
    """Run on a native thread beside gevent's loop, which goes on meanwhile."""
    from gevent.threadpool import ThreadPool  # noqa: PLC0415 - only under gevent

    pool = ThreadPool(2)  # one waits for the disk, one loads the rules

    def run(function: Callable[[], object], /) -> None:
        pool.spawn(function).get()

    return run


@dataclass(frozen=True, slots=True)
class Strain:
    """How the store stands.

    Attributes:
        waiting: jobs that are not done.
        oldest_s: for how many seconds the oldest of them has waited.
        trouble: a code of NO_STORE while nothing can be stored, else "".
        is_held: whether another program holds the database.
    """

    waiting: int
    oldest_s: float
    trouble: str
    is_held: bool


class _Desk:
    """Works off one queue of jobs, all that wait at once."""

    def __init__(
        self,
        name: str,
        runner: Runner,
        work: Callable[[list[Errand[Any]]], BaseException | None],
        after: Callable[[], None] = lambda: None,
        *,
        gives_up: bool,
    ) -> None:
        """`work` runs on the runner; what it does not settle, for the error it returns, it is given again.

        `after` is called after each try.
        """
        self._runner = runner
        self._work = work
        self._after = after
        self._gives_up = gives_up
        self._error: BaseException | None = None
        self._queue: queue.Queue[Errand[Any] | None] = queue.Queue()
        self._batch: list[Errand[Any]] = []
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job[T]) -> Errand[T]:
        """Let a job be done."""
        errand = Errand(job)
        self._queue.put(errand)
        return errand

    def close(self) -> None:
        """Finish what is queued, as far as the database can be had."""
        self._closing = True
        self._queue.put(None)
        self._thread.join(timeout=10)

    def waiting(self) -> tuple[int, float]:
        """Jobs that are not done, and for how many seconds the oldest has waited."""
        batch = self._batch
        oldest = time.monotonic() - min(errand.since for errand in batch) if batch else 0.0
        return len(batch) + self._queue.qsize(), oldest

    def _serve(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, last = [first], False
            while len(batch) < MAX_BATCH and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    last = True
                    break
                batch.append(following)
            self._finish(batch)
            if last:
                return

    def _finish(self, batch: list[Errand[Any]]) -> None:
        """Until all is done; when we close, what the database does not take at once is not done."""
        while batch:
            self._batch = batch
            self._runner(partial(self._try, batch))
            self._after()
            for errand in batch:
                if not errand.settled:
                    errand.error = self._given_up(errand)
                if errand.settled or errand.error is not None:
                    errand.settle()
            batch = [errand for errand in batch if not errand.settled]
            if batch:
                time.sleep(BETWEEN_TRIES_S)
        self._batch = []

    def _try(self, batch: list[Errand[Any]]) -> None:
        self._error = self._work(batch)

    def _given_up(self, errand: Errand[Any]) -> BaseException | None:
        if self._closing:
            return BusyError()
        is_late = time.monotonic() - errand.since > GIVE_UP_S
        return self._error if is_late and self._gives_up else None


class Store:
    """The event store. `run` and `look` are the only ways to its tables."""

    def __init__(
        self, engine: sa.Engine, runner: Runner = inline, reader: Runner = inline, *, gives_up: bool = False
    ) -> None:
        """`runner` and `reader` run what waits for the disk.

        While another program holds the database, jobs wait for it; one that `gives_up` raises its error after a while.
        """
        self._engine = engine.execution_options(**{HELD_MS: ONE_TRY_MS})
        self._looking = self._engine.execution_options(**{READING: True})
        self.trouble = ""  # a code of NO_STORE while nothing can be stored
        self._told = ""  # what of it was said
        self._held: BaseException | None = None
        self._writer = _Desk("store", runner, self._write, self._tell, gives_up=gives_up)
        self._reader = _Desk("store-reader", reader, self._read, gives_up=gives_up)

    def run(self, job: Job[T]) -> T:
        """Run a job in a transaction; return its result once that is committed.

        Raises:
            BusyError, PendingError: patience ran out (see `web.store.errands`).
            Exception: whatever the job or the commit raised; then nothing of the job is stored.
        """
        return self._writer.put(job).outcome()

    def post(self, job: Job[Any]) -> None:
        """Run a job in a transaction some time soon; nobody waits for it."""
        self._writer.put(job)

    def look(self, job: Job[T]) -> T:
        """Run a job that only reads: it sees what is committed, and waits for no commit.

        Raises:
            BusyError, PendingError: patience ran out.
            Exception: whatever the job raised.
        """
        return self._reader.put(job).outcome()

    def strain(self) -> Strain:
        """How the store stands; asks no database."""
        (writing, one), (reading, other) = self._writer.waiting(), self._reader.waiting()
        return Strain(writing + reading, max(one, other), self.trouble, self._held is not None)

    def close(self) -> None:
        """Finish what is queued and let go of the database."""
        self._reader.close()
        self._writer.close()
        self._engine.dispose()

    def _write(self, batch: list[Errand[Any]]) -> BaseException | None:
        self._held = _settle(self._engine, batch, self._note)
        return self._held

    def _read(self, batch: list[Errand[Any]]) -> BaseException | None:
        return _settle(self._looking, batch)

    def _note(self, error: Exception | None) -> None:
        """Whether things can be stored; an error of a job alone says nothing of it."""
        code = code_of(error) if error is not None else ""
        if code in NO_STORE or error is None:
            self.trouble = code

    def _tell(self) -> None:
        """Tell whoever runs the server, once, and again when it is over."""
        if self.trouble and not self._told:
            log.error("Nothing can be stored: %s. What people do is refused until it can.", NO_STORE[self.trouble])
        elif self._told and not self.trouble:
            log.error("Things can be stored again.")
        self._told = self.trouble


def _settle(
    engine: sa.Engine, batch: list[Errand[Any]], note: Callable[[Exception | None], None] = lambda _: None
) -> BaseException | None:
    """All in one transaction; if that fails, each alone, so that the one to blame falls alone.

    Returns the database's error while another program holds it; then what is not settled may be tried again.
    `note` is told the error of a job, or None when something was written.
    """
    try:
        with engine.begin() as connection:
            changes = _changes(connection)
            for errand in batch:
                if errand.begin():
                    errand.result = errand.function(connection)
            has_written = _changes(connection) != changes
        if has_written:
            note(None)
    except Exception as error:
        if trouble_of(error) == Trouble.BUSY:
            return error
        if len(batch) > 1:
            held = [_settle(engine, [errand], note) for errand in batch]
            return next((error for error in held if error is not None), None)
        batch[0].error = error
        note(error)
    for errand in batch:
        errand.settled = True
    return None


def _changes(connection: sa.Connection) -> object:
    """What differs once something was written; reading goes well on a full disk too."""
    return getattr(connection.connection.driver_connection, "total_changes", object())
