"""The debrief of one team, assembled: timeline, handoffs, results, the twelve months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.stories import handoff_stories
from game.debrief.timeline import moments
from game.scoring.money import closed_rounds
from game.scoring.result import WHOLE_TEAM
from game.views.forward import forward_lines
from game.views.result import result_view, team_line
from game.views.session import session_info

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views import shape


def debrief_view(match: Match, team: int, reveal: bool, lang: str) -> shape.DebriefView:
    """What is known of one team's session afterwards.

    Args:
        match: a match with its whole log.
        team: 0-based.
        reveal: whether the hidden truth of the clients is shown too.
        lang: "en" or "ru".
    """
    rounds = range(1, closed_rounds(match.state) + 1)
    return {
        "kind": "debrief",
        "session": session_info(match, lang),
        "team": team,
        "team_name": match.state.teams[team].name,
        "teams": [team_line(match, other) for other in range(match.team_count)],
        "revealed": reveal,
        "moments": moments(match, team, lang, reveal=reveal),
        "handoffs": handoff_stories(match, team, lang, reveal=reveal),
        "results": [result_view(match, team, WHOLE_TEAM, round_, lang) for round_ in rounds],
        "forward": forward_lines(match),
    }
