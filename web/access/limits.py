"""Rates: how often somebody may do something. Time is passed in (monotonic seconds)."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Bucket:
    """Lets through `rate` a second, and up to `burst` at once."""

    __slots__ = ("_burst", "_level", "_rate", "_then")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._level = burst
        self._then = 0.0

    def take(self, now: float) -> bool:
        """Whether one more is let through now."""
        self._level = min(self._burst, self._level + max(0.0, now - self._then) * self._rate)
        self._then = now
        if self._level < 1:
            return False
        self._level -= 1
        return True


class Failures:
    """Counts failed guesses per address and over all, within a minute; too many and nobody may guess.

    Only failures count: a class of forty that joins from one address is not slowed down.
    """

    def __init__(
        self,
        per_address: int = 10,
        over_all: int = 100,
        window_s: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_address = per_address
        self._over_all = over_all
        self._window = window_s
        self._clock = clock
        self._all: deque[float] = deque()
        self._by_address: OrderedDict[str, deque[float]] = OrderedDict()

    def blocked(self, address: str) -> bool:
        """Whether this address has to wait before it may try again."""
        now = self._clock()
        mine = self._by_address.get(address)
        self._forget(self._all, now)
        if mine is not None:
            self._forget(mine, now)
        return len(self._all) >= self._over_all or (mine is not None and len(mine) >= self._per_address)

    def failed(self, address: str) -> None:
        """Count a failed guess."""
        now = self._clock()
        self._all.append(now)
        self._by_address.setdefault(address, deque()).append(now)
        self._by_address.move_to_end(address)
        while len(self._by_address) > 10_000:
            self._by_address.popitem(last=False)

    def _forget(self, times: deque[float], now: float) -> None:
        while times and times[0] <= now - self._window:
            times.popleft()


class Buckets:
    """A bucket for each of many, by name; those long unused are forgotten."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def passes(self, name: str) -> bool:
        """Whether one more of this name is let through now."""
        bucket = self._buckets.setdefault(name, Bucket(self._rate, self._burst))
        self._buckets.move_to_end(name)
        while len(self._buckets) > 5_000:
            self._buckets.popitem(last=False)
        return bucket.take(self._clock())
