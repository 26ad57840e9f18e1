"""Pictures of the whole group: numbers for charts, and sentences that say no more than the numbers bear."""

from game.debrief.pictures.view import masked, pictures_view

__all__ = ["masked", "pictures_view"]
