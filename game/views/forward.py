"""The twelve months: a line for each team, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.scoring.cause import causes
from game.scoring.figures import FORWARD
from game.scoring.money import forward_done, has_finished, months
from game.scoring.result import shown_at

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views import shape


def forward_lines(match: Match) -> list[shape.ForwardLine]:
    """The lines of all teams, with what told most once the year is over; none before the finish."""
    lines = [line for team in range(match.team_count) if (line := forward_line(match, team)) is not None]
    if forward_done(match.state):
        for line, told in zip(lines, causes(match), strict=True):
            line["cause"] = {"kind": told.kind, "own": told.own, "room": told.room}
    return lines


def forward_line(match: Match, team: int) -> shape.ForwardLine | None:
    """A team's line through the months that have passed whole; None before the finish. Money in cents.

    It starts with the profit of the session and the finish.
    """
    if not has_finished(match.state):
        return None
    crew = match.state.teams[team]
    passed = [
        {"month": month.month, "profit": month.profit, "orders": month.orders, "churned": month.churned}
        for month in months(match.state, crew)
    ]
    shown = shown_at(match, team, FORWARD)
    return cast("shape.ForwardLine", {"team": team, "name": crew.name, "months": passed, "cause": None, **shown})
