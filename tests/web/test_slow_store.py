"""Another program holds the store: everybody hears so in time, nothing is lost, nothing happens twice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.running import Running, Workshop
from tests.web.slow_store import Actor, health, held, log_of, playing

if TYPE_CHECKING:
    from pathlib import Path


def hold_while_acting(data: Path, seats: int, hold_s: float) -> list[Actor]:
    """Seats act, the store is held, the seats go on acting; what came of it."""
    server = Running(data)
    try:
        host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        room = Workshop(server, host, teams=-(-seats // 3))
        actors = [Actor(room.sit(f"P{number}"), number) for number in range(seats)]
        room.open_round()
        with playing(actors):
            time.sleep(0.5)
            with held(data):
                time.sleep(hold_s / 2)
                told = health(server)
                assert not told["ok"]
                assert "another program holds the store" in told["message"]
                assert told["since"]
                time.sleep(hold_s / 2)
            time.sleep(0.5)
        assert not any(actor.wire.closed for actor in actors)
        for actor in actors:
            counter = len(actor.done) * (100 + actor.number)
            actor.wire.see(lambda envelope, counter=counter: envelope["view"]["counter"] == counter)
        stored = log_of(data, room.session)
        for actor in actors:
            assert not actor.refused
            for act_id, answer in actor.done.items():
                assert stored[act_id] == (answer["seq"], answer["version"])
        assert "store" not in health(server)["message"]
        assert "Traceback" not in server.log()
        return actors
    finally:
        server.stop()


def codes_of(actors: list[Actor]) -> set[str]:
    return {code for actor in actors for code in actor.codes}


def longest(actors: list[Actor]) -> float:
    return max(max(actor.seconds) for actor in actors)


def test_a_held_store_is_told_in_time_and_loses_nothing(tmp_path: Path) -> None:
    actors = hold_while_acting(tmp_path, 6, 4)
    assert codes_of(actors) == {"ok", "busy", "pending"}  # told while the store was held, not after


@pytest.mark.full
def test_twenty_four_seats_act_while_the_store_is_held_for_fourteen_seconds(tmp_path: Path) -> None:
    actors = hold_while_acting(tmp_path, 24, 14)
    assert codes_of(actors) == {"ok", "busy", "pending"}
    print({"answers": sum(len(actor.codes) for actor in actors), "longest_s": round(longest(actors), 2)})


def test_every_request_is_answered_while_the_store_is_held_and_none_is_done_twice(tmp_path: Path) -> None:
    server = Running(tmp_path)
    try:
        host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        room = Workshop(server, host, teams=1)
        anna = room.join("Anna")["token"]
        ticket = server.call(f"/api/sessions/{room.session}/cohost", {}, token=host)[1]["url"].split("#")[1]
        before = server.call("/api/sessions", token=host)[1]
        changing: list[tuple[str, dict[str, Any]]] = [
            ("/api/join", {"body": {"code": room.code, "name": "Boris"}}),
            ("/api/host", {"body": {"ticket": ticket}}),
            ("/api/screen", {"body": {"code": room.code}}),
            ("/api/sessions", {"body": {"scenario": "fake", "teams": 1}, "token": host}),
            ("/api/language", {"body": {"language": "ru"}, "token": anna}),
            (f"/api/sessions/{room.session}/reissue", {"body": {"team": 0, "seat": 0}, "token": host}),
        ]
        with held(tmp_path):
            for path, how in changing:
                status, told = server.call_once(path, **how)
                assert (status, told["code"] in ("busy", "pending"), len(told["message"]) > 20) == (503, True, True), (
                    path
                )
            # What only looks waits for nobody.
            for path in ("/api/sessions", "/api/scenarios", "/healthz"):
                assert server.call_once(path, token=host)[0] == 200, path
            assert server.call_once("/api/code", {"code": room.code})[1]["free"] == 2
            assert server.enter(anna).view["me"]["name"] == "Anna"
        for path, how in changing:
            assert server.call(path, **how)[0] == 200, path
        people = room.host.see(lambda e: sum(one["name"] != "" for one in e["presence"]) == 2)["presence"]
        assert sorted(one["name"] for one in people) == ["", "Anna", "Boris"]
        assert len(server.call("/api/sessions", token=host)[1]) == len(before) + 1
        assert "Traceback" not in server.log()
    finally:
        server.stop()
