"""Questions worth asking a team, because its own data speak to them: the loudest first, from different panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.chronicle.look import Look
from game.debrief.questions.beliefs import heard
from game.debrief.questions.loud import Loud
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views import shape

MOST = 6
ALIKE = 3
"""Most questions that one panel answers."""


def questions_view(match: Match, team: int, lang: str) -> shape.QuestionsView:
    """Up to six questions for a team, each with what happened here and where it is best seen."""
    speak = Speaker(match, team, lang)
    return {
        "kind": "questions",
        "team": team,
        "team_name": match.state.teams[team].name,
        "questions": [_question(loud, speak) for loud in loudest(heard(Look(match, team)))],
    }


def loudest(found: list[Loud]) -> list[Loud]:
    """The loudest, not too many of one panel."""
    taken: list[Loud] = []
    for loud in found:
        if len(taken) < MOST and sum(other.panel == loud.panel for other in taken) < ALIKE:
            taken.append(loud)
    return taken


def _question(loud: Loud, speak: Speaker) -> shape.Question:
    key = f"belief.{loud.belief}"
    return {
        "id": loud.belief,
        "belief": speak.words(f"{key}.belief"),
        "fact": speak.words(f"{key}.fact", **loud.params),
        "ask": speak.words(f"{key}.ask"),
        "weight": int(max(0.0, min(100.0, loud.weight)) + 0.5),
        "panel": loud.panel,
        "target": loud.target,
    }
