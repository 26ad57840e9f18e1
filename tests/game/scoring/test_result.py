"""The result of a round and of a session."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from game.market.columns import Source
from game.scoring.figures import figure
from game.scoring.happened import BAD, GOOD, MOST, happened
from game.scoring.result import (
    WHOLE_TEAM,
    funnel,
    pooled,
    round_result,
    team_results,
    team_scores,
)
from tests.game.floor import ACCOUNT, LEAD_GEN, SALES, Floor, kitchen, played

if TYPE_CHECKING:
    from game.match import Match


ON_THE_LIST = min(
    row for row, source in enumerate(Floor().match.state.teams[0].static.source) if source == Source.OUTBOUND
)


def a_round(**tally: Any) -> Match:
    """A match with one closed round whose tally was written by hand."""
    floor = Floor()
    floor.step("open_round")
    floor.step("close_round")
    floor.match.state.teams[0].assign("tally/0", tally)
    return floor.match


def broken(**values: Any) -> dict[str, Any]:
    """A date promised to a company on the list, broken at the first bell."""
    return {"kind": "date", "by": SALES, "state": "broken", "settled": 1, "company": ON_THE_LIST} | values


# --- A round --------------------------------------------------------------------------------------------


def test_what_a_round_brought_never_changes_afterwards() -> None:
    session = played()
    for (team, seat, round_), told in session.told.items():
        assert round_result(session.match, team, seat, round_) == told


def test_the_profit_of_the_rounds_adds_up() -> None:
    match = played().match
    rounds = [round_result(match, 0, WHOLE_TEAM, r) for r in (1, 2, 3, 4)]
    profits = [r.figures["profit"] or 0 for r in rounds]
    assert sum(profits) == rounds[-1].figures["profit_total"] == team_results(match)[0]["profit"]
    assert rounds[-1].figures["plan_total"] == kitchen().plan.session


def test_bots_that_play_alone_take_all_the_decisions() -> None:
    assert round_result(played().match, 0, SALES, 2).figures["bots_share"] == 100


def test_people_and_bots_share_the_decisions() -> None:
    floor = Floor()
    floor.step("open_round")
    for by in ("person", "person", "bot"):
        floor.act(LEAD_GEN, "call", floor.leads()[0], by=by, agenda=[{"topic": "situation"}])
    floor.step("close_round")
    assert round_result(floor.match, 0, LEAD_GEN, 1).figures["bots_share"] == 33


def test_a_round_without_handoffs_has_no_quality_and_no_reaction() -> None:
    numbers = round_result(a_round(), 0, LEAD_GEN, 1)
    assert [numbers.figures[name] for name in ("quality", "reaction", "conversion")] == [None] * 3
    assert [fact.key for fact in numbers.happened] == ["nothing"]


def test_reaction_is_the_median_of_the_waits() -> None:
    assert round_result(a_round(reaction=[5, 400, 30]), 0, LEAD_GEN, 1).figures["reaction"] == 30


def test_handoff_quality_is_the_mean_over_the_briefs() -> None:
    assert figure(a_round(quality=[60, 75]), 0, "quality", "round", 1) == 68
    assert figure(a_round(), 0, "quality", "round", 1) is None


# --- What happened between the seats --------------------------------------------------------------------


def test_broken_promises_are_told_before_repeated_questions() -> None:
    match = a_round(repeated=2, returned=1)
    match.state.teams[0].assign("promise/0", broken(known=1 << SALES))
    assert [(f.key, f.n) for f in happened(match, 0, 1)] == [
        ("promises_broken", 1),
        ("repeated", 2),
        ("leads_returned", 1),
    ]


def test_a_broken_promise_that_its_keeper_had_never_heard_of_is_told_apart() -> None:
    match = a_round()
    match.state.teams[0].assign("promise/0", broken(known=1 << ACCOUNT))  # the client is still with sales
    assert [(f.key, f.n) for f in happened(match, 0, 1)] == [("promises_broken", 1), ("broken_unknown", 1)]


def test_many_small_things_weigh_more_than_one_large_one() -> None:
    match = a_round(repeated=9, churned=1)
    assert [f.key for f in happened(match, 0, 1)] == ["repeated", "churned"]


def test_a_price_that_contradicts_another_is_told_as_such() -> None:
    match = a_round()
    match.state.teams[0].assign("promise/0", {"kind": "price", "state": "broken", "settled": 1, "company": 1})
    assert [(f.key, f.n) for f in happened(match, 0, 1)] == [("contradicted", 1)]


def test_what_went_well_keeps_a_place_among_many_troubles() -> None:
    match = a_round(repeated=9, churned=2, returned=3)
    crew = match.state.teams[0]
    crew.assign("promise/0", broken(state="kept"))
    for row in range(3):
        crew.assign(f"track/{row}", {"ended": "waited", "ended_round": 1})
        crew.columns.won_round[row] = 1
    keys = [fact.key for fact in happened(match, 0, 1)]
    assert len(keys) == MOST
    assert keys[-1] == "promises_kept"
    assert set(keys[:-1]) <= set(BAD)


def test_no_round_of_a_session_tells_more_than_five_things() -> None:
    match = played().match
    for team in (0, 1):
        for round_ in (1, 2, 3, 4):
            facts = happened(match, team, round_)
            assert 1 <= len(facts) <= MOST
            assert len({fact.key for fact in facts}) == len(facts)
            assert all(fact.n > 0 for fact in facts if fact.key in BAD or fact.key in GOOD)


def test_a_field_that_did_not_arrive_and_one_that_arrived_changed_are_told() -> None:
    match = a_round()
    sent = {"pain": [2, "look", "you", 1, False], "budget": [2, "ok", "you", 1, False]}
    match.state.teams[0].assign(
        "handoff/0",
        {
            "company": 1,
            "sender": LEAD_GEN,
            "receiver": SALES,
            "mode": "told",
            "state": "accepted",
            "accept_round": 1,
            "accept_wait": 10,
            "sent": sent,
            "received": {"pain": [1, "storage", "told", 1, False]},
        },
    )
    told = {fact.key: fact.n for fact in happened(match, 0, 1)}
    assert told == {"fields_changed": 1, "fields_left_out": 1}


def test_a_client_passed_on_without_anything_else_is_told_plainly() -> None:
    floor = Floor()
    floor.step("open_round")
    row = floor.talked_to()
    floor.hand_over(row)
    floor.step("close_round")
    assert ("leads_handed", 1) in [(f.key, f.n) for f in happened(floor.match, 0, 1)]


# --- A session ------------------------------------------------------------------------------------------


def test_the_result_of_a_session_has_six_whole_numbers_a_team() -> None:
    found = team_results(played().match)
    names = ["plan", "revenue", "profit", "profit_12m", "leads_handed", "leads_won"]
    assert len(found) == 2
    for team in found:
        assert list(team) == names
        assert all(type(value) is int for value in team.values())
    assert json.loads(json.dumps(found)) == found


def test_a_signature_of_the_finish_is_not_one_of_the_session() -> None:
    match = played().match
    for team in (0, 1):
        crew = match.state.teams[team]
        handed = {h.company for h in crew.handoffs if h.sender == LEAD_GEN}
        by_end = sum(int(crew.columns.won_round[row]) > 0 for row in handed)
        assert (figure(match, team, "leads_won", "session") or 0) <= by_end <= len(handed)
        assert figure(match, team, "leads_won", "finish") == by_end
        assert figure(match, team, "leads_won", "session") == sum(
            1 <= int(crew.columns.won_round[row]) <= 4 for row in handed
        )


def test_the_room_pools_what_its_teams_handed_over_and_won() -> None:
    match = played().match
    per_round = [pooled(match, r) for r in (1, 2, 3, 4)]
    results = team_results(match)
    assert sum(handed for handed, _ in per_round) == sum(r["leads_handed"] for r in results)
    assert sum(won for _, won in per_round) == sum(r["leads_won"] for r in results)


def test_the_funnel_counts_leads_that_came_by_themselves() -> None:
    found = funnel(played().match, 0)
    inbound = kitchen().frame.rounds * 7
    assert 0 < found.leads <= inbound
    assert 0 <= found.deals <= found.deals_finish <= found.leads


def test_every_seat_has_a_score_between_0_and_100() -> None:
    scores = team_scores(played().match)
    assert [list(team) for team in scores] == [["lead_gen", "sales", "account"]] * 2
    assert all(0 <= value <= 100 for team in scores for value in team.values())


def test_before_the_first_bell_nobody_has_a_score() -> None:
    assert team_scores(Floor().match) == [{"lead_gen": 0, "sales": 0, "account": 0}]


@pytest.mark.parametrize("seat", [WHOLE_TEAM, LEAD_GEN, SALES, ACCOUNT])
def test_scoring_a_session_changes_nothing(seat: int) -> None:
    match = played().match
    before = match.digest()
    for round_ in (1, 2, 3, 4):
        round_result(match, 1, seat, round_)
    assert match.digest() == before
