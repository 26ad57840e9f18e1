"""A clerk: one process of its own that works off what it is given, behind the interface of an executor.

It is started like `multiprocessing`'s spawn, but never loads the server's main module: that would patch it for
gevent. It inherits no socket. Its tasks go through a pipe, and whatever waits on that pipe runs where the `runner`
says: under gevent on a native thread, so that the event loop goes on. When the pipe closes, because we stop or are
killed, the clerk ends at once, in the middle of its task if need be.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import traceback
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

from web.store.writer import inline

if TYPE_CHECKING:
    from collections.abc import Callable

    from web.store.writer import Runner

P = ParamSpec("P")
T = TypeVar("T")
SIZE = 8  # bytes before each message that say how long it is


class ClerkError(Exception):
    """A task raised what is not ours to handle; the message is its traceback."""


@dataclass(slots=True)
class Process:
    """A running clerk: what goes to it, what comes from it, and its end."""

    tasks: IO[bytes]
    answers: IO[bytes]
    pid: int = 0
    helper: subprocess.Popen[bytes] | None = None  # where processes are not known by their id alone

    @classmethod
    def start(cls, command: str) -> Process:
        """Start Python with a command. On POSIX without `subprocess`, whose parts gevent takes out."""
        argv = [sys.executable, "-c", command]
        if os.name != "posix":
            helper = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - ours
            assert helper.stdin is not None
            assert helper.stdout is not None
            return cls(helper.stdin, helper.stdout, helper=helper)
        (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
        swap: list[tuple[int, int, int]] = [(os.POSIX_SPAWN_DUP2, theirs_in, 0), (os.POSIX_SPAWN_DUP2, theirs_out, 1)]
        try:
            pid = os.posix_spawn(sys.executable, argv, os.environ, file_actions=swap)
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        return cls(os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb"), pid)

    def kill(self) -> None:
        """End it; whoever waits for its answer hears of it."""
        if self.helper is not None:
            self.helper.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def bury(self) -> None:
        """Kill it and let go of all that is left of it."""
        self.kill()
        for pipe in (self.tasks, self.answers):
            with contextlib.suppress(OSError):
                pipe.close()
        if self.helper is not None:
            self.helper.wait()
        else:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.pid, 0)


@dataclass(slots=True)
class _Task:
    """A call, and who waits for it."""

    call: bytes
    future: Future[Any]
    done: bool = False
    broken: bool = True
    result: Any = None  # or what was raised

    def dictate(self, process: Process) -> None:
        """Hand it over and wait for what comes back. Never raises."""
        try:
            write(process.tasks, self.call)
            self.done, self.result = pickle.loads(read(process.answers))  # noqa: S301 - from our own process
            self.broken = False
        except Exception as error:
            self.result = error

    def settle(self) -> None:
        """Tell whoever waits."""
        if self.done:
            self.future.set_result(self.result)
        elif self.broken:
            self.future.set_exception(BrokenProcessPool(f"the clerk broke off: {self.result!r}"))
        else:
            self.future.set_exception(self.result)


class Clerk(Executor):
    """One process, one task after the other. Started with the first task, and again after it broke."""

    def __init__(self, runner: Runner = inline, nice: int = 5) -> None:
        """`runner` runs what waits for the process; `nice`: how far the process steps back behind others."""
        self._runner = runner
        self._nice = nice
        self._queue: queue.Queue[_Task | None] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._process: Process | None = None
        self._ended = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a module's function called in the clerk's process; arguments and result are pickled."""
        if self._ended:
            raise RuntimeError("the clerk has gone home")
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="clerk", daemon=True)
            self._thread.start()
        task = _Task(pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL), Future())
        self._queue.put(task)
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the process, in the middle of its task if need be; what waits for it is broken off."""
        del cancel_futures
        self._ended = True
        if self._process is not None:
            self._process.kill()
        self._queue.put(None)
        if self._thread is not None and wait:
            self._thread.join(timeout=10)

    # --- in the thread -----------------------------------------------------------------------------------

    def _serve(self) -> None:
        while (task := self._queue.get()) is not None:
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                # Started here and not by the runner: gevent watches children on its loop only.
                process = self._process = self._process or self._hire()
                self._runner(lambda task=task, process=process: task.dictate(process))  # type: ignore[misc]
            except Exception as error:  # whatever it is, the next task needs a clerk who listens
                task.result = error
            if task.broken:
                self._dismiss()
            task.settle()
        self._dismiss()

    def _hire(self) -> Process:
        if self._ended:
            raise OSError(errno.ESHUTDOWN, "the clerk has gone home")
        path = f"import sys; sys.path[:] = {sys.path!r}"
        return Process.start(f"{path}; from web.live.debrief import clerk; clerk.work({self._nice})")

    def _dismiss(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.bury()


def write(pipe: IO[bytes], body: bytes) -> None:
    """Put a message into a pipe."""
    pipe.write(len(body).to_bytes(SIZE, "big"))
    pipe.write(body)
    pipe.flush()


def read(pipe: IO[bytes]) -> bytes:
    """Take a message from a pipe.

    Raises:
        EOFError: the other side has closed it.
    """
    size = pipe.read(SIZE)
    if len(size) < SIZE:
        raise EOFError
    body = pipe.read(int.from_bytes(size, "big"))
    if len(body) < int.from_bytes(size, "big"):
        raise EOFError
    return body


def work(nice: int) -> NoReturn:
    """The clerk's own process: take tasks until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's business; we end with its pipe
    if hasattr(os, "nice"):
        os.nice(nice)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints elsewhere
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_take_in, args=(tasks,), daemon=True).start()
    while True:
        answer = _answer(tasks.get())
        try:
            write(answers, answer)
        except OSError:
            os._exit(0)


def _take_in(tasks: queue.SimpleQueue[bytes]) -> None:
    """Wait on the pipe, also while a task is worked on; when it closes, nobody waits for us any more."""
    try:
        while True:
            tasks.put(read(sys.stdin.buffer))
    finally:
        os._exit(0)


def _answer(call: bytes) -> bytes:
    """Do a task; what came of it, or what it raised. Errors of the debrief travel as they are."""
    try:
        fn, args, kwargs = pickle.loads(call)  # noqa: S301 - from our own server
        return pickle.dumps((True, fn(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        ours = type(error).__module__.startswith("web.live.debrief.")
        told = error if ours else ClerkError(traceback.format_exc())
        return pickle.dumps((False, told), pickle.HIGHEST_PROTOCOL)
