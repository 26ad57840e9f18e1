"""The projector: what everybody in the room may see, in type that is read from ten metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scoring.money import closed_rounds
from game.scoring.result import pooled
from game.views.forward import forward_lines
from game.views.result import team_line
from game.views.session import session_info
from game.views.story import room_story

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views import shape


def screen_view(match: Match, lang: str, message: str = "") -> shape.ScreenView:
    """Public data only: counts of every team, money of closed rounds, handed and won pooled over the room.

    Args:
        match: the match at its latest moment.
        lang: "en" or "ru".
        message: what the facilitator writes to the whole room.
    """
    rounds = range(1, closed_rounds(match.state) + 1)
    by_round = [pooled(match, round_) for round_ in rounds]
    return {
        "kind": "screen",
        "session": session_info(match, lang),
        "teams": [team_line(match, team) for team in range(match.team_count)],
        "pooled_handed": sum(handed for handed, _ in by_round),
        "pooled_won": sum(won for _, won in by_round),
        "pooled_by_round": by_round,
        "story": room_story(match, lang),
        "forward": forward_lines(match),
        "message": message,
    }
