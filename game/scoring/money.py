"""What a team earned and was planned to earn, in integer cents: a round, the session, the twelve months.

`Team.tallies` holds the session's rounds first, then the finish, then the half months of the fast-forward.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.scenario.schema import Scenario
    from game.state.records import Tally
    from game.state.team import State, Team


@dataclass(frozen=True, slots=True)
class MonthNumbers:
    """One month of the fast-forward."""

    month: int  # 1-based
    profit: int  # cents from the first round of the session to the end of this month
    orders: int  # repeat orders of this month
    churned: int  # accounts that left in this month


def closed_rounds(state: State) -> int:
    """How many rounds of the session have been closed."""
    return sum(step[0] == "close_round" for step in state.course.history)


def has_finished(state: State) -> bool:
    """Whether the finish has begun: what was open is being ended for everybody by the reference seller."""
    return state.course.round > state.scenario.frame.rounds


def tally_of(team: Team, round_: int) -> Tally | None:
    """The tally of a round (1-based), None where the round was never played."""
    if not 1 <= round_ <= len(team.tallies) or team.tallies[round_ - 1].round != round_:
        return None
    return team.tallies[round_ - 1]


def round_profit(team: Team, round_: int) -> int:
    """Cents earned in one closed round, 0 if it was not played."""
    tally = tally_of(team, round_)
    return 0 if tally is None else tally.profit


def profit_to(team: Team, round_: int) -> int:
    """Cents earned from the first round to the end of a closed round."""
    return sum(tally.profit for tally in team.tallies[:round_])


def session_profit(state: State, team: Team) -> int:
    """Cents earned in the closed rounds of the session."""
    return profit_to(team, closed_rounds(state))


def plan_to(scenario: Scenario, round_: int) -> int:
    """Cents that the reference team has earned by the end of a round: an even part of the session's plan."""
    return scenario.plan.session * round_ // scenario.frame.rounds


def profit_12m(state: State, team: Team) -> int:
    """Cents of the session and of everything after it, as far as it has been played.

    The finish adds its margins; the half months add account margins less compensation, bad debt and the
    account manager's wage.
    """
    if not has_finished(state):
        return session_profit(state, team)
    return sum(tally.profit for tally in team.tallies)


def start_of_months(state: State, team: Team) -> int:
    """Cents with which the twelve months begin: the session and the finish."""
    return profit_to(team, state.scenario.frame.rounds + 1)


def closed_half_months(state: State) -> int:
    """How many rounds of the fast-forward have been closed; the finish is not one of them."""
    frame, forward = state.scenario.frame, state.scenario.fast_forward
    return max(0, min(state.course.round - frame.rounds - 2, forward.rounds))


def forward_done(state: State) -> bool:
    """Whether the last month has been played."""
    return has_finished(state) and closed_half_months(state) == state.scenario.fast_forward.rounds


def months(state: State, team: Team) -> list[MonthNumbers]:
    """The months that have passed whole, each with the profit up to it."""
    forward = state.scenario.fast_forward
    first = state.scenario.frame.rounds + 1  # index of the first half month in the tallies
    ends = [first + forward.rounds * n // forward.months for n in range(forward.months + 1)]
    done = first + closed_half_months(state)
    found = []
    profit = start_of_months(state, team)
    for month in range(1, forward.months + 1):
        if ends[month] > done:
            break
        tallies = team.tallies[ends[month - 1] : ends[month]]
        profit += sum(tally.profit for tally in tallies)
        orders, churned = sum(t.orders for t in tallies), sum(t.churned for t in tallies)
        found.append(MonthNumbers(month, profit, orders, churned))
    return found
