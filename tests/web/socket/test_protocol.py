"""The socket's promises: one view on connecting, one answer to every request, rising versions, one driver."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
import websocket

from tests.patience import until
from tests.web.wire import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.running import Running, Workshop


def test_a_connection_is_answered_by_one_complete_view(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    anna = room.sit("Anna")
    view = anna.view
    assert view["me"]["name"] == "Anna"
    assert (view["me"]["team"], view["me"]["seat"]) == (0, 0)
    assert view["me"]["kind"] == "seat"
    assert view["code"] == room.code
    assert view["links"] == []
    assert view["view"]["kind"] == "seat"
    assert {p["team"] for p in view["presence"]} == {0}
    time.sleep(0.3)
    assert len(anna.views) == 1
    assert room.host.view["links"]


def test_a_projector_on_any_machine_gets_the_code_to_scan(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    token = room.server.call("/api/screen", {"code": room.code})[1]["token"]
    screen = room.server.enter(token)
    assert [link["qr_svg"][:4] for link in screen.view["links"]] == ["<svg"] * len(screen.view["links"])
    assert screen.view["links"]


def test_an_act_is_acknowledged_then_seen_by_its_team_alone(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    anna, boris = room.sit("Anna"), room.sit("Boris")
    assert boris.view["me"]["team"] == 1
    room.open_round()
    anna.see(lambda e: e["view"]["session"]["round"] == 1)
    boris.see(lambda e: e["view"]["session"]["round"] == 1)
    answer = anna.act("mark", mark(7))
    assert answer["ok"] is True
    assert anna.see(lambda e: e["view"]["counter"] == 7)["version"] >= answer["version"]
    time.sleep(0.4)
    assert not any('"counter":7' in text for text in boris.heard)


def test_the_same_id_gives_the_first_answer_and_another_body_is_a_conflict(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop()
    anna = room.sit("Anna")
    room.open_round()
    anna.see(lambda e: e["view"]["session"]["round"] == 1)
    first = anna.act("mark", mark(5), act_id="one")
    assert anna.act("mark", mark(5), act_id="one") == first
    assert anna.act("mark", mark(6), act_id="one")["code"] == "id_conflict"
    assert anna.see(lambda e: e["view"]["counter"])["view"]["counter"] == 5
    # A refused id may be judged anew.
    assert anna.act("mark", mark(5000), act_id="two")["code"] == "unknown_company"
    assert anna.act("mark", mark(1), act_id="two")["ok"]


def test_an_act_of_a_closed_round_is_round_over(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    anna = room.sit("Anna")
    room.open_round()
    anna.see(lambda e: e["view"]["session"]["round"] == 1)
    assert room.host.act("close_round")["ok"]
    room.open_round()
    assert anna.act("mark", mark(), round_=1)["code"] == "round_over"
    assert anna.act("mark", mark(), round_=9)["code"] == "malformed"
    assert anna.act("mark", mark(), round_=2)["ok"]


BAD_ACTS = [
    ({}, "malformed"),
    (None, "malformed"),
    ([], "malformed"),
    ("act", "malformed"),
    (17, "malformed"),
    ({"id": "x", "round": 1, "verb": "mark"}, "malformed"),
    ({"id": "", "round": 1, "verb": "mark", "args": {}}, "malformed"),
    ({"id": "a" * 65, "round": 1, "verb": "mark", "args": {}}, "malformed"),
    ({"id": "x y", "round": 1, "verb": "mark", "args": {}}, "malformed"),
    ({"id": "x", "round": "1", "verb": "mark", "args": {}}, "malformed"),
    ({"id": "x", "round": -1, "verb": "mark", "args": {}}, "malformed"),
    ({"id": "x", "round": 10**30, "verb": "mark", "args": {}}, "malformed"),
    ({"id": "x", "round": 1.5, "verb": "mark", "args": {}}, "malformed"),
    ({"id": "x", "round": True, "verb": "mark", "args": {}}, "malformed"),
    ({"id": "x", "round": 1, "verb": "mark", "args": []}, "malformed"),
    ({"id": "x", "round": 1, "verb": "mark", "args": {}, "team": 1}, "malformed"),
    ({"id": "x", "round": 1, "verb": "mark", "args": {}}, "malformed"),
    (
        {"id": "x", "round": 1, "verb": "mark", "args": {"company": "1", "field": "a", "value": "b"}},
        "malformed",
    ),
    ({"id": "x", "round": 1, "verb": "mark", "args": {**mark(), "seed": 1}}, "malformed"),
    ({"id": "x", "round": 1, "verb": "mark", "args": {**mark(), "field": "\ud800"}}, "malformed"),
    ({"id": "x", "round": 1, "verb": "mark", "args": {**mark(), "company": float("nan")}}, "malformed"),
    ({"id": "x", "round": 1, "verb": "mark", "args": {**mark(), "company": 10**400}}, "malformed"),
    ({"id": "x", "round": 1, "verb": "mark", "args": mark(5000)}, "unknown_company"),
    ({"id": "x", "round": 1, "verb": "mark", "args": mark(-1)}, "malformed"),
    ({"id": "x", "round": 1, "verb": "hack", "args": {}}, "unknown_verb"),
    ({"id": "x", "round": 1, "verb": "__class__", "args": {}}, "unknown_verb"),
    ({"id": "x", "round": 1, "verb": "open_round", "args": {}}, "not_allowed"),
    ({"id": "x", "round": 1, "verb": "close_round", "args": {}}, "not_allowed"),
    ({"id": "x", "round": 1, "verb": "extend", "args": {"seconds": 60}}, "not_allowed"),
    ({"id": "x", "round": 1, "verb": "reveal", "args": {"on": True}}, "not_allowed"),
    (
        {"id": "x", "round": 1, "verb": "seat_bot", "args": {"team": 1, "seat": 0, "policy": "x"}},
        "not_allowed",
    ),
    ({"id": "x", "round": 1, "verb": "call", "args": {"company": 1, "agenda": []}}, "not_your_seat"),
    ({"id": "x", "round": 0, "verb": "mark", "args": mark()}, "round_over"),
    ({"id": "x", "round": 2, "verb": "mark", "args": mark()}, "malformed"),
]


def test_every_bad_act_gets_exactly_one_answer_and_nothing_is_lost(
    workshop: Callable[..., Workshop], server: Running
) -> None:
    room = workshop()
    room.open_round()
    # A socket may send 40 at once; each half of the list gets its own seat.
    for name, acts in (("Anna", BAD_ACTS[::2]), ("Boris", BAD_ACTS[1::2])):
        seat = room.sit(name)
        for body, code in acts:
            number = seat.send("act", body)
            answer = seat.ack(number)
            assert (answer["ok"], answer["code"]) == (False, code), body
            assert answer["message"]
            assert set(answer) == {"ok", "code", "message"}
        assert seat.act("mark", mark(3))["ok"]
        assert seat.see(lambda e: e["view"]["counter"] >= 3)
    assert "Traceback" not in server.log()


def test_requests_that_are_no_events_are_answered_too(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    room.open_round()
    anna = room.sit("Anna")
    frames = {
        901: "[]",
        902: "{}",
        903: '"act"',
        905: "[17]",
        906: '["act",',
        907: "[" * 9000,
        908: '["connect",{"token":"x"}]',
        909: '["disconnect"]',
        910: '["nothing",1,2]',
        911: '["act"]',
        912: '["act",{},{}]',
        914: '[null,{"a":1}]',
        915: '["view",{}]',
        916: '["*",{}]',
        918: '["act",{"_placeholder":true,"num":0}]',
        917: '["act",' + "9" * 5000 + "]",
    }
    for number, frame in frames.items():
        anna.raw(f"451-{number}{frame}" if number == 918 else f"42{number}{frame}")
        anna.raw(b"\x01\x02")
        answer = anna.ack(number)
        assert answer["ok"] is False, frame
    # Without a number nobody waits for an answer; it must do no harm either.
    for junk in ("42", "42[", "42[]", "43[1]", "431[]", "41/other,", "40/other,{}", "451-"):
        anna.raw(junk)
    assert anna.act("mark", mark(), round_=1)["ok"]
    # What is not even Socket.IO ends the line, and only that.
    for number, junk in enumerate(("x", "4", "4[[[[", "9", "49", "b4AAA", "461-", "44")):
        other = room.server.enter(room.server.call("/api/screen", {"code": room.code})[1]["token"])
        other.raw(junk)
        until(lambda line=other: line.closed, f"the end of a line after {number}: {junk}")
    assert anna.act("mark", mark(), round_=1)["ok"]


def test_an_event_of_any_name_is_acknowledged_once(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    room.open_round()
    anna = room.sit("Anna")
    names = ["*", "", " ", "connect", "disconnect", "connect_error", "message", "ping", "view", "act ", "__class__"]
    for name in [*names, "newListener", "\0broken", "\ud800", "x" * 500]:
        for args in ([], [{}], [1, "two", [3]], [None]):
            answer = anna.ack(anna.send(name, *args))
            assert (answer["ok"], answer["code"] in ("unknown_verb", "malformed")) == (False, True), (name, args)
    # A namespace that nobody opened is answered in its own name.
    anna.raw('42/other,77["act",{}]')
    anna.until(lambda: any(text.startswith('43/other,77[{"ok":false') for text in anna.heard))
    assert anna.act("mark", mark(), round_=1)["ok"]
    assert all(len(found) == 1 for found in anna.acks.values())


@pytest.mark.parametrize("letter", ["x", "ж"])
def test_an_act_that_is_too_large_is_refused_and_the_line_goes_on(
    workshop: Callable[..., Workshop], letter: str
) -> None:
    room = workshop()
    room.open_round()
    anna = room.sit("Anna")
    for size in (33_000, 120_000):
        answer = anna.act("mark", {**mark(100), "value": letter * (size // (len(json.dumps(letter)) - 2))}, round_=1)
        assert answer == {"ok": False, "code": "too_large", "message": "the request is too large"}
    anna.raw(f'42["act","{letter * 50_000}"]')  # nobody asked for an answer
    anna.raw(f'42/elsewhere,7["act","{letter * 50_000}"]')
    assert anna.act("mark", mark(100), round_=1)["ok"]


def test_a_frame_that_is_far_too_large_ends_only_its_own_line_and_is_told_why(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop()
    room.open_round()
    anna = room.sit("Anna")
    url = room.server.base.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(url, timeout=20)
    line.send("40" + json.dumps({"token": room.join("Boris")["token"]}))
    line.send('421["act",{"id":"' + "x" * 300_000 + '"}]')
    said = line.recv_data(control_frame=True)
    while said[0] != websocket.ABNF.OPCODE_CLOSE:
        said = line.recv_data(control_frame=True)
    assert int.from_bytes(said[1][:2], "big") == websocket.STATUS_MESSAGE_TOO_BIG
    line.shutdown()
    assert anna.act("mark", mark(100), round_=1)["ok"]


def test_sync_brings_a_view_with_a_higher_version(workshop: Callable[..., Workshop]) -> None:
    anna = workshop().sit("Anna")
    have = anna.view["version"]
    assert anna.ack(anna.send("sync", {"have": have}))["ok"]
    assert anna.see(lambda e: e["version"] > have)
    assert anna.ack(anna.send("sync", {"have": -1}))["code"] == "malformed"
    assert anna.ack(anna.send("sync"))["code"] == "malformed"


def test_versions_rise_for_every_reader(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=1)
    seats = [room.sit(name) for name in ("Anna", "Boris", "Clara")]
    room.open_round()
    for turn in range(6):
        seats[turn % 3].act("mark", mark(), round_=1)
        seats[0].send("sync", {"have": 0})
    time.sleep(0.6)
    for wire in (*seats, room.host):
        versions = [view["version"] for view in wire.views]
        assert versions == sorted(set(versions))


def test_whoever_sends_too_fast_is_told(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    room.open_round()
    anna = room.sit("Anna")
    numbers = [anna.send("act", {"id": f"n{n}", "round": 1, "verb": "mark", "args": mark()}) for n in range(80)]
    answers = [anna.ack(number) for number in numbers]
    assert {answer.get("code") for answer in answers} >= {None, "rate_limited"}
    assert sum(answer["ok"] for answer in answers) >= 30
    time.sleep(1.1)
    assert anna.act("mark", mark())["ok"]


def test_rules_that_break_lose_nothing(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    anna = room.sit("Anna")
    room.open_round()
    assert anna.act("mark", mark(2), round_=1)["ok"]
    numbers = [
        anna.send("act", {"id": f"b{n}", "round": 1, "verb": "mark", "args": mark(c)})
        for n, c in enumerate((1, 666, 1))
    ]
    assert [anna.ack(number)["ok"] for number in numbers] == [True, False, True]
    assert anna.ack(numbers[1])["code"] == "server_error"
    assert anna.see(lambda e: e["view"]["counter"] == 4)


def test_views_are_small_json_texts(workshop: Callable[..., Workshop]) -> None:
    anna = workshop().sit("Анна", "ru")
    frame = next(text for text in anna.heard if text.startswith("42"))
    assert "Анна" in frame
    assert json.loads(frame[2:])[1]["view"]["word"] == "стол"
