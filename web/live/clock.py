"""The round clock. It goes by the monotonic clock, and what is stored by how long the machine has been up.

Every function takes the monotonic time in milliseconds. The clock decides nothing by itself: when it has
run down, the session submits `close_round` like any other entry.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from web.store import calendar
from web.store.clocks import ClockRow

if TYPE_CHECKING:
    from web.live.envelope import Clock

State = Literal["none", "running", "paused", "over"]

AFTER_RESTART_MS = 20_000  # a restart leaves at least this much of what was left: people find their desk again


def monotonic_ms() -> int:
    """The clock that only goes forward."""
    return time.monotonic_ns() // 1_000_000


@dataclass(slots=True)
class RoundClock:
    """Time of the running round. `deadline` while running, `left` while paused, both in milliseconds."""

    state: State = "none"
    deadline: int = 0
    left: int = 0
    total: int = 0

    def start(self, total_ms: int, now: int) -> None:
        """Begin a span of time; none if it is 0."""
        if total_ms <= 0:
            self.stop()
            return
        self.state, self.total, self.deadline, self.left = "running", total_ms, now + total_ms, 0

    def stop(self) -> None:
        """No time runs."""
        self.state, self.total, self.deadline, self.left = "none", 0, 0, 0

    def over(self) -> None:
        """The time has run down."""
        self.state, self.deadline, self.left = "over", 0, 0

    def pause(self, now: int) -> bool:
        """Halt; False if it does not run."""
        if self.state != "running":
            return False
        self.left, self.state, self.deadline = max(0, self.deadline - now), "paused", 0
        return True

    def resume(self, now: int) -> bool:
        """Go on; False if it is not paused."""
        if self.state != "paused":
            return False
        self.deadline, self.state, self.left = now + self.left, "running", 0
        return True

    def extend(self, extra_ms: int, now: int) -> bool:
        """Add time (also to a paused clock); False if there is no clock to extend."""
        if self.state == "running":
            self.deadline += extra_ms
        elif self.state == "paused":
            self.left += extra_ms
        elif self.state == "over":
            self.state, self.deadline = "running", now + extra_ms
        else:
            return False
        self.total += extra_ms
        return True

    def left_ms(self, now: int) -> int:
        """What is left."""
        return max(0, self.deadline - now) if self.state == "running" else self.left

    def is_due(self, now: int) -> bool:
        """Whether it has run down and nobody has noted it."""
        return self.state == "running" and now >= self.deadline

    def elapsed_share(self, now: int) -> float:
        """The part of the round that is over, 0 to 1; 1 without a clock."""
        if self.total <= 0:
            return 1.0
        return min(1.0, max(0.0, 1 - self.left_ms(now) / self.total))

    def released(self, minutes: int, start: float, until: float, now: int) -> int:
        """The minutes of work released so far: a part at the bell, all at a later part of the round."""
        if self.state == "none":
            return minutes
        share = min(1.0, self.elapsed_share(now) / until) if until > 0 else 1.0
        return min(minutes, int(minutes * (start + (1 - start) * share)))

    def message(self, now: int) -> Clock:
        """As a browser is told."""
        return {
            "state": self.state,
            "left_ms": self.left_ms(now),
            "total_ms": self.total,
            "server_ms": now,
        }

    def row(self, now: int) -> ClockRow:
        """As it is stored."""
        return ClockRow(self.state, self.left_ms(now), self.total, calendar.uptime_ms())

    @classmethod
    def from_row(cls, row: ClockRow, now: int) -> RoundClock:
        """As it was stored, armed again: no more is left than was, and the time away is gone, but for a rest."""
        if row.state != "running":
            return cls(cast("State", row.state), 0, row.left_ms, row.total_ms)
        left = max(row.left_ms - calendar.away_ms(row.told_ms), min(AFTER_RESTART_MS, row.left_ms))
        return cls("running", now + left, 0, row.total_ms)
