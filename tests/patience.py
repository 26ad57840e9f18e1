"""Waiting for what is to come, for as long as a busy machine may need. The only place where tests read a clock.

A test says what must happen, never how fast: patience only ends a test that would hang.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 90.0
Found = TypeVar("Found")


class Patience:
    """Runs out once."""

    def __init__(self, what: str = "", seconds: float = PATIENCE_S) -> None:
        self._what = what
        self._begun = time.monotonic()
        self._end = self._begun + seconds

    def left(self) -> float:
        """Seconds that are left; the test fails when there are none."""
        left = self._end - time.monotonic()
        assert left > 0, f"never came: {self._what}"
        return left

    def rest(self, seconds: float) -> None:
        """Sleep a little, if there is time for it."""
        time.sleep(min(seconds, self.left()))

    def spent(self) -> float:
        """Seconds so far, to be reported."""
        return time.monotonic() - self._begun


def until(holds: Callable[[], Found], what: str = "", pause_s: float = 0.02) -> Found:
    """Wait until something holds; what it gave."""
    patience = Patience(what)
    while not (found := holds()):
        patience.rest(pause_s)
    return found
