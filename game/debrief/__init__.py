"""What can be learned from a finished session: replay, what-if, leaks, key moments.

Owns the folding of a log to any point, its re-run with an edit, and the sums that lead from what the
reference team earned to what this team earned; the parts add up exactly.
It may not change the log it reads, and builds no Mesa objects.
"""

from game.debrief.verify import Verification, at, verify
from game.debrief.view import debrief_view

__all__ = ["Verification", "at", "debrief_view", "verify"]
