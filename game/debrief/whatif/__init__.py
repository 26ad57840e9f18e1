"""What if: one thing is edited in a team's log, and the session runs again.

Owns the edits, the two ways of running again (held: all else as recorded; play-on: the reference policy goes on)
and what they are told as. It runs the same rules as play; it never writes to the match or the log it is given.
"""

from game.debrief.whatif.edits import BadEdit
from game.debrief.whatif.view import what_if, whatif_list

__all__ = ["BadEdit", "what_if", "whatif_list"]
