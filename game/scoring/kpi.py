"""How a seat is measured: a score of 0-100 with its parts, as the scenario and the team's charter weigh them.

A part without anything to measure yet ("nothing") does not count; the other weights then share the whole.
Shares of wins run from the first round to the end of the span, because a deal outlives the round it began in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.scoring import measures
from game.scoring.measures import Measured
from game.state.records import ACCOUNT, LEAD_GEN, ROLES, SALES
from game.state.team import OPEN_LEVERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.scenario.schema import Levers
    from game.scoring.measures import Span
    from game.state.team import State, Team


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a seat's score."""

    key: str  # the scenario's name of the weight
    value: int  # 0-100; 0 where there is nothing to measure
    weight: int  # per cent
    measured: Measured


@dataclass(frozen=True, slots=True)
class Score:
    """A seat's score and what it is made of."""

    value: int  # 0-100
    parts: tuple[Part, ...]


MEASURES: dict[int, dict[str, Callable[[Span], Measured]]] = {
    LEAD_GEN: {
        "count": measures.handed,
        "accepted": measures.accepted_first,
        "right": measures.right_of_said,
        "quick": measures.quick_calls,
        "won": measures.won_of_handed,
    },
    SALES: {
        "won": measures.won_of_taken,
        "margin": measures.margin_of_plan,
        "quick": measures.quick_touches,
        "promises": measures.seller_promises,
        "returns": measures.fair_returns,
    },
    ACCOUNT: {
        "margin": measures.margin_of_orders,
        "promises": measures.account_promises,
        "touched": measures.touched,
        "complaints": measures.complaints,
        "dossier": measures.dossier,
        "churn": measures.kept_accounts,
    },
}


def seat_score(state: State, team: Team, seat: int, first: int, last: int) -> Score:
    """The score of a seat over the closed rounds `first` to `last` (1-based), by the weights of the last."""
    role = team.seats[seat].role
    weights = weights_of(state, team, role, last)
    span = measures.Span(state, team, first, last)
    parts = []
    for key, measure in MEASURES[role].items():
        found = measure(span)
        parts.append(Part(key, found.value, weights[key], found))
    return Score(_weighed(parts), tuple(parts))


def team_score(state: State, team: Team, first: int, last: int) -> Score:
    """The mean of the seats' scores; its parts are the seats, each named by its role."""
    count = len(team.seats)
    parts = []
    for seat, record in enumerate(team.seats):
        value = seat_score(state, team, seat, first, last).value
        weight = 100 * (seat + 1) // count - 100 * seat // count
        parts.append(Part(ROLES[record.role], value, weight, Measured(value, 100, full=100)))
    total = sum(part.value for part in parts)
    return Score((2 * total + count) // (2 * count), tuple(parts))


def weights_of(state: State, team: Team, role: int, round_: int) -> dict[str, int]:
    """Weights in per cent in force in a round: the count alone, the scenario's own or the charter's."""
    name = ROLES[role]
    own: dict[str, int] = dict(state.scenario.kpi[name].model_dump())
    levers = levers_of(state, round_)
    if levers.count_only and role == LEAD_GEN:
        return {key: 100 if key == "count" else 0 for key in own}
    if levers.charter and name in team.charter.weights:
        return dict(team.charter.weights[name])
    return own


def levers_of(state: State, round_: int) -> Levers:
    """What the rules of a round (1-based) allowed."""
    return OPEN_LEVERS if state.acts == "open" else state.scenario.act_of(round_).levers


def _weighed(parts: list[Part]) -> int:
    """The weighed mean, 0-100, over the parts that have something to measure."""
    real = [part for part in parts if part.measured.of]
    weight = sum(part.weight for part in real)
    total = sum(part.weight * part.value for part in real)
    return (2 * total + weight) // (2 * weight) if weight else 0
