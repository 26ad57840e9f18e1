"""Worth against brute force: the reference team played out on the same company, hundreds of times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.bots import account, lead_gen, sales
from game.market.columns import Stage
from game.match import Match
from game.play import play
from game.scoring.worth import Variant, standard, worth
from game.studies import worth as study

if TYPE_CHECKING:
    from game.scenario.schema import Scenario
    from game.state.team import State, Team

QUICK_COPIES = 16
"""Too few to judge one company by; enough to judge the mean of a hundred."""


@pytest.mark.full
def test_worth_is_right_on_two_hundred_companies_of_all_stages(scenario: Scenario) -> None:
    cases = [case for task in study.tasks(None) for case in study.one(scenario, task)]
    table = study.report([cases])
    assert table["all"]["n"] >= 200
    assert {stage for stage in study.STAGES if stage in table} == set(study.STAGES)
    assert table["all"]["error_of_mean"] <= 0.10, table
    assert table["all"]["correlation"] >= 0.98, table


def test_worth_is_right_on_average_at_every_stage(scenario: Scenario) -> None:
    results = [study.one(scenario, task) for task in study.tasks(3, QUICK_COPIES)]
    table = study.report(results)
    everything = table.pop("all")
    assert everything["n"] >= 100
    assert abs(everything["closed"] / everything["brute"] - 1) < 0.08, everything
    assert everything["correlation"] > 0.95, everything
    for stage, line in table.items():
        assert abs(line["closed"] - line["brute"]) < 4 * line["standard_error"] / line["n"] ** 0.5 + 0.6, (stage, line)


def test_worth_assumes_the_reference_team_that_plays() -> None:
    """The policies know nothing but a view, so both hold the same numbers."""
    assert (list(standard.FIRST_CALL), list(standard.SECOND_CALL)) == (lead_gen.FIRST, lead_gen.SECOND)
    assert (standard.TRIAL_FROM, standard.ENOUGH) == (sales.TRIAL_FROM, account.ENOUGH)


def test_what_is_over_is_worth_nothing(scenario: Scenario) -> None:
    match = play(scenario, 11, acts="open", forward=False).match
    state, team = match.state, match.state.teams[0]
    over = (Stage.LOST, Stage.DISQUALIFIED, Stage.CHURNED, Stage.FUTURE)
    rows = [row for row in range(team.columns.n) if team.columns.stage[row] in over]
    assert rows
    assert all(worth(state, team, row).net == 0 for row in rows)


def _briefs(scenario: Scenario) -> list[tuple[State, Team, int]]:
    """Companies that have just been told from one to the other, each in the state of that moment."""
    found = []
    played = play(scenario, 21, policies={"lead_gen": "told_cold"}, acts="open", forward=False).match
    for seq, entry in enumerate(played.entries, start=1):
        if entry.command.verb == "hand_over" and entry.command.actor.seat == 0 and len(found) < 4:
            match = Match.from_log(scenario, played.header, played.entries[:seq])
            found.append((match.state, match.state.teams[0], entry.events[0]["data"]["company"]))
    return found


def test_a_brief_is_worth_more_the_more_of_it_arrives(scenario: Scenario) -> None:
    briefs = _briefs(scenario)
    assert len(briefs) == 4
    better = 0
    for state, team, row in briefs:
        told = worth(state, team, row).gross
        notes = worth(state, team, row, Variant(mode="notes")).gross
        card = worth(state, team, row, Variant(mode="card")).gross
        warm = worth(state, team, row, Variant(mode="card", warm=True)).gross
        assert told <= notes <= card <= warm or warm <= 0
        better += warm > told
    assert better >= 3


def test_a_client_kept_waiting_is_worth_less_with_every_hour(scenario: Scenario) -> None:
    for state, team, row in _briefs(scenario):
        worths = [worth(state, team, row, Variant(waited=waited)).gross for waited in (0, 60, 240, 480, 960)]
        rising = sorted(worths, reverse=worths[0] > 0)
        assert worths == rising


def test_taking_the_worth_of_a_company_changes_nothing(scenario: Scenario) -> None:
    match = play(scenario, 12, acts="open", forward=False).match
    before = match.digest()
    team = match.state.teams[0]
    for row in range(team.columns.n):
        worth(match.state, team, row)
    assert match.digest() == before
