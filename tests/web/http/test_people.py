"""People and seats over the real doors and sockets: joining, leaving, being freed, looking on."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.fake_rules import FakeRules
from tests.web.leaks import Ears
from tests.web.running import Running, Workshop
from tests.web.wire import Refused, mark
from web.access.limits import Buckets
from web.app import Settings, create_app
from web.http.server import Server
from web.live.founding import chosen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.wire import Wire


def closes(wire: Wire) -> bool:
    """Whether the server hangs up."""
    with wire.sent_view:
        return wire.sent_view.wait_for(lambda: wire.closed, timeout=20)


def at_the_door(room: Workshop, name: str, phone: str, token: str = "", **wish: Any) -> dict[str, Any]:
    """What a phone is told that asks for a seat."""
    body = {"code": room.code, "name": name, **wish}
    return room.server.call("/api/join", body, token=token, headers={"Baton-Browser": phone})[1]


def test_before_joining_one_sees_teams_and_seats_and_takes_nothing(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=2, team_names=["Oak", "Elm"])
    room.join("Anna")
    for _ in range(3):
        status, told = room.server.call("/api/code", {"code": room.code})
        assert (status, told["free"], told["choosing"], told["observers"], told["mine"]) == (200, 5, False, 0, None)
        assert [team["name"] for team in told["teams"]] == ["Oak", "Elm"]
        assert told["teams"][0]["seats"][0] == {"seat": 0, "role": "lead_gen", "name": "Anna"}
        assert told["next"] == {"team": 1, "seat": 0, "name": ""}
    # Looking at the page takes no seat either.
    room.server.call("/", headers={"Accept": "text/html"})
    assert room.server.call("/api/join")[0] == 405
    assert sum(one["state"] != "free" for one in room.host.view["presence"]) <= 1


def test_a_team_and_a_seat_are_chosen_where_the_facilitator_allows_it(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=2)
    wish = {"code": room.code, "name": "Boris", "team": 1, "seat": 2}
    assert room.server.call("/api/join", wish)[1]["code"] == "choosing_off"
    assert room.host.act("allow", {"choosing": True})["ok"]
    assert room.server.call("/api/code", {"code": room.code})[1]["choosing"]
    answer = room.server.call("/api/join", wish)[1]
    assert (answer["team"], answer["seat"]) == (1, 2)
    assert room.server.call("/api/join", {**wish, "name": "Clara"})[1]["code"] == "seat_taken"
    assert room.server.call("/api/join", {**wish, "name": "Clara", "team": 7})[1]["code"] == "no_such_seat"
    for odd in (-1, 101, 1.0, "1", True):
        assert room.server.call("/api/join", {**wish, "name": "Clara", "seat": odd})[0] == 400


def test_a_browser_that_holds_a_seat_gets_it_back(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=4)
    token = room.join("Anna")["token"]
    mine = room.server.call("/api/code", {"code": room.code}, token=token)[1]["mine"]
    assert mine == {"team": 0, "seat": 0, "name": "Anna"}
    for name in ("Anna", "Boris", "Somebody"):
        again = room.server.call("/api/join", {"code": room.code, "name": name}, token=token)
        assert again == (200, {"token": token, "team": 0, "seat": 0})
    # "Not you?": another person in this browser, but not a whole room on one phone.
    tokens = [token]
    for name in ("Boris", "Clara"):
        body = {"code": room.code, "name": name, "another": True}
        status, found = room.server.call("/api/join", body, token=tokens[-1])
        assert status == 200
        tokens.append(found["token"])
    for held in tokens:
        body = {"code": room.code, "name": "Dana", "another": True}
        assert room.server.call("/api/join", body, token=held)[1]["code"] == "browser_full"
    # Nobody was put out by that, and a seat of one session is no seat of another.
    assert {room.server.enter(held).view["me"]["name"] for held in tokens} == {"Anna", "Boris", "Clara"}
    other = workshop()
    assert other.server.call("/api/code", {"code": other.code}, token=token)[1]["mine"] is None
    assert other.server.call("/api/join", {"code": other.code, "name": "Anna"}, token=token)[1]["token"] != token


@pytest.mark.parametrize("phone", ["says nothing", "says a new word each time"])
def test_a_class_behind_one_address_joins_and_a_machine_that_joins_for_ever_does_not(
    tmp_path: Path, phone: str
) -> None:
    app = create_app(Settings(data=tmp_path, async_mode="threading"), FakeRules())
    parts = app.extensions["baton"]
    parts.joins = Buckets(rate=0.5, burst=60, clock=lambda: 0.0)  # as it is, on a clock that stands
    assert Server.__dataclass_fields__["joins"].default_factory()._burst == 60  # type: ignore[misc]
    one, other = (parts.live.create(chosen(parts.live.rules, "fake", 12, language="en")) for _ in range(2))
    client = app.test_client()

    def join(code: str, name: str, token: str = "") -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        if phone != "says nothing":
            headers["Baton-Browser"] = uuid.uuid4().hex
        return client.post("/api/join", json={"code": code, "name": name}, headers=headers).get_json()

    everybody = [join(one.code, f"P{number}") for number in range(36)]
    assert all("token" in found for found in everybody)
    for number in range(60):
        token = join(other.code, f"Q{number}")["token"]
        assert client.post("/api/leave", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert join(other.code, "Q60")["code"] == "too_many_joins"
    # Whoever holds a seat still gets it back, and another session is another matter.
    assert join(one.code, "P0", everybody[0]["token"])["token"] == everybody[0]["token"]
    assert join(one.code, "P36")["code"] == "session_full"
    parts.live.stop()
    parts.store.close()


def test_one_browser_behind_the_address_of_a_class_takes_three_seats_and_no_more(
    workshop: Callable[..., Workshop],
) -> None:
    """It forgets its token each time, and says each time which browser it is; the others find their seats."""
    room = workshop(teams=2)
    told = [at_the_door(room, f"Greedy {number}", "one phone") for number in range(5)]
    assert [answer.get("code", "") for answer in told] == ["", "", "", "browser_full", "browser_full"]
    told = [at_the_door(room, f"P{number}", f"phone {number}") for number in range(3)]
    assert all("token" in answer for answer in told)


def test_whoever_did_not_hear_that_they_have_a_seat_asks_again_and_has_it_also_when_the_server_was_killed(
    tmp_path: Path,
) -> None:
    """The answer to joining is lost on a bad line; nobody else gets a seat by a name that they read on the wall."""
    running = Running(tmp_path)
    try:
        host = running.call("/api/host", {"ticket": running.ticket})[1]["token"]
        room = Workshop(running, host, teams=2, observers=1)
        lost = [at_the_door(room, "Anna", "phone-1"), at_the_door(room, "Olga", "phone-2", observe=True)]
        again = [at_the_door(room, "anna ", "phone-1"), at_the_door(room, "Olga", "phone-2", observe=True)]
        assert [(one["team"], one["seat"]) for one in again] == [(one["team"], one["seat"]) for one in lost]
        strangers = (("Anna", "phone-3", {}), ("Anna", "", {}), ("Anna", "phone-2", {}), ("Olga", "phone-2", {}))
        told = [at_the_door(room, name, phone, **wish) for name, phone, wish in strangers]
        assert [one["code"] for one in told] == ["name_taken"] * 4
        running.hang_up()
        running.kill()
        running.start()
        anna = running.enter(at_the_door(room, "Anna", "phone-1")["token"])
        me = anna.view["me"]
        assert (me["name"], me["team"], me["seat"]) == ("Anna", 0, 0)
        # While somebody is there a namesake in the same browser is another person.
        assert at_the_door(room, "Anna", "phone-1")["code"] == "name_taken"
        assert len(anna.view["presence"]) == len({one["seat"] for one in anna.view["presence"]})
    finally:
        running.stop()


def test_who_moved_to_another_phone_by_a_link_is_known_by_that_one_alone(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=1)
    at_the_door(room, "Anna", "phone-1")
    path = f"/api/sessions/{room.session}/reissue"
    link = room.server.call(path, {"team": 0, "seat": 0}, token=room.host_token)[1]["url"]
    phone = {"Baton-Browser": "phone-2"}
    assert at_the_door(room, "Anna", "phone-1")["seat"] == 0  # a link that nobody opens does nothing
    wire = room.server.enter(
        room.server.call("/api/seat/claim", {"ticket": link.split("#")[1]}, headers=phone)[1]["token"]
    )
    wire.close()
    room.host.see(lambda e: e["presence"][0]["state"] == "away")
    assert at_the_door(room, "Anna", "phone-1")["code"] == "name_taken"
    assert at_the_door(room, "Anna", "phone-2")["seat"] == 0


def test_another_person_of_the_same_name_beside_somebody_gets_no_seat_that_is_sat_on(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop(teams=1)
    token = at_the_door(room, "Anna", "phone-1")["token"]
    other = at_the_door(room, "Boris", "phone-1", token, another=True)
    assert at_the_door(room, "Boris", "phone-1", token, another=True)["seat"] == other["seat"]
    room.server.enter(other["token"]).close()
    room.host.see(lambda e: e["presence"][other["seat"]]["state"] == "away")
    assert at_the_door(room, "Boris", "phone-1", token, another=True)["code"] == "name_taken"


def test_a_seat_that_is_left_is_free_at_once(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=1)
    token = room.join("Anna")["token"]
    wire = room.server.enter(token)
    room.host.see(lambda e: e["presence"][0]["state"] == "here")
    assert room.server.call("/api/leave", {}, token=token) == (200, {"left": True})
    room.host.see(lambda e: e["presence"][0]["state"] == "free")
    assert closes(wire)
    assert room.server.call("/api/leave", {}, token=token)[0] == 401
    with pytest.raises(Refused, match="not_allowed"):
        room.server.wire().connect(token)
    assert room.join("Anna")["seat"] == 0


def test_whoever_is_removed_is_told_so_and_their_browser_stays_out_until_the_facilitator_lets_it_back_in(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop(teams=2, observers=1)
    token = at_the_door(room, "Vandal", "phone-1")["token"]
    person = room.server.enter(token).view["me"]["participant"]
    assert room.host.act("remove", {"participant": person})["ok"]
    assert room.host.see(lambda e: e["removed"])["removed"] == [{"participant": person, "name": "Vandal"}]
    # Neither another name nor another wish is a way round, nor is a browser that forgot its word or its token.
    for name, phone, had, wish in (
        ("Vandal", "phone-1", "", {}),
        ("Angel", "phone-1", "", {}),
        ("Angel", "phone-1", "", {"observe": True}),
        ("Angel", "phone-2", token, {}),
        ("Angel", "", token, {"another": True}),
    ):
        assert at_the_door(room, name, phone, had, **wish)["code"] == "removed"
    friend = at_the_door(room, "Friend", "phone-3")["token"]
    assert at_the_door(room, "Angel", "phone-1", friend, another=True)["code"] == "removed"
    assert at_the_door(workshop(), "Vandal", "phone-1")["token"]  # another session is another matter
    assert room.host.act("let_back", {"participant": person})["ok"]
    assert not room.host.see(lambda e: not e["removed"])["removed"]
    assert room.host.act("let_back", {"participant": person})["code"] == "nobody_there"
    back = at_the_door(room, "Angel", "phone-1", token)["token"]
    assert room.server.enter(back).view["me"]["name"] == "Angel"


def test_who_shares_a_browser_with_somebody_removed_stays_and_either_is_let_back_in_for_both(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop(teams=2)
    tokens = [at_the_door(room, "Anna", "laptop")["token"]]
    tokens.append(at_the_door(room, "Boris", "laptop", tokens[0], another=True)["token"])
    who = [room.server.enter(token).view["me"]["participant"] for token in tokens]
    assert room.host.act("remove", {"participant": who[1]})["ok"]
    assert room.server.enter(tokens[0]).view["me"]["name"] == "Anna"
    assert at_the_door(room, "Clara", "laptop", tokens[0], another=True)["code"] == "removed"
    assert room.host.act("remove", {"participant": who[0]})["ok"]
    assert room.host.act("let_back", {"participant": who[1]})["ok"]
    assert at_the_door(room, "Boris", "laptop")["token"]


def test_whoever_looked_on_while_that_was_allowed_was_not_removed(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=1, observers=1)
    token = at_the_door(room, "Olga", "phone-o", observe=True)["token"]
    wire = room.server.enter(token)
    assert room.host.act("allow", {"observers": 0})["ok"]
    assert closes(wire)
    assert at_the_door(room, "Olga", "phone-o", token)["seat"] == 0
    assert room.host.view["removed"] == []


def test_who_was_removed_is_told_to_the_facilitator_alone_and_survives_a_server_that_is_killed(tmp_path: Path) -> None:
    server = Running(tmp_path)
    try:
        host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        room = Workshop(server, host, teams=1, observers=2)
        at_the_door(room, "Anna", "phone-a")
        gone = server.enter(at_the_door(room, "Canary", "phone-c", observe=True)["token"]).view["me"]["participant"]
        assert room.host.act("remove", {"participant": gone})["ok"]
        server.kill()
        server.start()
        assert server.enter(host, session=room.session).view["removed"] == [{"participant": gone, "name": "Canary"}]
        assert at_the_door(room, "Angel", "phone-c")["code"] == "removed"
        screen = server.call("/api/screen", {"code": room.code})[1]["token"]
        olga = at_the_door(room, "Olga", "phone-o", observe=True)["token"]
        boris = at_the_door(room, "Boris", "phone-b")["token"]
        for token in (screen, olga, boris):
            wire = server.enter(token)
            assert wire.view["removed"] == []
            assert not any("Canary" in text or gone in text for text in wire.heard)
        assert "Canary" not in server.log()
    finally:
        server.stop()


def test_whoever_is_removed_is_told_so_and_a_name_that_nobody_should_read_is_gone(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop(teams=1)
    token = room.join("Rude Word")["token"]
    wire = room.server.enter(token)
    person = wire.view["me"]["participant"]
    room.open_round()
    assert room.host.act("remove", {"participant": person})["ok"]
    assert closes(wire)
    for _ in range(2):
        with pytest.raises(Refused, match="seat_freed"):
            room.server.wire().connect(token)
    assert room.server.call("/api/language", {"language": "ru"}, token=token)[0] == 401
    anna = room.sit("Anna")
    room.host.see(lambda e: e["presence"][0]["name"] == "Anna")
    assert "Rude Word" not in json.dumps({**room.host.view, "removed": []})
    assert not any("Rude Word" in text for text in anna.heard)
    assert "Rude Word" not in room.server.log()


def test_an_observer_hears_what_the_projector_shows_and_no_more(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=2, observers=1)
    ears = Ears("Olga")
    joined = ears.ask(room.server, "/api/join", {"code": room.code, "name": "Olga", "team": 1, "observe": True})[1]
    assert (joined["team"], joined["seat"]) == (1, None)
    olga = ears.listen(room.server.enter(joined["token"]))
    anna, boris = room.sit("Anna"), room.sit("Boris")
    room.open_round()
    boris.see(lambda e: e["view"]["session"]["round"] == 1)
    assert boris.act("mark", mark())["ok"]
    olga.see(lambda e: e["view"]["session"]["round"] == 1 and e["presence"][0]["state"] == "here")
    assert olga.view["view"]["kind"] == "screen"
    assert ears.hears("Boris")
    assert not ears.hears("Anna")  # of another team
    for path in ("", "/timeline", "/machine?seat=0&seq=1", "/report", "/export.xlsx", "/log", "/chat"):
        status = ears.ask(room.server, f"/api/debrief/{room.session}{path}", token=joined["token"])[0]
        assert status in (403, 404), path
    assert anna.view["observers"] == []
    assert olga.act("mark", mark())["code"] == "not_allowed"


def test_a_team_chat_is_read_by_its_own_team_alone(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=2, chat=True, chat_told=True, observers=1)
    ears = {name: Ears(name) for name in ("Anna", "Boris", "Clara", "Olga", "wall")}
    tokens = {
        name: ears[name].ask(room.server, "/api/join", {"code": room.code, "name": name, **wish})[1]["token"]
        for name, wish in (("Anna", {}), ("Boris", {}), ("Clara", {}), ("Olga", {"observe": True, "team": 0}))
    }
    tokens["wall"] = ears["wall"].ask(room.server, "/api/screen", {"code": room.code})[1]["token"]
    wires = {name: ears[name].listen(room.server.enter(token)) for name, token in tokens.items()}
    assert wires["Anna"].act("say", {"text": "canary-budget-123"})["ok"]
    wires["Clara"].see(lambda e: e["chat"] != wires["Boris"].view["chat"])
    for name, token in tokens.items():
        ears[name].ask(room.server, "/api/chat", token=token)
        for path in ("chat", "chat?team=0", "export.xlsx", "session-file", "log", "report", "timeline"):
            ears[name].ask(room.server, f"/api/debrief/{room.session}/{path}", token=token)
    room.open_round()
    for wire in wires.values():
        wire.see(lambda e: e["view"]["session"]["round"] == 1)
    assert {name for name, ear in ears.items() if ear.hears("canary-budget-123")} == {"Anna", "Clara"}
    # The facilitator neither, before the debrief.
    assert "canary-budget-123" not in "".join(room.host.heard)
    assert room.server.call(f"/api/debrief/{room.session}/chat?team=0", token=room.host_token)[1]["code"] == "not_yet"
    for verb in ("close_round", "open_debrief"):
        assert room.host.act(verb, round_=1)["ok"]
    lines = room.server.call(f"/api/debrief/{room.session}/chat?team=0", token=room.host_token)[1]["lines"]
    assert [(line["name"], line["text"]) for line in lines] == [("Anna", "canary-budget-123")]
    log = room.server.call(f"/api/debrief/{room.session}/log", token=room.host_token)[1]
    assert "canary-budget-123" not in log
    assert "canary-budget-123" not in room.server.log()


def test_a_set_up_is_used_again_without_its_people_and_with_a_market_of_its_own(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop(teams=3, minutes=5, language="ru", team_names=["Oak", "Elm", "Ash"], acts="open", observers=2)
    assert room.host.act("allow", {"choosing": True, "chat": True})["ok"]
    room.join("Anna")
    room.press("open_round", "close_round", "close_session")
    path = f"/api/sessions/{room.session}/duplicate"
    status, made = room.server.call(path, {}, token=room.host_token)
    assert (status, made["session"] != room.session, made["code"] != room.code) == (200, True, True)
    seen = room.server.enter(room.host_token, session=made["session"]).view
    assert seen["allowed"] == {"choosing": True, "observers": 2, "chat": True, "chat_told": False}
    assert seen["view"]["session"]["phase"] == "lobby"
    assert {one["state"] for one in seen["presence"]} == {"free"}
    headers = []
    for session in (room.session, made["session"]):
        log = room.server.call(f"/api/debrief/{session}/log", token=room.host_token)[1]
        headers.append(log if isinstance(log, dict) else json.loads(log.splitlines()[0]))
    assert headers[0]["seed"] != headers[1]["seed"]
    assert {**headers[0], "seed": 0} == {**headers[1], "seed": 0}
    rows = {line["session"]: line for line in room.server.call("/api/sessions", token=room.host_token)[1]}
    assert [rows[made["session"]][key] for key in ("scenario", "teams", "people")] == ["fake", 3, 0]
    opened = room.server.enter(room.host_token, session=made["session"])
    assert opened.act("open_round")["ok"]
    assert opened.see(lambda e: e["clock"]["state"] == "running")["clock"]["total_ms"] == 300_000
    assert room.server.call("/api/sessions/nothing/duplicate", {}, token=room.host_token)[0] == 404


def test_people_seats_and_chat_survive_a_server_that_is_killed(tmp_path: Path) -> None:
    server = Running(tmp_path)
    try:
        host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        room = Workshop(server, host, teams=2, chat=True, observers=1)
        tokens = {name: room.join(name)["token"] for name in ("Anna", "Boris", "Clara", "Dana")}
        olga = room.join("Olga", observe=True)["token"]
        wires = {name: server.enter(token) for name, token in tokens.items()}
        assert wires["Anna"].act("say", {"text": "Call them back"})["ok"]
        who = {name: wire.view["me"]["participant"] for name, wire in wires.items()}
        assert room.host.act("rename", {"participant": who["Anna"], "name": "Anya"})["ok"]
        assert room.host.act("remove", {"participant": who["Boris"]})["ok"]
        assert room.host.act("move", {"participant": who["Clara"], "team": 1, "seat": 2})["ok"]
        assert server.call("/api/leave", {}, token=tokens["Dana"])[0] == 200
        assert room.host.act("allow", {"choosing": True})["ok"]
        server.kill()
        server.start()
        seen = server.enter(host, session=room.session).view
        held = {(one["team"], one["seat"]): one["name"] for one in seen["presence"] if one["name"]}
        assert held == {(0, 0): "Anya", (1, 2): "Clara"}
        assert seen["allowed"] == {"choosing": True, "observers": 1, "chat": True, "chat_told": False}
        assert [one["name"] for one in seen["observers"]] == ["Olga"]
        assert server.enter(olga).view["me"]["kind"] == "observer"
        lines = server.call("/api/chat", token=tokens["Anna"])[1]["lines"]
        assert [(line["name"], line["text"]) for line in lines] == [("Anya", "Call them back")]
        for name, why in (("Boris", "seat_freed"), ("Dana", "not_allowed")):
            with pytest.raises(Refused, match=why):
                server.wire().connect(tokens[name])
    finally:
        server.stop()


def test_whoever_leaves_in_the_debrief_leaves_on_every_tab(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=1)
    token = room.join("Anna")["token"]
    tabs = [room.server.enter(token) for _ in range(2)]
    room.press("open_round", "close_round", "open_debrief")
    assert room.server.call("/api/leave", {}, token=token)[0] == 200
    assert all(closes(tab) for tab in tabs)
    with pytest.raises(Refused, match="signed_out"):
        room.server.enter(token)
