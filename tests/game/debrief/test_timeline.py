"""The timeline: what a team did and what became of it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.debrief import debrief_view
from game.debrief.timeline import moments
from game.market.columns import Archetype
from game.scenario.texts import minutes
from game.state.records import CONFIRMED, Cell
from tests.game.floor import LEAD_GEN, SALES, Floor, kitchen, played
from web.socket.contract import checker

if TYPE_CHECKING:
    from game.views.shape import Moment


@pytest.fixture
def floor() -> Floor:
    made = Floor()
    made.step("open_round")
    return made


def last(floor: Floor, *, reveal: bool = False) -> Moment:
    return moments(floor.match, 0, "en", reveal=reveal)[-1]


# --- One act at a time ----------------------------------------------------------------------------------


def test_a_first_call_tells_how_long_the_client_had_waited(floor: Floor) -> None:
    row = floor.talked_to()
    moment = last(floor)
    wait = minutes(floor.match.state.teams[0].tracks[row].first_wait, "en")
    assert moment["title"].endswith(f": first call, {wait} after the request")
    assert moment["role"] == "lead_gen"
    assert moment["company"] == floor.match.state.teams[0].numbers[row]
    assert moment["detail"].startswith("Topics: Situation, Pain, Severity, Budget · ")


def test_a_client_who_wants_something_else_is_told_as_such() -> None:
    match = played().match
    told = [m for m in moments(match, 0, "en", reveal=True) if "wanted ready-made modules" in m["title"]]
    assert told
    assert {moment["truth"] for moment in told} == {"Wanted ready-made modules, which we do not make."}
    assert {moment["mark"] for moment in told} == {""}


def test_a_handoff_is_marked_on_both_sides(floor: Floor) -> None:
    row = floor.talked_to()
    handoff = floor.hand_over(row, "notes", warm=True, notes="Ask for Vera.")
    sent = last(floor)
    assert sent["mark"] == "handoff"
    assert sent["title"].endswith("handed over to sales (notes, introduced)")
    assert sent["detail"] == "“Ask for Vera.”"
    floor.act(SALES, "accept", handoff=handoff)
    assert last(floor)["mark"] == "handoff"
    assert "accepted after" in last(floor)["title"]


def test_an_acceptance_tells_how_much_of_what_was_known_arrived(floor: Floor) -> None:
    handoff = floor.hand_over(floor.talked_to())
    floor.act(SALES, "accept", handoff=handoff)
    known = len(floor.match.state.teams[0].handoffs[0].sent)
    assert last(floor)["detail"].startswith(f"{known} of {known} known fields arrived")


def test_a_field_marked_without_having_been_asked_is_in_the_timeline(floor: Floor) -> None:
    row = floor.talked_to()
    floor.act(LEAD_GEN, "mark", row, field="timing", value="now", status="confirmed")
    assert last(floor)["title"].endswith("timing typed in")
    assert last(floor)["detail"] == "Now · confirmed"


def test_a_question_asked_again_is_marked(floor: Floor) -> None:
    row = floor.talked_to()
    handoff = floor.hand_over(row)
    floor.act(SALES, "accept", handoff=handoff)
    floor.match.state.teams[0].dossiers[SALES][row].cells.pop("pain")
    floor.act(SALES, "meet", row, visit=True, agenda=[{"topic": "ask", "field": "pain"}])
    assert last(floor)["mark"] == "repeated"
    assert "1 question asked again" in last(floor)["detail"]


def test_a_returned_brief_is_told_with_its_reason_and_its_note(floor: Floor) -> None:
    charter = floor.match.state.teams[0].charter
    charter.returns, charter.required = True, ["decision_maker"]
    handoff = floor.hand_over(floor.talked_to())
    floor.act(SALES, "return_handoff", handoff=handoff, reason="clerical", note="Who signs?")
    assert last(floor)["mark"] == "returned"
    assert last(floor)["title"].endswith("returned. A field is empty or contradicts another")
    assert last(floor)["detail"] == "“Who signs?”"


def test_steps_of_the_facilitator_belong_to_nobodys_seat(floor: Floor) -> None:
    opened = last(floor)
    assert (opened["seat"], opened["role"], opened["title"], opened["round"]) == (-1, "", "Round 1 opens", 1)
    floor.step("close_round")
    assert last(floor)["title"] == "Round 1 closes"
    assert last(floor)["round"] == 1


def test_the_bell_tells_which_promises_it_broke(floor: Floor) -> None:
    floor.step("close_round")
    crew = floor.match.state.teams[0]
    crew.assign("promise/0", {"company": 1, "kind": "date", "state": "broken", "settled": 1})
    broken, closed = moments(floor.match, 0, "en", reveal=False)[-2:]
    assert (broken["mark"], broken["detail"]) == ("broken", "The delivery date")
    assert broken["title"].endswith("a promise was broken")
    assert broken["seq"] == closed["seq"]


# --- What was hidden ------------------------------------------------------------------------------------


def test_nothing_hidden_is_told_before_it_is_revealed() -> None:
    match = played().match
    assert all(moment["truth"] == "" for moment in moments(match, 0, "en", reveal=False))


def test_what_the_client_truly_was_is_told_when_it_is_revealed() -> None:
    match = played().match
    crew = match.state.teams[0]
    kinds = set()
    for moment in moments(match, 0, "en", reveal=True):
        if moment["verb"] == "hand_over" and moment["role"] == "lead_gen":
            archetype = Archetype(int(crew.static.archetype[crew.rows[moment["company"]]]))
            kinds.add((archetype, moment["truth"]))
    sentences = dict(kinds)
    assert len(kinds) >= len(sentences)
    assert all(truth for _, truth in kinds)
    if Archetype.GOOD in sentences:
        assert sentences[Archetype.GOOD].startswith("A client for us")


def test_a_value_that_was_not_true_is_told_where_it_was_taken_for_true(floor: Floor) -> None:
    row = floor.talked_to()
    crew = floor.match.state.teams[0]
    wrong = "other" if crew.static.decides[row] else "self"
    floor.act(LEAD_GEN, "mark", row, field="decision_maker", value=wrong, status="confirmed")
    assert last(floor, reveal=True)["truth"] == "Who decides: the dossier was wrong."
    assert crew.dossiers[LEAD_GEN][row].cell("decision_maker") == Cell(CONFIRMED, wrong, "marked", 1, True)


# --- A whole session ------------------------------------------------------------------------------------


def test_a_session_is_told_from_the_first_bell_to_the_finish() -> None:
    session = played()
    told = moments(session.match, 0, "en", reveal=True)
    seqs = [moment["seq"] for moment in told]
    assert seqs == sorted(seqs)
    assert {moment["round"] for moment in told if moment["seat"] >= 0} <= set(range(6))
    assert all(moment["title"] for moment in told)
    assert all(moment["team"] == 0 for moment in told)


def test_wins_of_the_timeline_are_the_wins_of_the_team() -> None:
    match = played().match
    for team in (0, 1):
        crew = match.state.teams[team]
        won = sum(moment["mark"] == "won" for moment in moments(match, team, "en", reveal=False))
        assert won == sum(int(r) > 0 for r in crew.columns.won_round)


def test_repeated_questions_of_the_timeline_are_those_of_the_results() -> None:
    match = played().match
    marks = [moment["mark"] for moment in moments(match, 0, "en", reveal=False)]
    if sum(tally.repeated for tally in match.state.teams[0].tallies[:4]):
        assert "repeated" in marks or "lost" in marks


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("reveal", [False, True])
def test_the_debrief_has_exactly_the_declared_shape(lang: str, reveal: bool) -> None:
    match = played().match
    for team in (0, 1):
        view = debrief_view(match, team, reveal, lang)
        checker("DebriefView").validate_python(view)
        assert view["revealed"] == reveal
        assert len(view["results"]) == kitchen().frame.rounds
        assert len(view["forward"]) == 2


def test_the_seed_is_in_no_debrief() -> None:
    session = played(seed=987_654_321_012_345)
    for reveal in (False, True):
        assert "987654321012345" not in str(debrief_view(session.match, 0, reveal, "en"))


def test_padding_is_seen_in_the_timeline() -> None:
    match = played(lead_gen="padder").match
    marked = [m for m in moments(match, 0, "en", reveal=True) if m["verb"] == "mark"]
    assert marked
    assert any("the dossier was wrong" in moment["truth"] for moment in marked)
