"""The calendar of the store goes on as if nobody had ever set a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from web.access import tokens
from web.access.tokens import Purpose
from web.store import calendar
from web.store.calendar import Calendar
from web.store.engine import open_engine, sqlite_url
from web.store.writer import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = 24 * 3600 * 1000


class Machine:
    """Its clock on the wall and the time it has been up, both as a test sets them."""

    def __init__(self) -> None:
        self.wall, self.up = 1_800_000_000_000, 50_000_000

    def pass_time(self, ms: int, jump: int = 0) -> None:
        """Time passes, and the clock on the wall is set as well."""
        self.wall += ms + jump
        self.up += ms


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(calendar, "wall_ms", lambda: made.wall)
    monkeypatch.setattr(calendar, "uptime_ms", lambda: made.up)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(open_engine(sqlite_url(tmp_path)))
    yield made
    made.close()


def begin(monkeypatch: Any, store: Store) -> int:
    """A server starts; by how much its clock was set since the last one."""
    monkeypatch.setattr(calendar, "CALENDAR", fresh := Calendar())
    monkeypatch.setattr(tokens, "CALENDAR", fresh)
    return store.run(calendar.resume)


def test_a_jump_is_told_once_and_disturbs_nothing(machine: Machine) -> None:
    time = Calendar()
    start = time.now_ms()
    machine.pass_time(60_000)
    assert (time.jumped_ms(), time.now_ms() - start) == (0, 60_000)
    machine.pass_time(1_000, jump=DAY)
    assert (time.jumped_ms(), time.jumped_ms(), time.now_ms() - start) == (DAY, 0, 61_000)
    machine.pass_time(1_000, jump=-3 * DAY)
    assert (time.jumped_ms(), time.now_ms() - start) == (-3 * DAY, 62_000)
    machine.pass_time(1_000, jump=900)  # put right by a time server
    assert time.jumped_ms() == 0


def test_a_token_lasts_as_long_as_it_is_meant_to_whatever_the_clock_is_set_to(
    machine: Machine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert begin(monkeypatch, store) == 0
    ticket = store.run(lambda c: tokens.issue(c, Purpose.HOST_TICKET))
    token = store.run(lambda c: tokens.issue(c, Purpose.FACILITATOR))
    for jump in (40 * DAY, -80 * DAY, 5 * 365 * DAY):
        machine.pass_time(60_000, jump)
        assert tokens.principal(store, token) is not None  # while it runs
        store.run(calendar.note)
        machine.pass_time(60_000, -jump)  # and while it is away
        assert begin(monkeypatch, store) == pytest.approx(0, abs=1)
        machine.pass_time(60_000, jump)
        assert begin(monkeypatch, store) == jump
        assert tokens.principal(store, token) is not None
    machine.pass_time(DAY)
    assert store.run(lambda c: tokens.redeem(c, ticket, Purpose.HOST_TICKET)) is None
    assert tokens.principal(store, token) is not None
    machine.pass_time(30 * DAY)
    assert tokens.principal(store, token) is None


def test_a_machine_that_was_started_anew_goes_by_its_clock_but_never_back(
    machine: Machine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(monkeypatch, store)
    token = store.run(lambda c: tokens.issue(c, Purpose.FACILITATOR))
    machine.wall, machine.up = machine.wall + 3 * DAY, 20_000
    assert begin(monkeypatch, store) == 0
    assert tokens.principal(store, token) is not None
    machine.wall, machine.up = machine.wall - 400 * DAY, 20_000
    assert begin(monkeypatch, store) == -400 * DAY
    machine.pass_time(28 * DAY)
    assert tokens.principal(store, token) is None
