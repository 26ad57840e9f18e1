"""Headless play: whole sessions with bots on every seat, and the fast-forward.

Owns the order in which seats act without a clock on the wall: the least spent clock first, ties by seat.
May not decide anything that a rule decides, nor look past a view.
"""

from game.play.session import Driver, PlayedSession, play

__all__ = ["Driver", "PlayedSession", "play"]
