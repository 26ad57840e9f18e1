"""The debrief of a real session on the real server: every view against the contract, and the stage against leaks."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.leaks import Ears
from tests.web.played import Kept, keep_played, scenario_text
from tests.web.running import ROOT, Running
from web.live.game_rules import GameRules
from web.live.rules import OtherRulesError
from web.socket.contract import checker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.wire import Wire

VIEWS = {
    "": "DebriefView",
    "/timeline": "TimelineView",
    "/machine?seat=1&seq=60": "MachineView",
    "/journeys": "JourneyList",
    "/leaks": "LeaksView",
    "/whatifs": "WhatIfList",
    "/disputed": "DisputedView",
    "/pictures": "PicturesView",
    "/questions": "QuestionsView",
    "/quiz": "QuizView",
    "/results": "ResultsView",
}


class Room:
    """A played session, opened on a server."""

    def __init__(self, server: Running, kept: Kept) -> None:
        self.server, self.kept = server, kept
        self.host: str = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        self.wire: Wire = server.enter(self.host, session=kept.session)

    def get(self, part: str, query: str = "", token: str = "") -> Any:
        sign = "&" if "?" in part else "?"
        path = f"/api/debrief/{self.kept.session}{part}{sign}{query}"
        status, body = self.server.call(path, token=token or self.host)
        while status in (429, 503):
            time.sleep(0.5)
            status, body = self.server.call(path, token=token or self.host)
        assert status == 200, (path, body)
        return body

    def show(self, panel: str, *, reveal: bool = False, **args: Any) -> None:
        stage = {"panel": panel, "team": args.pop("team", 0), "args": args, "screen": True, "people": True}
        assert self.wire.act("reveal", {"on": reveal})["ok"]
        assert self.wire.act("show", stage)["ok"]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    data = tmp_path_factory.mktemp("played")
    kept = keep_played(data, 2, scenario_text())
    running = Running(data, "tests.web.serve_game")
    made = Room(running, kept)
    assert made.wire.act("open_debrief")["ok"]
    yield made
    running.stop()
    assert "Traceback" not in running.log(), running.log()


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("part", VIEWS)
def test_every_view_keeps_to_the_contract(room: Room, part: str, lang: str) -> None:
    for team in (0, 1):
        for reveal in (0, 1):
            view = room.get(part, f"team={team}&lang={lang}&reveal={reveal}")
            checker(VIEWS[part]).validate_json(json.dumps(view))


def test_every_letter_of_the_smart_check_can_be_ticked(room: Room) -> None:
    letters = [check["letter"] for check in room.get("/smart", "lang=ru")]
    anna = room.server.enter(room.kept.seats[0])
    assert anna.act("reflect", {"rule": "Передаю бюджет в карточке", "checks": letters})["ok"]
    assert anna.see(lambda e: e["mine"]["rule"])["mine"]["checks"] == letters
    items = room.get("/quiz")["items"]
    answers = {item["id"]: item["choices"][0]["value"] for item in items}
    assert anna.act("answer_quiz", {"when": "after", "answers": answers})["ok"]
    results = room.get("/results")
    assert (results["answered_before"], results["answered_after"]) == (0, 1)
    assert {line["id"] for line in results["quiz"]} == set(answers)


def test_every_panel_can_be_put_on_the_stage(room: Room) -> None:
    company = room.get("/journeys")["lines"][0]["company"]
    offer = room.get("/whatifs")["offers"][0]
    edit = {"kind": offer["kind"], "target": offer["target"], "value": offer["value"], "mode": "held"}
    panels: list[tuple[str, dict[str, Any]]] = [
        ("overview", {}),
        ("machine", {"seat": 1, "seq": 80}),
        ("journey", {"company": company}),
        ("journey", {}),
        ("leaks", {}),
        ("whatif", {}),
        ("whatif", edit),
        ("disputed", {"company": company}),
        ("pictures", {"chart": "funnel"}),
        ("questions", {}),
        ("quiz", {}),
        ("rules", {}),
    ]
    for reveal in (False, True):
        for panel, args in panels:
            room.show(panel, reveal=reveal, **args)
            for token, lang in ((room.kept.screen, "en"), (room.kept.seats[5], "ru")):
                answer = room.get("/stage", f"lang={lang}", token)
                checker("StageAnswer").validate_json(json.dumps(answer))
                assert (answer["panel"], answer["args"], answer["reveal"]) == (panel, args, reveal)


def test_a_masked_stage_tells_nothing_of_the_truth(room: Room) -> None:
    company = room.get("/journeys")["lines"][0]["company"]
    truth = room.get(f"/journey?company={company}", "reveal=1")
    assert truth["truth"]
    assert truth["truth_text"]
    screen = Ears("projector")
    for panel in ("overview", "machine", "journey", "leaks", "disputed", "pictures", "questions", "quiz"):
        room.show(panel, company=company, seat=1, seq=80)
        path = f"/api/debrief/{room.kept.session}/stage?reveal=1"
        time.sleep(0.1)
        view = screen.ask(room.server, path, token=room.kept.screen)[1]["view"]
        assert not _filled(view, {"truth", "truth_text", "verdict", "verdict_text", "shares", "trust", "hidden"}), panel
    assert not screen.hears(truth["truth_text"])


def test_a_masked_what_if_and_masked_points_keep_what_clients_felt_to_themselves(room: Room) -> None:
    offer = room.get("/whatifs")["offers"][0]
    edit = {"kind": offer["kind"], "target": offer["target"], "value": offer["value"], "mode": "held"}
    room.show("whatif", **edit)
    masked = room.get("/stage", "reveal=1", room.kept.screen)["view"]
    assert (masked["before"]["trust"], masked["after"]["trust"]) == (-1, -1)
    room.show("pictures")
    points = room.get("/stage", "reveal=1", room.kept.seats[0])["view"]["handoffs"]
    assert [point["id"] for point in points] == list(range(len(points)))
    known = room.get("/pictures")["handoffs"]
    assert sorted(p["quality"] for p in points) == sorted(p["quality"] for p in known)
    assert [p["quality"] for p in points] != [p["quality"] for p in known]
    room.show("whatif", reveal=True, **edit)
    told = room.get("/stage", "", room.kept.screen)["view"]
    assert told["after"] == room.get("/whatif?" + "&".join(f"{key}={value}" for key, value in edit.items()))["after"]
    assert told["after"]["trust"] >= 0


def test_one_disputed_lead_is_unmasked_at_a_time(room: Room) -> None:
    leads = [lead["company"] for lead in room.get("/disputed")["leads"]]
    assert len(leads) > 2
    for args, place in (({"company": leads[1]}, 1), ({}, 0), ({"company": 99_999}, 0)):
        room.show("disputed", reveal=True, **args)
        shown = room.get("/stage", "", room.kept.screen)["view"]["leads"]
        assert [lead["company"] for lead in shown] == leads
        told = {"truth", "truth_text", "verdict", "shares"}
        assert [n for n, lead in enumerate(shown) if _filled(lead, told)] == [place]


def test_a_session_of_other_rules_is_told_from_a_broken_one() -> None:
    rules, texts = GameRules(ROOT / "scenarios"), {"scenario": scenario_text(), "texts": ""}
    for sources, header in ((texts, {"rules_version": 99}), ({**texts, "scenario": "id = 'gone'"}, {})):
        with pytest.raises(OtherRulesError):
            rules.fold(sources, header, [])


def _filled(view: Any, keys: set[str]) -> list[str]:
    """The keys of this set that hold anything, wherever they are."""
    if isinstance(view, list):
        return [found for each in view for found in _filled(each, keys)]
    if not isinstance(view, dict):
        return []
    here = [key for key in keys if view.get(key)]
    return here + [found for each in view.values() for found in _filled(each, keys)]


def test_only_companies_that_came_to_the_team_have_a_journey(room: Room) -> None:
    base, host = f"/api/debrief/{room.kept.session}/journey?company=", room.host
    listed = {line["company"] for line in room.get("/journeys")["lines"]}
    found: dict[int, Any] = {}
    for company in range(1, 41):
        status, body = room.server.call(f"{base}{company}", token=host)
        while status == 429:
            time.sleep(0.5)
            status, body = room.server.call(f"{base}{company}", token=host)
        found[company] = body if status == 200 else None
        assert status == 200 or body["code"] == "not_found"
    came = {company for company, body in found.items() if body}
    assert listed & set(found) <= came
    assert came < set(found)
    assert all(found[company]["points"] for company in came)


def test_what_a_session_does_not_have_is_not_found(room: Room) -> None:
    base, host = f"/api/debrief/{room.kept.session}", room.host
    for part in (
        "/journey?company=99999",
        "/machine?seat=7&seq=1",
        "/machine?seat=0&seq=-1",
        "/machine?seat=0&seq=999999",
        "/whatif?kind=warm&target=9999",
        "/whatif?kind=truth&target=1",
        "/whatif?kind=trigger&target=-1&value=T9",
        "/leaks?team=2",
    ):
        status, body = room.server.call(f"{base}{part}", token=host)
        assert (status, body["code"]) == (404, "not_found"), part
