"""Rates: how often somebody may do something. Time is passed in (monotonic seconds)."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def origin_of(address: str) -> str:
    """What limits count an address as: an IPv6 network of 64 bits is one household."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((int(found) >> 64 << 64, 64)))


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


class Guesses:
    """Counts the different wrong codes and tickets that an address has tried within a minute.

    What is right always passes, however many were wrong: sixty people behind one address mistype more than any limit
    that is worth having, and a door that shuts on them shuts on the trainer too. So a guesser may go on as fast as the
    server answers. Against 31^8 codes that is little: a thousand tries a second of four codes each (what one text may
    hold), for a whole day, with twenty sessions open, find one of them with a chance of 0.8 %, and the prize is a seat
    that the facilitator sees being taken and can free. A ticket has 128 bits. What the limit is for: whoever tries
    code after code is told to stop, and one typo counts once, though it is looked up while it is typed and again when
    it is sent.
    """

    def __init__(
        self, per_address: int = 10, window_s: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_address = per_address
        self._window = window_s
        self._clock = clock
        self._by_address: OrderedDict[str, OrderedDict[str, float]] = OrderedDict()

    def wrong(self, address: str, guesses: Iterable[str]) -> bool:
        """Count wrong guesses; False if this address has tried too many different ones."""
        then = self._clock() - self._window
        origin = origin_of(address)
        mine = self._by_address.setdefault(origin, OrderedDict())
        self._by_address.move_to_end(origin)
        while len(self._by_address) > 10_000:
            self._by_address.popitem(last=False)
        while mine and next(iter(mine.values())) <= then:
            mine.popitem(last=False)
        new = {guess for guess in guesses if guess not in mine}
        if len(mine) + len(new) > self._per_address:
            return False
        mine.update(dict.fromkeys(sorted(new), self._clock()))
        return True


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
