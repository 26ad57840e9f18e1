"""A session from inside: the store fails, the time runs down, people and bots come and go."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.patience import until
from tests.web.wire import mark
from web.live import session as session_module
from web.store import clocks, entries, people, sessions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.live.conftest import Hall


def kept(hall: Hall) -> list[dict[str, Any]]:
    """The stored log."""
    log = hall.live.store.run(lambda c: entries.every(c, hall.row.id))
    return [entry.body for entry in log]


def test_what_cannot_be_stored_has_not_happened(make_hall: Callable[..., Hall], monkeypatch: Any) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    hall.open_round()
    assert anna.act("mark", mark(5), 1, "before")["ok"]
    before = anna.see(lambda e: e["view"]["counter"] == 5)
    log = kept(hall)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(session_module.entries, "append", full)
        refused = anna.act("mark", mark(7), 1, "lost")
        assert (refused["ok"], refused["code"]) == (False, "disk_full")
        assert hall.host.act("close_round", {}, 1)["code"] == "disk_full"
        # What was stored before still gets its first answer.
        assert anna.act("mark", mark(5), 1, "before")["ok"]
    assert kept(hall) == log
    # Nobody was told otherwise, and the same act goes through once there is space.
    assert all(e["view"]["counter"] <= 5 for e in anna.envelopes)
    assert anna.act("mark", mark(7), 1, "lost")["ok"]
    after = anna.see(lambda e: e["view"]["counter"] == 12)
    assert after["version"] > before["version"]
    assert after["view"]["session"]["phase"] == "round"


def test_a_round_closes_by_itself_and_a_late_act_is_refused(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(round_seconds=1.5)
    anna = hall.sit("Anna")
    hall.open_round()
    running = anna.see(lambda e: e["clock"]["state"] == "running")
    assert 0 < running["clock"]["left_ms"] <= 1500
    assert anna.act("mark", mark(), 1)["ok"]
    anna.see(lambda e: e["view"]["session"]["phase"] == "result")
    assert anna.act("mark", mark(), 1)["code"] in ("round_over", "wrong_phase")
    assert anna.envelopes[-1]["clock"]["state"] == "none"
    bells = [body for body in kept(hall) if body["verb"] == "close_round"]
    assert len(bells) == 1
    snapshots = hall.live.store.run(lambda c: c.exec_driver_sql("SELECT round, seq FROM snapshots").fetchall())
    assert [tuple(row) for row in snapshots] == [(1, bells[0]["seq"])]


def test_nobody_keeps_a_bell_from_ringing_by_using_its_id_up(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(round_seconds=1.5)
    anna = hall.sit("Anna")
    for used in ("bell-1", "bell-2"):
        assert anna.act("take_back", {}, act_id=used)["ok"]
    for _ in range(2):
        hall.open_round()
        hall.host.see(lambda e: e["view"]["session"]["phase"] == "result")
    assert [body["round"] for body in kept(hall) if body["verb"] == "close_round"] == [1, 2]


def test_a_pause_halts_the_clock_the_desks_and_the_bots(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(round_seconds=60)
    anna = hall.sit("Anna")
    hall.open_round()
    anna.see(lambda e: e["clock"]["state"] == "running")
    assert hall.host.act("pause")["ok"]
    paused = anna.see(lambda e: e["clock"]["state"] == "paused")
    assert anna.act("mark", mark())["code"] == "paused"
    count = len(kept(hall))
    time.sleep(1.5)
    assert len(kept(hall)) == count
    assert hall.host.act("extend", {"seconds": 60}, act_id="more")["ok"]
    # The same request again does nothing more.
    assert hall.host.act("extend", {"seconds": 60}, act_id="more")["ok"]
    assert hall.host.act("resume")["ok"]
    going = anna.see(lambda e: e["clock"]["state"] == "running")
    assert 0 <= going["clock"]["left_ms"] - paused["clock"]["left_ms"] - 60_000 + 500 <= 500
    assert anna.act("mark", mark())["ok"]
    assert hall.host.act("resume")["code"] == "no_clock"


def test_minutes_are_released_with_the_clock_and_recorded_with_the_act(
    make_hall: Callable[..., Hall],
) -> None:
    hall = make_hall(round_seconds=60)
    anna = hall.sit("Anna")
    hall.open_round()
    assert 192 <= anna.see(lambda e: e["clock"]["total_ms"])["view"]["minutes"]["released"] <= 200
    assert anna.act("mark", mark())["ok"]
    act = next(body for body in kept(hall) if body["verb"] == "mark" and body["by"] == "person")
    assert 192 <= act["inputs"]["released"] <= 200


def test_bots_take_what_is_empty_and_give_way_to_people(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(round_seconds=60)
    hall.sit("Anna")
    hall.open_round()
    states = [p["state"] for p in hall.host.see(lambda e: e["clock"]["total_ms"])["presence"]]
    assert states == ["here", "bot", "bot", "bot", "bot", "bot"]
    hall.host.see(lambda e: sum(map(sum, e["view"]["counters"])) > 0)
    boris = hall.sit("Boris")
    assert boris.see(lambda e: e["me"]["kind"] == "seat")["me"]["team"] == 1
    hall.host.see(lambda e: [p["state"] for p in e["presence"]][3] == "here")
    bots = [body for body in kept(hall) if body["verb"] == "mark"]
    assert {body["by"] for body in bots} == {"bot"}
    assert boris.act("mark", mark())["ok"]


def test_a_seat_can_be_given_to_a_bot_and_taken_back(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    hall.open_round()
    assert hall.host.act("seat_bot", {"team": 0, "seat": 0, "policy": "reference"})["ok"]
    assert anna.see(lambda e: e["me"]["kind"] == "watcher")["me"]["superseded"] is False
    assert anna.act("mark", mark())["code"] == "seat_taken_over"
    assert anna.act("take_back")["ok"]
    anna.see(lambda e: e["me"]["kind"] == "seat")
    assert anna.act("mark", mark())["ok"]


def test_people_can_be_moved_and_change_chairs(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna, boris, clara = hall.sit("Anna"), hall.sit("Boris"), hall.sit("Clara")
    assert (clara.envelopes[-1]["me"]["team"], clara.envelopes[-1]["me"]["seat"]) == (0, 1)
    who = anna.envelopes[-1]["me"]["participant"]
    assert hall.host.act("move", {"participant": who, "team": 1, "seat": 2})["ok"]
    assert anna.see(lambda e: e["me"]["team"] == 1)["me"]["seat"] == 2
    # On a taken seat the two change places.
    assert hall.host.act("move", {"participant": who, "team": 1, "seat": 0})["ok"]
    anna.see(lambda e: e["me"]["seat"] == 0)
    boris.see(lambda e: e["me"]["seat"] == 2)
    assert hall.host.act("move", {"participant": "nobody", "team": 1, "seat": 0})["code"] == "nobody_there"
    assert hall.host.act("move", {"participant": who, "team": 7, "seat": 0})["code"] == "nobody_there"
    hall.open_round()
    assert hall.host.act("play_card", {"card": "chair_swap"})["ok"]
    clara.see(lambda e: (e["me"]["team"], e["me"]["kind"]) == (1, "seat"))
    assert clara.act("mark", mark())["ok"]
    stored = {p.name: (p.team, p.seat) for p in hall.live.store.run(lambda c: people.every(c, hall.row.id))}
    assert stored == {"Anna": (1, 0), "Boris": (1, 2), "Clara": (1, 1)}
    states = {(p["team"], p["seat"]): p["state"] for p in hall.host.see(lambda _: True)["presence"]}
    hall.host.see(lambda e: all(p["state"] in ("here", "bot") for p in e["presence"]))
    assert states


def test_messages_reach_whom_they_are_for(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    assert hall.host.act("message", {"text": "Hello", "to": "team:0"})["ok"]
    first = anna.see(lambda e: e["notice"])["notice"]
    assert first["text"] == "Hello"
    assert boris.envelopes[-1]["notice"] is None
    assert hall.host.act("message", {"text": "All", "to": "all"})["ok"]
    second = boris.see(lambda e: e["notice"])["notice"]
    assert (second["text"], second["id"] > first["id"]) == ("All", True)
    assert hall.host.act("nudge", {"team": 1, "seat": 0})["ok"]
    assert boris.see(lambda e: e["notice"]["id"] > second["id"])
    assert anna.envelopes[-1]["notice"] == second
    for bad in ({"text": "", "to": "all"}, {"text": "x", "to": "seat:0:0"}, {"text": "x" * 501, "to": "all"}):
        assert hall.host.act("message", bad)["code"] == "malformed"


def test_a_reader_that_does_not_read_gets_the_newest_view_or_is_cut_off(
    make_hall: Callable[..., Hall],
) -> None:
    hall = make_hall(minutes=0, teams=1)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    hall.open_round()
    boris.see(lambda e: e["view"]["session"]["round"] == 1)
    boris.pending = 1
    before = len(boris.envelopes)
    for _ in range(5):
        assert anna.act("mark", mark(), 1)["ok"]
    time.sleep(0.4)
    assert len(boris.envelopes) == before
    boris.pending = 0
    until(lambda: len(boris.envelopes) > before)
    time.sleep(0.5)
    assert len(boris.envelopes) - before in (1, 2)
    boris.pending = 257
    until(lambda: boris.hung_up or (anna.act("mark", mark(), 1) and False), pause_s=0.05)
    hall.host.see(lambda e: e["presence"][1]["state"] == "away")


def test_a_lost_connection_frees_no_seat(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    anna.close()
    away = hall.host.see(lambda e: e["presence"][0]["state"] == "away")
    assert away["presence"][0]["name"] == "Anna"
    assert hall.sit("Boris").envelopes[-1]["me"]["team"] == 1


def test_the_charter_has_a_time_and_stands_as_it_is_when_that_is_over(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(round_seconds=1)
    anna = hall.sit("Anna")
    hall.open_round()
    anna.see(lambda e: e["view"]["session"]["phase"] == "result")
    assert hall.host.act("open_charter", {}, 1)["ok"]
    anna.see(lambda e: e["clock"]["state"] == "running")
    assert anna.act("edit_charter", {"changes": {"warm": True}}, 1)["ok"]
    anna.see(lambda e: e["clock"]["state"] == "over")
    assert anna.act("edit_charter", {"changes": {"warm": False}}, 1)["code"] == "round_over"
    assert hall.host.act("extend", {"seconds": 30}, 1)["ok"]
    anna.see(lambda e: e["clock"]["state"] == "running")
    assert anna.act("edit_charter", {"changes": {"warm": False}}, 1)["ok"]


def test_after_a_restart_everything_is_as_it_was(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(round_seconds=60)
    token, _ = hall.live.join(hall.session, "Anna", "en")
    anna = hall.connect(token)
    hall.open_round()
    done = anna.act("mark", mark(3), 1, "kept")
    assert hall.host.act("pause")["ok"]
    before = anna.see(lambda e: e["clock"]["state"] == "paused")
    hall.live.stop()
    hall.live._stopping.clear()
    again = hall.live.get(hall.row.id)
    assert again is not None
    hall.session = again
    anna = hall.connect(token)
    now = anna.envelopes[-1]
    assert now["version"] > before["version"]
    assert now["view"] == before["view"] | {"minutes": now["view"]["minutes"]}
    assert now["clock"]["left_ms"] == before["clock"]["left_ms"]
    assert anna.act("mark", mark(3), 1, "kept") == done
    assert anna.act("mark", mark(4), 1, "kept")["code"] == "id_conflict"


def test_the_archive_knows_where_sessions_stand(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    hall.open_round()
    hall.host.act("close_round")
    hall.host.see(lambda e: e["view"]["session"]["phase"] == "result")
    row = hall.live.store.run(lambda c: sessions.get(c, hall.row.id))
    assert row is not None
    assert (row.phase, row.round) == ("result", 1)
    assert hall.live.store.run(lambda c: clocks.get(c, hall.row.id)).state == "none"
    assert hall.host.act("close_session", {}, 1)["ok"]
    assert hall.host.see(lambda e: e["code"] == "")
    with pytest.raises(Exception, match="wrong_code"):
        hall.live.join(hall.session, "Late", "en")
