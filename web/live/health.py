"""How the server is: what is slow, since when, and why. Looks at nothing that could keep it waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from web.live.clock import monotonic_ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from web.live.envelope import Alert
    from web.live.waiting import Waiting
    from web.store.writer import Strain

SLOW_MS = 1_000  # what waits longer is slow
TOLD_MS = 10 * 60_000
TROUBLES = {"disk_full": "the disk is full", "store_broken": "the store cannot be used"}


@dataclass(frozen=True, slots=True)
class Look:
    """The server at one moment, times in milliseconds."""

    at: int = 0
    store_waiting: int = 0
    store_oldest: int = 0
    trouble: str = ""
    is_held: bool = False
    acts_waiting: int = 0
    acts_oldest: int = 0
    late: int = 0  # how much later than planned the server came to look
    sessions: int = 0

    def slow(self) -> list[str]:
        """What is slow, in words."""
        told = []
        if self.trouble:
            told.append(TROUBLES[self.trouble])
        elif self.is_held:
            told.append("another program holds the store")
        elif self.store_oldest > SLOW_MS:
            told.append("the store is slow")
        elif self.acts_oldest > SLOW_MS:
            told.append("more is asked than can be done")
        if self.late > SLOW_MS:
            told.append("the machine is too busy")
        return told


class Health:
    """What the watcher saw last."""

    def __init__(self, every_s: float) -> None:
        """`every_s`: how often the watcher means to look."""
        self._every_ms = int(every_s * 1000)
        self._last = Look(monotonic_ms())
        self._jump, self._jumped_at = 0, 0  # milliseconds; monotonic time
        self._since = -1  # monotonic time since when something is slow, -1 nothing is

    def note(self, now: int, passed: int, strain: Strain, lines: Sequence[Waiting]) -> None:
        """Take in how things stand; `passed` milliseconds after the last look."""
        self._last = Look(
            now,
            strain.waiting,
            int(strain.oldest_s * 1000),
            strain.trouble,
            strain.is_held,
            sum(len(line) for line in lines),
            max((line.oldest_ms(now) for line in lines), default=0),
            max(0, passed - self._every_ms),
            len(lines),
        )
        if not self._last.slow():
            self._since = -1
        elif self._since < 0:
            self._since = now

    def clock_jumped(self, by_ms: int) -> bool:
        """Take in that the machine's clock was set; False if it was not."""
        if by_ms:
            self._jump, self._jumped_at = by_ms, monotonic_ms()
        return bool(by_ms)

    def alerts(self) -> list[Alert]:
        """What the facilitator is told for a while."""
        if not self._jump or monotonic_ms() - self._jumped_at > TOLD_MS:
            return []
        return [{"kind": "clock_jumped", "seconds": round(self._jump / 1000)}]

    def report(self) -> dict[str, Any]:
        """As `/healthz` says it."""
        last, slow = self._last, self._last.slow()
        since = None
        if slow and self._since >= 0:
            begun = datetime.now(UTC) - timedelta(milliseconds=monotonic_ms() - self._since)
            since = begun.isoformat(timespec="seconds")
        return {
            "ok": not slow,
            "message": "; ".join(slow) or "all is well",
            "since": since,
            "store": {"waiting": last.store_waiting, "oldest_ms": last.store_oldest},
            "acts": {"waiting": last.acts_waiting, "oldest_ms": last.acts_oldest},
            "late_ms": last.late,
            "clock_jumped_s": round(self._jump / 1000),
            "sessions": last.sessions,
        }
