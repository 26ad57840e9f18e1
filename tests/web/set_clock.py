"""Sets the clock on the wall for one server process: its offset stands in a file of the data folder."""

from __future__ import annotations

import time
from pathlib import Path

FILE = "wall-offset"


def set_clock(data: Path, offset_s: int) -> None:
    """Let the server of a folder believe that it is so many seconds later (or earlier)."""
    (data / FILE).write_text(str(offset_s))


def obey(data: Path) -> None:
    """In the server: show the wall's time as it was set. What counts on without a wall is left alone."""
    real = time.time_ns

    def wall_ns() -> int:
        file = data / FILE
        return real() + (int(file.read_text() or 0) * 10**9 if file.exists() else 0)

    time.time_ns = wall_ns
    time.time = lambda: wall_ns() / 1e9
