"""The same command once more with other luck: what it could have led to, on average.

Every draw of the command is spread evenly over the redraws (a keyed Latin hypercube), so that eight of them say
more than eight dice would. A moment of a deal is not thrown at all: its chance is known, and kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from game.market.chance import Draw, Kind, mix, unit
from game.state.draft import Draft

if TYPE_CHECKING:
    from game.state.team import State, Team

REDRAWS = 8
"""Redraws of a command and of a bell."""
SALT = 0x5EED_0F_1EAC5
"""Sets the redraws' keys apart from the rules' own draws."""


def salted(key: int, number: int) -> int:
    """The key of a company in redraw `number`: as good as any other, and always the same."""
    return mix(key ^ mix(SALT + number + 1))


@lru_cache(maxsize=4096)
def _parts(key: int, draw: Draw, ordinal: int) -> tuple[int, ...]:
    """The part of [0, 1) that each redraw gets of a draw: the same shuffle for all redraws of it."""
    lots = sorted(range(REDRAWS), key=lambda n: unit(salted(key, n), draw, ordinal))
    return tuple(lots.index(number) for number in range(REDRAWS))


class Redraw(Draft):
    """A draft whose draws are those of redraw `number`; `chance` is what the moments met have left of 1."""

    on_credit = True  # the command was accepted in this very state; another outcome may take other minutes

    def __init__(self, state: State, team: Team, number: int) -> None:
        """Redraw `number`, 0 to REDRAWS - 1."""
        super().__init__(state, team)
        self.number = number
        self.chance = 1.0

    def unit(self, row: int, draw: Draw, ordinal: int | None = None) -> float:
        """A draw in this redraw's part of [0, 1), the parts dealt out anew for every draw."""
        found = super().unit(row, draw, ordinal)
        if draw == Kind.TEXT:
            return found
        key = self.traits(row).key
        place = self.draws[-1][2]
        part = _parts(key, draw, place)[self.number]
        return (part + unit(salted(key, REDRAWS + self.number), draw, place)) / REDRAWS

    def meets(self, row: int, gate: int, chance: float) -> bool:
        """The company goes on, and the chance of that is kept."""
        del row, gate
        self.chance *= min(1.0, max(0.0, chance))
        return True
