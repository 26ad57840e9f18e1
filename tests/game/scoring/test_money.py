"""What a team earned: rounds, session, finish, twelve months."""

from __future__ import annotations

from game.scoring.money import (
    closed_rounds,
    forward_done,
    months,
    plan_to,
    profit_12m,
    profit_to,
    session_profit,
    start_of_months,
)
from tests.game.floor import Floor, kitchen, played


def test_the_plan_is_reached_in_even_steps() -> None:
    whole = kitchen().plan.session
    assert [plan_to(kitchen(), r) for r in range(5)] == [whole * r // 4 for r in range(5)]


def test_a_running_round_has_not_been_earned_yet() -> None:
    floor = Floor()
    team = floor.match.state.teams[0]
    floor.step("open_round")
    team.tallies[0].margin_new = 500_000
    assert closed_rounds(floor.match.state) == 0
    assert session_profit(floor.match.state, team) == 0
    floor.step("close_round")
    assert closed_rounds(floor.match.state) == 1
    assert session_profit(floor.match.state, team) == team.tallies[0].profit


def test_wages_ads_and_overhead_are_taken_off_at_the_bell() -> None:
    floor = Floor()
    floor.step("open_round")
    floor.step("close_round")
    tally, money = floor.match.state.teams[0].tallies[0], kitchen().money
    assert tally.wages == money.wages.lead_gen + money.wages.sales + money.wages.account
    assert tally.overhead == money.overhead
    assert tally.ads == money.ad * tally.inbound


def test_the_session_the_finish_and_the_months_add_up_to_the_twelve_month_profit() -> None:
    state = played().match.state
    for team in state.teams:
        found = months(state, team)
        finish = team.tallies[kitchen().frame.rounds]
        assert session_profit(state, team) == sum(t.profit for t in team.tallies[:4])
        assert session_profit(state, team) == team.desk.forward_start
        assert start_of_months(state, team) == session_profit(state, team) + finish.profit
        assert [month.month for month in found] == list(range(1, 13))
        assert profit_12m(state, team) == sum(tally.profit for tally in team.tallies)


def test_two_half_months_make_a_month() -> None:
    state = played().match.state
    team = state.teams[0]
    first = months(state, team)[0]
    assert first.profit - start_of_months(state, team) == sum(t.profit for t in team.tallies[5:7])
    assert first.orders == sum(t.orders for t in team.tallies[5:7])


def test_the_last_month_ends_with_the_twelve_month_profit() -> None:
    state = played().match.state
    for team in state.teams:
        assert months(state, team)[-1].profit == profit_12m(state, team)
    assert forward_done(state)


def test_in_the_months_only_the_account_manager_is_paid() -> None:
    state = played().match.state
    for team in state.teams:
        assert {tally.wages for tally in team.tallies[5:29]} == {kitchen().money.wages.account}


def test_a_session_cut_short_is_measured_by_the_rounds_it_had() -> None:
    floor = Floor()
    for _ in range(2):
        floor.step("open_round")
        floor.step("close_round")
    floor.step("finish")
    team = floor.match.state.teams[0]
    assert closed_rounds(floor.match.state) == 2
    assert session_profit(floor.match.state, team) == profit_to(team, 2)
    assert not forward_done(floor.match.state)
