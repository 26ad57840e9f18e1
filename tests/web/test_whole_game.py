"""The real game on the real server: a whole session, every message held against the contract, the log verified."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from game.debrief import verify
from game.match.log import read
from game.scenario.loader import load
from tests.web.running import ROOT, Running, Workshop
from web.socket.contract import checker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.wire import Wire


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("game"), "tests.web.serve_game")
    yield running
    running.stop()
    assert "Traceback" not in running.log()


def press(room: Workshop, verb: str, phase: str, timeout: float = 60) -> None:
    """Take a step as the facilitator and wait for the phase it leads to."""
    answer = room.host.act(verb)
    assert answer["ok"], answer
    room.host.see(lambda e: e["view"]["session"]["phase"] == phase, timeout)


def work(seat: Wire) -> int:
    """Take the first few offers of a desk, as a person would tap; how many were done."""
    done = 0
    view = seat.view["view"]
    for company in view["companies"][:6]:
        agenda = view["agendas"].get(company["agenda"])
        if agenda and agenda["presets"]:
            args: dict[str, Any] = {"company": company["id"], "agenda": agenda["presets"][0]["agenda"]}
            done += seat.act(agenda["verb"], args)["ok"]
    return done


def test_a_whole_session_keeps_to_the_contract_and_can_be_run_again(game: Running) -> None:
    host = game.call("/api/host", {"ticket": game.ticket})[1]["token"]
    room = Workshop(game, host, scenario="kitchen", teams=2)
    anna, boris = room.sit("Anna"), room.sit("Борис", "ru")
    screen = game.enter(game.call("/api/screen", {"code": room.code})[1]["token"])
    token = room.join("Clara")["token"]
    done = 0
    for number in range(1, 5):
        room.open_round()
        for seat in (anna, boris):
            seat.see(lambda e, n=number: (e["view"]["session"]["round"], e["view"]["session"]["phase"]) == (n, "round"))
        done += work(anna) + work(boris)
        time.sleep(1.0)
        press(room, "close_round", "result")
        if number == 2:
            press(room, "open_charter", "charter")
            anna.see(lambda e: e["view"]["charter"])
            assert anna.act("agree_charter", {}, round_=2)["ok"]
    assert done >= 4
    press(room, "finish", "fast_forward")
    room.host.see(lambda e: any(s["verb"] == "open_debrief" for s in e["view"]["steps"]), timeout=180)
    press(room, "open_debrief", "debrief")
    screen.see(lambda e: e["view"]["session"]["phase"] == "debrief")
    seen = game.call(f"/api/debrief/{room.session}", token=token)[1]
    checker("DebriefView").validate_json(json.dumps(seen))
    assert room.host.act("reveal", {"on": True})["ok"]
    whole = game.call(f"/api/debrief/{room.session}?team=1&reveal=1&lang=ru", token=host)[1]
    checker("DebriefView").validate_json(json.dumps(whole))
    press(room, "close_session", "closed")

    envelope = checker("Envelope")
    for wire in (anna, boris, screen, room.host):
        assert len(wire.views) > 5
        for view in wire.views:
            envelope.validate_json(json.dumps(view))

    log = game.call(f"/api/debrief/{room.session}/log", token=host)[1]
    header, entries = read(log.splitlines())
    report = verify(load(ROOT / "scenarios" / "kitchen.toml"), header, entries)
    assert report.ok, report.difference
    assert report.rounds > 4
    assert str(header["seed"]) not in "\n".join(text for wire in (anna, boris, screen) for text in wire.heard)


def test_a_session_of_the_game_survives_kill_nine(game: Running) -> None:
    host = game.call("/api/host", {"ticket": game.call_host_link()})[1]["token"]
    room = Workshop(game, host, scenario="kitchen", teams=1)
    token = room.join("Anna")["token"]
    anna = game.enter(token)
    room.open_round()
    anna.see(lambda e: e["view"]["session"]["round"] == 1)
    assert work(anna)
    anna.act("pass_time")
    before = anna.see(lambda e: e["view"]["minutes"]["spent"])["view"]
    game.hang_up()
    game.kill()
    game.start()
    after = game.enter(token).view["view"]
    assert after["minutes"] == before["minutes"]
    assert after["companies"] == before["companies"]


def test_what_people_write_to_each_other_is_plain_text(game: Running) -> None:
    host = game.call("/api/host", {"ticket": game.call_host_link()})[1]["token"]
    room = Workshop(game, host, scenario="kitchen", teams=1, acts="open")
    anna, boris = room.sit("Anna"), room.sit("Boris")
    room.open_round()
    anna.see(lambda e: e["view"]["companies"])
    written = "\u202eCall\x00 back\u200b\n=1+1"
    for company in anna.view["view"]["companies"]:
        agenda = anna.view["view"]["agendas"].get(company["agenda"])
        if agenda and agenda["presets"]:
            anna.act("call", {"company": company["id"], "agenda": agenda["presets"][0]["agenda"]})
        args = {"company": company["id"], "mode": "notes", "warm": False, "notes": written}
        if anna.act("hand_over", args)["ok"]:
            break
    handoff = boris.see(lambda e: e["view"]["handoffs"])["view"]["handoffs"][0]
    assert handoff["notes"] == "Call back\n=1+1"
