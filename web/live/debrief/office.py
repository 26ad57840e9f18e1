"""The back office: two clerks that work out answers of the debrief, and the answers that were given.

A quick clerk answers what people drag and click, a slow one what takes seconds, so that nobody who drags a
timeline waits for a what-if. A question that was asked before, or is being worked on, is not worked out again.
Whoever asks waits without holding up anybody else.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from web.live.debrief import jobs
from web.live.debrief.clerk import Clerk
from web.live.debrief.questions import SLOW, WITH_PAR

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from web.live.debrief.questions import Point, Question, Record
    from web.live.rules import Rules

    Key = tuple[str, int, Question | str]  # session, last entry, what is asked

WAIT_S = 60.0  # whoever asks is told then that it takes longer
MOST_S = 900.0  # a job that takes longer is a mistake
MOST_KEPT = 64 * 2**20  # bytes of answers
MOST_WAITING = 60  # questions in work
QUICK, SLOWLY = 1, 4  # how far the clerks step back behind the server


class BusyError(Exception):
    """Too many questions are in work already, or the office is closed."""


class Office:
    """Answers questions about sessions; `hire` makes a clerk."""

    def __init__(self, rules: Rules, hire: Callable[[int], Executor] = lambda nice: Clerk(nice=nice)) -> None:
        self._rules = rules
        self._hire = hire
        self._clerks: dict[int, Executor] = {}
        self._given: OrderedDict[Key, bytes] = OrderedDict()
        self._size = 0
        self._in_work: dict[Key, Future[bytes]] = {}
        self._lock = threading.Lock()
        self._closed = False

    def ask(self, point: Point, question: Question, record: Callable[[], Record]) -> bytes:
        """The answer to a question about a session up to a point: a view as JSON, a file as its bytes.

        Args:
            point: the session, and how far it is looked at.
            question: what is asked.
            record: reads the session; called only if a clerk does not know it yet.

        Raises:
            NoSuchThingError: there is nothing of that kind in the session.
            BusyError: too many questions are in work.
            TimeoutError: it takes too long; the work goes on and its answer will be kept.
        """
        key = (point.session, point.seq)
        nice = SLOWLY if question.kind in SLOW else QUICK

        def work_out() -> bytes:
            par = self.par(point, record) if question.kind in WITH_PAR else b""
            try:
                return self._have(nice, jobs.look, key, None, question, par)
            except jobs.RecordNeededError:
                whole = record()
            return self._have(nice, jobs.look, key, whole, question, par)

        return self._once((point.session, point.seq, question), work_out)

    def par(self, point: Point, record: Callable[[], Record]) -> bytes:
        """What the reference team makes of a session's market; opaque, for the clerks."""

        def work_out() -> bytes:
            return self._have(SLOWLY, jobs.par, record())

        return self._once((point.session, point.led, "par"), work_out)

    def warm(self) -> None:
        """Let the clerks come in and load what they need; does not wait."""
        for nice in (QUICK, SLOWLY):
            self._clerk(nice).submit(jobs.warm, self._rules)

    def forget(self, session: str) -> None:
        """Drop the answers about a session."""
        with self._lock:
            for key in [key for key in self._given if key[0] == session]:
                self._size -= len(self._given.pop(key))
            for key in [key for key in self._in_work if key[0] == session]:
                del self._in_work[key]  # whoever waits still gets the answer; nobody keeps it

    def close(self) -> None:
        """Send the clerks home, whatever they are at."""
        with self._lock:
            self._closed = True
            clerks = list(self._clerks.values())
            self._clerks.clear()
        for clerk in clerks:
            clerk.shutdown(wait=True, cancel_futures=True)

    def _clerk(self, nice: int) -> Executor:
        with self._lock:
            if self._closed:
                raise BusyError
            if nice not in self._clerks:
                self._clerks[nice] = self._hire(nice)
            return self._clerks[nice]

    def _have(self, nice: int, job: Callable[..., bytes], *args: Any) -> bytes:
        """Have a clerk do a job; one that never ends is ended with its clerk."""
        clerk = self._clerk(nice)
        try:
            return clerk.submit(job, self._rules, *args).result(MOST_S)
        except TimeoutError:
            with self._lock:
                if self._clerks.get(nice) is clerk:
                    del self._clerks[nice]
            clerk.shutdown(wait=False)
            raise

    def _once(self, key: Key, work_out: Callable[[], bytes]) -> bytes:
        """The kept answer, or that of whoever is working it out, or a new one."""
        with self._lock:
            if key in self._given:
                self._given.move_to_end(key)
                return self._given[key]
            mine = key not in self._in_work
            if mine and len(self._in_work) >= MOST_WAITING:
                raise BusyError
            future = self._in_work.setdefault(key, Future())
        if mine:
            # Beside whoever asks first, so that the answer is kept even if nobody waits for it so long.
            threading.Thread(target=self._work, args=(key, future, work_out), daemon=True).start()
        return future.result(WAIT_S)

    def _work(self, key: Key, future: Future[bytes], work_out: Callable[[], bytes]) -> None:
        try:
            try:
                answer = work_out()
            except BrokenProcessPool:
                answer = work_out()  # a clerk that broke off is replaced once
            with self._lock:
                if self._in_work.get(key) is future:
                    self._keep(key, answer)
            future.set_result(answer)
        except Exception as error:
            future.set_exception(error)
        finally:
            with self._lock:
                if self._in_work.get(key) is future:
                    del self._in_work[key]

    def _keep(self, key: Key, answer: bytes) -> None:
        self._given[key] = answer
        self._size += len(answer)
        while self._size > MOST_KEPT and len(self._given) > 1:
            self._size -= len(self._given.popitem(last=False)[1])
