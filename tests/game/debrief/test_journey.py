"""The journey of one company: what each desk knew and when, what fell out, how long it waited."""

from __future__ import annotations

import json

import pytest

from game.debrief.chronicle import chronicle
from game.debrief.chronicle.outcomes import outcome_of
from game.debrief.journey.view import journey_list, journey_view
from game.market.rules import FIELDS, still_there
from game.match import Match
from game.state.records import CONFIRMED, ROLES, UNKNOWN, Cell
from game.views.shape import JourneyPoint, JourneyView
from tests.game.debrief.sessions import NAMES, session, twin
from tests.game.floor import LEAD_GEN, SALES, Floor, kitchen
from web.socket.contract import checker


def journeys(match: Match, team: int = 0, *, reveal: bool = False, lang: str = "en") -> list[JourneyView]:
    return [
        journey_view(match, team, line["company"], lang, reveal) for line in journey_list(match, team, lang)["lines"]
    ]


def of(view: JourneyView, kind: str) -> list[JourneyPoint]:
    return [point for point in view["points"] if point["kind"] == kind]


@pytest.fixture
def floor() -> Floor:
    made = Floor()
    made.step("open_round")
    return made


def seen(floor: Floor, row: int, *, reveal: bool = False) -> JourneyView:
    return journey_view(floor.match, 0, floor.match.state.teams[0].numbers[row], "en", reveal)


# --- One company, worked on by hand ---------------------------------------------------------------------


def test_a_request_arrives_is_called_and_waits_until_then(floor: Floor) -> None:
    row = floor.talked_to()
    view = seen(floor, row)
    assert [point["kind"] for point in view["points"]][:2] == ["arrived", "call"]
    assert [point["lane"] for point in view["points"]][:2] == ["company", "lead_gen"]
    call = view["points"][1]
    assert {cell["field"] for cell in call["cells"]} == set(FIELDS)
    assert next(cell for cell in call["cells"] if cell["field"] == "pain")["status"] != "unknown"
    wait = floor.match.state.teams[0].tracks[row].first_wait
    assert [w["minutes"] for w in view["waits"] if w["lane"] == "lead_gen"] == ([wait] if wait else [])


def test_a_card_loses_nothing_and_a_word_of_mouth_between_people_loses_all(floor: Floor) -> None:
    row = floor.talked_to()
    floor.act(SALES, "accept", handoff=floor.hand_over(row))
    card = seen(floor, row)
    assert of(card, "accepted")[0]["fallen"] == []
    assert card["handoffs"][0]["left"] == card["handoffs"][0]["known"] > 0
    other = Floor()
    other.step("open_round")
    row = other.talked_to()
    other.act(SALES, "accept", handoff=other.hand_over(row, "told", warm=False))
    told = seen(other, row)
    assert {item["how"] for item in of(told, "accepted")[0]["fallen"]} <= {"missing", "promise"}
    assert told["handoffs"][0]["left"] == 0


def test_what_was_said_aloud_and_typed_in_is_left_as_a_guess(floor: Floor) -> None:
    row = floor.talked_to()
    pain = floor.match.state.teams[0].dossiers[LEAD_GEN][row].cell("pain")
    floor.act(SALES, "accept", handoff=floor.hand_over(row, "told", warm=False))
    floor.act(SALES, "mark", row, field="pain", value=pain.value.split("+")[0], status="guess")
    view = seen(floor, row)
    assert ("pain", "missing") not in {(i["field"], i["how"]) for i in of(view, "accepted")[0]["fallen"]}
    assert view["handoffs"][0]["guesses"] == 1
    assert of(view, "marked")[0]["title"] == "Typed in as a guess: pain"


def test_fields_ticked_one_after_the_other_are_one_stop(floor: Floor) -> None:
    row = floor.talked_to()
    for field, value in (("timing", "now"), ("decision_maker", "self")):
        floor.act(LEAD_GEN, "mark", row, field=field, value=value, status="confirmed")
    view = seen(floor, row)
    assert [point["title"] for point in of(view, "marked")] == ["Ticked without asking: timing, who decides"]


def test_a_question_asked_again_is_named(floor: Floor) -> None:
    row = floor.talked_to()
    floor.act(SALES, "accept", handoff=floor.hand_over(row))
    floor.match.state.teams[0].dossiers[SALES][row].cells = {}
    entry = floor.act(SALES, "meet", row, visit=True, agenda=[{"topic": "ask", "field": "severity"}])
    point = next(p for p in seen(floor, row)["points"] if p["seq"] == entry.seq)
    assert point["repeated"] == ["severity"]
    assert point["tone"] == "bad"
    assert point["said"]


def test_a_wait_carries_the_chance_that_the_client_is_still_there(floor: Floor) -> None:
    row = floor.talked_to()
    floor.act(SALES, "accept", handoff=floor.hand_over(row))
    floor.step("close_round")
    floor.step("open_round")
    floor.act(SALES, "meet", row, visit=True, agenda=[{"topic": "measure"}])
    wait = next(w for w in seen(floor, row)["waits"] if w["lane"] == "sales")
    rule, crew = kitchen().handing.waiting, floor.match.state.teams[0]
    assert wait["minutes"] == crew.tracks[row].touch_wait >= kitchen().frame.minutes
    chances = {round(100 * still_there(rule.first, wait["minutes"], rule.warm, step)) for step in (1.0, rule.next_step)}
    assert wait["window"] in chances


def test_a_brief_that_nobody_takes_keeps_waiting(floor: Floor) -> None:
    row = floor.talked_to()
    floor.hand_over(row)
    floor.step("close_round")
    floor.step("open_round")
    view = seen(floor, row)
    assert view["handoffs"][0]["end"] == -1
    assert view["waits"][-1]["lane"] == "sales"
    assert view["headline"] == "Handed over, nobody took it on, round 1"


