"""Disputed leads: two voices, a vote, and a verdict by a stated rule once the truth is unmasked."""

from game.debrief.disputed.view import disputed_view

__all__ = ["disputed_view"]
