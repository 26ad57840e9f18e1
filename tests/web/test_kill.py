"""kill -9 under load: what was acknowledged is there, once, and nothing else is missing or doubled.

Every seat sends acts one after the other, each under its own id, and sends an unanswered one again until it
is answered, as the browser does. In the end the stored log is held against what the seats were told.
"""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import threading
import time
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from tests.patience import Patience
from tests.web.running import Running, Workshop
from tests.web.set_clock import set_clock
from tests.web.slow_store import log_of
from tests.web.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SEATS = 20
DAY = 24 * 3600


class Player:
    """A seat that never gives up."""

    def __init__(self, server: Running, token: str, number: int) -> None:
        self.server = server
        self.token = token
        self.number = number
        self.sent: list[str] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self.versions: list[int] = []
        self.resent = 0
        self.errors: list[dict[str, Any]] = []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._play, daemon=True)

    def _play(self) -> None:
        pending = ""
        while not self.stop.is_set() or pending:
            with contextlib.suppress(Exception):
                wire = Wire(self.server.base)
                try:
                    wire.connect(self.token)
                    while not self.stop.is_set() or pending:
                        if pending:
                            self.resent += 1
                        else:
                            pending = uuid.uuid4().hex
                            self.sent.append(pending)
                        self._send(wire, pending)
                        pending = ""
                        time.sleep(0.02)
                finally:
                    self.versions += [view["version"] for view in wire.views]
                    wire.close()
            time.sleep(0.05)

    def _send(self, wire: Wire, act_id: str) -> None:
        args = {"company": 100 + self.number, "field": "pain", "value": "x"}
        answer = wire.act("mark", args, round_=1, act_id=act_id)
        if answer["ok"]:
            self.answers[act_id] = answer
        else:
            self.errors.append(answer)


def trial(tmp_path: Path, kills: int, between_s: float, jumps_s: Sequence[int] = (0,)) -> dict[str, Any]:
    """Play, kill, set the machine's clock by the next of the jumps, start again, and compare."""
    server = Running(tmp_path)
    try:
        host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        room = Workshop(server, host, teams=7, minutes=10)
        tokens = [room.join(f"P{number}")["token"] for number in range(SEATS)]
        room.open_round()
        players = [Player(server, token, number) for number, token in enumerate(tokens)]
        for player in players:
            player.thread.start()
        recovery = []
        offset = 0
        for _, jump in zip(range(kills), itertools.cycle(jumps_s), strict=False):
            time.sleep(between_s)
            running, patience = clock_of(server, host, room.session), Patience("an answer after the kill")
            server.kill()
            offset += jump
            set_clock(tmp_path, offset)
            before = sum(len(player.answers) for player in players)
            server.start()
            while sum(len(player.answers) for player in players) == before:
                patience.rest(0.02)
            again = clock_of(server, host, room.session)
            away_ms = patience.spent() * 1000
            # Real time has passed and nothing else: no more is left than was, and no less than the time away explains.
            assert running["left_ms"] - away_ms - 1500 <= again["left_ms"] <= running["left_ms"] <= 600_000
            assert told_of_a_jump(server, host, room.session) == jump
            recovery.append(patience.spent())
        time.sleep(0.3)
        for player in players:
            player.stop.set()
        for player in players:
            player.thread.join(timeout=60)
            assert not player.thread.is_alive()
        views = [server.enter(token).view for token in tokens]
    finally:
        server.stop()
    check(tmp_path, room.session, players, views)
    assert "Traceback" not in server.log()
    return {
        "acknowledged": sum(len(player.answers) for player in players),
        "resent": sum(player.resent for player in players),
        "first_ack_s": [round(seconds, 2) for seconds in recovery],
    }


def clock_of(server: Running, host: str, session: str) -> dict[str, Any]:
    """The round clock as the console shows it."""
    clock: dict[str, Any] = server.enter(host, session=session).view["clock"]
    assert clock["state"] == "running"
    return clock


def told_of_a_jump(server: Running, host: str, session: str) -> int:
    """By how many seconds the clock was set, as the console is told; about a day is a day."""
    alerts = server.enter(host, session=session).view["alerts"]
    return round(sum(alert["seconds"] for alert in alerts) / DAY) * DAY


def check(data: Path, session: str, players: list[Player], views: list[dict[str, Any]]) -> None:
    """The stored log against what the seats were told."""
    with contextlib.closing(sqlite3.connect(data / "baton.db")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    stored = log_of(data, session)
    for player, view in zip(players, views, strict=True):
        assert player.errors == []
        assert set(player.answers) == set(player.sent)
        for act_id, answer in player.answers.items():
            assert stored[act_id] == (answer["seq"], answer["version"])
        # Each act had its effect exactly once.
        assert view["view"]["counter"] == len(player.sent) * (100 + player.number)
        assert player.versions == sorted(set(player.versions))


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    result = trial(tmp_path, kills=3, between_s=1.5)
    assert result["acknowledged"] > 100
    print(result)


def test_a_clock_that_is_set_by_a_day_while_the_server_is_away_eats_no_round_and_gives_no_time(tmp_path: Path) -> None:
    trial(tmp_path, kills=2, between_s=1.0, jumps_s=(-DAY, 2 * DAY))


@pytest.mark.full
def test_nothing_acknowledged_is_lost_in_twenty_kills_with_the_clock_set_by_a_day_between(tmp_path: Path) -> None:
    result = trial(tmp_path, kills=20, between_s=1.5, jumps_s=(-DAY, DAY, DAY, -DAY))
    assert result["acknowledged"] > 1000
    print(result)


def test_a_clock_that_is_set_while_the_server_runs_is_told_and_changes_nothing(tmp_path: Path) -> None:
    server = Running(tmp_path)
    try:
        host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        room = Workshop(server, host, minutes=10)
        token = room.join("Anna")["token"]
        anna = server.enter(token)
        room.open_round()
        before = room.host.see(lambda e: e["clock"]["state"] == "running")["clock"]["left_ms"]
        for days in (40, -40):
            set_clock(tmp_path, days * DAY)
            told = room.host.see(lambda e, days=days: e["alerts"] and e["alerts"][0]["seconds"] * days > 0)
            assert told["clock"]["left_ms"] <= before
            assert anna.act("mark", {"company": 100, "field": "pain", "value": "x"}, round_=1)["ok"]
            # Who came in before still does: a token lasts by the time that passed, not by the clock on the wall.
            anna = server.enter(token)
            assert anna.view["clock"]["left_ms"] <= before
            assert server.call("/healthz")[1]["clock_jumped_s"] != 0
            assert not anna.view["alerts"]
        set_clock(tmp_path, 400 * DAY)
        server.kill()
        server.start()
        assert server.enter(token).view["clock"]["state"] == "running"
        assert server.call("/api/host", {"ticket": server.ticket})[0] == 200
    finally:
        server.stop()


def test_a_round_that_ran_when_the_server_was_killed_goes_on_and_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_ROUND_S", "12")
    server = Running(tmp_path)
    try:
        host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        room = Workshop(server, host, minutes=None)
        token = room.join("Anna")["token"]
        room.open_round()
        left = room.host.see(lambda e: e["clock"]["state"] == "running")["clock"]["left_ms"]
        assert left <= 12_000
        server.kill()
        server.start()
        # Nobody is connected: the clock was armed by the server itself.
        time.sleep(0.5)
        anna = server.enter(token)
        assert anna.view["clock"]["state"] == "running"
        assert anna.view["clock"]["left_ms"] <= 12_000
        anna.see(lambda e: e["view"]["session"]["phase"] == "result")
    finally:
        server.stop()
