"""One table of figures: every number that a screen, file or sentence shows has its one definition here.

Owns a figure's name, unit, horizons and how it is counted; its words stand in `game/scenario/figures.json`.
Whoever shows a number asks for it by name and horizon. A client that the team inherited from a predecessor and one
that its own lead generation handed over are never counted together.
It may not know screens, files or languages, and reads only.
"""

from game.scoring.figures.places import AFTER, FORWARD, PROMISES, ROUND, SEAT_SESSION, SESSION, TEAM, TO_THE_BELL, Place
from game.scoring.figures.scope import Horizon, Scope
from game.scoring.figures.table import FIGURES, Figure, Unit, figure, figures

__all__ = [
    "AFTER",
    "FIGURES",
    "FORWARD",
    "PROMISES",
    "ROUND",
    "SEAT_SESSION",
    "SESSION",
    "TEAM",
    "TO_THE_BELL",
    "Figure",
    "Horizon",
    "Place",
    "Scope",
    "Unit",
    "figure",
    "figures",
]
