"""What told most at the end: for every team the figure that lies furthest from the room's, on the side of its place.

A team that stands in the upper half is told what it did better than the room, the others what they did worse. All are
counts of the log that the results of rounds show too. Less than a whole one beside the room's mean says nothing; such
a team, and one that plays alone, is compared with nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from game.scoring.figures import figures
from game.scoring.money import profit_12m

if TYPE_CHECKING:
    from game.match.match import Match
    from game.scoring.figures import Horizon

Kind = Literal["quality", "broken", "repeated", "churned", "nothing"]
LEAST = 10  # tenths from the room's mean
BETTER: dict[Kind, int] = {"quality": 1, "broken": -1, "repeated": -1, "churned": -1}
"""Each figure, and whether more of it is better (1) or worse (-1). The first wins a tie."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One figure of a team beside the mean of all teams; `room` in tenths, -1 where there is nobody to compare with."""

    kind: Kind
    own: int
    room: int


def causes(match: Match) -> list[Cause]:
    """The figure that tells most, team by team, over the session and, of accounts lost, the twelve months."""
    teams = match.state.teams
    told = [_figures(match, team) for team in range(match.team_count)]
    profits = [profit_12m(match.state, team) for team in teams]
    if len(teams) == 1:
        return [_alone(told[0], is_good=profits[0] >= match.scenario.plan.twelve_months)]
    upper = sorted(profits, reverse=True)[: (len(profits) + 1) // 2]
    return [_telling(own, told, is_good=profit >= upper[-1]) for own, profit in zip(told, profits, strict=True)]


def _figures(match: Match, team: int) -> dict[Kind, int]:
    """The figures of a team; handoff quality only where something was handed over."""
    asked: dict[Kind, tuple[str, Horizon]] = {
        "broken": ("promises_broken", "session"),
        "repeated": ("repeated", "session"),
        "churned": ("churned", "months"),
        "quality": ("quality", "session"),
    }
    found = figures(match, team, asked.values())
    return {kind: value for kind, of in asked.items() if (value := found[of]) is not None}


def _telling(own: dict[Kind, int], told: list[dict[Kind, int]], *, is_good: bool) -> Cause:
    best, most = None, (0, 1)
    for kind, better in BETTER.items():
        values = [one[kind] for one in told if kind in one]
        spread = max(values, default=0) - min(values, default=0)
        if kind not in own or not spread:
            continue
        room = _mean([10 * value for value in values])
        if abs(10 * own[kind] - room) < LEAST:
            continue
        # How far from the room, as a part of what lies between the first and the last: compared without dividing.
        far = (10 * own[kind] - room) * better * (1 if is_good else -1)
        if far * most[1] > most[0] * spread:
            best, most = Cause(kind, own[kind], room), (far, spread)
    return best or _alone(own, is_good=True)


def _alone(own: dict[Kind, int], *, is_good: bool) -> Cause:
    worse: tuple[Kind, ...] = ("broken", "churned", "repeated")
    kind = next((one for one in worse if own[one] and not is_good), "quality")
    return Cause(kind, own[kind], -1) if kind in own else Cause("nothing", 0, -1)


def _mean(values: list[int]) -> int:
    """Rounded half up."""
    return (2 * sum(values) + len(values)) // (2 * len(values))
