"""Questions from the team's own data: as many beliefs as the game can speak to, the loudest asked."""

from __future__ import annotations

import json

import pytest

from game.debrief.chronicle.look import Look
from game.debrief.chronicle.passing import first_of
from game.debrief.questions.beliefs import DETECTORS, heard
from game.debrief.questions.view import ALIKE, MOST, questions_view
from game.market.columns import Source
from game.market.rules import FIELDS
from game.state.records import SALES, Cell
from tests.game.debrief.sessions import NAMES, session, twin
from tests.game.floor import Floor, kitchen_texts
from web.socket.contract import checker

BELIEFS = range(1, 31)
PANELS = ("machine", "journey", "disputed", "whatif", "pictures", "leaks")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_team_is_asked_five_or_six_questions_loudest_first(name: str, lang: str) -> None:
    match = session(name)
    for team in (0, 1):
        view = questions_view(match, team, lang)
        checker("QuestionsView").validate_python(view)
        questions = view["questions"]
        assert 5 <= len(questions) <= MOST
        assert [q["weight"] for q in questions] == sorted((q["weight"] for q in questions), reverse=True)
        assert len({q["id"] for q in questions}) == len(questions)
        for question in questions:
            assert question["id"] in BELIEFS
            assert question["panel"] in PANELS
            assert question["ask"].endswith(("?", "."))
            assert any(char.isdigit() for char in question["fact"])
            assert sum(other["panel"] == question["panel"] for other in questions) <= ALIKE
            if question["target"] >= 0:
                assert question["target"] in match.state.teams[team].rows


def test_the_data_speak_to_at_least_fourteen_beliefs() -> None:
    assert len(DETECTORS) >= 20
    for name in NAMES:
        assert len(heard(Look(session(name), 0))) >= 14


def test_every_belief_has_its_words() -> None:
    found = {loud.belief for name in NAMES for team in (0, 1) for loud in heard(Look(session(name), team))}
    for belief in found | {17, 18, 19, 21}:
        for part in ("belief", "fact", "ask"):
            assert kitchen_texts().has(f"belief.{belief}.{part}")


def test_padding_makes_the_belief_in_more_leads_loud() -> None:
    weights = {
        name: {loud.belief: loud.weight for loud in heard(Look(session(name), 0))} for name in ("padder", "reference")
    }
    assert weights["padder"][1] > 1.5 * weights["reference"][1]
    assert 1 in {q["id"] for q in questions_view(session("padder"), 0, "en")["questions"]}


def test_the_figures_of_leads_are_those_of_the_log() -> None:
    match = session("padder")
    crew = match.state.teams[0]
    loud = next(x for x in heard(Look(match, 0)) if x.belief == 1)
    handed = {h.company for h in crew.handoffs if h.receiver == SALES}
    last = match.scenario.frame.rounds
    signed = {row for row in handed if 0 < int(crew.columns.won_round[row]) <= last}
    lost = {row for row in handed - signed if 0 < crew.tracks[row].ended_round <= last}
    spent = sum(
        entry.events[0]["data"].get("minutes", 0)
        for entry in match.entries
        if entry.command.actor.team == 0
        and entry.command.actor.seat == SALES
        and entry.command.round <= match.scenario.frame.rounds
        and entry.events[0]["data"].get("company") in lost
    )
    assert (loud.params["handed"], loud.params["m"]) == (len(handed), spent)
    assert loud.params["won"] == len(signed)


def test_what_telling_lost_is_counted_from_the_dossiers() -> None:
    match = session("told")
    crew = match.state.teams[0]
    known = got = 0
    for handoff in crew.handoffs:
        if handoff.receiver != SALES or handoff.mode != "told" or not handoff.accept_round:
            continue
        for field in FIELDS:
            sent, held = Cell(*handoff.sent.get(field, ())), Cell(*handoff.received.get(field, ()))
            told = field == "expectation"  # the promise of a price tells it: it falls out with that, not by itself
            known += bool(sent.status)
            got += bool(sent.status) and (told or (held.status > 0 and first_of(held.value) == first_of(sent.value)))
    loud = next(x for x in heard(Look(match, 0)) if x.belief == 5)
    assert (loud.params["got"], loud.params["known"]) == (got, known)


def test_requests_nobody_called_leave_out_what_was_there_before() -> None:
    for name in NAMES:
        match = session(name)
        crew = match.state.teams[0]
        loud = next(x for x in heard(Look(match, 0)) if x.belief == 23)
        own = (Source.OUTBOUND, Source.BOOK_SALES, Source.BOOK_ACCOUNTS)
        waiting = [r for r, t in crew.tracks.items() if t.here and r not in crew.dossiers[0]]
        assert loud.params["unheard"] == sum(crew.static.source[r] not in own for r in waiting)


def test_before_anything_was_played_there_is_nothing_to_ask() -> None:
    floor = Floor()
    assert questions_view(floor.match, 0, "en")["questions"] == []
    floor.step("open_round")
    floor.step("close_round")
    checker("QuestionsView").validate_python(questions_view(floor.match, 0, "en"))


@pytest.mark.parametrize("name", NAMES)
def test_no_question_depends_on_what_is_hidden(name: str) -> None:
    """Scores and handoff quality know the truth as declared aggregates (3, 26, 27); nothing else does."""
    before, after = (heard(Look(match, 0)) for match in (session(name), twin(name)))
    declared = (3, 26, 27)
    plain = [
        [(x.belief, x.weight, x.params, x.target) for x in found if x.belief not in declared]
        for found in (before, after)
    ]
    assert json.dumps(plain[0]) == json.dumps(plain[1])
