"""The chronicle of a session: what every seat knew after every step, waits, promises, and what came of it all.

Folded once from a log and kept with the match; the panels of the debrief read it instead of the log.
Owns facts that several panels share. It may not look at hidden truth.
"""

from game.debrief.chronicle.fold import MEMO, chronicle
from game.debrief.chronicle.steps import Cells, Kind, Step, TeamChronicle, Wait

__all__ = ["MEMO", "Cells", "Kind", "Step", "TeamChronicle", "Wait", "chronicle"]
