"""The round clock: times are given, so nothing here waits."""

from __future__ import annotations

from dataclasses import replace

from web.live.clock import AFTER_RESTART_MS, RoundClock, wall_ms


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


def test_it_survives_a_restart_and_leaves_time_to_come_back() -> None:
    clock = running()
    row = clock.row(61_000)
    again = RoundClock.from_row(row, 5_000_000)
    assert abs(again.left_ms(5_000_000) - 300_000) < 1_000
    late = replace(row, deadline_ms=wall_ms() - 60_000)
    assert RoundClock.from_row(late, 7).left_ms(7) == AFTER_RESTART_MS
    clock.pause(61_000)
    paused = RoundClock.from_row(clock.row(99_000), 5)
    assert (paused.state, paused.left_ms(5)) == ("paused", 300_000)
