"""Every verb and every route has a rule, and the rule is what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from game.actions.commands import FACILITATOR_VERBS, SEAT_VERBS
from tests.web.fake_rules import FakeRules
from web.access.permissions import ANYONE, ROUTES, VERBS
from web.access.tokens import Purpose
from web.app import Settings, create_app
from web.live.steps import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask

    from tests.web.running import Running, Workshop


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings(data=tmp_path, async_mode="threading"), FakeRules())
    yield app
    app.extensions["baton"].live.stop()
    app.extensions["baton"].store.close()


def test_every_verb_has_a_rule_and_every_rule_a_verb() -> None:
    assert set(VERBS) == set(SEAT_VERBS) | set(FACILITATOR_VERBS) | set(STEPS)
    assert all(VERBS[verb] == {Purpose.SEAT} for verb in SEAT_VERBS)
    assert all(VERBS[verb] == {Purpose.FACILITATOR} for verb in FACILITATOR_VERBS)
    for verb, (_, kinds, _) in STEPS.items():
        assert VERBS[verb] == {Purpose(kind) for kind in kinds}


def test_every_route_has_a_rule_and_every_rule_a_route(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


def test_a_route_without_a_rule_is_closed(app: Flask) -> None:
    app.add_url_rule("/api/new", "new", lambda: {"ok": True})
    assert app.test_client().get("/api/new").status_code == 401


def test_routes_refuse_whom_their_rule_does_not_name(server: Running, workshop: Callable[..., Workshop]) -> None:
    room = workshop(observers=2)
    seat = room.join("Anna")["token"]
    screen = server.call("/api/screen", {"code": room.code})[1]["token"]
    observer = room.join("Olga", observe=True)["token"]
    holders = {None: "", Purpose.SEAT: seat, Purpose.SCREEN: screen, Purpose.FACILITATOR: room.host_token}
    holders[Purpose.OBSERVER] = observer
    routes = {
        "doors.leave": ("/api/leave", {}),
        "desk.chat": ("/api/chat", None),
        "desk.language": ("/api/language", {"language": "en"}),
        "console.scenarios": ("/api/scenarios", None),
        "console.create": ("/api/sessions", {"scenario": "fake", "teams": 1}),
        "console.archive": ("/api/sessions", None),
        "console.duplicate": (f"/api/sessions/{room.session}/duplicate", {}),
        "console.reissue": (f"/api/sessions/{room.session}/reissue", {"team": 0, "seat": 0}),
        "console.cohost": (f"/api/sessions/{room.session}/cohost", {}),
        "console.hosts": ("/api/hosts", None),
        "console.end_hosts": ("/api/hosts/end", {}),
        "console.screen": (f"/api/sessions/{room.session}/screen", {}),
        "console.log": (f"/api/debrief/{room.session}/log", None),
        "debrief.overview": (f"/api/debrief/{room.session}", None),
        "debrief.machine": (f"/api/debrief/{room.session}/machine?seat=0&seq=1", None),
        "debrief.journey": (f"/api/debrief/{room.session}/journey?company=1", None),
        "debrief.whatif": (f"/api/debrief/{room.session}/whatif?kind=warm&target=1", None),
    }
    routes |= {
        "exports.book": (f"/api/debrief/{room.session}/export.xlsx", None),
        "exports.tables": (f"/api/debrief/{room.session}/export.csv", None),
        "exports.report": (f"/api/debrief/{room.session}/report", None),
        "exports.session_file": (f"/api/debrief/{room.session}/session-file", None),
    }
    gone = workshop()  # removed at the first call that may do so
    routes["console.remove"] = (f"/api/sessions/{gone.session}", None)
    plain = {name for name in ROUTES if name.startswith("debrief.")} - set(routes)
    routes |= {name: (f"/api/debrief/{room.session}/{name.split('.')[1]}", None) for name in plain}
    assert set(routes) == {name for name, rule in ROUTES.items() if rule is not ANYONE}
    for name, (path, body) in routes.items():
        method = "DELETE" if name == "console.remove" else ""
        leaving = name == "doors.leave"
        for kind, token in holders.items():
            if leaving and kind in ROUTES[name]:
                token = room.join(f"Leaver {kind}", observe=kind == Purpose.OBSERVER)["token"]
            status = server.call(path, body, token=token, method=method)[0]
            if kind is None:
                assert status == 401, name
            elif kind in ROUTES[name]:
                assert status in (200, 409), (name, kind)  # 409: not before the debrief
            else:
                assert status == 403, (name, kind)
        assert server.call(path, body, token="x" * 22, method=method)[0] == 401


def test_verbs_refuse_whom_their_rule_does_not_name(server: Running, workshop: Callable[..., Workshop]) -> None:
    room = workshop(observers=1)
    seat = room.sit("Anna")
    observer = server.enter(room.join("Olga", observe=True)["token"])
    room.open_round()
    screen = server.enter(server.call("/api/screen", {"code": room.code})[1]["token"])
    lines: dict[Purpose, Any] = {
        Purpose.SEAT: seat,
        Purpose.SCREEN: screen,
        Purpose.OBSERVER: observer,
        Purpose.FACILITATOR: room.host,
    }
    for verb, rule in VERBS.items():
        for kind, line in lines.items():
            if kind in rule:
                continue
            assert line.act(verb, round_=1)["code"] == "not_allowed", (verb, kind)


def test_one_session_is_closed_to_the_tokens_of_another(server: Running, workshop: Callable[..., Workshop]) -> None:
    one, other = workshop(), workshop()
    seat = one.join("Anna")["token"]
    assert server.call(f"/api/debrief/{other.session}", token=seat)[0] == 404
    link = server.call(f"/api/sessions/{one.session}/cohost", {}, token=one.host_token)[1]["url"]
    status, found = server.call("/api/host", {"ticket": link.split("#")[1]})
    assert (status, found["session"]) == (200, one.session)
    cohost = found["token"]
    assert server.call("/api/sessions", {"scenario": "fake", "teams": 1}, token=cohost)[0] == 403
    assert [line["session"] for line in server.call("/api/sessions", token=cohost)[1]] == [one.session]
    assert server.call(f"/api/sessions/{one.session}/duplicate", {}, token=cohost)[0] == 403
    for path, body in (("/cohost", {}), ("/reissue", {"team": 0, "seat": 0})):
        assert server.call(f"/api/sessions/{other.session}{path}", body, token=cohost)[0] == 404
    assert server.call(f"/api/debrief/{other.session}/log", token=cohost)[0] == 404
    # A co-host is a facilitator of their own session.
    assert server.enter(cohost).act("open_round", round_=0)["ok"]
