"""The result of a team: of one round as its seats are told it, of the session as `play --json` prints it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

from game.actions.ending import is_inbound
from game.scoring.doings import doings
from game.scoring.happened import Fact, happened
from game.scoring.kpi import Score, seat_score, team_score
from game.scoring.measures import Span
from game.scoring.money import closed_rounds, plan_to, profit_12m, profit_to, round_profit, session_profit

if TYPE_CHECKING:
    from game.match.match import Match
    from game.state.records import Tally

WHOLE_TEAM = -1
"""In place of a seat: the team's mean score."""


@dataclass(frozen=True, slots=True)
class RoundNumbers:
    """What one round brought a team: cents, minutes of waiting, per cent; -1 = nothing to measure."""

    round: int
    profit: int
    profit_total: int
    plan_total: int
    revenue: int
    score: Score
    reaction: int
    conversion: int
    handed: int
    accepted: int
    returned: int
    won: int
    lost: int
    quality: int
    repeated: int
    broken: int
    bots_share: int
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
    tally = crew.tallies[round_ - 1]
    score = (
        team_score(state, crew, round_, round_) if seat == WHOLE_TEAM else seat_score(state, crew, seat, round_, round_)
    )
    return RoundNumbers(
        round=round_,
        profit=round_profit(crew, round_),
        profit_total=profit_to(crew, round_),
        plan_total=plan_to(match.scenario, round_),
        revenue=tally.revenue,
        score=score,
        reaction=median_low(tally.reaction) if tally.reaction else -1,
        conversion=conversion(match, team, round_),
        handed=tally.handed,
        accepted=tally.accepted,
        returned=tally.returned,
        won=tally.won,
        lost=tally.lost,
        quality=mean_quality(tally),
        repeated=tally.repeated,
        broken=tally.broken,
        bots_share=doings(match, team, round_).bots_share,
        happened=tuple(happened(match, team, round_)),
    )


def mean_quality(tally: Tally) -> int:
    """Mean handoff quality of the briefs accepted in a round, 0-100; -1 for none."""
    count = len(tally.quality)
    return (2 * sum(tally.quality) + count) // (2 * count) if count else -1


def conversion(match: Match, team: int, last: int) -> int:
    """Per cent signed of the handed leads decided by the end of round `last` (1-based); 0 for none."""
    crew = match.state.teams[team]
    span = Span(match.state, crew, 1, last)
    won = lost = 0
    for row in span.leads():
        track = crew.tracks[row]
        won += span.is_won(row)
        lost += not span.is_won(row) and 0 < track.ended_round <= last
    return (200 * won + won + lost) // (2 * (won + lost)) if won + lost else 0


def pooled(match: Match, round_: int, *, finish: bool = False) -> tuple[int, int]:
    """Leads handed over in a round (1-based) by all teams, and how many of those have signed by now.

    Without `finish` only signatures of the session count.
    """
    handed = won = 0
    last = match.scenario.frame.rounds + finish
    for crew in match.state.teams:
        leads = Span(match.state, crew, round_, round_).leads()
        until = Span(match.state, crew, 1, last)
        handed += len(leads)
        won += sum(map(until.is_won, leads))
    return handed, won


def leads_won(match: Match, team: int) -> int:
    """Handed leads of a team that signed within the session."""
    span = Span(match.state, match.state.teams[team], 1, match.scenario.frame.rounds)
    return sum(map(span.is_won, span.leads()))


def funnel(match: Match, team: int) -> Funnel:
    """Inbound leads of a team and the deals they became."""
    crew = match.state.teams[team]
    rounds = match.scenario.frame.rounds
    rows = [row for row, track in crew.tracks.items() if track.here and is_inbound(int(crew.static.source[row]))]
    won = [int(crew.columns.won_round[row]) for row in rows]
    return Funnel(len(rows), sum(0 < r <= rounds for r in won), sum(r > 0 for r in won))


def team_results(match: Match) -> list[dict[str, int]]:
    """The `result` of `play --json`, a team an item.

    `plan`, `revenue`, `profit` (cents), `leads_handed` and `leads_won` are those of the session; `profit_12m`
    adds the finish and the twelve months, as far as they were played.
    """
    rounds = match.scenario.frame.rounds
    return [
        {
            "plan": match.scenario.plan.session,
            "revenue": sum(tally.revenue for tally in crew.tallies[:rounds]),
            "profit": session_profit(match.state, crew),
            "profit_12m": profit_12m(match.state, crew),
            "leads_handed": sum(tally.handed for tally in crew.tallies[:rounds]),
            "leads_won": leads_won(match, crew.index),
        }
        for crew in match.state.teams
    ]


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
    "conversion",
    "funnel",
    "leads_won",
    "mean_quality",
    "pooled",
    "round_result",
    "team_results",
    "team_scores",
]