def test_an_unknown_number_is_no_company(floor: Floor) -> None:
    with pytest.raises(KeyError):
        journey_view(floor.match, 0, 10_000, "en", False)


# --- Whole sessions -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_journey_has_exactly_the_declared_shape(name: str, lang: str) -> None:
    match = session(name)
    checker("JourneyList").validate_python(journey_list(match, 1, lang))
    for view in journeys(match, 1, reveal=True, lang=lang):
        checker("JourneyView").validate_python(view)
        assert view["headline"]
        assert all(point["title"] for point in view["points"])


@pytest.mark.parametrize("name", NAMES)
def test_time_never_runs_backwards(name: str) -> None:
    for view in journeys(session(name)):
        places = [point["at"] for point in view["points"]]
        assert places == sorted(places)
        assert all(0 <= place <= 1000 for place in places)
        assert all(wait["start"] <= wait["end"] for wait in view["waits"])
        widths = {span["end"] - span["start"] for span in view["rounds"][:-1]}
        assert max(widths) - min(widths) <= 1
        inside = {span["round"]: span for span in view["rounds"]}
        for point in view["points"]:
            if point["lane"] in ROLES and point["round"] in inside:
                assert point["at"] <= inside[point["round"]]["end"]


def test_the_last_stop_of_a_desk_is_what_the_desk_knows_at_the_end() -> None:
    match = session("told")
    crew = match.state.teams[0]
    for view in journeys(match):
        row = crew.rows[view["company"]]
        for seat in (LEAD_GEN, SALES):
            shown = [p["cells"] for p in view["points"] if p["lane"] == ROLES[seat] and p["cells"]]
            if shown and row in crew.dossiers[seat]:
                held = crew.dossiers[seat][row]
                assert {c["field"]: c["value"] for c in shown[-1]} == {f: held.cell(f).value for f in FIELDS}


def test_what_fell_out_is_what_the_two_dossiers_differ_in() -> None:
    match = session("told")
    crew = match.state.teams[0]
    checked = 0
    for view in journeys(match):
        for shown in view["handoffs"]:
            handoff = crew.handoffs[shown["id"]]
            if handoff.state != "accepted" or handoff.mode != "told" or handoff.receiver != SALES:
                continue
            sent = {f: Cell(*c) for f, c in handoff.sent.items() if f in FIELDS[:6]}
            gone = {f for f, c in sent.items() if c.status and Cell(*handoff.received.get(f, ())).status == UNKNOWN}
            point = next(p for p in view["points"] if p["kind"] == "accepted" and p["fallen"] is not None)
            assert {i["field"] for i in point["fallen"] if i["how"] == "missing" and i["field"] in FIELDS[:6]} == gone
            assert shown["known"] == sum(Cell(*c).status > UNKNOWN for c in handoff.sent.values())
            checked += 1
    assert checked > 3


def test_waits_for_sales_are_those_of_the_results() -> None:
    match = session("padder")
    crew = match.state.teams[0]
    told = chronicle(match, 0)
    for row, track in crew.tracks.items():
        if track.touch_wait <= 0 or track.cold_fails:  # after a refusal the wait goes on to the next try
            continue
        waits = [step.wait.minutes for step in told.of(row) if step.wait and step.wait.seat == SALES]
        assert track.touch_wait in waits


def test_promises_end_as_in_the_ledger_and_say_who_knew() -> None:
    for name in NAMES:
        match = session(name)
        crew = match.state.teams[0]
        for view in journeys(match):
            row = crew.rows[view["company"]]
            ledger = [p for p in crew.promises if p.company == row and p.made <= match.scenario.frame.rounds + 1]
            settled = [p for p in ledger if 0 < p.settled <= match.scenario.frame.rounds + 1]
            shown = {(p["kind"], p["state"], tuple(p["known_to"])) for p in view["promises"]}
            for promise in settled:
                known = tuple(role for bit, role in enumerate(ROLES) if promise.known >> bit & 1)
                assert (promise.kind, promise.state, known) in shown


def test_the_list_begins_with_those_who_have_most_to_tell() -> None:
    lines = journey_list(session("told"), 0, "en")["lines"]
    first, last = lines[:5], lines[-5:]
    assert min(line["fallen"] + line["repeated"] for line in first) > max(line["fallen"] for line in last)
    crew = session("told").state.teams[0]
    assert all(line["outcome"] == outcome_of(crew, crew.rows[line["company"]]) for line in lines)


def test_a_company_that_signed_has_its_contract_in_the_headline() -> None:
    match = session("reference")
    crew = match.state.teams[0]
    for view in journeys(match):
        row = crew.rows[view["company"]]
        if int(crew.columns.won_round[row]) > 0:
            assert "Signed for" in view["headline"]
            assert len(of(view, "won")) == 1


# --- What stays hidden ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_journey_is_the_same_in_a_world_where_only_hidden_things_differ(name: str) -> None:
    before, after = session(name), twin(name)
    for one, other in zip(journeys(before), journeys(after), strict=True):
        assert json.dumps(one) == json.dumps(other)
        assert (one["trust"], one["truth"], one["truth_text"]) == ([], [], "")


def test_trust_and_truth_are_shown_when_they_are_unmasked() -> None:
    match = session("reference")
    crew = match.state.teams[0]
    for view in journeys(match, reveal=True):
        row = crew.rows[view["company"]]
        assert view["trust"][0] == {"at": 0, "trust": int(100 * float(crew.static.trust0[row]) + 0.5)}
        assert {cell["field"]: cell["status"] for cell in view["truth"]}["budget"] == "confirmed"
        assert view["truth_text"]
    assert CONFIRMED == 2
