"""Key moments: found by rule, from cause to effect, with nothing hidden in them."""

from __future__ import annotations

import json
import re

import pytest

from game.debrief.chronicle import chronicle
from game.debrief.chronicle.cases import Case, cases
from game.debrief.keys.pick import ALIKE, MOST, key_moments
from game.debrief.keys.rules import RULES, found_in
from game.match import Match
from game.scenario.texts import minutes
from game.state.records import UNKNOWN, Cell
from tests.game.debrief.sessions import NAMES, session, twin
from tests.game.floor import LEAD_GEN, SALES, Floor
from web.socket.contract import checker


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_session_has_eight_to_fourteen_moments_in_order_of_time(name: str, lang: str) -> None:
    for team in (0, 1):
        found = key_moments(session(name), team, lang)
        assert 8 <= len(found) <= MOST
        assert [moment["seq"] for moment in found] == sorted(moment["seq"] for moment in found)
        for moment in found:
            checker("KeyMoment").validate_python(moment)
            assert moment["sentence"][0].isupper()
            assert not moment["sentence"].endswith(("; ", "."))
            assert sum(other["rule"] == moment["rule"] for other in found) <= ALIKE
    assert all(("; " in moment["sentence"]) for moment in found if moment["rule"] != "never_called")


def test_before_the_first_bell_nobody_is_told_of_requests_left_uncalled() -> None:
    whole = session("reference")
    opened = next(entry.seq for entry in whole.entries if entry.command.verb == "open_round")
    match = Match.from_log(whole.scenario, whole.header, whole.entries[:opened])
    match.texts = whole.texts
    assert key_moments(match, 0, "en") == []


def test_every_moment_can_be_jumped_to() -> None:
    match = session("told")
    entries = {entry.seq: entry for entry in match.entries}
    for moment in key_moments(match, 0, "en"):
        entry = entries[moment["seq"]]
        assert entry.command.actor.is_facilitator or entry.command.actor.team == 0
        assert moment["round"] <= match.scenario.frame.rounds + 1


def test_what_fell_out_of_a_brief_is_counted_as_the_dossiers_show_it() -> None:
    match = session("told")
    crew = match.state.teams[0]
    seen = 0
    for moment in key_moments(match, 0, "en"):
        if moment["rule"] != "fell_out":
            continue
        handoff = [h for h in crew.handoffs if h.company == crew.rows[moment["company"]] and h.receiver == SALES][-1]
        sent = {f: Cell(*handoff.sent[f]) for f in handoff.sent if handoff.sent[f][0]}
        got = {f: Cell(*handoff.received.get(f, ())) for f in sent}
        gone = [
            f for f in sent if got[f].status == UNKNOWN or got[f].value.split("+")[0] != sent[f].value.split("+")[0]
        ]
        left = len(sent) - len([f for f in gone if f != "expectation" or not handoff.promises])
        assert f"{left} of {len(sent)} known fields arrived" in moment["sentence"]
        asked = re.search(r"sales asked (\d+) question", moment["sentence"])
        assert int(asked[1] if asked else 0) == handoff.repeated
        seen += 1
    assert seen


def test_padding_is_named_as_ticking_without_asking() -> None:
    match = session("padder")
    found = [moment for moment in key_moments(match, 0, "en") if moment["rule"] == "ticked"]
    assert found
    assert all("icked without asking" in moment["sentence"] and moment["role"] == "lead_gen" for moment in found)
    assert not [m for m in key_moments(session("told"), 0, "en") if m["rule"] == "ticked"]


def test_a_client_that_did_not_wait_is_told_with_its_wait() -> None:
    match = session("padder")
    crew, told = match.state.teams[0], chronicle(match, 0)
    found = [moment for moment in key_moments(match, 0, "en") if moment["rule"] == "waited"]
    assert found
    for moment in found:
        end = Case(crew, told, crew.rows[moment["company"]]).end
        assert end is not None
        assert end.wait is not None
        assert minutes(end.wait.minutes, "en") in moment["sentence"]
        assert moment["sentence"].endswith("the client did not wait")


def test_a_promise_that_was_not_passed_on_is_told_where_it_broke() -> None:
    match = session("told")
    crew = match.state.teams[0]
    found = [moment for moment in key_moments(match, 0, "en") if moment["rule"] == "promise_lost"]
    assert found
    for moment in found:
        row = crew.rows[moment["company"]]
        broken = [p for p in crew.promises if p.company == row and p.state == "broken" and p.by == SALES]
        assert moment["round"] == broken[0].settled
        assert ("never heard" in moment["sentence"]) == (not broken[0].known >> 2 & 1)


def test_a_brief_nobody_took_is_told_by_the_rule_for_it() -> None:
    floor = Floor()
    floor.step("open_round")
    row = floor.talked_to()
    floor.hand_over(row)
    floor.step("close_round")
    crew, told = floor.match.state.teams[0], chronicle(floor.match, 0)
    rules = {moment.rule for case in cases(crew, told) if case.row == row for moment in found_in(case)}
    assert "never_taken" in rules


def test_requests_nobody_called_are_one_moment_of_the_last_bell() -> None:
    floor = Floor()
    floor.step("open_round")
    floor.act(LEAD_GEN, "call", floor.leads()[0], agenda=[{"topic": "situation"}])
    waiting = [row for row, t in floor.match.state.teams[0].tracks.items() if t.waits_for == LEAD_GEN]
    floor.step("close_round")
    moment = next(m for m in key_moments(floor.match, 0, "en") if m["rule"] == "never_called")
    assert moment["seq"] == floor.match.entries[-1].seq
    assert moment["sentence"].startswith(f"Never called: {len(waiting)} request")
    assert (moment["company"], moment["company_name"]) == (-1, "")


def test_what_went_well_is_among_the_moments_where_something_did() -> None:
    match = session("reference")
    found = {moment["rule"] for moment in key_moments(match, 0, "en")}
    assert found & {"clean", "read_back", "returned"}
    assert len(RULES) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_no_moment_depends_on_what_is_hidden(name: str) -> None:
    for lang in ("en", "ru"):
        assert json.dumps(key_moments(session(name), 0, lang)) == json.dumps(key_moments(twin(name), 0, lang))
