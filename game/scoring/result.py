"""The result of a team: of one round as its seats are told it, of the session as `play --json` prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.actions.ending import is_inbound
from game.scoring.figures import ROUND, Scope, figures
from game.scoring.figures.scope import WHOLE_TEAM
from game.scoring.happened import Fact, happened
from game.scoring.kpi import Score, seat_score, team_score
from game.scoring.money import closed_rounds, has_finished

if TYPE_CHECKING:
    from game.match.match import Match
    from game.scoring.figures import Place


@dataclass(frozen=True, slots=True)
class RoundNumbers:
    """What one closed round brought a team."""

    round: int
    figures: dict[str, int | None]  # by the names that a round's result has for them; None = nothing to measure
    score: Score
    happened: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many inbound leads of a team became deals."""

    leads: int  # that came by themselves in the session
    deals: int  # of them, signed within the session
    deals_finish: int  # signed within the session or in the finish


def round_result(match: Match, team: int, seat: int, round_: int) -> RoundNumbers:
    """What a closed round (1-based) brought; `seat` is whose score it tells, `WHOLE_TEAM` for the mean."""
    state, crew = match.state, match.state.teams[team]
    own = (
        team_score(state, crew, round_, round_) if seat == WHOLE_TEAM else seat_score(state, crew, seat, round_, round_)
    )
    shown = shown_at(match, team, ROUND, round_, seat)
    return RoundNumbers(round_, shown, own, tuple(happened(match, team, round_)))


def shown_at(match: Match, team: int, place: Place, round_: int = 0, seat: int = WHOLE_TEAM) -> dict[str, int | None]:
    """The figures of a place by the names it has for them; `round_` and `seat` as for a single figure."""
    found = figures(match, team, place.values(), round_, seat)
    return {field: found[asked] for field, asked in place.items()}


def pooled(match: Match, round_: int) -> tuple[int, int]:
    """Leads handed over in a round (1-based) by all teams, and how many of those have signed so far.

    Only signatures of the session count, as everywhere on the board.
    """
    handed = won = 0
    for team in range(match.team_count):
        scope = Scope.of(match, team, "so_far")
        leads = {row for row, handoff in scope.leads.items() if handoff.round == round_}
        handed += len(leads)
        won += len(leads.intersection(scope.won))
    return handed, won


def funnel(match: Match, team: int) -> Funnel:
    """Inbound leads of a team and the deals they became."""
    crew = match.state.teams[team]
    rounds = match.scenario.frame.rounds
    rows = [row for row, track in crew.tracks.items() if track.here and is_inbound(int(crew.static.source[row]))]
    won = [int(crew.columns.won_round[row]) for row in rows]
    return Funnel(len(rows), sum(0 < r <= rounds for r in won), sum(r > 0 for r in won))


RESULT: Place = {
    "plan": ("plan", "session"),
    "revenue": ("revenue", "session"),
    "profit": ("profit", "session"),
    "profit_12m": ("profit", "year"),
    "leads_handed": ("leads_handed", "session"),
    "leads_won": ("leads_won", "session"),
}
"""What `play --json` prints of a team."""


def team_results(match: Match) -> list[dict[str, int]]:
    """The `result` of `play --json`, a team an item.

    `plan` (of all rounds), `revenue`, `profit` (cents), `leads_handed` and `leads_won` are those of the session;
    `profit_12m` adds the finish and the twelve months, as far as they were played.
    """
    made = []
    for team in range(match.team_count):
        found = {field: value or 0 for field, value in shown_at(match, team, RESULT).items()}
        if not has_finished(match.state):
            found["profit_12m"] = found["profit"]
        made.append(found | {"plan": match.scenario.plan.session})
    return made


def team_scores(match: Match) -> list[dict[str, int]]:
    """The `scores` of `play --json`: for every team the session's score of each role, 0-100."""
    last = closed_rounds(match.state)
    return [
        {
            role: seat_score(match.state, crew, seat, 1, last).value if last else 0
            for seat, role in enumerate(match.seats(crew.index))
        }
        for crew in match.state.teams
    ]


__all__ = [
    "WHOLE_TEAM",
    "Funnel",
    "RoundNumbers",
    "funnel",
    "pooled",
    "round_result",
    "shown_at",
    "team_results",
    "team_scores",
]
