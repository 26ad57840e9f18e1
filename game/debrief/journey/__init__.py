"""The journey of one company through the team, in lanes: what was known, passed on, lost and promised."""

from game.debrief.journey.view import journey_list, journey_view

__all__ = ["journey_list", "journey_view"]
