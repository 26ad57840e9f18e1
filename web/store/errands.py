"""Something that another thread does for us, and how long we wait for it.

Whoever has to answer somebody waits with patience: an errand that nobody has begun by then is taken back and never
done (busy); of one that was begun nothing is known yet (pending). Without patience one waits to the end.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

TAKE_BACK_S = 1.2  # an errand that was not begun by then is taken back
LEAVE_S = 1.7  # and of one that was begun nobody waits for the end: an answer is due after 2 s


class BusyError(Exception):
    """Nothing was done, and nothing will be: it was not begun in time. Ask again."""


class PendingError(Exception):
    """It was begun and is not done yet, so its fate is not known."""


class _Patience(threading.local):
    """Until when (monotonic seconds) whoever runs here waits; None: to the end."""

    take_back: float | None = None
    leave: float | None = None


_patience = _Patience()


@contextlib.contextmanager
def patience(take_back_s: float = TAKE_BACK_S, leave_s: float | None = LEAVE_S) -> Iterator[None]:
    """Wait for errands no longer than this, counted from now and over all of them together.

    Args:
        take_back_s: an errand that was not begun by then is taken back.
        leave_s: nobody waits longer for one that was begun; None waits to its end.
    """
    before, now = (_patience.take_back, _patience.leave), time.monotonic()
    _patience.take_back, _patience.leave = now + take_back_s, None if leave_s is None else now + leave_s
    try:
        yield
    finally:
        _patience.take_back, _patience.leave = before


def anew() -> None:
    """Count whatever patience there is from now: what was waited for until now was no errand."""
    now = time.monotonic()
    if _patience.take_back is not None:
        _patience.take_back = now + TAKE_BACK_S
    if _patience.leave is not None:
        _patience.leave = now + LEAVE_S


def time_left() -> float:
    """Seconds that an errand may still wait for its turn, 0 or more; -1 without a limit (as locks take it)."""
    until = _patience.take_back
    return -1.0 if until is None else max(0.0, until - time.monotonic())


class Errand(Generic[T]):
    """A function, and what became of it.

    Of two threads that decide at one moment, the one that does it and the one that takes it back, each first says
    what it means to do and then looks at the other: so what was taken back is never done.
    """

    __slots__ = ("begun", "done", "error", "function", "result", "settled", "since", "unwanted")

    def __init__(self, function: Callable[..., T]) -> None:
        self.function = function
        self.since = time.monotonic()
        self.done = threading.Event()
        self.begun = False
        self.unwanted = False
        self.settled = False  # nothing of it changes any more; `done` tells whoever waits
        self.result: T | None = None
        self.error: BaseException | None = None

    def begin(self) -> bool:
        """Whether it is still wanted; from now on it cannot be taken back."""
        self.begun = True
        if self.unwanted:
            self.error = BusyError()
        return not self.unwanted

    def run(self, *args: object) -> None:
        """Do it, if it is still wanted, and tell whoever waits."""
        try:
            if self.begin():
                self.result = self.function(*args)
        except BaseException as error:
            self.error = error
        self.settle()

    def settle(self) -> None:
        """Tell whoever waits."""
        self.settled = True
        self.done.set()

    def outcome(self) -> T:
        """Wait for it; what it returns.

        Raises:
            BusyError: it was taken back.
            PendingError: it was begun and takes too long.
            Exception: whatever it raised.
        """
        left = time_left()
        if not self.done.wait(None if left < 0 else left):
            self.unwanted = True
            if not self.begun:
                raise BusyError
            if not self.done.wait(None if _patience.leave is None else max(0.0, _patience.leave - time.monotonic())):
                raise PendingError
        if self.error is not None:
            raise self.error
        return cast("T", self.result)
