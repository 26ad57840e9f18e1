"""Time that no change of the machine's clock disturbs.

The clock on the wall may be set, by a day or by years, while the server runs or while it is away. What has to last
for a time (a round, a token) is counted by how long the machine has been up, and the calendar goes on from the day
it was when the server started. A store remembers both, so that the next server knows how long it was away.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from web.store.tables import calendar, tokens

if TYPE_CHECKING:
    import sqlalchemy as sa

UPTIME = Path("/proc/uptime")  # where there is one it counts the time asleep, too
LEAST_JUMP_MS = 30_000  # less is a clock that is put right, not one that jumped
KEY = 1


def uptime_ms() -> int:
    """For how long this machine has been up; it starts anew with the machine and knows no other change."""
    try:
        return int(float(UPTIME.read_text(encoding="ascii").split()[0]) * 1000)
    except (OSError, ValueError, IndexError):
        return time.monotonic_ns() // 1_000_000


def wall_ms() -> int:
    """The clock on the wall, whatever it says."""
    return time.time_ns() // 1_000_000


def away_ms(then: int) -> int:
    """Milliseconds since the machine had been up for `then`; after a restart of the machine at least as many."""
    now = uptime_ms()
    return now - then if now >= then else max(0, now)


class Calendar:
    """The clock on the wall as it was at the start, counted on from there."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Count on from what the wall says now."""
        self._wall, self._up = wall_ms(), uptime_ms()
        self._seen = 0

    def now_ms(self) -> int:
        """The time for whatever has to last."""
        return self._wall + uptime_ms() - self._up

    def jumped_ms(self) -> int:
        """By how much the clock on the wall was set since this was last asked; 0 if it was not."""
        jump = wall_ms() - self.now_ms() - self._seen
        if abs(jump) < LEAST_JUMP_MS:
            return 0
        self._seen += jump
        return jump


CALENDAR = Calendar()
"""That of this process."""


def note(connection: sa.Connection) -> None:
    """Let the store remember what time it is."""
    connection.execute(calendar.delete())
    connection.execute(calendar.insert().values(id=KEY, now_ms=CALENDAR.now_ms(), up_ms=uptime_ms()))


def resume(connection: sa.Connection) -> int:
    """Go on with the calendar of the last server; returns by how many milliseconds the clock was set meanwhile.

    Tokens keep the time that they had left. A machine that was started anew tells nothing of the time before, but
    that no clock goes back.
    """
    CALENDAR.start()
    row = connection.execute(calendar.select()).first()
    jump = 0
    if row is not None:
        now, up = CALENDAR.now_ms(), uptime_ms()
        jump = now - row.now_ms - (up - row.up_ms) if up >= row.up_ms else min(0, now - row.now_ms)
        jump = jump if abs(jump) >= LEAST_JUMP_MS else 0
    if jump:
        for column in (tokens.c.created_ms, tokens.c.expires_ms, tokens.c.used_ms):
            connection.execute(tokens.update().values({column: column + jump}))
    note(connection)
    return jump
