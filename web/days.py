"""When something was, on the calendar of whoever asks: every date that a person reads is made here.

Moments are kept as milliseconds of the wall clock, UTC; only a place makes days of them. A browser says how far east
of Greenwich it stands, a terminal is where its machine is.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

FARTHEST = (-12 * 60, 14 * 60)  # minutes east of Greenwich that some place on Earth has


def moment(at_ms: int, east: int | None = None) -> datetime:
    """A moment as the clock shows it that many minutes east of Greenwich; None: where this machine is."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    return at.astimezone(None if east is None else timezone(timedelta(minutes=east)))


def day(at_ms: int, east: int | None = None) -> str:
    """The day of a moment, as it stands in the name of a file."""
    return moment(at_ms, east).date().isoformat()


def east_of_here(at_ms: int) -> int:
    """How many minutes east of Greenwich the clock of this machine was at a moment."""
    offset = moment(at_ms).utcoffset() or timedelta()
    return round(offset.total_seconds() / 60)
