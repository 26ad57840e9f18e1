"""The round clock: times are given, so nothing here waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from web.live.clock import AFTER_RESTART_MS, RoundClock
from web.store import calendar


def running(total: int = 360_000) -> RoundClock:
    clock = RoundClock()
    clock.start(total, 1_000)
    return clock


def test_it_runs_down_and_can_be_paused_and_extended() -> None:
    clock = running()
    assert clock.left_ms(1_000) == 360_000
    assert not clock.is_due(360_999)
    assert clock.is_due(361_000)
    assert clock.pause(61_000)
    assert clock.left_ms(999_999) == 300_000
    assert not clock.is_due(10**9)
    assert clock.extend(60_000, 70_000)
    assert clock.resume(100_000)
    assert clock.left_ms(100_000) == 360_000
    assert not clock.resume(100_000)
    assert clock.total == 420_000


def test_without_a_clock_everything_is_released_and_nothing_can_be_paused() -> None:
    clock = RoundClock()
    clock.start(0, 5)
    assert clock.state == "none"
    assert clock.released(480, 0.4, 2 / 3, 5) == 480
    assert not clock.pause(5)
    assert not clock.extend(60_000, 5)


def test_minutes_are_released_from_forty_per_cent_to_all_at_two_thirds() -> None:
    clock = running(300_000)
    released = [clock.released(480, 0.4, 2 / 3, 1_000 + at) for at in (0, 100_000, 200_000, 300_000)]
    assert released == [192, 336, 480, 480]
    clock.pause(101_000)
    assert clock.released(480, 0.4, 2 / 3, 999_999) == 336


@pytest.fixture
def up(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets for how many milliseconds the machine has been up."""
    return lambda ms: monkeypatch.setattr(calendar, "uptime_ms", lambda: ms)


def test_a_restart_takes_the_time_that_the_server_was_away_and_leaves_some_to_come_back(
    up: Callable[[int], None],
) -> None:
    clock = running()
    up(5_000_000)
    row = clock.row(61_000)
    up(5_030_000)
    again = RoundClock.from_row(row, 7)
    assert (again.state, again.left_ms(7), again.total) == ("running", 270_000, 360_000)
    up(5_000_000 + 86_400_000)
    assert RoundClock.from_row(row, 7).left_ms(7) == AFTER_RESTART_MS
    clock.pause(61_000)
    paused = RoundClock.from_row(clock.row(99_000), 5)
    assert (paused.state, paused.left_ms(5)) == ("paused", 300_000)


def test_a_restart_never_leaves_more_than_was_left(up: Callable[[int], None]) -> None:
    clock = running()
    up(5_000_000)
    late = clock.row(354_000)
    assert RoundClock.from_row(late, 7).left_ms(7) == 7_000
    up(5_060_000)
    assert RoundClock.from_row(late, 7).left_ms(7) == 7_000
    for told in (0, 1, 5_060_000, 10**12):
        assert RoundClock.from_row(replace(late, told_ms=told), 7).left_ms(7) <= 7_000


def test_a_machine_that_was_started_anew_was_away_at_least_since_then(up: Callable[[int], None]) -> None:
    clock = running()
    up(5_000_000)
    row = clock.row(61_000)
    up(40_000)
    assert RoundClock.from_row(row, 7).left_ms(7) == 260_000
