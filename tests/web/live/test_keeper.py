"""Backups of the running store: one when a session starts, one at every bell, and the game never waits for them."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.patience import Patience
from tests.web.live.conftest import Hall
from tests.web.running import Running, Workshop
from tests.web.store.kept import garble
from tests.web.test_cli import baton
from web.live import keeper as module
from web.live.keeper import Keeper
from web.store import backups, sessions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def reasons(data: Path) -> list[str]:
    """Why each backup was made, oldest first, without the session's id."""
    return [backup.why.rsplit("-", 1)[0] for backup in reversed(backups.every(data))]


def soon(holds: Callable[[], Any]) -> None:
    """Wait for what happens beside the game."""
    patience = Patience("a backup")
    while not holds():
        patience.rest(0.05)


def test_a_backup_is_made_when_a_session_starts_and_at_every_bell(
    make_hall: Callable[..., Hall], tmp_path: Path
) -> None:
    hall = make_hall(keeper=Keeper(tmp_path))
    soon(lambda: reasons(tmp_path) == ["new"])
    hall.open_round()
    soon(lambda: reasons(tmp_path) == ["new", "start"])
    assert hall.host.act("close_round")["ok"]
    soon(lambda: reasons(tmp_path) == ["new", "start", "bell-1"])


def test_the_game_does_not_wait_for_a_backup_and_goes_on_without(
    make_hall: Callable[..., Hall], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    disk = threading.Event()
    asked: list[str] = []

    def slow(_data: Path, why: str) -> None:
        asked.append(why)
        assert disk.wait(60)
        raise backups.StoreError("The disk of here is full.")

    monkeypatch.setattr(module.backups, "make", slow)
    keeper = Keeper(tmp_path)
    hall = make_hall(keeper=keeper)
    anna = hall.sit("Anna")
    hall.open_round()
    soon(lambda: asked)
    assert anna.act("mark", {"company": 1, "field": "pain", "value": "x"}, round_=1)["ok"]
    assert hall.host.act("close_round")["ok"]
    disk.set()
    soon(lambda: len(asked) >= 2 and keeper.trouble)  # start and bell may be so close that one backup holds both
    assert keeper.state == "failing"
    assert "disk of here is full" in caplog.text
    assert caplog.text.count("No backup") == 1  # once is enough
    hall.open_round()


def test_a_session_that_is_removed_goes_from_the_backups(make_hall: Callable[..., Hall], tmp_path: Path) -> None:
    hall = make_hall(keeper=Keeper(tmp_path))
    hall.sit("Anna Canary")
    made = backups.make(tmp_path, "bell-1-x")
    assert b"Canary" in made.file.read_bytes()
    hall.live.remove(hall.live.store.run(sessions.every)[0][0].id)
    soon(lambda: b"Canary" not in made.file.read_bytes())
    with closing(sqlite3.connect(made.file)) as copy:
        assert copy.execute("SELECT count(*) FROM sessions").fetchone() == (0,)


def test_after_damage_one_goes_back_to_the_bell_and_plays_on(tmp_path: Path) -> None:
    server = Running(tmp_path)
    try:
        host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        room = Workshop(server, host)
        token = room.join("Anna")["token"]
        anna = server.enter(token)
        room.open_round()
        mark = {"company": 3, "field": "pain", "value": "x"}
        anna.see(lambda e: e["view"]["session"]["round"] == 1)
        assert anna.act("mark", mark, round_=1)["ok"]
        assert room.host.act("close_round")["ok"]
        soon(lambda: "bell-1" in reasons(tmp_path))
        assert server.call("/healthz")[1]["backups"] == "ok"
        at_the_bell = anna.see(lambda e: e["view"]["session"]["phase"] == "result")
        room.open_round()
        anna.see(lambda e: e["view"]["session"]["round"] == 2)
        assert anna.act("mark", mark, round_=2)["ok"]
        server.hang_up()
        server.kill()
        garble(tmp_path / "baton.db-wal", 2000)
        problem = next(check for check in _checks(tmp_path) if check["state"] == "problem")
        bell = next(backup.name for backup in backups.every(tmp_path) if backup.why.startswith("bell"))
        assert bell in problem["advice"]
        baton("backup", "restore", bell, "--data", tmp_path, check=True)
        server.start()
        again = server.enter(token).view
        assert again["view"]["session"]["phase"] == "result"
        assert again["view"]["counter"] == at_the_bell["view"]["counter"]
        assert again["version"] > anna.view["version"]  # so the browser takes it
    finally:
        server.stop()


def _checks(data: Path) -> list[dict[str, Any]]:
    import json

    done = baton("doctor", "--data", data, "--port", "0", "--json")
    assert done.returncode == 2
    checks: list[dict[str, Any]] = json.loads(done.stdout)["checks"]
    return checks


def test_what_a_killed_server_left_of_a_backup_is_gone(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    left = [tmp_path / "backups" / "2026-01-01_00-00-00+0000_bell-1-x.part", tmp_path / "baton.db.part"]
    left.append(left[0].with_name(left[0].name + "-wal"))
    for file in left:
        file.write_text("Anna")
    keeper = Keeper(tmp_path)
    keeper.stop()
    assert not any(file.exists() for file in left)
