"""Key moments: found by rule across steps, each told in one sentence. No hidden truth goes in."""

from game.debrief.keys.pick import key_moments

__all__ = ["key_moments"]
