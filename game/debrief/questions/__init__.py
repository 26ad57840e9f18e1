"""Questions to the group, picked because this team's own data speak to a belief."""

from game.debrief.questions.view import questions_view

__all__ = ["questions_view"]
